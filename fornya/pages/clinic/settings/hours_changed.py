"""Hours as the log of changes keeps them, in words: a week with like days together, a day that differs."""

from collections.abc import Sequence
from itertools import groupby

from django.utils.translation import gettext as _

from fornya.design import formats
from fornya.pages.clinic.settings.typed_hours import weekdays


def hours_words(kept: Sequence[str]) -> str:
    """Write a week, Monday first, or one day's hours."""
    days = weekdays()
    if len(kept) != len(days):
        return "; ".join(_of_day(text) for text in kept)
    if len(set(kept)) == 1:
        return _("%(hours)s alla dagar") % {"hours": _of_day(kept[0])}
    alike = [list(group) for _hours, group in groupby(range(len(days)), key=kept.__getitem__)]
    return "; ".join(f"{_from_to(days, group)} {_of_day(kept[group[0]])}" for group in alike)


def _from_to(days: Sequence[str], numbers: Sequence[int]) -> str:
    first, last = days[numbers[0]], days[numbers[-1]]
    return first if first == last else f"{first}–{last}"


def _of_day(kept: str) -> str:
    """Write "08:00-10:00, 13:00-15:30" as "8–10 och 13–15.30"."""
    pairs = [span.split("-") for span in kept.split(", ")] if kept else []
    return formats.spans([(opens, closes) for opens, closes in pairs]) or _("stängt")
