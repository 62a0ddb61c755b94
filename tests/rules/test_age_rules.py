"""Age limits: who may renew alone, see the overview and the record, and until when a guardian acts."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fornya.rules.age_rules import AgeRight, ages_on, may_by_age
from fornya.rules.dated import NothingInForce

TODAY = date(2026, 11, 23)
FROM = {AgeRight.RENEW_ALONE: 13, AgeRight.SEE_RECORD: 16, AgeRight.SEE_OVERVIEW: 18}


@pytest.mark.parametrize(("right", "age"), FROM.items())
def test_a_right_begins_on_the_birthday(right, age):
    assert not may_by_age(right, age=age - 1, day=TODAY)
    assert may_by_age(right, age=age, day=TODAY)


def test_a_guardian_acts_until_the_thirteenth_birthday():
    assert may_by_age(AgeRight.GUARDIAN_ACTS, age=12, day=TODAY)
    assert not may_by_age(AgeRight.GUARDIAN_ACTS, age=13, day=TODAY)


@given(st.integers(0, 120))
def test_at_every_age_exactly_one_of_guardian_and_patient_may_renew(age):
    assert may_by_age(AgeRight.GUARDIAN_ACTS, age=age, day=TODAY) is not may_by_age(
        AgeRight.RENEW_ALONE, age=age, day=TODAY
    )


@pytest.mark.parametrize("right", AgeRight)
def test_where_no_limits_are_known_nobody_has_the_right(right):
    assert not may_by_age(right, age=40, day=date(2019, 4, 10))


def test_the_limits_in_force_say_where_they_are_from():
    assert ages_on(TODAY).source
    with pytest.raises(NothingInForce):
        ages_on(date(2000, 1, 1))
