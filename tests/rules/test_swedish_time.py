"""On which day a moment falls in Sweden, and when a day begins there, also when the clocks change."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fornya.rules.swedish_time import TimeWithoutZone, at_clock, day_begins, swedish_day

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-11-23T22:59:59+00:00", "2026-11-23"),
        ("2026-11-23T23:00:00+00:00", "2026-11-24"),
        ("2026-06-21T21:59:59+00:00", "2026-06-21"),
        ("2026-06-21T22:00:00+00:00", "2026-06-22"),
        ("2026-12-31T18:00:00-05:00", "2027-01-01"),
        ("2024-02-28T23:30:00+00:00", "2024-02-29"),
    ],
)
def test_a_moment_falls_on_the_day_that_swedish_clocks_show(moment: str, day: str) -> None:
    """Whatever zone it was written in."""
    assert swedish_day(datetime.fromisoformat(moment)) == date.fromisoformat(day)


@pytest.mark.parametrize(("day", "hours"), [("2026-03-29", 23), ("2026-10-25", 25), ("2026-11-23", 24)])
def test_a_day_is_as_long_as_it_is_in_sweden(day: str, hours: int) -> None:
    """The days on which clocks change are an hour shorter and longer."""
    begins = date.fromisoformat(day)
    assert day_begins(begins + DAY) - day_begins(begins) == timedelta(hours=hours)


def test_of_an_hour_that_comes_twice_the_first_is_meant() -> None:
    """At 2.30 in the night in October, summer time is still on the first time."""
    assert at_clock(date(2026, 10, 25), time(2, 30)) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_a_day_is_from_its_beginning_to_the_moment_before_the_next(day: date) -> None:
    """No moment is between two days, and none is in both."""
    begins, ends = day_begins(day), day_begins(day + DAY)
    assert swedish_day(begins) == swedish_day(ends - timedelta(microseconds=1)) == day
    assert swedish_day(begins - timedelta(microseconds=1)) == day - DAY


def test_a_moment_without_zone_is_refused() -> None:
    """It would be read in the zone of whatever machine this runs on."""
    with pytest.raises(TimeWithoutZone):
        swedish_day(datetime(2026, 11, 23, 12))  # noqa: DTZ001 - that is the point
