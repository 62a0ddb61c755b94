"""Hours as people type them: "8–10 och 13–15.30" or "08:00-16:30"; nothing, or "stängt", is a day off."""

import re
from collections.abc import Sequence
from datetime import time

from django.utils.translation import gettext as _

from fornya.design import formats
from fornya.rules.opening_hours import Span

SHUT = ("", "stängt", "-", "–")
_BETWEEN = re.compile(r"\s*(?:,|;|&|\boch\b)\s*", re.IGNORECASE)
_SPAN = re.compile(r"(\d{1,2})(?:[.:](\d\d))?\s*(?:[-–—]|till)\s*(\d{1,2})(?:[.:](\d\d))?")


class NotHours(ValueError):
    """What is typed is no hours of a day, or they overlap or end before they begin."""


def read_hours(text: str) -> tuple[Span, ...]:
    """Read a day's hours, earliest first. Raises NotHours."""
    plain = text.strip().removeprefix("klockan").removeprefix("kl.").strip().lower()
    if plain in SHUT:
        return ()
    spans = sorted((_span(part) for part in _BETWEEN.split(plain)), key=lambda span: span.opens)
    if any(first.closes > later.opens for first, later in zip(spans, spans[1:], strict=False)):
        raise NotHours
    return tuple(spans)


def weekdays() -> list[str]:
    """Name the days of a week, Monday first."""
    return [_("måndag"), _("tisdag"), _("onsdag"), _("torsdag"), _("fredag"), _("lördag"), _("söndag")]


def as_typed(spans: Sequence[Span]) -> str:
    """Write hours as a person would type them."""
    return formats.spans([(f"{span.opens:%H:%M}", f"{span.closes:%H:%M}") for span in spans]) if spans else ""


def _span(text: str) -> Span:
    found = _SPAN.fullmatch(text)
    if not found:
        raise NotHours
    try:
        opens, closes = (
            time(int(hour), int(minute or 0)) for hour, minute in (found.group(1, 2), found.group(3, 4))
        )
    except ValueError:
        raise NotHours from None
    if closes <= opens:
        raise NotHours
    return Span(opens, closes)
