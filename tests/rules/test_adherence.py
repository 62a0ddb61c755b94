"""Adherence measures: the worked examples, and what always holds."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fornya.rules.adherence import Adherence, Window, measure, usual_window

DAY_0 = date(2026, 1, 1)
TODAY = date(2026, 11, 23)


def fills(*days, supply=90):
    return [(DAY_0 + timedelta(days=day), supply) for day in days]


def window(days):
    return Window(DAY_0, DAY_0 + timedelta(days=days - 1))


@pytest.mark.parametrize(
    ("days", "window_days", "expected"),
    [
        ((0, 80, 200), 300, Adherence(300, 270, 270, Fraction(9, 10), False, Fraction(9, 10))),
        ((0, 60, 120), 300, Adherence(300, 270, 270, Fraction(9, 10), False, Fraction(9, 10))),
        ((0, 60, 120), 180, Adherence(180, 270, 180, Fraction(1), True, Fraction(1))),
        ((0,), 180, Adherence(180, 90, 90, Fraction(1, 2), False, Fraction(1, 2))),
        ((0, 150), 180, Adherence(180, 180, 120, Fraction(1), False, Fraction(2, 3))),
        ((0, 0, 0), 90, Adherence(90, 270, 90, Fraction(1), True, Fraction(1))),
        ((), 90, Adherence(90, 0, 0, Fraction(0), False, Fraction(0))),
        ((-10, 95), 90, Adherence(90, 0, 0, Fraction(0), False, Fraction(0))),
    ],
)
def test_the_worked_examples(days, window_days, expected):
    assert measure(fills(*days), window(window_days)) == expected


@pytest.mark.parametrize(
    ("days_ago", "first"),
    [
        ((400, 300, 10), TODAY - timedelta(days=300)),
        ((365,), TODAY - timedelta(days=365)),
        ((366, 5), TODAY - timedelta(days=5)),
        ((0,), TODAY),
    ],
)
def test_the_window_starts_with_the_first_pick_up_of_the_last_year(days_ago, first):
    history = [(TODAY - timedelta(days=days), 90) for days in days_ago]

    assert usual_window(history, TODAY) == Window(first, TODAY)


def test_without_a_pick_up_in_the_last_year_there_is_no_window():
    assert usual_window([(TODAY - timedelta(days=366), 90), (TODAY + timedelta(days=1), 90)], TODAY) is None


@given(
    st.lists(st.tuples(st.dates(DAY_0, TODAY), st.integers(0, 120)), max_size=12),
    st.integers(1, 400),
)
def test_covered_days_never_exceed_supply_or_window_and_match_a_day_by_day_count(history, window_days):
    asked = window(window_days)
    found = measure(history, asked)
    stock = covered = 0
    for offset in range(window_days):
        stock += sum(days for on, days in history if on == DAY_0 + timedelta(days=offset))
        covered += stock > 0
        stock = max(0, stock - 1)

    assert found.covered_days == covered
    assert 0 <= found.pdc <= found.mpr <= 1
    assert found.mpr_is_capped is (found.supplied_days > window_days)
