"""Until when an SMS waits that would come by night."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fornya.rules.quiet_hours import is_awake, waits_until

BEGIN = datetime(2020, 1, 1, tzinfo=UTC)
HOURS = {"from_hour": 8, "to_hour": 20}


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2026-11-23T06:59", "2026-11-23T07:00"),
        ("2026-11-23T07:00", None),
        ("2026-11-23T18:59", None),
        ("2026-11-23T19:00", "2026-11-24T07:00"),
        ("2026-11-23T23:30", "2026-11-24T07:00"),
        ("2026-07-23T06:00", None),
        ("2026-07-23T18:00", "2026-07-24T06:00"),
        ("2026-03-28T20:00", "2026-03-29T06:00"),
        ("2026-10-24T19:00", "2026-10-25T07:00"),
        ("2026-12-31T20:00", "2027-01-01T07:00"),
    ],
)
def test_what_would_come_by_night_waits_for_eight_in_the_morning(now: str, until: str | None) -> None:
    """In Sweden, on days when clocks change too."""
    moment = datetime.fromisoformat(now).replace(tzinfo=UTC)
    assert waits_until(moment, **HOURS) == (
        datetime.fromisoformat(until).replace(tzinfo=UTC) if until else None
    )


def test_from_midnight_to_midnight_nothing_waits() -> None:
    """A deployer may have no quiet hours."""
    day = datetime(2026, 11, 23, tzinfo=UTC)
    assert not any(waits_until(day + timedelta(hours=h), from_hour=0, to_hour=24) for h in range(24))


@given(st.integers(0, 20 * 366 * 1440).map(lambda minutes: BEGIN + timedelta(minutes=minutes)))
def test_the_wait_ends_when_people_are_awake_and_within_a_night(now: datetime) -> None:
    """Not a moment before, and never a day later."""
    until = waits_until(now, **HOURS)
    if until is not None:
        assert is_awake(until, **HOURS)
        assert not is_awake(until - timedelta(minutes=1), **HOURS)
        assert timedelta() < until - now <= timedelta(hours=13)
