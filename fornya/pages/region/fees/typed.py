"""Reads a new fee as it is typed, and says what must be put right."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from fornya.clinics.region.fees import NewFee
from fornya.design import formats
from fornya.design.fields import Errors, Form
from fornya.design.typed import at_field, day_wanted, read_day, read_number, read_ore, too_long
from fornya.pages.region.fees.words import EVERY, PURPOSES
from fornya.rules.fees import Purpose

MOST_ORE = 1000_00
OLDEST = 120
LONGEST_SOURCE = 200
AGES = {
    "free_under": N_("Gratis för den som är yngre än"),
    "free_from_age": N_("Gratis för den som har fyllt"),
}
FIELDS = ("purpose", "amount", "valid_from", *AGES, "counts", "source")


def read(form: Form, today: date) -> tuple[NewFee | None, Errors]:
    """Read the fee; None with what must be put right."""
    errors = Errors()
    purpose = form.value("purpose")
    if purpose not in PURPOSES:
        errors = errors.add("purpose", _("Välj vilka förnyelser avgiften är för"))
    amount, valid_from = read_ore(form.value("amount"), most=MOST_ORE), read_day(form.value("valid_from"))
    if amount is None:
        errors = errors.add("amount", _amount_wanted())
    if valid_from is None:
        errors = errors.add("valid_from", day_wanted())
    elif valid_from < today:
        errors = errors.add("valid_from", _("Välj i dag eller en dag som kommer"))
    ages = {name: _age(form.value(name)) for name in AGES}
    for name, label in AGES.items():
        if form.value(name) and ages[name] is None:
            errors = errors.add(name, at_field(_(label), _("Skriv åldern med siffror, eller lämna tomt")))
    source = form.value("source")
    if fault := too_long(source, LONGEST_SOURCE) or ("" if source else _("Skriv lagen eller beslutet")):
        errors = errors.add("source", fault)
    if errors or amount is None or valid_from is None:
        return None, errors
    fee = NewFee(
        amount_ore=amount,
        valid_from=valid_from,
        source=source,
        purpose=None if purpose == EVERY else Purpose(purpose),
        free_under=ages["free_under"],
        free_from_age=ages["free_from_age"],
        counts_to_frikort=form.value("counts") == "yes",
    )
    return fee, errors


def _amount_wanted() -> str:
    return _("Skriv avgiften i kronor, 0 till %(most)s") % {"most": formats.money(MOST_ORE)}


def _age(text: str) -> int | None:
    return read_number(text, lowest=1, highest=OLDEST) if text else None
