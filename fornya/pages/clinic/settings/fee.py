"""*Avgift*: what a renewal costs here, from a day to come; what holds or has held is never changed."""

from datetime import date, timedelta

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_
from django.views.decorators.http import require_http_methods

from fornya.clinics.cards import ClinicPage
from fornya.clinics.settings.fees import NotToCome, drop_fee, set_fee
from fornya.clinics.settings.log import Part
from fornya.design import formats
from fornya.design.fields import Errors, Form
from fornya.design.typed import at_field, day_wanted, read_day, read_number, read_ore, too_long
from fornya.pages.clinic.settings.shared import here, page, saved, who_of
from fornya.people.guards import StaffRequest, open_to
from fornya.rules.access import Deed
from fornya.rules.fees import FeeRule, Purpose

MOST_ORE = 1000_00
OLDEST = 120
LONGEST_SOURCE = 200
_AGES = {
    "free_under": N_("Gratis för den som är yngre än"),
    "free_from_age": N_("Gratis för den som har fyllt"),
}
FIELDS = ("amount", "valid_from", *_AGES, "counts", "source")
_PLACE = "clinic:settings_fee"


@open_to(Deed.SETTINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def fee(request: StaffRequest) -> HttpResponse:
    """Show what it costs, set what it will cost, or take that back."""
    clinic, today = here(request), request.today
    who = who_of(request)
    if request.method != "POST":
        tomorrow = (today + timedelta(days=1)).isoformat()
        return _page(request, clinic, Form.showing(valid_from=tomorrow, counts="yes"))
    if "drop" in request.POST:
        day = read_day(request.POST["drop"])
        if day is not None and day > today:
            drop_fee(valid_from=day, **who)
        return saved(Part.FEE, _PLACE)
    form = Form.of(request.POST, *FIELDS)
    rule, errors = read(form)
    if rule is None:
        return _page(request, clinic, form, errors)
    try:
        set_fee(fee=rule, **who)
    except NotToCome:
        errors = errors.add("valid_from", _("Avgiften kan ändras tidigast från i morgon"))
        return _page(request, clinic, form, errors)
    return saved(Part.FEE)


def read(form: Form) -> tuple[FeeRule | None, Errors]:
    """Read the fee, and what must be put right."""
    errors = Errors()
    amount, valid_from = read_ore(form.value("amount"), most=MOST_ORE), read_day(form.value("valid_from"))
    if amount is None:
        errors = errors.add(
            "amount", _("Skriv avgiften i kronor, 0 till %(most)s") % {"most": formats.money(MOST_ORE)}
        )
    if valid_from is None:
        errors = errors.add("valid_from", day_wanted())
    ages: dict[str, int | None] = {}
    for name, label in _AGES.items():
        text = form.value(name)
        ages[name] = read_number(text, lowest=1, highest=OLDEST) if text else None
        if text and ages[name] is None:
            errors = errors.add(name, at_field(_(label), _("Skriv åldern med siffror, eller lämna tomt")))
    source = form.value("source")
    if not source:
        errors = errors.add("source", _("Skriv vem som har bestämt avgiften"))
    elif long := too_long(source, LONGEST_SOURCE):
        errors = errors.add("source", long)
    if errors or amount is None or valid_from is None:
        return None, errors
    counts = form.value("counts") == "yes"
    under, above = ages["free_under"], ages["free_from_age"]
    rule = FeeRule(
        amount, valid_from, source, free_under=under, free_from_age=above, counts_to_frikort=counts
    )
    return rule, errors


def _page(
    request: StaffRequest, clinic: ClinicPage, form: Form, errors: Errors | None = None
) -> HttpResponse:
    today = request.today
    rules = sorted(
        (rule for rule in clinic.fees if rule.purpose is Purpose.ILLNESS), key=lambda rule: rule.valid_from
    )
    own = [rule for rule in rules if rule.clinic_hsa_id]
    more = {
        "rows": [_row(rule, today) for rule in reversed(rules)],
        "to_come": [
            (formats.day(rule.valid_from, today), formats.money(rule.amount_ore), rule.valid_from.isoformat())
            for rule in own
            if rule.valid_from > today
        ],
        "examples": any(rule.is_example for rule in rules),
    }
    return page(request, "fee", form, errors, **more)


def _row(rule: FeeRule, today: date) -> list[str]:
    whose = _("Mottagningens egen") if rule.clinic_hsa_id else _("Regionens")
    return [formats.short_day(rule.valid_from, today), formats.money(rule.amount_ore), whose, rule.source]
