"""The clock of an answer stands still while the patient is waited for, by working days."""

from datetime import date, datetime, timedelta
from itertools import permutations
from zoneinfo import ZoneInfo

import pytest

from fornya.rules.clocks import moved_on
from fornya.rules.working_days import is_working_day

HERE = ZoneInfo("Europe/Stockholm")
MONDAY, WEDNESDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 25), date(2026, 11, 27)


def at(day: date, hour: int = 12) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=HERE)


@pytest.mark.parametrize(
    ("asked", "answered", "becomes"),
    [
        (at(MONDAY, 8), at(MONDAY, 23), WEDNESDAY),
        (at(MONDAY, 23), at(MONDAY + timedelta(days=1), 0), date(2026, 11, 26)),
        (at(MONDAY), at(FRIDAY), date(2026, 12, 1)),
        (at(FRIDAY), at(FRIDAY + timedelta(days=2)), WEDNESDAY),
        (at(FRIDAY), at(FRIDAY + timedelta(days=3)), date(2026, 11, 26)),
        (at(date(2026, 12, 23)), at(date(2026, 12, 28)), date(2026, 11, 26)),
    ],
)
def test_the_day_moves_by_the_working_days_that_were_waited(asked, answered, becomes):
    assert moved_on(WEDNESDAY, [(asked, answered)]) == becomes


def test_questions_that_overlap_are_one_wait_and_those_before_it_have_been_counted():
    # Mutants: each wait for itself, which counts days twice; or the last question alone.
    day = timedelta(days=1)
    over = (at(MONDAY), at(MONDAY + day))
    first, second = (at(WEDNESDAY), at(FRIDAY)), (at(WEDNESDAY + day), at(FRIDAY + 3 * day))

    for order in permutations([over, first, second]):
        assert moved_on(FRIDAY, order) == date(2026, 12, 2)


def test_a_wait_never_moves_the_day_back_and_never_past_what_was_waited():
    for length in range(60):
        moved = moved_on(WEDNESDAY, [(at(MONDAY), at(MONDAY + timedelta(days=length)))])

        days = [WEDNESDAY + timedelta(days=each) for each in range(1, (moved - WEDNESDAY).days + 1)]
        waited = [MONDAY + timedelta(days=each) for each in range(1, length + 1)]
        assert sum(map(is_working_day, days)) == sum(map(is_working_day, waited))
