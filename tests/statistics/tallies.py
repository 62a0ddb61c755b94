"""Tallies put straight into the tables, as the owner: what a clinic has done, without the requests."""

from collections.abc import Mapping
from datetime import date

from tests import make
from tests.committed import owner
from tests.make import BJORKEN

OUTCOMES = ("renewed", "renewed_changed", "meet", "declined", "withdrawn")


def put(
    month: date,
    *outcomes: int,
    group: str = "",
    clinic: str = BJORKEN,
    sent: int = 0,
    late: int = 0,
    took: Mapping[tuple[int, int], int] | None = None,
) -> None:
    """Put one tally: medicines by outcome, in the order of OUTCOMES; `took` are answers by days and hours."""
    numbers = (*outcomes, *[0] * (len(OUTCOMES) - len(outcomes)))
    clinic_id, times = make.page(clinic).id, took or {}
    owner(
        "INSERT INTO statistics_tally (clinic_id, month, medicine_group, sent, answered, late, renewed,"
        " renewed_changed, meet, declined, withdrawn) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
        *(clinic_id, month, group, sent, sum(times.values()), late, *numbers),
    )
    for (days, hours), answers in times.items():
        owner(
            "INSERT INTO statistics_answertime (clinic_id, month, medicine_group, days, hours, answers)"
            " VALUES (%s, %s, %s, %s, %s, %s)",
            *(clinic_id, month, group, days, hours, answers),
        )


def a_year(year: int = 2025, *, clinic: str = BJORKEN) -> None:
    """Put two months of a clinic, with two groups; nothing in it is small."""
    first, second = date(year, 3, 1), date(year, 4, 1)
    put(first, 40, 10, 6, 8, 5, clinic=clinic, sent=50, late=6, took={(0, 5): 20, (1, 20): 20, (3, 61): 10})
    put(second, 30, 8, 7, 6, 9, clinic=clinic, sent=44, late=0, took={(1, 24): 25})
    put(first, 30, 5, 6, 8, 5, clinic=clinic, group="C07", took={(0, 5): 20, (3, 61): 5})
    put(second, 20, 8, 7, 6, 9, clinic=clinic, group="C07", took={(1, 24): 10})
    put(first, 10, 5, clinic=clinic, group="OTHER", took={(1, 20): 20})
    put(second, 10, clinic=clinic, group="OTHER", took={(1, 24): 15})
