"""The limits are whole, and above what a person needs."""

import pytest

from fornya.rules.limits import DAY, LIMITS, LONGEST, Limited


def test_everything_that_is_counted_has_a_limit():
    assert set(LIMITS) == set(Limited)
    assert LONGEST == DAY


@pytest.mark.parametrize("what", Limited)
def test_a_limit_lets_somebody_in_and_has_an_end(what):
    assert LIMITS[what].most >= 3
    assert LIMITS[what].within.total_seconds() >= 60


def test_an_address_has_room_for_several_browsers():
    assert LIMITS[Limited.SIGN_IN_BY_ADDRESS].most >= 3 * LIMITS[Limited.SIGN_IN_BY_BROWSER].most
