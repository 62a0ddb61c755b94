"""Reads what somebody has typed in the calculator, and reckons it by the ladder in force."""

import re
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from fornya.design import formats
from fornya.design.fields import Errors, Form
from fornya.rules.high_cost import ORE_IN_KRONA, Ladder, due, gross_for

_KRONOR = re.compile(r"\d{1,7}([.,]\d{1,2})?")
MOST_TIMES = 24


@dataclass(frozen=True, slots=True)
class Purchase:
    """One purchase: its number, what it costs the patient, and what has been paid after it."""

    number: int
    due_ore: int
    paid_ore: int


@dataclass(frozen=True, slots=True)
class Reckoned:
    """All purchases of one price. `card_after` is the number of the one that gives the high-cost card."""

    purchases: tuple[Purchase, ...]
    total_ore: int
    left_ore: int
    card_after: int | None


def reckon(*, paid_ore: int, price_ore: int, times: int, ladder: Ladder) -> Reckoned:
    """Reckon purchases of a price, from a sum that has been paid before."""
    gross_ore, paid = gross_for(paid_ore, ladder), paid_ore
    purchases: list[Purchase] = []
    card_after = None
    for number in range(1, times + 1):
        had_card = paid >= ladder.ceiling_ore
        due_ore = due(price_ore, gross_ore, paid, ladder, has_card=had_card)
        gross_ore, paid = gross_ore + price_ore, paid + due_ore
        purchases.append(Purchase(number, due_ore, paid))
        if card_after is None and not had_card and paid >= ladder.ceiling_ore:
            card_after = number
    return Reckoned(tuple(purchases), paid - paid_ore, ladder.ceiling_ore - paid, card_after)


def checked(form: Form, ladder: Ladder) -> Errors:
    """Say what must be put right before anything can be reckoned."""
    errors = Errors()
    paid, price, times = form.value("betalat"), form.value("pris"), form.value("ganger")
    if ore_of(paid or "0") is None:
        errors = errors.add("betalat", _("Skriv summan med siffror, till exempel 850"))
    elif (ore_of(paid or "0") or 0) > ladder.ceiling_ore:
        said = _("Ingen betalar mer än %(ceiling)s under tolv månader. Skriv en lägre summa.")
        errors = errors.add("betalat", said % {"ceiling": formats.money(ladder.ceiling_ore)})
    if not ore_of(price):
        errors = errors.add("pris", _("Skriv vad läkemedlet kostar, med siffror"))
    if not _is_times(times):
        errors = errors.add("ganger", _("Välj hur många gånger du ska hämta ut"))
    return errors


def ore_of(typed: str) -> int | None:
    """Read an amount in kronor as öre; None when it is no amount."""
    digits = re.sub(r"\s|kr$", "", typed).replace(",", ".")
    return int(Decimal(digits) * ORE_IN_KRONA) if _KRONOR.fullmatch(digits) else None


def _is_times(typed: str) -> bool:
    return typed.isascii() and typed.isdecimal() and len(typed) < 3 and 0 < int(typed) <= MOST_TIMES
