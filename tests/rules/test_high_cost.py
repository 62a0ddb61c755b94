"""The cost ladder: published tables and vectors to the öre, catch-up, a kept frikort, what always holds."""

import json
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fornya.rules.high_cost import (
    LadderKind,
    LadderUnknown,
    PeriodKind,
    Progress,
    charges,
    credit,
    due,
    gross_for,
    ladder_for,
    ladder_from_ceiling,
    patient_total,
    period_end,
    progress,
    step_rows,
)

VECTORS = json.loads((Path(__file__).parents[1] / "data" / "high_cost_vectors.json").read_text())
NEW = ladder_for(date(2026, 3, 1), date(2026, 3, 1))
OLD_2025 = ladder_for(date(2025, 5, 10), date(2025, 5, 10))
OLD_2026 = ladder_for(date(2025, 5, 10), date(2026, 1, 2))


def ore(kronor: str) -> int:
    return int(Decimal(kronor) * 100)


def half_up(limit: Fraction) -> int:
    return (2 * limit + 1) // 2


@pytest.mark.parametrize("vector", VECTORS["ladders"], ids=lambda v: f"{v['ladder']} {v['year']}")
def test_every_ladder_of_the_vectors(vector):
    start = (
        date(2025, 7, 1) if vector["ladder"] == "NEW" else min(date(vector["year"], 1, 1), date(2025, 6, 30))
    )
    ladder = ladder_for(start, max(start, date(vector["year"], 1, 1)))

    assert ladder.kind is LadderKind[vector["ladder"]]
    assert ladder.ceiling_ore == ore(vector["ceiling"])
    assert [half_up(step.up_to_ore) for step in ladder.steps] == [ore(limit) for limit in vector["limits"]]
    assert [step.percent for step in ladder.steps] == [ore(share) for share in vector["pay"]]
    assert [row.paid_at_end_ore for row in step_rows(ladder)][:4] == [
        ore(paid) for paid in vector["copay_at_limits"]
    ]


@pytest.mark.parametrize("vector", VECTORS["single"], ids=lambda v: v["gross"])
def test_every_total_of_the_vectors(vector):
    assert patient_total(ore(vector["gross"]), NEW) == ore(vector["copay"])


@pytest.mark.parametrize("sequence", VECTORS["sequences"], ids=lambda s: s["name"])
def test_every_sequence_of_the_vectors(sequence):
    gross_ore = paid_ore = 0
    for row in sequence["rows"]:
        paid_ore += due(ore(row["gross"]), gross_ore, paid_ore, NEW)
        gross_ore += ore(row["gross"])
        account = progress(gross_ore, paid_ore, NEW)

        assert (gross_ore, paid_ore) == (ore(row["cum_gross"]), ore(row["cum_paid"]))
        assert (account.left_ore, account.has_high_cost_card) == (ore(row["left"]), row["frikort"])


@pytest.mark.parametrize("sequence", VECTORS["sequences"], ids=lambda s: s["name"])
def test_the_same_sequences_reckoned_as_one_history(sequence):
    history = [
        (date(2026, 1, 1) + timedelta(days=i), ore(r["gross"])) for i, r in enumerate(sequence["rows"])
    ]

    assert [charge.due_ore for charge in charges(history)] == [ore(r["due"]) for r in sequence["rows"]]


@pytest.mark.parametrize(
    ("start", "day", "ceiling", "limits", "paid"),
    [
        ("2018-01-01", "2018-06-01", 2250, "1125.00 2147.40 3989.70 5521.95", "1125.00 1636.20 2096.78 2250"),
        ("2019-01-01", "2019-06-01", 2300, "1150.00 2195.12 4078.36 5644.66", "1150.00 1672.56 2143.37 2300"),
        ("2020-01-01", "2020-06-01", 2350, "1175.00 2242.84 4167.02 5767.37", "1175.00 1708.92 2189.97 2350"),
        ("2021-01-01", "2021-06-01", 2350, "1175.00 2242.84 4167.02 5767.37", "1175.00 1708.92 2189.97 2350"),
        ("2022-01-01", "2022-06-01", 2400, "1200.00 2290.56 4255.68 5890.08", "1200.00 1745.28 2236.56 2400"),
        ("2023-01-01", "2023-06-01", 2600, "1300.00 2481.44 4610.32 6380.92", "1300.00 1890.72 2422.94 2600"),
        ("2024-01-01", "2024-06-01", 2850, "1425.00 2720.04 5053.62 6994.47", "1425.00 2072.52 2655.92 2850"),
        ("2025-01-01", "2025-06-30", 2900, "1450.00 2767.76 5142.28 7117.18", "1450.00 2108.88 2702.51 2900"),
        ("2025-06-30", "2025-12-31", 2900, "1450.00 2767.76 5142.28 7117.18", "1450.00 2108.88 2702.51 2900"),
        ("2025-06-30", "2026-01-01", 2950, "1475.00 2815.48 5230.94 7239.89", "1475.00 2145.24 2749.11 2950"),
        ("2025-06-30", "2026-06-30", 2950, "1475.00 2815.48 5230.94 7239.89", "1475.00 2145.24 2749.11 2950"),
        ("2025-07-01", "2025-07-01", 3800, "2000.02 3586.55 5300.32 7116.72", "2000.02 3189.92 3618.36 3800"),
        ("2025-07-01", "2026-07-01", 3800, "2000.02 3586.55 5300.32 7116.72", "2000.02 3189.92 3618.36 3800"),
        ("2026-07-01", "2026-12-31", 3800, "2000.02 3586.55 5300.32 7116.72", "2000.02 3189.92 3618.36 3800"),
    ],
)
def test_every_period_has_its_ladder(start, day, ceiling, limits, paid):
    rows = step_rows(ladder_for(date.fromisoformat(start), date.fromisoformat(day)))

    assert [row.up_to_ore for row in rows] == [*map(ore, limits.split()), None]
    assert [row.paid_at_end_ore for row in rows] == [*map(ore, paid.split()), ceiling * 100]
    assert [row.from_ore for row in rows] == [0, *map(ore, limits.split())]


@pytest.mark.parametrize(
    ("total", "paid"),
    [
        ("1999.99", "1999.99"),
        ("2001", "2000.75"),
        ("2500", "2375.00"),
        ("3500", "3125.00"),
        ("3586.56", "3189.92"),
        ("4000", "3293.28"),
        ("5000", "3543.28"),
        ("5300.32", "3618.36"),
        ("6000", "3688.33"),
        ("7000", "3788.33"),
        ("20000", "3800.00"),
    ],
)
def test_more_totals_on_the_new_ladder(total, paid):
    assert patient_total(ore(total), NEW) == ore(paid)


def test_a_raised_ceiling_is_caught_up_at_the_first_purchases_of_the_year():
    kronor = [1000, 900, 400, 60, 500, 5000]
    days = [date(2025, 5, 10), date(2025, 8, 1), date(2025, 12, 31)] + [date(2026, 1, d) for d in (1, 2, 3)]

    reckoned = charges([(day, amount * 100) for day, amount in zip(days, kronor, strict=True)])

    assert [charge.due_ore for charge in reckoned] == [
        ore(paid) for paid in ("1000", "675", "200", "42.50", "238.87", "793.63")
    ]
    assert [charge.has_card for charge in reckoned] == [False] * 5 + [True]


@pytest.mark.parametrize(
    ("gross", "catch_up"), [("1500", "12.50"), ("2900", "24.43"), ("5300", "37.73"), ("100", "0")]
)
def test_the_catch_up_is_what_was_published_for_2026(gross, catch_up):
    paid_ore = patient_total(ore(gross), OLD_2025)

    assert patient_total(ore(gross), OLD_2026) - paid_ore == ore(catch_up)


@pytest.mark.parametrize(("gross", "catch_up"), [("1500", "50.00"), ("2700", "97.72"), ("4950", "150.92")])
def test_the_catch_up_is_what_was_published_for_2023(gross, catch_up):
    start = date(2022, 6, 1)
    before, after = ladder_for(start, date(2022, 12, 31)), ladder_for(start, date(2023, 1, 1))

    assert patient_total(ore(gross), after) - patient_total(ore(gross), before) == ore(catch_up)


def test_the_catch_up_is_never_more_than_the_price_of_the_purchase():
    paid_ore = patient_total(ore("2700"), OLD_2025)

    assert due(ore("10"), ore("2700"), paid_ore, OLD_2026) == ore("10")


def test_a_frikort_is_kept_when_the_ceiling_is_raised():
    days = [date(2025, 5, 10), date(2026, 1, 2), date(2026, 5, 10)]
    reckoned = charges([(day, ore("8000")) for day in days])

    assert [charge.due_ore for charge in reckoned] == [ore("2900"), 0, 0]
    assert due(ore("900"), ore("8000"), ore("2900"), OLD_2026) == ore("50")
    assert due(ore("900"), ore("8000"), ore("2900"), OLD_2026, has_card=True) == 0


def test_a_new_period_starts_at_the_next_purchase_after_the_last_day():
    start = date(2025, 9, 10)
    reckoned = charges([(start, 300_000), (date(2026, 9, 10), 100_000), (date(2026, 9, 20), 100_000)])

    assert [charge.period_start for charge in reckoned] == [start, start, date(2026, 9, 20)]
    assert reckoned[2].due_ore == 100_000


@pytest.mark.parametrize(
    ("start", "medicines", "visits"),
    [
        (date(2025, 7, 1), date(2026, 7, 1), date(2026, 6, 30)),
        (date(2023, 4, 25), date(2024, 4, 25), date(2024, 4, 24)),
        (date(2024, 2, 29), date(2025, 2, 28), date(2025, 2, 27)),
        (date(2023, 3, 1), date(2024, 3, 1), date(2024, 2, 29)),
    ],
)
def test_the_last_day_of_the_twelve_months(start, medicines, visits):
    assert period_end(start) == medicines
    assert period_end(start, PeriodKind.VISITS) == visits


@pytest.mark.parametrize(
    ("start", "day"),
    [
        (date(2026, 3, 1), date(2026, 2, 28)),
        (date(2025, 3, 1), date(2026, 3, 2)),
        (date(2017, 6, 1), date(2017, 7, 1)),
        (date(2012, 6, 1), date(2012, 7, 1)),
        (date(2026, 12, 1), date(2027, 1, 1)),
    ],
)
def test_no_ladder_is_guessed_outside_the_period_or_for_an_undecided_year(start, day):
    with pytest.raises(LadderUnknown):
        ladder_for(start, day)


def test_the_ceiling_that_the_account_states_gives_the_ladder_of_any_year():
    assert ladder_from_ceiling(date(2026, 3, 1), 380_000) == NEW
    assert ladder_from_ceiling(date(2026, 12, 1), 385_000).steps[-1].up_to_ore == Fraction("721035.7")
    assert ladder_from_ceiling(date(2025, 5, 10), 295_000) == OLD_2026


@pytest.mark.parametrize(
    ("start", "ceiling_ore"),
    [
        (date(2026, 3, 1), 0),
        (date(2026, 3, 1), 380_001),
        (date(2026, 3, 1), -5_000),
        (date(2012, 1, 1), 220_000),
    ],
)
def test_a_ceiling_that_no_law_gives_has_no_ladder(start, ceiling_ore):
    with pytest.raises(LadderUnknown):
        ladder_from_ceiling(start, ceiling_ore)


@pytest.mark.parametrize(
    ("gross_ore", "paid_ore", "has_card", "expected"),
    [
        (0, 0, False, Progress(0, 380_000, 380_000, 0, 1, 100, False)),
        (200_001, 200_001, False, Progress(200_001, 380_000, 179_999, 52, 1, 100, False)),
        (200_002, 200_002, False, Progress(200_002, 380_000, 179_998, 52, 2, 75, False)),
        (237_950, 228_463, False, Progress(228_463, 380_000, 151_537, 60, 2, 75, False)),
        (450_000, 341_828, False, Progress(341_828, 380_000, 38_172, 89, 3, 25, False)),
        (650_000, 373_833, False, Progress(373_833, 380_000, 6_167, 98, 4, 10, False)),
        (711_600, 379_993, False, Progress(379_993, 380_000, 7, 99, 4, 10, False)),
        (900_000, 379_990, False, Progress(379_990, 380_000, 10, 99, 4, 10, False)),
        (900_000, 380_000, False, Progress(380_000, 380_000, 0, 100, 5, 0, True)),
        (900_000, 290_000, True, Progress(290_000, 380_000, 0, 100, 5, 0, True)),
        (0, -500, False, Progress(-500, 380_000, 380_500, 0, 1, 100, False)),
    ],
)
def test_progress_shows_step_bar_and_what_is_left(gross_ore, paid_ore, has_card, expected):
    assert progress(gross_ore, paid_ore, NEW, has_card) == expected


def test_negative_sums_are_refused():
    with pytest.raises(ValueError, match="negative"):
        patient_total(-1, NEW)
    with pytest.raises(ValueError, match="negative"):
        due(-1, 500, 500, NEW)


def test_the_latest_purchase_undone_gives_back_exactly_what_it_cost():
    history = [(date(2025, 5, 10), ore("2300")), (date(2026, 1, 2), ore("60"))]

    assert credit(history, 1) == charges(history)[1].due_ore == ore("42.50")


def test_undoing_the_purchase_that_gave_the_frikort_never_becomes_a_debt():
    history = [(date(2025, 5, 10), ore("8000")), (date(2026, 1, 2), ore("20000"))]

    assert credit(history, 0) == 0


LADDERS = st.sampled_from([NEW, OLD_2025, OLD_2026, ladder_from_ceiling(date(2026, 12, 1), 385_000)])
GROSS = st.integers(0, 2_000_000)
PRICES = st.lists(st.integers(0, 600_000), min_size=1, max_size=12)
DAYS_OF_2026 = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@given(LADDERS, GROSS, GROSS)
def test_the_total_never_passes_the_ceiling_or_the_price_and_never_falls(ladder, one, other):
    low, high = sorted((one, other))

    assert 0 <= patient_total(low, ladder) <= patient_total(high, ladder) <= ladder.ceiling_ore
    assert patient_total(high, ladder) <= high
    assert patient_total(high, ladder) - patient_total(low, ladder) <= high - low


@given(LADDERS, PRICES)
def test_purchases_one_by_one_cost_as_much_as_all_at_once(ladder, prices):
    gross_ore = paid_ore = 0
    for price in prices:
        paid_ore += due(price, gross_ore, paid_ore, ladder)
        gross_ore += price

    assert paid_ore == patient_total(sum(prices), ladder)


@given(PRICES, st.data())
def test_the_order_of_purchases_within_a_period_does_not_change_the_sum(prices, data):
    days = [date(2026, 1, 1) + timedelta(days=i) for i in range(len(prices))]
    shuffled = data.draw(st.permutations(prices))

    paid = [charges(list(zip(days, order, strict=True)))[-1].paid_after_ore for order in (prices, shuffled)]

    assert paid[0] == paid[1]


@given(
    st.lists(st.tuples(st.dates(date(2024, 1, 1), date(2026, 12, 31)), st.integers(0, 600_000)), max_size=15)
)
def test_nobody_pays_more_than_the_price_nor_more_than_the_ceiling_in_a_period(history):
    for charge in charges(history):
        ceiling_ore = ladder_for(charge.period_start, charge.on).ceiling_ore

        assert 0 <= charge.due_ore <= charge.gross_ore
        assert charge.paid_after_ore <= ceiling_ore
        assert charge.on <= period_end(charge.period_start)


@given(st.lists(st.tuples(DAYS_OF_2026, st.integers(0, 600_000)), min_size=1, max_size=10), st.data())
def test_a_purchase_undone_leaves_the_account_as_if_it_had_never_been(history, data):
    index = data.draw(st.integers(0, len(history) - 1))
    without = history[:index] + history[index + 1 :]

    back = credit(history, index)

    assert 0 <= back <= history[index][1]
    assert sum(c.due_ore for c in charges(history)) - back == sum(c.due_ore for c in charges(without))


@given(LADDERS, GROSS, st.booleans())
def test_the_bar_is_full_only_with_the_frikort(ladder, gross_ore, has_card):
    account = progress(gross_ore, patient_total(gross_ore, ladder), ladder, has_card)

    assert (account.percent == 100) is account.has_high_cost_card
    assert (account.left_ore == 0) is account.has_high_cost_card
    assert 0 <= account.percent <= 100


@given(LADDERS, st.integers(0, 380_000))
def test_the_price_behind_a_sum_paid_is_the_least_that_gives_it(ladder, paid_ore):
    paid_ore = min(paid_ore, ladder.ceiling_ore)
    gross_ore = gross_for(paid_ore, ladder)

    assert patient_total(gross_ore, ladder) == paid_ore
    assert gross_ore == 0 or patient_total(gross_ore - 1, ladder) < paid_ore


@pytest.mark.parametrize("paid_ore", [-1, 380_001])
def test_nobody_has_paid_less_than_nothing_or_more_than_the_ceiling(paid_ore):
    with pytest.raises(ValueError, match="nobody"):
        gross_for(paid_ore, NEW)
