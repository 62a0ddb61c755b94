"""Opening hours: open until, or closed until, through lunches, holidays, nights and clock changes."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fornya.rules.opening_hours import Closed, Hours, Open, Span, spans_on, status_at
from fornya.rules.swedish_time import TimeWithoutZone

STOCKHOLM = ZoneInfo("Europe/Stockholm")
MORNING, AFTERNOON = Span(time(8), time(12)), Span(time(13), time(16, 30))
WORK_DAY = (MORNING, AFTERNOON)
WEEK = (WORK_DAY,) * 5 + ((), ())
CLINIC = Hours(
    WEEK,
    {date(2026, 11, 25): (Span(time(10), time(11)),), date(2026, 11, 26): (), date(2026, 12, 24): (MORNING,)},
)


def at(*moment: int, fold: int = 0) -> datetime:
    return datetime(*moment, tzinfo=STOCKHOLM, fold=fold)


@pytest.mark.parametrize(
    ("moment", "status"),
    [
        (at(2026, 11, 23, 7, 59), Closed(at(2026, 11, 23, 8))),
        (at(2026, 11, 23, 8), Open(at(2026, 11, 23, 12))),
        (at(2026, 11, 23, 11, 59), Open(at(2026, 11, 23, 12))),
        (at(2026, 11, 23, 12), Closed(at(2026, 11, 23, 13))),
        (at(2026, 11, 23, 13), Open(at(2026, 11, 23, 16, 30))),
        (at(2026, 11, 23, 16, 30), Closed(at(2026, 11, 24, 8))),
        (at(2026, 11, 25, 9), Closed(at(2026, 11, 25, 10))),
        (at(2026, 11, 25, 12), Closed(at(2026, 11, 27, 8))),
        (at(2026, 11, 27, 17), Closed(at(2026, 11, 30, 8))),
        (at(2026, 12, 24, 9), Open(at(2026, 12, 24, 12))),
        (at(2026, 12, 24, 13), Closed(at(2026, 12, 28, 8))),
        (datetime(2026, 11, 23, 7, 30, tzinfo=UTC), Open(at(2026, 11, 23, 12))),
    ],
)
def test_the_phone_is_open_or_closed_until(moment, status):
    assert status_at(CLINIC, moment) == status


def test_answers_are_in_swedish_time():
    status = status_at(CLINIC, datetime(2026, 11, 23, 7, 30, tzinfo=UTC))

    assert isinstance(status, Open)
    assert status.until is not None
    assert status.until.hour == 12


def test_a_clinic_that_stays_open_on_holidays_says_so():
    always = Hours((WORK_DAY,) * 7, closed_on_holidays=False)

    assert status_at(always, at(2026, 12, 25, 9)) == Open(at(2026, 12, 25, 12))


def test_hours_that_touch_are_one_stretch():
    hours = Hours(((Span(time(12), time(16)), Span(time(8), time(12)), Span(time(9), time(10))),) * 7)

    assert status_at(hours, at(2026, 11, 23, 8)) == Open(at(2026, 11, 23, 16))


def test_a_night_runs_past_midnight():
    night = Hours(((Span(time(22), time(6)),),) + ((),) * 6)

    assert status_at(night, at(2026, 11, 24, 3)) == Open(at(2026, 11, 24, 6))
    assert status_at(night, at(2026, 11, 24, 6)) == Closed(at(2026, 11, 30, 22))


def test_round_the_clock_has_no_closing():
    always = Hours(((Span(time(0), time(0)),),) * 7, closed_on_holidays=False)

    assert status_at(always, at(2026, 11, 23, 3)) == Open(None)


def test_no_hours_at_all_have_no_opening():
    assert status_at(Hours(((),) * 7), at(2026, 11, 23, 9)) == Closed(None)


def test_a_week_has_seven_days():
    with pytest.raises(ValueError, match="seven"):
        Hours(((),) * 5)


def test_a_time_without_zone_is_refused():
    with pytest.raises(TimeWithoutZone):
        status_at(CLINIC, datetime(2026, 11, 23, 9))  # noqa: DTZ001


def test_the_night_the_clock_goes_forward_is_an_hour_shorter():
    night = Hours(((Span(time(22), time(6)),),) * 7)
    status = status_at(night, at(2026, 3, 29, 1, 59))

    assert isinstance(status, Open)
    assert status.until is not None
    assert status.until.astimezone(UTC) - at(2026, 3, 29, 1, 59).astimezone(UTC) == timedelta(
        hours=3, minutes=1
    )


def test_both_hours_of_the_night_the_clock_goes_back_are_told_apart():
    hours = Hours(((Span(time(1), time(2, 30)),),) * 7)

    assert status_at(hours, at(2026, 10, 25, 2, 15)) == Open(at(2026, 10, 25, 2, 30))
    assert status_at(hours, at(2026, 10, 25, 2, 15, fold=1)) == Closed(at(2026, 10, 26, 1))


def test_nobody_is_there_in_the_hour_the_clock_skips():
    hours = Hours(((Span(time(2, 30), time(3, 15)),),) * 7)

    assert status_at(hours, at(2026, 3, 29, 1)) == Closed(at(2026, 3, 30, 2, 30))


CLOCKS = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))
SPANS = st.builds(Span, CLOCKS, CLOCKS)
HOURS = st.builds(
    Hours,
    st.lists(st.lists(SPANS, max_size=3).map(tuple), min_size=7, max_size=7).map(tuple),
    st.dictionaries(
        st.dates(date(2026, 3, 1), date(2026, 4, 30)), st.lists(SPANS, max_size=2).map(tuple), max_size=3
    ),
    st.booleans(),
)
MOMENTS = st.datetimes(datetime(2026, 3, 1), datetime(2026, 4, 30), timezones=st.just(UTC))  # noqa: DTZ001


@given(HOURS, MOMENTS)
def test_the_answer_changes_exactly_when_it_says(hours, moment):
    status = status_at(hours, moment)
    change = status.until if isinstance(status, Open) else status.opens_at

    if change is not None:
        assert change > moment
        assert isinstance(status_at(hours, change), Closed if isinstance(status, Open) else Open)
        just_before = change.astimezone(UTC) - timedelta(seconds=1)
        assert status_at(hours, max(just_before, moment)) == status


@given(HOURS, st.dates(date(2026, 3, 1), date(2026, 4, 30)))
def test_a_days_spans_come_earliest_first(hours, day):
    opens = [span.opens for span in spans_on(hours, day)]

    assert opens == sorted(opens)
