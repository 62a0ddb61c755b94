"""A month of ordinary work at a clinic as its access log holds it, and offenders to hide in it."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from fornya.rules.log_review import Criterion, Row

FIRST = datetime(2026, 11, 2, 7, tzinfo=UTC)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
WORKDAYS = 20
REQUESTS_A_DAY = 45
READERS = ("Eva Läkare", "Bo Hansson", "Siv Ek", "Per Andersson", "Lena Johansson", "Omar Farah", "Ida Öst")
GIVEN = (
    "Anna",
    "Bertil",
    "Cecilia",
    "David",
    "Elsa",
    "Fatima",
    "Gösta",
    "Hana",
    "Ivar",
    "Jamila",
    "Karin",
    "Liam",
)
# The commonest names are as common here as in the country; a long tail of others follows.
COMMON = {
    "Andersson": 22,
    "Johansson": 21,
    "Karlsson": 18,
    "Nilsson": 15,
    "Eriksson": 14,
    "Larsson": 11,
    "Ek": 1,
}
ENDINGS = ("by", "ö", "vik")
RARE = tuple(f"{first}{last}" for first in ("Ask", "Björk", "Dal", "Fors", "Gran", "Hög") for last in ENDINGS)
SURNAMES = (*COMMON, *RARE)
WEIGHTS = (*COMMON.values(), *[50] * len(RARE))
EACH_KIND = 12


@dataclass
class Month:
    """Rows as they are written; `planted` says of each kind which rows an offender left."""

    dice: random.Random
    rows: list[Row] = field(default_factory=list)
    planted: dict[Criterion, set[int]] = field(default_factory=dict)

    def add(self, row: Row) -> int:
        """Write a row; gives its number."""
        self.rows.append(replace(row, id=len(self.rows) + 1))
        return len(self.rows)

    def plant(self, kind: Criterion, *rows: Row) -> None:
        """Write what an offender did."""
        self.planted.setdefault(kind, set()).update(self.add(row) for row in rows)

    @property
    def ordinary(self) -> int:
        """How many rows no offender wrote."""
        return len(self.rows) - len(set().union(*self.planted.values()))


def month(seed: int = 1) -> Month:
    """Give a month of ordinary work."""
    made = Month(random.Random(seed))  # noqa: S311 - a month, no secret
    number = 0
    for day in workdays():
        for _ in range(REQUESTS_A_DAY):
            number += 1
            _handled(made, number, day + made.dice.randrange(9 * 60) * MINUTE)
    return made


def workdays() -> Iterator[datetime]:
    """Give the mornings of the month's working days."""
    day, left = FIRST, WORKDAYS
    while left:
        if day.isoweekday() <= 5:
            left -= 1
            yield day
        day += DAY


def person(dice: random.Random, number: int, at: datetime) -> Row:
    """Give somebody with a request, as the first row about them shows."""
    reader = dice.randrange(len(READERS))
    return Row(
        id=0,
        at=at,
        reader=reader,
        reader_name=READERS[reader],
        what="request.read",
        patient=number,
        given_name=dice.choice(GIVEN),
        surname=dice.choices(SURNAMES, WEIGHTS)[0],
        request=f"request-{number}",
    )


def by(row: Row, reader: int) -> Row:
    """Let another have done it."""
    return replace(row, reader=reader, reader_name=READERS[reader])


def _handled(made: Month, number: int, at: datetime) -> None:
    """Write one request: found, read, taken, prepared, decided; now and then looked at once more."""
    dice, row = made.dice, person(made.dice, number, at)
    if dice.random() < 0.1:
        made.add(replace(row, what="worklist.searched", patient=None, given_name="", surname="", request=""))
    for minutes, what in ((1, "request.read"), (2, "request.taken"), (3, "request.read")):
        made.add(replace(row, what=what, at=at + minutes * MINUTE))
    if dice.random() < 0.3:
        nurse = by(row, dice.randrange(len(READERS)))
        made.add(replace(nurse, what="request.read", at=at + 8 * MINUTE))
        made.add(replace(nurse, what="record.kept", at=at + 10 * MINUTE))
    if dice.random() < 0.1:
        # The phone rings: whoever answers looks, and does nothing more.
        made.add(by(replace(row, at=at + 40 * MINUTE), dice.randrange(len(READERS))))
    made.add(replace(row, what="request.decided", at=at + 15 * MINUTE))
    if dice.random() < 0.05:
        decided = at + 15 * MINUTE
        made.add(replace(row, at=at + dice.randrange(1, 20) * DAY, ended_at=decided))
