"""Working days: holidays agree with another calendar for a hundred years; answers and last days to ask."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import holidays as oracle
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fornya.rules.working_days import (
    Holiday,
    TimeWithoutZone,
    add_working_days,
    answer_by,
    ask_by,
    easter_sunday,
    holidays,
    is_holiday,
    is_working_day,
    subtract_working_days,
)

STOCKHOLM = ZoneInfo("Europe/Stockholm")
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
COUNTS = st.integers(0, 30)
NAMES = {
    Holiday.NEW_YEARS_DAY: "Nyårsdagen",
    Holiday.EPIPHANY: "Trettondedag jul",
    Holiday.GOOD_FRIDAY: "Långfredagen",
    Holiday.EASTER_SUNDAY: "Påskdagen",
    Holiday.EASTER_MONDAY: "Annandag påsk",
    Holiday.MAY_DAY: "Första maj",
    Holiday.ASCENSION_DAY: "Kristi himmelsfärdsdag",
    Holiday.WHIT_SUNDAY: "Pingstdagen",
    Holiday.WHIT_MONDAY: "Annandag pingst",
    Holiday.NATIONAL_DAY: "Nationaldagen",
    Holiday.MIDSUMMER_EVE: "Midsommarafton",
    Holiday.MIDSUMMER_DAY: "Midsommardagen",
    Holiday.ALL_SAINTS_DAY: "Alla helgons dag",
    Holiday.CHRISTMAS_EVE: "Julafton",
    Holiday.CHRISTMAS_DAY: "Juldagen",
    Holiday.BOXING_DAY: "Annandag jul",
    Holiday.NEW_YEARS_EVE: "Nyårsafton",
}


@pytest.mark.parametrize("year", range(2000, 2101))
def test_holidays_agree_with_another_calendar(year):
    expected = oracle.Sweden(
        years=year, include_sundays=False, categories=("public", "de_facto"), language="sv"
    )

    assert set(holidays(year)) == set(expected)
    assert all(NAMES[name] in expected[day].split("; ") for day, name in holidays(year).items())


@pytest.mark.parametrize(
    ("year", "easter"),
    [
        (2008, date(2008, 3, 23)),
        (2011, date(2011, 4, 24)),
        (2026, date(2026, 4, 5)),
        (2027, date(2027, 3, 28)),
        (2038, date(2038, 4, 25)),
        (2049, date(2049, 4, 18)),
        (2076, date(2076, 4, 19)),
    ],
)
def test_easter_falls_where_the_almanac_has_it(year, easter):
    assert easter_sunday(year) == easter


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 23), True),
        (date(2026, 11, 28), False),
        (date(2026, 11, 29), False),
        (date(2026, 12, 23), True),
        (date(2026, 12, 24), False),
        (date(2026, 12, 31), False),
        (date(2027, 1, 5), True),
        (date(2027, 1, 6), False),
        (date(2026, 6, 19), False),
        (date(2026, 4, 2), True),
        (date(2026, 4, 3), False),
        (date(2026, 5, 15), True),
        (date(2004, 5, 31), False),
        (date(2005, 5, 16), True),
        (date(2005, 6, 6), False),
    ],
)
def test_clinics_work_on_weekdays_that_are_no_holidays(day, works):
    assert is_working_day(day) is works


def test_an_ordinary_sunday_is_no_named_holiday():
    assert not is_holiday(date(2026, 11, 29))
    assert is_holiday(date(2026, 4, 5))


@pytest.mark.parametrize(
    ("sent_at", "days", "answered"),
    [
        (datetime(2026, 11, 23, 9, 0, tzinfo=STOCKHOLM), 2, date(2026, 11, 25)),
        (datetime(2026, 11, 23, 15, 59, tzinfo=STOCKHOLM), 2, date(2026, 11, 25)),
        (datetime(2026, 11, 23, 16, 0, tzinfo=STOCKHOLM), 2, date(2026, 11, 26)),
        (datetime(2026, 11, 27, 15, 0, tzinfo=STOCKHOLM), 2, date(2026, 12, 1)),
        (datetime(2026, 11, 27, 17, 0, tzinfo=STOCKHOLM), 2, date(2026, 12, 2)),
        (datetime(2026, 11, 28, 8, 0, tzinfo=STOCKHOLM), 2, date(2026, 12, 2)),
        (datetime(2026, 12, 23, 10, 0, tzinfo=STOCKHOLM), 2, date(2026, 12, 29)),
        (datetime(2026, 12, 30, 20, 0, tzinfo=STOCKHOLM), 2, date(2027, 1, 7)),
        (datetime(2026, 12, 24, 10, 0, tzinfo=STOCKHOLM), 0, date(2026, 12, 28)),
        (datetime(2026, 11, 23, 14, 59, tzinfo=UTC), 1, date(2026, 11, 24)),
        (datetime(2026, 11, 23, 15, 0, tzinfo=UTC), 1, date(2026, 11, 25)),
        (datetime(2026, 7, 6, 22, 30, tzinfo=UTC), 1, date(2026, 7, 8)),
    ],
)
def test_the_clinic_answers_the_promised_number_of_working_days_after_it_was_received(
    sent_at, days, answered
):
    assert answer_by(sent_at, days) == answered


def test_the_cut_off_hour_can_be_the_clinics_own():
    sent_at = datetime(2026, 11, 23, 12, 0, tzinfo=STOCKHOLM)

    assert answer_by(sent_at, 1, cutoff_hour=12) == date(2026, 11, 25)
    assert answer_by(sent_at, 1, cutoff_hour=13) == date(2026, 11, 24)


def test_a_time_without_zone_is_refused():
    with pytest.raises(TimeWithoutZone):
        answer_by(datetime(2026, 11, 23, 9, 0), 2)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("runs_out_on", "answer_days", "ask"),
    [
        (date(2026, 12, 18), 2, date(2026, 12, 14)),
        (date(2026, 12, 28), 2, date(2026, 12, 18)),
        (date(2026, 12, 27), 2, date(2026, 12, 17)),
        (date(2027, 1, 7), 5, date(2026, 12, 22)),
    ],
)
def test_the_last_day_to_ask_leaves_the_answer_time_and_two_working_days(runs_out_on, answer_days, ask):
    assert ask_by(runs_out_on, answer_days) == ask


def test_a_negative_number_of_days_is_refused():
    with pytest.raises(ValueError, match="negative"):
        add_working_days(date(2026, 11, 23), -1)


@given(DAYS, COUNTS)
def test_exactly_n_working_days_are_passed(day, n):
    later = add_working_days(day, n)
    passed = sum(is_working_day(day + timedelta(days=i)) for i in range(1, (later - day).days + 1))

    assert passed == n
    assert n == 0 or is_working_day(later)


@given(DAYS, COUNTS)
def test_the_last_day_to_start_is_just_early_enough(day, n):
    start = subtract_working_days(day, n)
    next_start = add_working_days(start, 1)

    assert add_working_days(start, n) <= day
    assert add_working_days(next_start, n) > day


@given(DAYS, DAYS, COUNTS)
def test_who_asks_earlier_is_never_answered_later(one, other, n):
    first, second = sorted((one, other))

    assert add_working_days(first, n) <= add_working_days(second, n)
