"""A clinic's own statistics for a year: by month, by medicine group, and how soon it answers.

What is about somebody is None when it comes out of here (rules/small_numbers.py). What a page asks of the
database grows with months and groups, and not with how many requests there have been.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from fornya.audit.scope import opened
from fornya.people.session import SignedInStaff
from fornya.rules.answer_time import ENOUGH_ANSWERS, HALF, NINE_OF_TEN, percentile
from fornya.rules.medicine_groups import NAMES, OTHER
from fornya.rules.small_numbers import TOTAL, Row, hidden_cells, is_small
from fornya.statistics.models import ALL
from fornya.statistics.sums import COLUMNS, OUTCOMES, month_of

_WITHOUT_A_VISIT = ("renewed", "renewed_changed")
_DECIDED = (*_WITHOUT_A_VISIT, "meet", "declined")

_YEARS = """
SELECT DISTINCT extract(year FROM month)::integer FROM statistics_tally
WHERE clinic_id = %s AND medicine_group = '' ORDER BY 1 DESC
"""
_TALLIES = f"""
SELECT month, medicine_group, {", ".join(COLUMNS)} FROM statistics_tally
WHERE clinic_id = %s AND month BETWEEN %s AND %s
"""  # noqa: S608 - constants only
# The chosen group by month; and with none chosen, each for the year.
_TIMES = """
SELECT month, medicine_group, days, hours, answers FROM statistics_answertime
WHERE clinic_id = %(clinic)s AND month BETWEEN %(first)s AND %(last)s AND medicine_group = %(group)s
UNION ALL
SELECT NULL, medicine_group, days, hours, sum(answers) FROM statistics_answertime
WHERE clinic_id = %(clinic)s AND month BETWEEN %(first)s AND %(last)s
  AND %(group)s = '' AND medicine_group <> '' GROUP BY 2, 3, 4
"""


@dataclass(frozen=True, slots=True)
class Took:
    """How soon the answers came: half of them and nine of ten within so many working days, and hours."""

    half_days: int
    most_days: int
    half_hours: int
    most_hours: int
    answers: int


@dataclass(frozen=True, slots=True)
class Ended:
    """How many medicines ended how; `all` together. None: hidden."""

    outcomes: Mapping[str, int | None]
    all: int | None

    @property
    def without_a_visit(self) -> int | None:
        """How many of a hundred decided medicines were renewed; None when a number in it is hidden."""
        numbers = [self.outcomes[name] for name in _DECIDED]
        if None in numbers or not sum(map(int, filter(None, numbers))):
            return None
        renewed = sum(self.outcomes[name] or 0 for name in _WITHOUT_A_VISIT)
        return round(100 * renewed / sum(each or 0 for each in numbers))


@dataclass(frozen=True, slots=True)
class OfMonth:
    """A month; `late` is of the answers, and `took` and it are None when these are few."""

    month: date
    sent: int | None
    late: int | None
    took: Took | None
    ended: Ended


@dataclass(frozen=True, slots=True)
class OfGroup:
    """A medicine group over the year; its times only where no group was chosen."""

    code: str
    took: Took | None
    ended: Ended


@dataclass(frozen=True, slots=True)
class OfYear:
    """A year's statistics; the answers of the group that was chosen, and everything else of all groups."""

    year: int
    years: tuple[int, ...]
    group: str
    took: Took | None
    late: int | None
    ended: Ended
    months: tuple[OfMonth, ...]
    groups: tuple[OfGroup, ...]


def of_clinic(*, by: SignedInStaff, year: int | None, group: str, now: datetime) -> OfYear:
    """Give the reader's clinic's statistics: of its latest year and of all groups unless others are named.

    A year or a group that there is none of counts as not named.
    """
    group = group if group in NAMES or group == OTHER else ALL
    with opened(by=by.actor, what="statistics.read", clinic_id=by.clinic_id, now=now):
        years = tuple(row[0] for row in _rows(_YEARS, [by.clinic_id]))
        chosen = year if year and year in years else max(years, default=month_of(now).year)
        first, last = date(chosen, 1, 1), date(chosen, 12, 1)
        tallies = _rows(_TALLIES, [by.clinic_id, first, last])
        named = {"clinic": by.clinic_id, "first": first, "last": last, "group": group}
        times = _rows(_TIMES, named)
    return _year(chosen, years, group, _by_place(tallies), _took(times))


# Of a month, or of the whole year, and a group: the numbers of its tally.
_Place = tuple[date | None, str]


def _by_place(tallies: Iterable[tuple[Any, ...]]) -> dict[_Place, Counter[str]]:
    found: dict[_Place, Counter[str]] = defaultdict(Counter)
    for month, group, *numbers in tallies:
        of_month = dict(zip(COLUMNS, numbers, strict=True))
        found[month, group] = Counter(of_month)
        found[None, group].update(of_month)
    return found


def _took(times: Iterable[tuple[Any, ...]]) -> dict[_Place, Took]:
    days: dict[_Place, Counter[int]] = defaultdict(Counter)
    hours: dict[_Place, Counter[int]] = defaultdict(Counter)
    for month, group, of_days, of_hours, answers in times:
        for place in {(month, group), (None, group)}:
            days[place][of_days] += int(answers)
            hours[place][of_hours] += int(answers)
    return {
        place: Took(
            percentile(days[place], HALF),
            percentile(days[place], NINE_OF_TEN),
            percentile(hours[place], HALF),
            percentile(hours[place], NINE_OF_TEN),
            answers,
        )
        for place in days
        if (answers := days[place].total()) >= ENOUGH_ANSWERS
    }


def _year(
    year: int,
    years: tuple[int, ...],
    group: str,
    tallies: Mapping[_Place, Counter[str]],
    took: Mapping[_Place, Took],
) -> OfYear:
    codes = sorted({code for _month, code in tallies} - {ALL})
    months = sorted(month for month, code in tallies if month and code == ALL)
    total, of_groups, of_months = _shown(
        tallies[None, ALL],
        [tallies[None, code] for code in codes],
        [tallies[month, ALL] for month in months],
    )
    return OfYear(
        year=year,
        years=years,
        group=group,
        took=took.get((None, group)),
        late=tallies[None, group]["late"] if (None, group) in took else None,
        ended=total,
        months=tuple(
            OfMonth(
                month,
                None if is_small(sent := tallies[month, ALL]["sent"]) else sent,
                tallies[month, group]["late"] if (month, group) in took else None,
                took.get((month, group)),
                ended,
            )
            for month, ended in zip(months, of_months, strict=True)
        ),
        groups=tuple(
            OfGroup(code, took.get((None, code)), ended) for code, ended in zip(codes, of_groups, strict=True)
        ),
    )


def _shown(
    total: Counter[str], groups: Sequence[Counter[str]], months: Sequence[Counter[str]]
) -> tuple[Ended, list[Ended], list[Ended]]:
    """Give what may be seen of the total, of each group and of each month."""
    families = [[_row(numbers) for numbers in groups], [_row(numbers) for numbers in months]]
    hidden: dict[tuple[int, int], set[int]] = defaultdict(set)
    for family, place, column in hidden_cells(families):
        hidden[family, place].add(column)
    of_groups, of_months = (
        [_ended(row, hidden[family, place]) for place, row in enumerate(rows)]
        for family, rows in enumerate(families)
    )
    return _ended(_row(total), hidden[TOTAL, 0]), of_groups, of_months


def _row(numbers: Counter[str]) -> Row:
    return tuple(numbers[name] for name in OUTCOMES)


def _ended(row: Row, hidden: set[int]) -> Ended:
    numbers = [None if place in hidden else number for place, number in enumerate((*row, sum(row)))]
    return Ended(dict(zip(OUTCOMES, numbers, strict=False)), numbers[-1])


def _rows(statement: str, values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()
