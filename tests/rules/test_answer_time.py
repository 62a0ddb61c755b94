"""How long an answer took: days and hours off do not count, summer time neither adds nor takes."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from statistics import median_low

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fornya.rules.answer_time import answer_days, answer_hours, is_late_answer, percentile
from fornya.rules.swedish_time import STOCKHOLM, swedish_day
from fornya.rules.working_days import is_working_day

MOMENTS = st.integers(0, 3 * 365 * 1440).map(
    lambda minutes: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


def at(day: str, clock: str) -> datetime:
    """Give a moment in Sweden."""
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=STOCKHOLM)


@pytest.mark.parametrize(
    ("sent", "ended", "days", "hours"),
    [
        (at("2026-11-23", "09:00"), at("2026-11-23", "09:59"), 0, 0),
        (at("2026-11-23", "09:00"), at("2026-11-23", "16:00"), 0, 7),
        (at("2026-11-23", "09:00"), at("2026-11-24", "08:00"), 1, 23),
        # Friday afternoon to Monday morning: what is left of Friday, and nine hours.
        (at("2026-11-20", "15:00"), at("2026-11-23", "09:00"), 1, 18),
        (at("2026-11-21", "10:00"), at("2026-11-22", "10:00"), 0, 0),
        (at("2026-11-21", "10:00"), at("2026-11-23", "08:30"), 1, 8),
        # Over Christmas: the 23rd and the 28th are working days.
        (at("2026-12-23", "12:00"), at("2026-12-28", "12:00"), 1, 24),
        # The night when summer time begins has 23 hours, and is a Sunday; that day is off anyway.
        (at("2026-03-27", "12:00"), at("2026-03-30", "12:00"), 1, 24),
    ],
)
def test_days_off_do_not_count(sent, ended, days, hours):
    assert (answer_days(sent, ended), answer_hours(sent, ended)) == (days, hours)


@given(sent=MOMENTS, minutes=st.integers(0, 60 * 24 * 60))
def test_time_off_and_time_at_work_are_the_time_that_passed(sent, minutes):
    ended = sent + timedelta(minutes=minutes)
    marks = [sent + timedelta(hours=6 * number) for number in range(minutes // 360 + 1)]

    hours = answer_hours(sent, ended)

    # Sampled every six hours, the share of working time is right within a mark at each end of a stretch.
    at_work = sum(is_working_day(swedish_day(mark)) for mark in marks)
    assert abs(hours - 6 * at_work) <= 6 * (2 + minutes // (24 * 60))
    assert 0 <= hours <= minutes // 60
    assert answer_days(sent, ended) <= minutes // (24 * 60) + 1


@given(sent=MOMENTS, first=st.integers(0, 50_000), more=st.integers(0, 50_000))
def test_a_later_answer_never_took_less(sent, first, more):
    sooner, later = sent + timedelta(minutes=first), sent + timedelta(minutes=first + more)

    assert answer_days(sent, sooner) <= answer_days(sent, later)
    assert answer_hours(sent, sooner) <= answer_hours(sent, later)


@given(values=st.lists(st.integers(0, 40), min_size=1, max_size=60))
def test_the_half_is_the_lower_median_and_nine_of_ten_are_within_the_other(values):
    counts = Counter(values)

    most = percentile(counts, 90)

    assert percentile(counts, 50) == median_low(values)
    assert sum(value <= most for value in values) * 10 >= len(values) * 9
    assert sum(value < most for value in values) * 10 < len(values) * 9


def test_of_nothing_there_is_no_median():
    with pytest.raises(ValueError, match="nothing"):
        percentile({3: 0}, 50)


def test_the_promised_day_is_in_time_until_its_midnight_in_sweden():
    assert not is_late_answer(date(2026, 7, 1), datetime(2026, 7, 1, 21, 59, tzinfo=UTC))
    assert is_late_answer(date(2026, 7, 1), datetime(2026, 7, 1, 22, 0, tzinfo=UTC))
