"""The sandbox's own cost ladder, against figures worked out apart from it."""

import json
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.high_cost import ladder

VECTORS = json.loads((Path(__file__).parents[1] / "data" / "high_cost_vectors.json").read_text("utf-8"))
NAMED = {"OLD": ladder.OLD, "NEW": ladder.NEW}
CEILING = 380_000


def ore(kronor: str) -> int:
    return int(Decimal(kronor) * 100)


def kronor(exact: Decimal) -> Decimal:
    return (exact / 100).quantize(Decimal("0.01"), ROUND_HALF_UP)


@pytest.mark.parametrize("row", VECTORS["ladders"], ids=lambda row: f"{row['ladder']}-{row['year']}")
def test_ceilings_limits_and_what_is_paid_at_each(row: dict[str, Any]) -> None:
    steps, day = NAMED[row["ladder"]], date(row["year"], 12, 31)

    ceiling = ladder.ceiling_ore(steps, day)

    assert ladder.PRICE_BASE_KR[row["year"]] == row["pbb"]
    assert ceiling == ore(row["ceiling"])
    limits = [share * ceiling for share, _ in steps.steps]
    assert [kronor(limit) for limit in limits] == [Decimal(text) for text in row["limits"]]
    assert [part for _, part in steps.steps] == [Decimal(text) for text in row["pay"]]
    paid = [ladder.paid_for(int(limit.to_integral_value()), steps, ceiling) for limit in limits]
    assert [kronor(exact) for exact in paid] == [Decimal(text) for text in row["copay_at_limits"]]


@pytest.mark.parametrize("row", VECTORS["single"], ids=lambda row: row["gross"])
def test_what_one_purchase_of_everything_costs(row: dict[str, Any]) -> None:
    due = ladder.due_ore(ore(row["gross"]), gross_before=0, paid_before=0, ladder=ladder.NEW, ceiling=CEILING)

    assert due == ore(row["copay"])


@pytest.mark.parametrize("sequence", VECTORS["sequences"], ids=lambda row: row["name"])
def test_a_row_of_purchases(sequence: dict[str, Any]) -> None:
    gross = paid = 0
    for row in sequence["rows"]:
        due = ladder.due_ore(
            ore(row["gross"]), gross_before=gross, paid_before=paid, ladder=ladder.NEW, ceiling=CEILING
        )
        gross, paid = gross + ore(row["gross"]), paid + due

        assert (due, gross, paid) == (ore(row["due"]), ore(row["cum_gross"]), ore(row["cum_paid"]))
        assert CEILING - paid == ore(row["left"])


def test_a_raised_ceiling_is_caught_up_at_the_first_purchase_of_the_year() -> None:
    purchases = [("1000", 2025), ("900", 2025), ("400", 2025), ("60", 2026), ("500", 2026), ("5000", 2026)]
    gross = paid = 0
    due = []
    for price, year in purchases:
        ceiling = ladder.ceiling_ore(ladder.OLD, date(year, 6, 1))
        due.append(
            ladder.due_ore(
                ore(price), gross_before=gross, paid_before=paid, ladder=ladder.OLD, ceiling=ceiling
            )
        )
        gross, paid = gross + ore(price), paid + due[-1]

    assert due == [100_000, 67_500, 20_000, 4_250, 23_887, 79_363]
    assert paid == 295_000


@given(st.lists(st.integers(1, 900_000), max_size=30))
def test_nobody_pays_more_than_the_price_or_the_ceiling(prices: list[int]) -> None:
    gross = paid = 0
    for price in prices:
        due = ladder.due_ore(price, gross_before=gross, paid_before=paid, ladder=ladder.NEW, ceiling=CEILING)
        assert 0 <= due <= price
        gross, paid = gross + price, paid + due

    exact = ladder.paid_for(gross, ladder.NEW, CEILING)
    assert paid <= CEILING
    assert abs(paid - exact) <= Decimal("0.5")


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 2, 8), date(2027, 2, 8)),
        (date(2024, 2, 29), date(2025, 2, 28)),
        (date(2023, 2, 28), date(2024, 2, 28)),
    ],
)
def test_a_period_lasts_a_year_from_the_first_purchase(first: date, last: date) -> None:
    assert ladder.last_day(first) == last


def test_the_first_purchase_decides_the_ladder() -> None:
    assert ladder.ladder_for(date(2025, 6, 30)) is ladder.OLD
    assert ladder.ladder_for(date(2025, 7, 1)) is ladder.NEW
