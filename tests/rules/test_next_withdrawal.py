"""When the pharmacy may dispense again within the benefit, and forty histories of pick-ups in a table."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fornya.rules.next_withdrawal import (
    NextWhy,
    NextWithdrawal,
    Terms,
    earliest_by_interval,
    next_reimbursed,
    next_withdrawal,
)
from fornya.rules.withdrawals import Why, left, supply_until
from fornya.rules.working_days import ask_by

START = date(2026, 1, 1)
HISTORIES = (Path(__file__).parents[1] / "data" / "dispensing_histories.txt").read_text(encoding="utf-8")
ANSWER_DAYS = 5
DOSES = st.sampled_from([1, 2, 3, Decimal("0.5"), Decimal("0.143"), 7])


@pytest.mark.parametrize(
    ("quantity", "per_day", "on"),
    [
        (100, 1, date(2026, 3, 9)),
        (90, 1, date(2026, 3, 2)),
        (98, 1, date(2026, 3, 8)),
        (100, 3, date(2026, 1, 24)),
        (1, 1, date(2026, 1, 2)),
        (Decimal("12"), Decimal("0.143"), date(2026, 2, 26)),
    ],
)
def test_two_thirds_of_the_time_must_have_passed_within_the_benefit(quantity, per_day, on):
    assert next_reimbursed(START, quantity, per_day) == on


def test_two_thirds_run_over_leap_day_and_new_year():
    assert next_reimbursed(date(2024, 1, 1), 90, 1) == date(2024, 3, 1)
    assert next_reimbursed(date(2025, 12, 1), 90, 1) == date(2026, 1, 30)


@pytest.mark.parametrize(
    ("quantity", "per_day"), [(100, None), (100, 0), (0, 1), (-5, 1), (100, Decimal("NaN")), (10**9, 1)]
)
def test_without_a_countable_dose_there_is_no_first_day_within_the_benefit(quantity, per_day):
    assert next_reimbursed(START, quantity, per_day) is None


@pytest.mark.parametrize(
    ("interval_days", "on"),
    [(30, date(2026, 1, 31)), (1, date(2026, 1, 2)), (None, None), (0, None), (-1, None)],
)
def test_the_prescribers_interval_sets_the_first_day(interval_days, on):
    assert earliest_by_interval(START, interval_days) == on


@given(st.integers(1, 400), DOSES)
def test_two_thirds_are_reached_on_that_day_and_not_the_day_before(quantity, per_day):
    on = next_reimbursed(START, quantity, per_day)

    if on is not None:
        passed = (on - START).days
        assert passed * 3 * Decimal(per_day) >= 2 * quantity > (passed - 1) * 3 * Decimal(per_day)


def histories():
    for line in HISTORIES.splitlines():
        if line.startswith("#"):
            continue
        name, _, rest = line.partition(":")
        yield pytest.param([each.strip() for each in rest.split("|")], id=name)


def picked_up(said):
    pairs = (each.split(":") for each in said.split())
    return [(date.fromisoformat(on), int(amount)) for on, amount in pairs]


def amount(said):
    return None if said == "-" else Fraction(said)


def test_there_are_forty_histories():
    assert len(list(histories())) >= 40


@pytest.mark.parametrize("row", list(histories()))
def test_a_history_has_its_withdrawals_its_end_and_its_next_day(row):
    dispenses, today = picked_up(row[0]), date.fromisoformat(row[1])
    per_day, quantity, total = amount(row[2]), int(row[3]), int(row[4])
    valid_until = date.fromisoformat(row[6])
    terms = Terms(quantity, per_day, None if row[5] == "-" else int(row[5]), True, valid_until)

    remaining = left(total, quantity, dispenses, status="active", valid_until=valid_until, today=today)
    run_out = supply_until(dispenses, per_day, today=today)
    following = next_withdrawal(dispenses, terms, withdrawals_left=remaining, today=today)

    assert str(remaining) == row[7]
    assert (run_out.on.isoformat() if run_out.why is Why.COUNTED else run_out.why.value) == row[8]
    said = f"{following.on} {following.why}" if following.on else following.why.value
    assert said == row[9]
    assert (ask_by(run_out.on, ANSWER_DAYS).isoformat() if run_out.on else "-") == row[10]


@pytest.mark.parametrize(
    ("interval_days", "expected"),
    [
        (None, NextWithdrawal(date(2026, 2, 1), NextWhy.NO_LIMIT)),
        (60, NextWithdrawal(date(2026, 3, 2), NextWhy.INTERVAL)),
    ],
)
def test_outside_the_benefit_only_the_prescribers_interval_counts(interval_days, expected):
    terms = Terms(100, 1, interval_days, False, date(2027, 1, 1))

    found = next_withdrawal([(START, 100)], terms, withdrawals_left=3, today=date(2026, 2, 1))

    assert found == expected


@given(
    st.lists(st.tuples(st.dates(START, date(2026, 6, 1)), st.integers(1, 200)), min_size=1, max_size=6),
    DOSES,
    st.integers(10, 200),
    st.integers(0, 90),
)
def test_the_next_day_is_never_before_two_thirds_of_the_latest_pick_up_nor_the_interval(
    dispenses, per_day, quantity, interval_days
):
    terms = Terms(quantity, per_day, interval_days, True, date(2029, 1, 1))

    found = next_withdrawal(dispenses, terms, withdrawals_left=1, today=date(2026, 6, 2))

    if found.on is not None:
        last = max(on for on, _ in dispenses)
        latest = sum(each for on, each in dispenses if on == last)
        assert (found.on - last).days * Fraction(per_day) * 3 >= latest * 2
        assert (found.on - last).days >= interval_days
