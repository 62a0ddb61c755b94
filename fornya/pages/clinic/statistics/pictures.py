"""The year's months as bars: how long the answers took, and what became of the medicines."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from fornya.design.parts import BarsPart, BarsRow
from fornya.pages.clinic.statistics.words import hours, short_month
from fornya.statistics.clinic import OfMonth

TONES = {
    "renewed": "strong",
    "renewed_changed": "soft",
    "meet": "warm",
    "declined": "grave",
    "withdrawn": "faint",
}
OUTCOMES = {
    "renewed": N_("Förnyat"),
    "renewed_changed": N_("Förnyat med ändring"),
    "meet": N_("Behöver träffas"),
    "declined": N_("Förnyas inte"),
    "withdrawn": N_("Återtagen av patienten"),
}


def took_legend() -> list[tuple[str, str]]:
    """Say what the parts of the first picture are."""
    return [("strong", _("Hälften av svaren inom")), ("soft", _("Nio av tio inom"))]


def outcome_legend() -> list[tuple[str, str]]:
    """Say what the parts of the second picture are."""
    return [(TONES[name], _(text)) for name, text in OUTCOMES.items()]


def took_rows(months: Sequence[OfMonth]) -> list[BarsRow]:
    """Draw how many hours half of the answers and nine of ten took; nothing where they are few."""
    most = max((month.took.most_hours for month in months if month.took), default=0) or 1
    return [
        BarsRow(
            name=short_month(month.month),
            says=hours(month.took.half_hours) if month.took else _("för få"),
            parts=[
                BarsPart(begins=0, width=_part(month.took.most_hours, most), tone="soft"),
                BarsPart(begins=0, width=_part(month.took.half_hours, most), tone="strong"),
            ]
            if month.took
            else (),
        )
        for month in months
    ]


def outcome_rows(months: Sequence[OfMonth]) -> list[BarsRow]:
    """Draw how the medicines ended; a month in which a number is hidden is not drawn."""
    most = max((month.ended.all for month in months if month.ended.all and _is_whole(month)), default=1)
    return [
        BarsRow(
            name=short_month(month.month),
            says=str(month.ended.all) if _is_whole(month) else _("döljs"),
            parts=_side_by_side(month, most) if _is_whole(month) else (),
        )
        for month in months
    ]


def _is_whole(month: OfMonth) -> bool:
    return None not in (month.ended.all, *month.ended.outcomes.values())


def _side_by_side(month: OfMonth, most: int) -> list[BarsPart]:
    parts, begins = [], 0.0
    for name, tone in TONES.items():
        width = _part(month.ended.outcomes[name] or 0, most)
        if width:
            parts.append(BarsPart(begins=begins, width=width, tone=tone))
        begins += width
    return parts


def _part(number: int, most: int) -> float:
    return round(100 * number / most, 1)
