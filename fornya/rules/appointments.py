"""Times to meet: which ones a clinic may offer, until when a patient may choose, and when nobody has chosen.

Source: our own rule. A time may be booked until an hour before, so that somebody has seen it. It may be
changed or cancelled here until a day before, as clinics usually ask; after that one rings.
Reviewed: 2026-11-23
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from fornya.rules.swedish_time import day_begins, swedish_day
from fornya.rules.working_days import is_working_day

MOST_OFFERED = 5
SHORTEST, LONGEST = 5, 120
FURTHEST = timedelta(days=180)
BOOKED_BEFORE = timedelta(hours=1)
CHANGED_BEFORE = timedelta(hours=24)
DAY = timedelta(days=1)


class Way(StrEnum):
    """How the two meet."""

    CLINIC = "clinic"
    PHONE = "phone"
    VIDEO = "video"


class Wrong(StrEnum):
    """Why a time cannot be offered."""

    PAST = "past"
    FAR = "far"
    TWICE = "twice"
    TAKEN = "taken"


class Lapse(StrEnum):
    """That nobody has chosen: the last time is near, or it is too late to choose."""

    NEAR = "near"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Slot:
    """A time to meet, for so many minutes. `whom` is the person met, in the clinic's words; "" unsaid."""

    starts_at: datetime
    minutes: int
    way: Way
    whom: str = ""

    @property
    def ends_at(self) -> datetime:
        """When it is over."""
        return self.starts_at + timedelta(minutes=self.minutes)

    def as_json(self) -> dict[str, Any]:
        """Give it as it is signed and kept."""
        return {
            "starts_at": self.starts_at.isoformat(),
            "minutes": self.minutes,
            "way": self.way.value,
            "whom": self.whom,
        }


def wrong_with(slot: Slot, before: Iterable[Slot], taken: Iterable[Slot], *, now: datetime) -> Wrong | None:
    """Say why a time cannot be offered; `before` stand in the same offer, `taken` are the clinic's others.

    One patient cannot be at two places. Two patients may come at the same time when they meet two people who
    are named: where nobody is named it could be the same person, and one of the two would come in vain.
    """
    if not may_book(slot.starts_at, now):
        return Wrong.PAST
    if slot.starts_at > now + FURTHEST:
        return Wrong.FAR
    if any(_meet_in_time(slot, other) for other in before):
        return Wrong.TWICE
    if any(_meet_in_time(slot, other) and _could_be_same(slot.whom, other.whom) for other in taken):
        return Wrong.TAKEN
    return None


def _meet_in_time(one: Slot, other: Slot) -> bool:
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def _could_be_same(one: str, other: str) -> bool:
    return not one or not other or one.casefold() == other.casefold()


def may_book(starts_at: datetime, now: datetime) -> bool:
    """Tell whether a patient may still choose a time."""
    return now + BOOKED_BEFORE <= starts_at


def may_change(starts_at: datetime, now: datetime) -> bool:
    """Tell whether a patient may still leave a booked time, for another or for none."""
    return now + CHANGED_BEFORE <= starts_at


def tomorrow(now: datetime) -> tuple[datetime, datetime]:
    """Give the moments (UTC) between which the times of the next Swedish day begin, to be reminded of."""
    day = swedish_day(now) + DAY
    return day_begins(day), day_begins(day + DAY)


def is_day_off(starts_at: datetime) -> bool:
    """Tell whether a time falls on a weekend or a holiday: fine if somebody works, and easily a mistake."""
    return not is_working_day(swedish_day(starts_at))


def lapse_of(unbooked: Sequence[datetime], now: datetime) -> Lapse | None:
    """Say how near it is that nothing is left to choose for who has chosen none; None while there is time.

    `unbooked` are when the times begin that are offered and stand.
    """
    if not unbooked or not may_book(max(unbooked), now):
        return Lapse.OVER
    return None if may_change(max(unbooked), now) else Lapse.NEAR
