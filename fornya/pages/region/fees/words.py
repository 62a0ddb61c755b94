"""A region's fees in words, as patients read them and as the log tells of them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from fornya.clinics.region.fees import NewFee, Version
from fornya.design import formats
from fornya.design.parts import Cell, Row
from fornya.rules.fees import FeeRule, Purpose

EVERY = "any"
PURPOSES = {
    EVERY: N_("Alla förnyelser"),
    Purpose.ILLNESS.value: N_("Läkemedel mot en sjukdom"),
    Purpose.NOT_ILLNESS.value: N_("Läkemedel som inte är mot en sjukdom"),
    Purpose.UNTIL_VISIT.value: N_("Läkemedel som ska räcka till ett bokat besök"),
}


def purpose_word(purpose: Purpose | None) -> str:
    """Say which renewals a fee is for."""
    return _(PURPOSES[purpose.value if purpose else EVERY])


def version_cells(version: Version, holds: bool, today: date) -> tuple[Cell, ...]:
    """Write a version as a row of the table, with whether it holds."""
    fee = version.fee
    word, tone = _state(fee, holds, today)
    note = _("Exempel, utan beslut bakom.") if version.is_example else None
    return (
        Cell(text=formats.short_day(fee.valid_from, today), names_row=True),
        Cell(tag=word, tone=tone),
        Cell(text=formats.money(fee.amount_ore)),
        Cell(text=purpose_word(fee.purpose), note=exempt_words(fee)),
        Cell(text=fee.source, note=note),
    )


def _state(fee: NewFee, holds: bool, today: date) -> tuple[str, str]:
    if fee.valid_from > today:
        return _("Kommer"), "info"
    return (_("Gäller"), "ok") if holds else (_("Har gällt"), "neutral")


def exempt_words(fee: NewFee) -> str:
    """Say who does not pay."""
    if not fee.amount_ore:
        return _("Ingen betalar")
    if fee.free_under is not None and fee.free_from_age is not None:
        ages = {"low": fee.free_under, "high": fee.free_from_age}
        return _("Gratis under %(low)s år och från %(high)s år") % ages
    if fee.free_under is not None:
        return _("Gratis under %(low)s år") % {"low": fee.free_under}
    if fee.free_from_age is not None:
        return _("Gratis från %(high)s år") % {"high": fee.free_from_age}
    return _("Alla betalar")


def preview_rows(fee: NewFee, before: Mapping[Purpose, FeeRule], clinics: int, today: date) -> list[Row]:
    """Say what patients will read from that day on, in place of what, and at how many clinics."""
    counts = _("Ja") if fee.counts_to_frikort else _("Nej")
    return [
        Row(key=_("Gäller"), value=purpose_word(fee.purpose)),
        Row(key=_("Kostar"), value=formats.money(fee.amount_ore)),
        Row(key=_("I stället för"), value=_before(fee, before)),
        Row(key=_("Betalar inte"), value=exempt_words(fee)),
        Row(key=_("Räknas till frikort"), value=counts if fee.amount_ore else _("Inget att räkna")),
        Row(key=_("Gäller från"), value=formats.day(fee.valid_from, today)),
        Row(key=_("Källa"), value=fee.source),
        Row(key=_("Mottagningar utan egen avgift"), value=formats.number(clinics)),
    ]


def _before(fee: NewFee, before: Mapping[Purpose, FeeRule]) -> str:
    purposes = [fee.purpose] if fee.purpose else list(Purpose)
    amounts = dict.fromkeys(formats.money(before[each].amount_ore) for each in purposes if each in before)
    return ", ".join(amounts) if amounts else _("Ingen avgift innan")


def change_words(fields: Mapping[str, tuple[Any, Any]], today: date) -> str:
    """Say what was set or taken back."""
    return " · ".join(_change(name, pair, today) for name, pair in fields.items())


def _change(name: str, pair: tuple[Any, Any], today: date) -> str:
    code, _space, day = name.partition(" ")
    before, after = (formats.money(each) if isinstance(each, int) else "–" for each in pair)
    said = {
        "what": _(PURPOSES[code]),
        "day": formats.short_day(date.fromisoformat(day), today),
        "before": before,
        "after": after,
    }
    return _("%(what)s från %(day)s: %(before)s → %(after)s") % said
