"""What the next withdrawal costs at most: on every step, at the period's and the year's end, and beside."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fornya.rules.benefit import BenefitCode
from fornya.rules.high_cost import charges, due, ladder_for, patient_total
from fornya.rules.next_cost import Account, AtMost, LastTime, next_cost

START = date(2026, 2, 8)
NEW = ladder_for(START, START)
YEAR_END, PERIOD_END = date(2026, 12, 31), date(2027, 2, 8)
DAY = date(2026, 11, 23)


def on_the_ladder(price_ore, counted_ore=None):
    return LastTime(price_ore, price_ore if counted_ore is None else counted_ore, BenefitCode.LADDER)


def account(gross_ore, paid_ore=None, *, start=START, ceiling_ore=380_000):
    return Account(
        start, gross_ore, patient_total(gross_ore, NEW) if paid_ore is None else paid_ore, ceiling_ore
    )


def cost(last, state, *, age=40, earliest=DAY):
    return next_cost(last, state, age_then=age, earliest=earliest)


@pytest.mark.parametrize(
    ("gross_ore", "price_ore", "at_most"),
    [
        (0, 11_200, 11_200),
        (173_950, 64_000, 54_513),
        (237_950, 98_000, 73_500),
        (335_950, 150_000, 48_853),
        (485_950, 230_000, 29_184),
        (650_000, 10_000, 1_000),
        (711_600, 9_900, 7),
    ],
)
def test_each_step_has_its_cost(gross_ore, price_ore, at_most):
    assert cost(on_the_ladder(price_ore), account(gross_ore)) == AtMost(at_most, YEAR_END)


def test_with_the_card_in_hand_it_costs_nothing_to_the_end_of_the_period():
    assert cost(on_the_ladder(90_000), account(900_000)) == AtMost(0, PERIOD_END)


def test_what_was_paid_beside_the_ladder_is_paid_beside_it_again():
    assert cost(on_the_ladder(15_000, 10_000), account(900_000)) == AtMost(5_000, PERIOD_END)
    assert cost(on_the_ladder(15_000, 10_000), account(0)) == AtMost(15_000, YEAR_END)
    assert cost(on_the_ladder(15_000, 0), account(300_000)) == AtMost(15_000, YEAR_END)


def test_after_the_end_of_the_period_a_new_one_begins():
    early = account(650_000, start=date(2025, 12, 1))

    assert cost(on_the_ladder(9_900), early, earliest=date(2026, 12, 1)) == AtMost(990, date(2026, 12, 1))
    assert cost(on_the_ladder(9_900), early, earliest=date(2026, 12, 2)) == AtMost(9_900, YEAR_END)


def test_without_a_period_the_ladder_begins_at_the_bottom():
    assert cost(on_the_ladder(300_000), account(0, start=None)) == AtMost(275_000, YEAR_END)


def test_under_a_ceiling_that_is_not_decided_it_is_the_whole_price_at_most():
    next_year = date(2027, 1, 10)

    assert cost(on_the_ladder(9_900), account(650_000), earliest=next_year) == AtMost(9_900, PERIOD_END)
    assert cost(on_the_ladder(9_900), account(900_000), earliest=next_year) == AtMost(0, PERIOD_END)
    assert cost(on_the_ladder(9_900), account(0, start=None), earliest=next_year) == AtMost(
        9_900, date(2027, 12, 31)
    )


def test_a_raised_ceiling_is_caught_up_and_never_more_than_the_price():
    start = date(2025, 5, 10)
    before = Account(start, 270_000, patient_total(270_000, ladder_for(start, start)), 290_000)

    assert cost(on_the_ladder(1_000), before, earliest=date(2026, 1, 2)).ore == 1_000
    assert cost(on_the_ladder(50_000), before, earliest=date(2026, 1, 2)).ore == due(
        50_000, 270_000, before.paid_ore, ladder_for(start, date(2026, 1, 2))
    )


@pytest.mark.parametrize(
    ("code", "age", "expected"),
    [
        (BenefitCode.OUTSIDE, 40, AtMost(20_000, YEAR_END)),
        (BenefitCode.FREE, 40, AtMost(0, YEAR_END)),
        (BenefitCode.FREE, 21, AtMost(0, YEAR_END)),
        (BenefitCode.FREE, 20, None),
        (BenefitCode.FREE, 17, None),
        (BenefitCode.FOOD, 15, None),
    ],
)
def test_what_is_outside_costs_its_price_and_what_was_free_by_age_is_not_promised(code, age, expected):
    assert cost(LastTime(20_000, 0, code), account(900_000), age=age) == expected


@pytest.mark.parametrize("counted_ore", [-1, 10_001])
def test_a_price_that_does_not_hold_together_has_no_answer(counted_ore):
    assert cost(on_the_ladder(10_000, counted_ore), account(0)) is None


PRICES = st.integers(0, 600_000)
# What is due so far is rounded to a whole öre each time, so what is bought between moves the next by one.
ROUNDED_ORE = 1


@example([111_667, 600_000], [], 0)
@example([350_259], [1], 1)
@given(st.lists(PRICES, min_size=1, max_size=6), st.lists(PRICES, max_size=4), PRICES)
def test_whatever_is_bought_before_it_never_costs_more(bought, between, price_ore):
    days = [date(2026, 2, 8), *(date(2026, 3, 1) for _ in bought[1:])]
    history = list(zip(days, bought, strict=True))
    state = charges(history)[-1]
    known = next_cost(
        on_the_ladder(price_ore),
        Account(state.period_start, state.gross_after_ore, state.paid_after_ore, 380_000),
        age_then=40,
        earliest=DAY,
    )

    paid = charges(
        [
            *history,
            *((date(2026, 11, 20), each) for each in between),
            # With the card it holds into the next year; the last day of this one is after all the others.
            (min(known.until, YEAR_END), price_ore),
        ]
    )

    assert paid[-1].due_ore <= known.ore + ROUNDED_ORE
    assert known.ore == charges([*history, (DAY, price_ore)])[-1].due_ore


@given(st.lists(PRICES, min_size=1, max_size=4), st.lists(PRICES, max_size=4), PRICES)
def test_nor_while_a_raised_ceiling_is_being_caught_up(bought, between, price_ore):
    start = date(2025, 5, 10)
    state = charges([(start, each) for each in bought])[-1]
    first = date(2026, 1, 2)
    known = next_cost(
        on_the_ladder(price_ore),
        Account(start, state.gross_after_ore, state.paid_after_ore, 290_000),
        age_then=40,
        earliest=first,
    )

    paid = charges(
        [*((start, each) for each in bought), *((first, each) for each in between), (known.until, price_ore)]
    )

    assert paid[-1].due_ore <= known.ore + ROUNDED_ORE
