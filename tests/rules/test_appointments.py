"""Which times may be offered, booked and changed, and when nobody has chosen."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fornya.rules.appointments import (
    FURTHEST,
    Lapse,
    Slot,
    Way,
    Wrong,
    is_day_off,
    lapse_of,
    may_book,
    may_change,
    tomorrow,
    wrong_with,
)
from fornya.rules.swedish_time import swedish_day

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def slot(after: timedelta = 48 * HOUR, minutes: int = 30, whom: str = "") -> Slot:
    return Slot(NOW + after, minutes, Way.CLINIC, whom)


@pytest.mark.parametrize(
    ("offered", "before", "taken", "wrong"),
    [
        (slot(), [], [], None),
        (slot(HOUR), [], [], None),
        (slot(HOUR - MINUTE), [], [], Wrong.PAST),
        (slot(-HOUR), [], [], Wrong.PAST),
        (slot(FURTHEST), [], [], None),
        (slot(FURTHEST + MINUTE), [], [], Wrong.FAR),
        (slot(), [slot()], [], Wrong.TWICE),
        (slot(), [slot(48 * HOUR + 29 * MINUTE)], [], Wrong.TWICE),
        (slot(), [slot(48 * HOUR + 30 * MINUTE)], [], None),
        # Somebody else's: only another person who is named can be met at the same time.
        (slot(), [], [slot()], Wrong.TAKEN),
        (slot(whom="Eva"), [], [slot()], Wrong.TAKEN),
        (slot(), [], [slot(whom="Eva")], Wrong.TAKEN),
        (slot(whom="eva"), [], [slot(whom="Eva")], Wrong.TAKEN),
        (slot(whom="Johan"), [], [slot(whom="Eva")], None),
        (slot(), [], [slot(49 * HOUR)], None),
    ],
)
def test_a_time_is_offered_when_the_patient_can_come_and_somebody_is_there(offered, before, taken, wrong):
    assert wrong_with(offered, before, taken, now=NOW) is wrong


@given(
    st.integers(-3000, 3000),
    st.integers(-3000, 3000),
    st.integers(5, 120),
    st.integers(5, 120),
    st.booleans(),
)
def test_two_times_collide_whichever_of_them_came_first(one, other, short, long, named):
    first, second = slot(one * MINUTE, short), slot(other * MINUTE, long, "Eva" if named else "")
    shared = range(max(one, other), min(one + short, other + long))

    long_before = NOW - timedelta(days=100)
    found = [wrong_with(a, [b], [], now=long_before) for a, b in ((first, second), (second, first))]

    assert found == [Wrong.TWICE if shared else None] * 2


@given(st.integers(-6000, 6000))
def test_what_may_be_changed_may_be_booked_and_never_the_other_way_near_the_time(minutes):
    starts_at = NOW + minutes * MINUTE

    assert may_book(starts_at, NOW) is (minutes >= 60)
    assert may_change(starts_at, NOW) is (minutes >= 24 * 60)


@given(st.integers(-5000, 5000))
def test_tomorrow_is_the_next_day_in_sweden(minutes):
    starts_at = NOW + minutes * MINUTE
    begins, ends = tomorrow(NOW)

    assert (swedish_day(starts_at) == date(2026, 11, 24)) is (begins <= starts_at < ends)


def test_tomorrow_is_of_its_own_length_when_the_clocks_are_changed():
    begins, ends = tomorrow(datetime(2026, 10, 24, 9, 0, tzinfo=UTC))

    assert ends - begins == 25 * HOUR


@pytest.mark.parametrize(
    ("day", "is_off"),
    [(datetime(2026, 12, 7, 9, tzinfo=UTC), False), (datetime(2026, 12, 6, 9, tzinfo=UTC), True),
     (datetime(2026, 12, 25, 9, tzinfo=UTC), True), (datetime(2026, 12, 4, 23, 30, tzinfo=UTC), True)],
)  # fmt: skip
def test_a_weekend_and_a_holiday_are_days_off_by_swedish_days(day, is_off):
    assert is_day_off(day) is is_off


@pytest.mark.parametrize(
    ("unbooked", "lapse"),
    [
        ([24 * HOUR], None),
        ([MINUTE, 30 * HOUR], None),
        ([24 * HOUR - MINUTE], Lapse.NEAR),
        ([HOUR], Lapse.NEAR),
        ([HOUR - MINUTE], Lapse.OVER),
        ([-HOUR], Lapse.OVER),
        ([], Lapse.OVER),
    ],
)
def test_nobody_having_chosen_shows_a_day_before_the_last_time(unbooked, lapse):
    assert lapse_of([NOW + each for each in unbooked], NOW) is lapse


def test_a_time_is_signed_in_the_words_that_are_kept():
    assert slot(whom="Eva").as_json() == {
        "starts_at": "2026-11-25T09:00:00+00:00",
        "minutes": 30,
        "way": "clinic",
        "whom": "Eva",
    }
