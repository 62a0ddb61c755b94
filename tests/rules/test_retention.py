"""Retention: how long each thing lives, to the moment."""

from datetime import UTC, datetime, timedelta

import pytest

from fornya.rules.retention import KEPT_FOR, Kept, ends_at, has_ended

SINCE = datetime(2026, 3, 28, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("what", "lasts"),
    [
        (Kept.DRAFT, timedelta(days=30)),
        (Kept.SIGN_IN_ORDER, timedelta(minutes=10)),
        (Kept.PATIENT_SESSION_IDLE, timedelta(minutes=20)),
        (Kept.PATIENT_SESSION, timedelta(hours=12)),
        (Kept.STAFF_SESSION_IDLE, timedelta(minutes=15)),
        (Kept.STAFF_SESSION, timedelta(hours=10)),
    ],
)
def test_each_thing_ends_after_its_time_and_not_a_second_before(what, lasts):
    assert ends_at(what, SINCE) == SINCE + lasts
    assert not has_ended(what, SINCE, SINCE + lasts - timedelta(seconds=1))
    assert has_ended(what, SINCE, SINCE + lasts)


def test_everything_that_is_kept_has_an_end():
    assert set(KEPT_FOR) == set(Kept)


def test_idle_sessions_end_before_long_ones():
    assert KEPT_FOR[Kept.PATIENT_SESSION_IDLE] < KEPT_FOR[Kept.PATIENT_SESSION]
    assert KEPT_FOR[Kept.STAFF_SESSION_IDLE] < KEPT_FOR[Kept.STAFF_SESSION]
