"""Withdrawals as rows: what, when, where, the price, what was paid, and what of it counts."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from fornya.design import formats
from fornya.design.parts import Cell, Column
from fornya.design.units import amount_words
from fornya.medicines.withdrawals import Withdrawal
from fornya.pages.patient.medicines.words import medicine_name
from fornya.rules.benefit import BenefitCode


def withdrawal_columns(*, is_one_medicine: bool) -> list[Column]:
    """Give the columns; among those of one medicine its name need not stand."""
    return [
        *([] if is_one_medicine else [Column(text=_("Läkemedel"))]),
        Column(text=_("Dag")),
        Column(text=_("Mängd")),
        Column(text=_("Apotek")),
        Column(text=_("Pris"), numeric=True),
        Column(text=_("Betalat"), numeric=True),
        Column(text=_("Räknas mot frikort"), numeric=True),
    ]


def withdrawal_rows(
    found: Iterable[Withdrawal], today: date, *, is_one_medicine: bool, hides_place: bool
) -> list[list[Cell]]:
    """Write each as cells. Where somebody lives under protection nothing says in which town they collect."""
    return [_row(each, today, is_one_medicine, hides_place) for each in found]


def _row(each: Withdrawal, today: date, is_one_medicine: bool, hides_place: bool) -> list[Cell]:
    name = Cell(text=medicine_name(each.product_name, each.strength), names_row=True)
    return [
        *([] if is_one_medicine else [name]),
        Cell(text=formats.short_day(each.on, today), names_row=is_one_medicine),
        Cell(text=amount_words(each.quantity, each.unit)),
        Cell(text=_("Visas inte") if hides_place else each.pharmacy or _("Uppgift saknas")),
        Cell(text=_money(each.price_ore)),
        Cell(text=_money(each.paid_ore)),
        Cell(text=_counts(each)),
    ]


def _money(ore: int | None) -> str:
    return _("Uppgift saknas") if ore is None else formats.money(ore)


def _counts(each: Withdrawal) -> str:
    if each.benefit == BenefitCode.FREE:
        return _("Inget, det är gratis")
    if each.counted_ore is None:
        return _("Uppgift saknas")
    return formats.money(each.counted_ore) if each.counted_ore else _("Inget")
