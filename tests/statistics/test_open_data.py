"""What everybody may know: months that are over, clinics with enough answers, and no small number."""

from datetime import UTC, date, datetime, timedelta

import psycopg
import pytest
from django.db import ProgrammingError

from fornya.rules.answer_time import ENOUGH_ANSWERS
from fornya.rules.small_numbers import LEAST
from fornya.statistics.count import count_ended
from fornya.statistics.open_data import open_months, open_rows
from tests.committed import as_worker, owner, web
from tests.make import BJORKEN, EKBACKEN
from tests.renewals.test_answer_times import answered
from tests.statistics.tallies import a_year, put

MARCH, APRIL = date(2025, 3, 1), date(2025, 4, 1)
MAY = datetime(2025, 5, 2, 8, 0, tzinfo=UTC)


def row(month: date = MARCH):
    (found,) = open_rows(month, MAY)
    return found


def test_a_clinics_month_is_told_whole(database):
    a_year()

    found = row()

    assert (found.clinic.slug, found.answers, found.half_days, found.most_days) == (BJORKEN, 50, 1, 3)
    assert (found.late, found.medicines, found.renewed) == (6, 64, 50)


def test_a_month_that_is_not_over_is_not_told(database):
    a_year()
    last_of_april = datetime(2025, 4, 30, 21, 59, tzinfo=UTC)

    assert open_months(last_of_april) == (MARCH,)
    assert open_rows(APRIL, last_of_april) == ()
    assert open_months(last_of_april + timedelta(minutes=1)) == (APRIL, MARCH)


@pytest.mark.parametrize(("answers", "told"), [(ENOUGH_ANSWERS - 1, 0), (ENOUGH_ANSWERS, 1)])
def test_few_answers_are_told_by_nobody(database, answers, told):
    put(MARCH, 30, took={(1, 20): answers})

    assert len(open_rows(MARCH, MAY)) == told
    assert len(web("SELECT * FROM statistics_open(%s)", MARCH)) == told


@pytest.mark.parametrize("few", [1, LEAST - 1])
def test_a_small_number_is_empty_and_so_is_one_that_leaves_so_few(database, few):
    put(MARCH, few, 0, 0, 30, late=few, took={(1, 20): 30})
    put(APRIL, 30, 0, 0, few, late=30 - few, took={(1, 20): 30})

    assert [(row(month).late, row(month).renewed) for month in (MARCH, APRIL)] == [(None, None)] * 2


@pytest.mark.parametrize("number", [0, LEAST])
def test_none_and_five_are_told(database, number):
    put(MARCH, number, 0, 0, 30, late=number, took={(1, 20): 30})

    assert (row().late, row().renewed) == (number, number)


def test_the_median_is_the_one_on_the_clinics_page(database):
    # What the page tells is of 30 days and of requests; here of a month and counted. Same answers, same time.
    monday = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
    answered(12, sent_at=monday - timedelta(days=3), ended_at=monday)
    answered(13, sent_at=monday - timedelta(days=4), ended_at=monday)
    with as_worker():
        count_ended(now=monday + timedelta(days=60))
    ((days, most),) = owner(
        "SELECT days, most_days FROM renewals_answered_within('2026-11-01', %s::date[])",
        [date(2026, 11, 21), date(2026, 11, 22)],
    )
    (found,) = open_rows(date(2026, 11, 1), datetime(2027, 1, 2, tzinfo=UTC))

    assert (found.half_days, found.answers) == (days, 25)
    assert found.most_days >= most


def test_clinics_stand_by_region_and_name(database):
    a_year()
    a_year(clinic=EKBACKEN)

    found = open_rows(MARCH, MAY)

    assert [each.clinic.region_code for each in found] == sorted(each.clinic.region_code for each in found)
    assert len(found) == 2


@pytest.mark.parametrize(
    "statement", ["SELECT * FROM statistics_open('2025-03-01')", "SELECT * FROM statistics_open_months()"]
)
def test_the_worker_has_no_use_for_it(database, statement):
    with as_worker(), pytest.raises(ProgrammingError) as refusal:
        web(statement)

    assert isinstance(refusal.value.__cause__, psycopg.errors.InsufficientPrivilege)
