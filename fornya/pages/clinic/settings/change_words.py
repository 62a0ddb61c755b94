"""Changes in words: of each field its name, what it was and what it became."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from fornya.clinics.settings.log import Changed, Part
from fornya.design import formats
from fornya.design.parts import Cell
from fornya.pages.clinic.settings.hours_changed import hours_words
from fornya.pages.clinic.settings.policy import OUTCOMES
from fornya.pages.clinic.settings.words import part_word

_FIELDS = {
    "renews_online": N_("Tjänsten"),
    "closed_from": N_("Stängt från"),
    "closed_until": N_("Stängt till och med"),
    "closed_text": N_("Text om stängningen"),
    "answer_days": N_("Svar inom arbetsdagar"),
    "min_age": N_("Lägsta ålder"),
    "max_age": N_("Högsta ålder"),
    "listed_only": N_("Bara listade"),
    "accepts_other_clinics": N_("Recept från andra mottagningar"),
    "phone": N_("Telefontider"),
    "visit": N_("Besökstider"),
    "own_questions": N_("Frågor"),
    "alarm_is_on": N_("Larm med e-post"),
    "alarm_address": N_("Adress för larm"),
}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
LONGEST = 120


def change_rows(changes: tuple[Changed, ...], today: date) -> list[tuple[Cell, ...]]:
    """Write the log's rows."""
    return [
        (
            Cell(text=formats.day_and_clock(each.at, today), names_row=True),
            Cell(text=each.by),
            Cell(text=part_word(each.part), note=_said(each.part, each.fields)),
        )
        for each in changes
    ]


def _said(part: Part, fields: Mapping[str, tuple[Any, Any]]) -> str:
    if not fields:
        return _("Sparad som den var")
    said = [_change(part, name, before, after) for name, (before, after) in fields.items()]
    return " · ".join(said)


def _change(part: Part, name: str, before: Any, after: Any) -> str:
    values = {"name": _name(name), "before": _value(part, before), "after": _value(part, after)}
    return _("%(name)s: %(before)s → %(after)s") % values


def _name(name: str) -> str:
    first, _space, day = name.partition(" ")
    day = formats.day(date.fromisoformat(day)) if _DAY.fullmatch(day) else day
    return f"{_(_FIELDS[first])} {day}".strip() if first in _FIELDS else name


def _value(part: Part, value: Any) -> str:
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return _("ja") if value else _("nej")
    if part is Part.FEE and isinstance(value, int):
        return formats.money(value)
    if part is Part.HOURS and isinstance(value, list):
        return hours_words(value)
    if part is Part.POLICY and isinstance(value, list):
        value = [_(OUTCOMES[each]) if each in OUTCOMES else each for each in value]
    if isinstance(value, list):
        value = "; ".join(str(each) for each in value if each)
    text = formats.day(date.fromisoformat(value)) if _DAY.fullmatch(str(value)) else str(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
