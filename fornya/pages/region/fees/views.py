"""The versions of the region's fees; a new one is typed, seen as patients will see it, and saved."""

from datetime import date, timedelta

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fornya.clinics import directory
from fornya.clinics.region.fees import (
    BeganToday,
    NewFee,
    NotToCome,
    Version,
    changes,
    drop_fee,
    set_fee,
    versions,
)
from fornya.design import formats
from fornya.design.fields import Errors, Form
from fornya.design.parts import Column, Option
from fornya.design.typed import read_carried
from fornya.pages.region.fees.typed import FIELDS, read
from fornya.pages.region.fees.words import (
    EVERY,
    PURPOSES,
    change_words,
    preview_rows,
    version_cells,
)
from fornya.pages.region.shared import done, log_columns, log_row, page, region_of, who_of
from fornya.people.guards import PostRequest, open_to
from fornya.rules.access import Deed
from fornya.rules.fees import FeeRule, in_force_on

_PLACE = "region:fees"


@open_to(Deed.ADMINISTER_REGION)
@require_http_methods(["GET", "HEAD", "POST"])
def fees(request: PostRequest) -> HttpResponse:
    """Show the versions, a preview of a new one, or save it; or take one back that has not begun."""
    if request.method != "POST":
        tomorrow = (request.today + timedelta(days=1)).isoformat()
        return _page(request, Form.showing(valid_from=tomorrow, counts="yes", purpose=EVERY))
    if "drop" in request.POST:
        return _drop(request)
    form = Form.of(request.POST, *FIELDS)
    fee, errors = read(form, request.today)
    if fee is None or "edit" in request.POST:
        return _page(request, form, errors if "edit" not in request.POST else None)
    if "save" not in request.POST:
        return _preview(request, form, fee)
    try:
        set_fee(fee=fee, **who_of(request))
    except NotToCome:
        return _page(request, form, errors.add("valid_from", _("Välj i dag eller en dag som kommer")))
    except BeganToday:
        taken = _("En avgift för samma förnyelser började gälla i dag. Den nya kan börja tidigast i morgon")
        return _page(request, form, errors.add("valid_from", taken))
    return done(_PLACE, "sparad")


def _drop(request: PostRequest) -> HttpResponse:
    try:
        drop_fee(fee_id=read_carried(request.POST["drop"]), **who_of(request))
    except NotToCome:
        return _page(request, Form(), Errors().add("amount", _("Avgiften gäller redan och ligger fast")))
    return done(_PLACE, "borttagen")


def _preview(request: PostRequest, form: Form, fee: NewFee) -> HttpResponse:
    today = request.today
    code = region_of(request).code
    own = _rules(versions(code), code)
    clinics = sum(
        each.region_code == code and each.renews_online and not any(rule.clinic_hsa_id for rule in each.fees)
        for each in directory.current().clinics
    )
    before = in_force_on(own, max(fee.valid_from - timedelta(days=1), today))
    return page(
        request,
        "fees/preview",
        _PLACE,
        day=formats.day(fee.valid_from, today),
        rows=preview_rows(fee, before, clinics, today),
        kept=[(name, form.value(name)) for name in FIELDS],
    )


def _page(request: PostRequest, form: Form, errors: Errors | None = None) -> HttpResponse:
    today, code = request.today, region_of(request).code
    log = [
        log_row(each.at, each.by, change_words(each.fields, today), today)
        for each in changes(**who_of(request))
    ]
    found = versions(code)
    holding = in_force_on(_rules(found, code), today).values()
    return page(
        request,
        "fees/fees",
        _PLACE,
        errors,
        form=form,
        columns=[
            Column(text=_("Gäller från")),
            Column(text=_("Läge")),
            Column(text=_("Avgift")),
            Column(text=_("Vad")),
            Column(text=_("Källa")),
        ],
        # One for all renewals holds for as long as one of them has no newer.
        rows=[
            version_cells(each, any(rule in holding for rule in each.fee.rules(code)), today)
            for each in found
        ],
        to_come=_to_come(found, today),
        purposes=[Option(value=code, text=_(word)) for code, word in PURPOSES.items()],
        log_columns=log_columns(),
        log=log,
    )


def _to_come(found: tuple[Version, ...], today: date) -> list[tuple[int, str, str]]:
    return [
        (each.id, formats.money(each.fee.amount_ore), formats.day(each.fee.valid_from, today))
        for each in found
        if each.fee.valid_from > today
    ]


def _rules(found: tuple[Version, ...], code: str) -> list[FeeRule]:
    return [rule for each in found for rule in each.fee.rules(code)]
