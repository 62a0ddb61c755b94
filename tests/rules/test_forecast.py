"""A clinic is warned before its promise breaks, and not when it will hold."""

from datetime import date, timedelta

import pytest

from fornya.rules.forecast import FEWEST, Risk, first_risk
from fornya.rules.working_days import is_working_day

# A Monday with twenty working days behind it.
TODAY = date(2026, 11, 23)
TUESDAY, FRIDAY = date(2026, 11, 24), date(2026, 11, 27)
LATE = TODAY - timedelta(days=3)


@pytest.mark.parametrize(
    ("due", "answered", "risk"),
    [
        ({}, 200, None),
        ({TODAY: 10}, 200, None),
        ({TODAY: 11}, 200, Risk(TODAY, 1, 10)),
        ({LATE: 5, TODAY: 6}, 200, Risk(TODAY, 1, 10)),
        ({LATE: 500}, 200, None),
        ({TODAY: 5, TUESDAY: 15}, 200, None),
        ({TODAY: 5, TUESDAY: 16, FRIDAY: 100}, 200, Risk(TUESDAY, 1, 10)),
        ({FRIDAY: 50}, 200, None),
        ({FRIDAY + timedelta(days=2): 51}, 200, Risk(FRIDAY + timedelta(days=2), 1, 10)),
        ({TODAY: 500}, FEWEST - 1, None),
    ],
)
def test_the_first_day_that_breaks_is_told(due, answered, risk):
    assert first_risk(due, answered=answered, today=TODAY) == risk


def test_at_the_forecast_pace_exactly_those_are_late_that_were_forecast():
    # Day by day, the oldest promise first: the simulation knows nothing of the rule.
    for number in range(1, 60):
        due = {TODAY + timedelta(days=day): number * (day % 3) for day in range(12)}
        found = first_risk(due, answered=400, today=TODAY)
        left, late_on = dict(due), {}
        for day in (TODAY + timedelta(days=each) for each in range(12)):
            can = 20 if is_working_day(day) else 0
            for promised in sorted(left):
                done = min(can, left[promised])
                left[promised], can = left[promised] - done, can - done
            if any(left[promised] for promised in left if promised <= day):
                late_on[day] = sum(left[promised] for promised in left if promised <= day)

        assert (found.day, found.late) == min(late_on.items()) if late_on else found is None
