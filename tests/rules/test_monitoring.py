"""Checks of standing treatments: ok, soon, due or unknown, by the latest check."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fornya.rules.monitoring import Caution, Certainty, Check, Due, DueStatus, groups, review

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("group", "last_check_on", "status", "months"),
    [
        ("TSH", date(2026, 5, 1), DueStatus.OK, 12),
        ("TSH", date(2025, 12, 23), DueStatus.OK, 12),
        ("TSH", date(2025, 12, 22), DueStatus.SOON, 12),
        ("TSH", date(2025, 11, 23), DueStatus.SOON, 12),
        ("TSH", date(2025, 11, 22), DueStatus.DUE, 12),
        ("TSH", None, DueStatus.UNKNOWN, 12),
        ("TSH", date(2026, 11, 24), DueStatus.UNKNOWN, 12),
        ("LITHIUM", date(2026, 7, 1), DueStatus.DUE, 3),
        ("LITHIUM", date(2026, 10, 20), DueStatus.OK, 3),
        ("DOAC", date(2026, 1, 1), DueStatus.OK, 12),
        ("WARFARIN", date(2026, 9, 1), DueStatus.DUE, 2),
        ("WARFARIN", date(2026, 10, 1), DueStatus.SOON, 2),
        ("MRA", date(2026, 5, 1), DueStatus.DUE, 6),
        ("MTX", date(2026, 8, 31), DueStatus.SOON, 3),
        ("OSTEO", date(2022, 1, 1), DueStatus.OK, 60),
    ],
)
def test_the_latest_check_is_fresh_or_too_old(group, last_check_on, status, months):
    due = review(group, last_check_on, TODAY)

    assert (due.status, due.months) == (status, months)


def test_each_check_of_a_group_has_its_own_interval():
    due = review("LITHIUM", date(2026, 7, 1), TODAY)

    assert {check.check: check.status for check in due.checks} == {
        Check.LITHIUM_LEVEL: DueStatus.DUE,
        Check.CREATININE: DueStatus.OK,
        Check.TSH: DueStatus.OK,
        Check.CALCIUM: DueStatus.OK,
        Check.WEIGHT: DueStatus.OK,
        Check.BLOOD_PRESSURE: DueStatus.OK,
    }


@pytest.mark.parametrize(
    ("group", "cautions"),
    [
        ("MTX", (Caution.WEEKLY_DOSE,)),
        ("VALPROATE", (Caution.PREGNANCY_PREVENTION,)),
        ("LITHIUM", (Caution.SPECIALIST,)),
        ("TSH", ()),
    ],
)
def test_what_to_keep_in_mind_comes_with_the_group(group, cautions):
    assert review(group, TODAY, TODAY).cautions == cautions


@pytest.mark.parametrize("group", [None, "", "NONE", "reviewer"])
def test_a_group_without_checks_is_not_monitored(group):
    assert review(group, None, TODAY) == Due(DueStatus.NOT_MONITORED, None, (), (), None)


def test_customary_intervals_are_told_from_those_read_in_a_source():
    assert review("TSH", TODAY, TODAY).certainty is Certainty.READ
    assert review("PPI", TODAY, TODAY).certainty is Certainty.CUSTOMARY


def test_the_groups_of_the_table_are_all_there():
    assert len(groups()) == 31
    assert {"TSH", "LITHIUM", "DOAC", "OPIOID"} <= groups()


@given(st.sampled_from(sorted(groups())), st.integers(0, 3000), st.integers(0, 3000))
def test_an_older_check_is_never_less_pressing(group, one, other):
    newer, older = (
        review(group, TODAY - timedelta(days=days), TODAY).status for days in sorted((one, other))
    )

    assert list(DueStatus).index(newer) <= list(DueStatus).index(older)
