"""What is about to run out comes to the front in time, and what nobody may be without is there at once."""

from datetime import date, timedelta
from itertools import product

import pytest

from fornya.rules.running_out import DAYS_LEFT, GROUPS, Supply, is_critical, watch

SENT = date(2026, 11, 23)
PLAIN, CRITICAL, UNKNOWN = "C07AB02", "A10AB05", ""
DAYS = (-400, -1, 0, 6, 7, 8, 400, None)


def supply(atc: str, days: int | None) -> Supply:
    return Supply(atc, None if days is None else SENT + timedelta(days=days))


@pytest.mark.parametrize(
    ("atc", "days", "front"),
    [
        (PLAIN, 8, 1),
        (PLAIN, 7, 0),
        (PLAIN, -3, -10),
        (PLAIN, None, None),
        (CRITICAL, 400, 0),
        (CRITICAL, 3, -4),
        (CRITICAL, None, -7),
        (UNKNOWN, 20, 13),
        (UNKNOWN, None, 0),
    ],
)
def test_from_when_one_medicine_is_at_the_front(atc, days, front):
    found = watch([supply(atc, days)], sent_on=SENT)

    assert found.at_front_from == (None if front is None else SENT + timedelta(days=front))
    assert found.is_critical == (atc == CRITICAL)


def test_a_request_with_a_critical_medicine_never_leaves_the_front_whatever_else_is_in_it():
    # Mutant: the earliest known day alone, which a supply for 400 days would push back.
    every = [supply(atc, days) for atc, days in product((PLAIN, CRITICAL, UNKNOWN), DAYS)]
    for first, second in product(every, every):
        found = watch([first, second], sent_on=SENT)

        if found.is_critical:
            assert found.at_front_from is not None
            assert found.at_front_from <= SENT


def test_nobody_reaches_the_last_day_in_the_ordinary_queue():
    for atc, days in product((PLAIN, CRITICAL, UNKNOWN), DAYS):
        if days is not None:
            found = watch([supply(atc, days), supply(PLAIN, 200)], sent_on=SENT)

            assert found.runs_out_on == SENT + timedelta(days=min(days, 200))
            assert found.at_front_from <= found.runs_out_on - DAYS_LEFT


def test_a_request_about_nothing_is_not_pressing():
    found = watch([], sent_on=SENT)

    assert (found.runs_out_on, found.at_front_from, found.is_critical) == (None, None, False)


def test_a_group_is_critical_with_all_below_it_and_nothing_beside_it():
    assert all(is_critical(group) and is_critical(f"{group}XX") for group in GROUPS)
    assert not any(is_critical(atc) for atc in ("", "A", "A10", "A10BA02", "C01BA"[:3], "N05AH01"))
