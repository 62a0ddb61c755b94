"""How much of a time the collected amount should have lasted: PDC and MPR, exact.

For the prescriber's eyes, as support. To a patient it is said as days the collected amount should have
lasted, never as a judgement. Not usable where the dose is as needed or individual: dose_text.py gives no
amount a day for such, and so there are no fills.

Source: definitions of PDC (overlap shifted forward) and MPR (capped, and said so) as in published method
papers; our one window: from the first pick-up of the last 365 days to today.
Reviewed: 2026-11-23
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

DAY = timedelta(days=1)
LOOK_BACK = timedelta(days=365)

Fill = tuple[date, int]


@dataclass(frozen=True)
class Window:
    """The days reckoned over, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """Return the number of days in the window."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True)
class Adherence:
    """Days in the window, supplied and covered, and the two shares made of them."""

    window_days: int
    supplied_days: int
    covered_days: int
    mpr: Fraction
    mpr_is_capped: bool
    pdc: Fraction


def usual_window(fills: Sequence[Fill], today: date) -> Window | None:
    """Return the window from the first pick-up of the last 365 days to today; None without one."""
    days = [on for on, _ in fills if today - LOOK_BACK <= on <= today]
    return Window(min(days), today) if days else None


def measure(fills: Sequence[Fill], window: Window) -> Adherence:
    """Return both measures for pick-ups (day, days' supply) made within the window."""
    inside = sorted(fill for fill in fills if window.first <= fill[0] <= window.last)
    supplied = sum(days for _, days in inside)
    covered = 0
    next_uncovered = window.first
    for on, days in inside:
        start = max(on, next_uncovered)
        next_uncovered = start + timedelta(days=days)
        covered += max(0, (min(next_uncovered, window.last + DAY) - start).days)
    share = Fraction(supplied, window.days)
    return Adherence(
        window_days=window.days,
        supplied_days=supplied,
        covered_days=covered,
        mpr=min(share, Fraction(1)),
        mpr_is_capped=share > 1,
        pdc=Fraction(covered, window.days),
    )
