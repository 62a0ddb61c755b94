"""Withdrawals: how many are left, until when the supply lasts, and what a prescription is good for."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fornya.rules.withdrawals import (
    PrescriptionState,
    RunOut,
    StoreStatus,
    Why,
    left,
    state,
    supply_until,
)

TODAY = date(2026, 11, 23)
NEXT_YEAR = date(2027, 6, 1)
START = date(2026, 1, 1)


def dispensed(*amounts, every=90, start=START):
    return [(start + timedelta(days=every * i), amount) for i, amount in enumerate(amounts)]


def still_left(total, quantity, dispenses, *, status="active", valid_until=NEXT_YEAR, today=TODAY):
    return left(total, quantity, dispenses, status=status, valid_until=valid_until, today=today)


@pytest.mark.parametrize(
    ("total", "quantity", "amounts", "expected"),
    [
        (4, 100, [], 4),
        (4, 100, [100], 3),
        (4, 100, [100, 100, 100], 1),
        (4, 100, [100] * 4, 0),
        (4, 100, [100] * 6, 0),
        (4, 100, [98, 98, 98, 98], 0),
        (4, 98, [100, 100], 2),
        (4, 100, [112], 3),
        (4, 100, [200], 2),
        (4, 100, [175], 2),
        (4, 100, [150], 3),
        (4, 100, [50], 4),
        (4, 100, [50, 50], 3),
        (4, 100, [50, 50, 100], 2),
        (1, 90, [30], 1),
        (1, 90, [30, 30], 1),
        (1, 90, [30, 30, 30], 0),
        (1, 90, [30, 56], 0),
        (1, 100, [20, 20, 20, 20], 1),
        (1, 100, [20] * 5, 0),
        (4, 100, [75], 3),
        (4, 100, [74], 4),
        (3, Decimal("2.5"), [Decimal("2.5"), Decimal("2.5")], 1),
        (3, 0, [30, 30], 1),
        (3, Decimal("NaN"), [30], 2),
        (3, 100, [0], 2),
        (3, 100, [Decimal("NaN")], 2),
        (0, 100, [], 0),
    ],
)
def test_withdrawals_left_are_counted_and_split_ones_by_quantity(total, quantity, amounts, expected):
    assert still_left(total, quantity, dispensed(*amounts)) == expected


@pytest.mark.parametrize(
    "status", [s.value for s in StoreStatus if s is not StoreStatus.ACTIVE] + ["garbled"]
)
def test_nothing_is_left_of_a_prescription_that_is_not_active(status):
    assert still_left(4, 100, [], status=status) == 0


def test_the_last_day_of_validity_still_counts():
    assert still_left(4, 100, [], valid_until=TODAY) == 4
    assert still_left(4, 100, [], valid_until=TODAY - timedelta(days=1)) == 0


@pytest.mark.parametrize(
    ("dispenses", "per_day", "on"),
    [
        ([(START, 90)], 1, date(2026, 3, 31)),
        ([(START, 100)], 3, date(2026, 2, 2)),
        ([(START, 1)], 1, START),
        ([(START, 12)], Decimal("0.143"), date(2026, 3, 24)),
        ([(START, 56)], Decimal("0.5"), date(2026, 4, 22)),
        ([(date(2024, 2, 1), 30)], 1, date(2024, 3, 1)),
        ([(date(2026, 2, 1), 30)], 1, date(2026, 3, 2)),
        ([(date(2024, 2, 29), 366)], 1, date(2025, 2, 28)),
        ([(date(2025, 12, 15), 30)], 1, date(2026, 1, 13)),
        ([(date(2026, 3, 28), 3)], 1, date(2026, 3, 30)),
        ([(date(2026, 10, 24), 3)], 1, date(2026, 10, 26)),
        ([(START, 90), (date(2026, 3, 22), 90)], 1, date(2026, 6, 29)),
        ([(START, 90), (date(2026, 7, 20), 90)], 1, date(2026, 10, 17)),
        ([(date(2026, 3, 22), 90), (START, 90)], 1, date(2026, 6, 29)),
        ([(START, 30), (START, 60)], 1, date(2026, 3, 31)),
        ([(START, 10), (START, 10)], 3, date(2026, 1, 6)),
        ([(START, 100), (date(2026, 2, 4), 100)], 3, date(2026, 3, 8)),
        ([(START, 101), (date(2026, 2, 3), 100)], 3, date(2026, 3, 8)),
        ([(START, 30), (date(2026, 1, 30), 30)], 1, date(2026, 3, 1)),
        ([(START, 30), (date(2026, 1, 31), 30)], 1, date(2026, 3, 1)),
        ([(START, 30), (date(2026, 2, 1), 30)], 1, date(2026, 3, 2)),
        ([(TODAY, 100)], 1, date(2027, 3, 2)),
    ],
)
def test_the_supply_lasts_until_the_last_full_dose(dispenses, per_day, on):
    assert supply_until(dispenses, per_day, today=TODAY) == RunOut(on, Why.COUNTED)


@pytest.mark.parametrize(
    ("dispenses", "per_day", "why"),
    [
        ([], 1, Why.NOTHING_COLLECTED),
        ([(START, 90)], None, Why.DOSE_NOT_COUNTABLE),
        ([(START, 90)], 0, Why.DOSE_NOT_COUNTABLE),
        ([(START, 90)], -1, Why.DOSE_NOT_COUNTABLE),
        ([(START, 90)], Decimal("NaN"), Why.DOSE_NOT_COUNTABLE),
        ([(START, 90), (TODAY + timedelta(days=1), 90)], 1, Why.HISTORY_UNCLEAR),
        ([(START, -90)], 1, Why.HISTORY_UNCLEAR),
        ([(START, 90), (START, 0)], 1, Why.HISTORY_UNCLEAR),
        ([(START, Decimal("Infinity"))], 1, Why.HISTORY_UNCLEAR),
        ([(START, 1)], 2, Why.LESS_THAN_A_DAY),
        ([(START, 100_000)], 1, Why.TOO_LONG),
        ([(START, 10**30)], Decimal("0.0001"), Why.TOO_LONG),
    ],
)
def test_where_nothing_can_be_said_there_is_no_date_but_a_reason(dispenses, per_day, why):
    assert supply_until(dispenses, per_day, today=TODAY) == RunOut(None, why)


@pytest.mark.parametrize(
    ("status", "withdrawals_left", "valid_in_days", "runs_out_in_days", "expected"),
    [
        ("active", 2, 200, None, PrescriptionState.HAS_WITHDRAWALS),
        ("active", 1, 29, 5, PrescriptionState.HAS_WITHDRAWALS),
        ("active", 1, 28, 200, PrescriptionState.SOON_OUT),
        ("active", 1, 0, None, PrescriptionState.SOON_OUT),
        ("active", 0, 200, 12, PrescriptionState.SOON_OUT),
        ("active", 0, 200, 28, PrescriptionState.SOON_OUT),
        ("active", 0, 200, 0, PrescriptionState.SOON_OUT),
        ("active", 0, 200, 29, PrescriptionState.NONE_LEFT),
        ("active", 0, 200, -1, PrescriptionState.NONE_LEFT),
        ("active", 0, 200, None, PrescriptionState.NONE_LEFT),
        ("completed", 0, 200, 12, PrescriptionState.SOON_OUT),
        ("completed", 1, 200, None, PrescriptionState.NONE_LEFT),
        ("active", 2, -1, 12, PrescriptionState.EXPIRED),
        ("completed", 0, -1, None, PrescriptionState.EXPIRED),
        ("stopped", 2, 200, None, PrescriptionState.ENDED),
        ("cancelled", 2, -1, None, PrescriptionState.ENDED),
        ("entered-in-error", 2, 200, None, PrescriptionState.ENDED),
        ("on-hold", 2, 200, None, PrescriptionState.BLOCKED),
        ("draft", 2, 200, None, PrescriptionState.BLOCKED),
        ("garbled", 2, 200, None, PrescriptionState.BLOCKED),
    ],
)
def test_what_a_prescription_is_good_for_today(
    status, withdrawals_left, valid_in_days, runs_out_in_days, expected
):
    runs_out_on = None if runs_out_in_days is None else TODAY + timedelta(days=runs_out_in_days)

    found = state(
        status=status,
        withdrawals_left=withdrawals_left,
        valid_until=TODAY + timedelta(days=valid_in_days),
        runs_out_on=runs_out_on,
        today=TODAY,
    )

    assert found is expected


AMOUNTS = st.one_of(st.integers(-5, 400), st.decimals(0, 400, places=2))
HISTORY = st.lists(st.tuples(st.dates(date(2026, 1, 1), TODAY), AMOUNTS), max_size=12)
GOOD_HISTORY = st.lists(
    st.tuples(st.dates(date(2025, 1, 1), TODAY), st.integers(1, 200)), min_size=1, max_size=6
)
DOSES = st.sampled_from([1, 2, 3, Decimal("0.5"), Decimal("0.143"), 7])


@given(st.integers(0, 12), AMOUNTS, HISTORY, AMOUNTS)
def test_withdrawals_left_stay_within_bounds_and_never_grow_by_a_pick_up(total, quantity, history, more):
    before = still_left(total, quantity, history)
    after = still_left(total, quantity, [*history, (TODAY, more)])

    assert 0 <= after <= before <= total


@given(st.integers(1, 12), st.integers(1, 400), st.integers(0, 12))
def test_whole_pick_ups_are_simply_counted(total, quantity, count):
    assert still_left(total, quantity, dispensed(*[quantity] * count)) == max(0, total - count)


@given(GOOD_HISTORY, DOSES, st.randoms(use_true_random=False))
def test_the_order_in_which_pick_ups_are_told_does_not_matter(history, per_day, random):
    shuffled = random.sample(history, len(history))

    assert supply_until(shuffled, per_day, today=TODAY) == supply_until(history, per_day, today=TODAY)


@given(GOOD_HISTORY)
def test_a_run_out_day_agrees_with_taking_one_a_day(history):
    arrives = {}
    for on, amount in history:
        arrives[on] = arrives.get(on, 0) + amount
    day, stock, last = min(arrives), 0, None
    while stock or day <= max(arrives):
        stock += arrives.get(day, 0)
        if stock:
            stock, last = stock - 1, day
        day += timedelta(days=1)

    found = supply_until(history, 1, today=TODAY)

    assert found == (RunOut(last, Why.COUNTED) if found.on else RunOut(None, Why.TOO_LONG))


def day(text):
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("counted", "dispenses", "on"),
    [
        (("2026-11-20", 30), [], "2026-12-19"),
        (("2026-11-20", 30), [("2026-11-21", 100)], "2027-03-29"),
        (("2026-11-20", 0), [], "2026-11-19"),
        (("2026-11-20", 0), [("2026-11-20", 10)], "2026-11-29"),
        (("2026-11-20", Decimal("0.5")), [], "2026-11-19"),
        (("2024-02-28", 2), [], "2024-02-29"),
        (("2025-12-31", 2), [], "2026-01-01"),
        (("2026-10-24", 3), [], "2026-10-26"),
    ],
)
def test_what_the_person_has_counted_stands_for_all_before_it(counted, dispenses, on):
    found = supply_until(
        [(day(at), amount) for at, amount in dispenses], 1, today=TODAY, counted=(day(counted[0]), counted[1])
    )

    assert found == RunOut(day(on), Why.COUNTED)


@pytest.mark.parametrize("counted", [(TODAY + timedelta(days=1), 30), (TODAY, -1), (TODAY, Decimal("NaN"))])
def test_a_count_that_makes_no_sense_gives_no_day(counted):
    assert supply_until([], 1, today=TODAY, counted=counted) == RunOut(None, Why.HISTORY_UNCLEAR)


@pytest.mark.parametrize(
    ("dispenses", "earlier", "per_day", "on"),
    [
        # 100 at one a day until 20 February (50 days), the other 50 at two a day.
        ([("2026-01-01", 100)], [("2026-02-20", 1)], 2, "2026-03-16"),
        # Two a day for 50 days leaves nothing: one a day from the day of the next pick-up.
        ([("2026-01-01", 100), ("2026-02-20", 30)], [("2026-02-20", 2)], 1, "2026-03-21"),
        # It was gone before the dose changed, and nothing has been collected since.
        ([("2026-01-01", 30)], [("2026-03-01", 1)], 2, "2026-01-30"),
        # What is left on the day of the change is less than one of the new doses.
        ([("2026-01-01", 31)], [("2026-01-31", 1)], 2, "2026-01-30"),
        # A change before the first pick-up is no change.
        ([("2026-01-01", 30)], [("2025-06-01", None)], 1, "2026-01-30"),
        ([("2026-01-01", 90)], [("2026-01-31", 1), ("2026-02-10", 3)], 1, "2026-03-11"),
    ],
)
def test_a_changed_dose_counts_from_the_day_it_was_changed(dispenses, earlier, per_day, on):
    found = supply_until(
        [(day(at), amount) for at, amount in dispenses],
        per_day,
        today=TODAY,
        earlier=[(day(until), dose) for until, dose in earlier],
    )

    assert found == RunOut(day(on), Why.COUNTED)


def test_an_earlier_dose_that_cannot_be_counted_gives_no_day():
    found = supply_until([(START, 100)], 1, today=TODAY, earlier=[(date(2026, 2, 1), None)])

    assert found == RunOut(None, Why.DOSE_NOT_COUNTABLE)


@given(GOOD_HISTORY, st.integers(0, 300), DOSES, DOSES, st.integers(0, 400))
def test_a_run_out_day_agrees_with_living_day_by_day(history, counted, before, now, changed_after):
    start = min(on for on, _ in history) - timedelta(days=1)
    changed_on = start + timedelta(days=changed_after)
    found = supply_until(history, now, today=TODAY, counted=(start, counted), earlier=[(changed_on, before)])

    arrives = {}
    for on, amount in history:
        arrives[on] = arrives.get(on, 0) + amount
    on, stock, last = start, Decimal(counted), start - timedelta(days=1)
    while on <= max(arrives) or stock >= Decimal(before if on < changed_on else now):
        stock += arrives.get(on, 0)
        dose = Decimal(before if on < changed_on else now)
        last = on if stock >= dose else last
        stock = max(Decimal(0), stock - dose)
        on += timedelta(days=1)
    if found.why is Why.TOO_LONG:
        assert (last - start).days > 1_000
    else:
        assert found == RunOut(max(last, max(arrives) - timedelta(days=1)), Why.COUNTED)
