"""The year as CSV: what the page shows, hidden where the page hides. Columns: docs/statistics.md."""

import csv
from collections.abc import Iterator
from io import StringIO

from fornya.pages.clinic.statistics import words
from fornya.statistics.clinic import Ended, OfYear, Took
from fornya.statistics.models import ALL
from fornya.statistics.sums import OUTCOMES

COLUMNS = (
    *("of", "period", "medicine_group", "name", "half_days", "nine_of_ten_days", "half_hours"),
    *("nine_of_ten_hours", "late_percent", *OUTCOMES, "all", "without_a_visit_percent", "sent"),
)


def written(year: OfYear) -> str:
    """Write the chosen group's months, the year, and each group's year; a hidden number is left empty."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows(_rows(year))
    return text.getvalue()


def _rows(year: OfYear) -> Iterator[tuple[object, ...]]:
    nothing = ("",) * (len(OUTCOMES) + 2)
    of_all = year.group == ALL
    name = words.group_name(year.group)
    for month in year.months:
        about = ("month", f"{month.month:%Y-%m}", year.group, name)
        sent = month.sent if of_all else None
        yield (
            *about,
            *_took(month.took, month.late),
            *(_ended(month.ended) if of_all else nothing),
            _or(sent),
        )
    about = ("year", str(year.year), year.group, name)
    yield (*about, *_took(year.took, year.late), *(_ended(year.ended) if of_all else nothing), "")
    for each in year.groups if of_all else ():
        about = ("group", str(year.year), each.code, words.group_name(each.code))
        yield (*about, *_took(each.took, None), *_ended(each.ended), "")


def _took(took: Took | None, late: int | None) -> tuple[object, ...]:
    if took is None:
        return ("",) * 5
    times = (took.half_days, took.most_days, took.half_hours, took.most_hours)
    return (*times, _or(words.late_percent(late, took)))


def _ended(ended: Ended) -> tuple[object, ...]:
    numbers = (*(ended.outcomes[name] for name in OUTCOMES), ended.all, ended.without_a_visit)
    return tuple(map(_or, numbers))


def _or(number: int | None) -> object:
    return "" if number is None else number
