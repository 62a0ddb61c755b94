"""Fees: the version in force, the clinic before its region, and those who pay nothing."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fornya.rules.fees import (
    Fee,
    FeeReason,
    FeeRule,
    FeeUnknown,
    Purpose,
    fee_for,
    in_force_on,
    published_fees,
)

DALARNA, GAVLEBORG, UPPSALA = "20", "21", "03"
TODAY = date(2026, 11, 23)
CLINIC = "SE0000000000-V0003"
RULES = (
    FeeRule(10_000, date(2020, 1, 1), "region 2020", DALARNA, free_under=18, free_from_age=85),
    FeeRule(15_000, date(2027, 1, 1), "region 2027", DALARNA, free_under=20, free_from_age=85),
    FeeRule(5_000, date(2026, 6, 1), "clinic", DALARNA, CLINIC, valid_to=date(2026, 12, 31)),
    FeeRule(0, date(2020, 1, 1), "region", UPPSALA),
    FeeRule(25_000, date(2020, 1, 1), "not ill", purpose=Purpose.NOT_ILLNESS, counts_to_frikort=False),
)


@pytest.mark.parametrize(
    ("age", "day", "amount_ore", "reason", "source"),
    [
        (40, TODAY, 10_000, FeeReason.FEE, "region 2020"),
        (None, TODAY, 10_000, FeeReason.FEE, "region 2020"),
        (17, TODAY, 0, FeeReason.YOUNG, "region 2020"),
        (18, TODAY, 10_000, FeeReason.FEE, "region 2020"),
        (84, TODAY, 10_000, FeeReason.FEE, "region 2020"),
        (85, TODAY, 0, FeeReason.OLD, "region 2020"),
        (40, date(2026, 12, 31), 10_000, FeeReason.FEE, "region 2020"),
        (40, date(2027, 1, 1), 15_000, FeeReason.FEE, "region 2027"),
        (19, date(2027, 1, 1), 0, FeeReason.YOUNG, "region 2027"),
    ],
)
def test_the_fee_in_force_is_charged_and_the_young_and_old_pay_nothing(age, day, amount_ore, reason, source):
    fee = fee_for(RULES, age=age, day=day, region_code=DALARNA)

    assert (fee.amount_ore, fee.reason, fee.source) == (amount_ore, reason, source)


@pytest.mark.parametrize(
    ("day", "amount_ore"),
    [
        (date(2026, 5, 31), 10_000),
        (date(2026, 6, 1), 5_000),
        (date(2026, 12, 31), 5_000),
        (date(2027, 1, 1), 15_000),
    ],
)
def test_a_clinics_own_fee_goes_before_its_regions_while_it_is_in_force(day, amount_ore):
    assert fee_for(RULES, age=40, day=day, region_code=DALARNA, clinic_hsa_id=CLINIC).amount_ore == amount_ore


def test_a_clinics_fee_without_exemptions_is_paid_at_every_age():
    fee = fee_for(RULES, age=90, day=TODAY, region_code=DALARNA, clinic_hsa_id=CLINIC)

    assert fee == Fee(5_000, FeeReason.FEE, True, date(2026, 6, 1), "clinic")


def test_a_region_without_a_fee_says_that_there_is_none():
    assert fee_for(RULES, age=90, day=TODAY, region_code=UPPSALA).reason is FeeReason.NO_FEE


def test_another_purpose_has_another_fee():
    fee = fee_for(RULES, age=40, day=TODAY, region_code=GAVLEBORG, purpose=Purpose.NOT_ILLNESS)

    assert (fee.amount_ore, fee.counts_to_frikort) == (25_000, False)


@pytest.mark.parametrize(("region_code", "day"), [(GAVLEBORG, TODAY), (DALARNA, date(2019, 12, 31))])
def test_a_fee_that_is_not_known_is_never_said_to_be_nothing(region_code, day):
    with pytest.raises(FeeUnknown):
        fee_for(RULES, age=40, day=day, region_code=region_code)


@pytest.mark.parametrize(
    ("region_code", "purpose", "amount_ore"),
    [
        (DALARNA, Purpose.ILLNESS, 10_000),
        (DALARNA, Purpose.NOT_ILLNESS, 25_000),
        (DALARNA, Purpose.UNTIL_VISIT, 0),
        (GAVLEBORG, Purpose.ILLNESS, 10_000),
        (UPPSALA, Purpose.ILLNESS, 0),
    ],
)
def test_published_fees_are_found(region_code, purpose, amount_ore):
    fee = fee_for(published_fees(), age=40, day=TODAY, region_code=region_code, purpose=purpose)

    assert fee.amount_ore == amount_ore
    assert fee.source


@given(st.permutations(RULES), st.integers(0, 110), st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_the_order_of_the_rows_does_not_matter(rules, age, day):
    found = fee_for(rules, age=age, day=day, region_code=DALARNA, clinic_hsa_id=CLINIC)

    assert found == fee_for(RULES, age=age, day=day, region_code=DALARNA, clinic_hsa_id=CLINIC)


def test_of_a_regions_rules_the_newest_in_force_holds_for_each_purpose():
    older, newer, later = (
        FeeRule(amount, day, "region", UPPSALA, is_example=is_example)
        for amount, day, is_example in (
            (10_000, date(2020, 1, 1), True),
            (15_000, date(2026, 1, 1), False),
            (20_000, date(2027, 1, 1), False),
        )
    )
    over = FeeRule(5_000, date(2026, 6, 1), "region", UPPSALA, valid_to=date(2026, 6, 30))
    visit = FeeRule(0, date(2025, 1, 1), "region", UPPSALA, purpose=Purpose.UNTIL_VISIT)
    rules = (later, over, newer, older, visit)

    assert in_force_on(rules, date(2025, 6, 1)) == {Purpose.ILLNESS: older, Purpose.UNTIL_VISIT: visit}
    assert in_force_on(rules, date(2026, 6, 30))[Purpose.ILLNESS] == over
    assert in_force_on(rules, date(2026, 12, 31))[Purpose.ILLNESS] == newer
    assert in_force_on(rules, date(2019, 1, 1)) == {}
    assert fee_for(rules, age=None, day=date(2020, 1, 1), region_code=UPPSALA).is_example
