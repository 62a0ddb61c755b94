"""Calendar months: the same number, or the month's last day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fornya.rules.months import add_months, add_years

DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 11, 23), 2, date(2027, 1, 23)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
    ],
)
def test_a_month_later_has_the_same_number_or_is_the_last_day(day, months, later):
    assert add_months(day, months) == later


def test_a_year_after_leap_day_is_the_28th_of_february():
    assert add_years(date(2024, 2, 29), 1) == date(2025, 2, 28)
    assert add_years(date(2024, 2, 29), 4) == date(2028, 2, 29)


@given(DAYS, st.integers(0, 600))
def test_the_later_day_is_in_the_month_asked_for_and_never_overshoots(day, months):
    later = add_months(day, months)

    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day <= day.day


@given(DAYS, DAYS, st.integers(0, 600))
def test_months_keep_the_order_of_days(one, other, months):
    first, second = sorted((one, other))

    assert add_months(first, months) <= add_months(second, months)
