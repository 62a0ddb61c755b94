"""Log review: written criteria for which of a clinic's readings are looked at, and a sample of the rest.

A hit is a question and no verdict: whoever reviews says whether it was right. The criteria use what the
access log truly tells: who, when, what was opened, whose it was, and which request. It does not know who is
related, where anybody lives, or the personnummer of staff; names stand in for that.

Source: patientdatalagen (2008:355) 4 kap. 1 § (only who takes part in the care or needs it for the work) and
3 § (access is checked, systematically and again and again); HSLF-FS 2016:40 4 kap. 9 § (checks are
documented). The figures are our own choice.
Reviewed: 2026-11-23
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from fornya.rules.months import add_months
from fornya.rules.swedish_time import STOCKHOLM, swedish_day

LONG_AFTER = timedelta(days=30)
OFTEN_DAYS = 4
MANY_PEOPLE = 30
MANY_SEARCHES = 10
OPENED_WITHIN = timedelta(minutes=5)
HOUR = timedelta(hours=1)
NIGHT = (22, 6)
READ = frozenset({"request.read", "decision.read", "request.taken"})
WORKED = frozenset(
    {"request.decided", "request.handed_over", "request.forwarded", "record.kept", "decision.kept"}
)
SEARCHED = "worklist.searched"


# How many whole months back a clinic is asked whether it has reviewed.
MONTHS_BACK = 13


class Criterion(StrEnum):
    """What makes somebody look at a reading. The order is that of their numbers."""

    NO_REQUEST = "no_request"
    LONG_AFTER = "long_after"
    SAME_NAME = "same_name"
    SAME_SURNAME = "same_surname"
    COLLEAGUE = "colleague"
    PROTECTED = "protected"
    AGAIN_AND_AGAIN = "again_and_again"
    MANY = "many"
    AT_NIGHT = "at_night"
    SEARCHES = "searches"


_NEED, _CARE = "patientdatalagen 4 kap. 2 §", "patientdatalagen 4 kap. 1 §"
_CHECKED = "patientdatalagen 4 kap. 3 §"
SOURCES = MappingProxyType(
    {
        Criterion.NO_REQUEST: _CARE,
        Criterion.LONG_AFTER: _NEED,
        Criterion.SAME_NAME: _CARE,
        Criterion.SAME_SURNAME: _CARE,
        Criterion.COLLEAGUE: _CARE,
        Criterion.PROTECTED: _CHECKED,
        Criterion.AGAIN_AND_AGAIN: _NEED,
        Criterion.MANY: _NEED,
        Criterion.AT_NIGHT: _CHECKED,
        Criterion.SEARCHES: _NEED,
    }
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a clinic's log about what a member of staff did, with what is known of whom it concerns.

    `is_here` is whether the request is, or has been, at the clinic. Of anybody else there is no name.
    """

    id: int
    at: datetime
    reader: int
    reader_name: str
    what: str
    patient: int | None = None
    given_name: str = ""
    surname: str = ""
    is_protected: bool = False
    request: str = ""
    is_here: bool = True
    ended_at: datetime | None = None

    @property
    def patient_name(self) -> str:
        """The patient's whole name."""
        return f"{self.given_name} {self.surname}".strip()


@dataclass(frozen=True, slots=True)
class Case:
    """What one member of staff did that meets one criterion, about one person or (None) about many."""

    criterion: Criterion
    reader: int
    patient: int | None
    rows: tuple[Row, ...]


def number(criterion: Criterion) -> int:
    """Give the number that a criterion is called by."""
    return list(Criterion).index(criterion) + 1


def cases(rows: Sequence[Row], colleagues: Collection[str]) -> tuple[Case, ...]:
    """Give all that meets a criterion, in the criteria's order; `colleagues` are whole names.

    The same reading may meet several: each is a question of its own.
    """
    read = [row for row in rows if row.what in READ and row.patient is not None]
    names = frozenset(_plain(name) for name in colleagues)
    singly: dict[Criterion, Callable[[Row], bool]] = {
        Criterion.NO_REQUEST: lambda row: not row.is_here,
        Criterion.LONG_AFTER: lambda row: row.ended_at is not None and row.at > row.ended_at + LONG_AFTER,
        Criterion.SAME_NAME: lambda row: (
            bool(row.surname) and _plain(row.patient_name) == _plain(row.reader_name)
        ),
        Criterion.SAME_SURNAME: _same_surname,
        Criterion.COLLEAGUE: lambda row: _plain(row.patient_name) in names - {_plain(row.reader_name)},
        Criterion.PROTECTED: lambda row: row.is_protected,
    }
    found = {criterion: [row for row in read if meets(row)] for criterion, meets in singly.items()}
    found[Criterion.AGAIN_AND_AGAIN] = list(_again_and_again(rows, read))
    found[Criterion.MANY] = list(_many(rows, read))
    found[Criterion.AT_NIGHT] = list(_at_night(rows, read))
    found[Criterion.SEARCHES] = list(_searches(rows))
    return tuple(case for criterion in Criterion for case in _grouped(criterion, found[criterion]))


def sample(rows: Sequence[Row], hits: Iterable[Case], *, drawn_by: str) -> tuple[Row, ...]:
    """Give a sample of the readings that met no criterion: the same each time it is drawn by the same word.

    So nobody draws again until it suits them.
    """
    met = {row.id for case in hits for row in case.rows}
    rest = [row for row in rows if row.what in READ and row.patient is not None and row.id not in met]
    rest.sort(key=lambda row: hashlib.sha256(f"{drawn_by}:{row.id}".encode()).digest())
    return tuple(rest[: sample_size(len(rest))])


def sample_size(readings: int) -> int:
    """Tell how many readings are drawn from so many: enough to be noticed, few enough to be looked at."""
    if readings <= 500:
        return min(readings, 10)
    return 20 if readings <= 5000 else 30


def _grouped(criterion: Criterion, rows: Iterable[Row]) -> Iterator[Case]:
    one_person = criterion not in (Criterion.MANY, Criterion.SEARCHES, Criterion.AT_NIGHT)
    groups: dict[tuple[int, int | None], list[Row]] = defaultdict(list)
    for row in rows:
        groups[row.reader, row.patient if one_person else None].append(row)
    for (reader, patient), group in groups.items():
        yield Case(criterion, reader, patient, tuple(group))


def _again_and_again(rows: Iterable[Row], read: Iterable[Row]) -> Iterator[Row]:
    """Somebody comes back to a person on several days, and does nothing for them."""
    worked = {(row.reader, row.patient) for row in rows if row.what in WORKED}
    visits: dict[tuple[int, int | None], list[Row]] = defaultdict(list)
    for row in read:
        visits[row.reader, row.patient].append(row)
    for pair, group in visits.items():
        days = {swedish_day(row.at) for row in group}
        if pair not in worked and len(days) >= OFTEN_DAYS:
            yield from group


def _many(rows: Iterable[Row], read: Iterable[Row]) -> Iterator[Row]:
    """Somebody reads of many people within an hour, and does nothing for them that day."""
    worked = {(row.reader, row.patient, _day(row)) for row in rows if row.what in WORKED}
    idle: dict[int, list[Row]] = defaultdict(list)
    for row in read:
        if (row.reader, row.patient, _day(row)) not in worked:
            idle[row.reader].append(row)
    for group in idle.values():
        yield from _crowded(group, MANY_PEOPLE, lambda row: row.patient)


def _at_night(rows: Iterable[Row], read: Iterable[Row]) -> Iterator[Row]:
    """Somebody reads at night, and decides and prepares nothing in the same hour."""
    worked: dict[int, list[datetime]] = defaultdict(list)
    for row in rows:
        if row.what in WORKED:
            worked[row.reader].append(row.at)
    for row in read:
        hour = row.at.astimezone(STOCKHOLM).hour
        if (hour >= NIGHT[0] or hour < NIGHT[1]) and not any(
            abs(row.at - at) <= HOUR for at in worked[row.reader]
        ):
            yield row


def _searches(rows: Iterable[Row]) -> Iterator[Row]:
    """Somebody searches again and again within an hour, and opens nothing of what is found."""
    opened: dict[int, list[datetime]] = defaultdict(list)
    idle: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        if row.what in READ and row.patient is not None:
            opened[row.reader].append(row.at)
    for row in rows:
        if row.what == SEARCHED and not any(
            timedelta(0) <= at - row.at <= OPENED_WITHIN for at in opened[row.reader]
        ):
            idle[row.reader].append(row)
    for group in idle.values():
        yield from _crowded(group, MANY_SEARCHES, lambda row: row.id)


def months_to_review(today: date) -> tuple[date, ...]:
    """Return the first days of the months that are over and looked back at, the latest first."""
    this = today.replace(day=1)
    return tuple(add_months(this, -number) for number in range(1, MONTHS_BACK + 1))


def is_late(month: date, today: date) -> bool:
    """Tell whether a month should have been reviewed by now: all of the month after it has passed too."""
    return today >= add_months(month.replace(day=1), 2)


def _crowded(rows: list[Row], most: int, what: Callable[[Row], object]) -> Iterator[Row]:
    """Give the rows of each hour that holds more than so many different ones; an hour may begin anywhere."""
    rows.sort(key=lambda row: (row.at, row.id))
    first, crowded = 0, set[int]()
    for last, row in enumerate(rows):
        while row.at - rows[first].at > HOUR:
            first += 1
        if len({what(each) for each in rows[first : last + 1]}) > most:
            crowded.update(range(first, last + 1))
    return (rows[place] for place in sorted(crowded))


def _same_surname(row: Row) -> bool:
    own = _plain(row.reader_name).rpartition(" ")[2]
    is_same_person = _plain(row.patient_name) == _plain(row.reader_name)
    return bool(own) and _plain(row.surname) == own and not is_same_person


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _day(row: Row) -> object:
    return swedish_day(row.at)
