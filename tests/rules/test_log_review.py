"""Log review: each kind of offender is found in a month of ordinary work, and little else is asked about."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest

from fornya.rules import log_review
from fornya.rules.log_review import MANY_PEOPLE, MANY_SEARCHES, OFTEN_DAYS, Criterion, Row, cases, sample
from tests.rules.clinic_month import (
    DAY,
    EACH_KIND,
    MINUTE,
    READERS,
    Month,
    by,
    month,
    person,
    workdays,
)

HOUR = timedelta(hours=1)
NOON = datetime(2026, 11, 10, 11, tzinfo=UTC)
COLLEAGUES = frozenset({*READERS, "Vikarien Vikbom"})
# What one reviewer is asked of ordinary work: at most one row in a hundred.
MOST_ORDINARY = 0.01


def seeded(seed: int = 1) -> Month:
    """Give a month with twelve offenders of each kind, each on a day of their own."""
    made = month(seed)
    for turn in range(EACH_KIND):
        day = list(workdays())[turn] + 4 * HOUR
        for kind in Criterion:
            made.plant(kind, *offence(made, kind, 10_000 + 100 * turn, day, turn % len(READERS)))
    return made


def offence(made: Month, kind: Criterion, number: int, day: datetime, reader: int) -> list[Row]:
    """Give what an offender of a kind leaves in the log; of each kind they look at somebody else."""
    given, surname = READERS[reader].split()
    one = by(person(made.dice, number + log_review.number(kind), day), reader)
    one = replace(one, given_name="Zelda", surname=f"Zz{number}")
    crowd = [replace(one, patient=100 * number + i, at=day + i * MINUTE) for i in range(MANY_PEOPLE + 1)]
    # After five, when nobody opens anything.
    blank = replace(one, what="worklist.searched", patient=None, request="", at=day.replace(hour=19))
    return {
        Criterion.NO_REQUEST: [replace(one, is_here=False, given_name="", surname="")],
        Criterion.LONG_AFTER: [replace(one, ended_at=day - 31 * DAY)],
        Criterion.SAME_NAME: [replace(one, given_name=given.upper(), surname=surname)],
        Criterion.SAME_SURNAME: [replace(one, surname=surname)],
        Criterion.COLLEAGUE: [replace(one, given_name="Vikarien", surname="Vikbom")],
        Criterion.PROTECTED: [replace(one, is_protected=True)],
        Criterion.AGAIN_AND_AGAIN: [replace(one, at=day - turn * DAY) for turn in range(OFTEN_DAYS)],
        Criterion.MANY: crowd,
        Criterion.AT_NIGHT: [replace(one, at=day.replace(hour=1))],
        Criterion.SEARCHES: [replace(blank, at=blank.at + i * MINUTE) for i in range(MANY_SEARCHES + 1)],
    }[kind]


@cache
def reviewed(seed: int) -> tuple[Month, tuple[log_review.Case, ...]]:
    """Give a month and what the review makes of it."""
    made = seeded(seed)
    return made, cases(made.rows, COLLEAGUES)


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("kind", Criterion)
def test_all_offenders_of_each_kind_are_found_in_a_month_of_work(seed, kind):
    made, found = reviewed(seed)

    hit = {row.id for case in found if case.criterion is kind for row in case.rows}

    assert made.planted[kind] - hit == set()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_of_ordinary_work_at_most_one_row_in_a_hundred_is_asked_about(seed):
    made, found = reviewed(seed)
    planted = set().union(*made.planted.values())

    hit = {row.id for case in found for row in case.rows} - planted

    assert made.ordinary > 4000
    assert len(hit) / made.ordinary <= MOST_ORDINARY


@pytest.mark.parametrize("kind", Criterion)
def test_without_offenders_hardly_any_case_of_any_kind(kind):
    made = month(4)

    found = [case for case in cases(made.rows, COLLEAGUES) if case.criterion is kind]

    assert len(found) <= (25 if kind is Criterion.SAME_SURNAME else 3)


def row(**facts) -> Row:
    values = {"id": 1, "at": NOON, "reader": 1, "reader_name": "Eva Läkare", "what": "request.read"}
    return Row(**values | {"patient": 7, "given_name": "Zelda", "surname": "Zz", "request": "r"} | facts)


def kinds(*rows: Row) -> list[Criterion]:
    numbered = [replace(each, id=place) for place, each in enumerate(rows)]
    return [case.criterion for case in cases(numbered, COLLEAGUES)]


@pytest.mark.parametrize(
    ("facts", "met"),
    [
        ({}, []),
        ({"is_here": False}, [Criterion.NO_REQUEST]),
        ({"ended_at": NOON - 30 * DAY}, []),
        ({"ended_at": NOON - 30 * DAY - MINUTE}, [Criterion.LONG_AFTER]),
        ({"given_name": "eva", "surname": "LÄKARE"}, [Criterion.SAME_NAME]),
        ({"surname": "Läkare"}, [Criterion.SAME_SURNAME]),
        ({"given_name": "Siv", "surname": "Ek"}, [Criterion.COLLEAGUE]),
        ({"given_name": "Siv  ", "surname": "ek"}, [Criterion.COLLEAGUE]),
        ({"is_protected": True}, [Criterion.PROTECTED]),
        ({"is_protected": True, "what": "request.decided"}, []),
        ({"at": NOON.replace(hour=21)}, [Criterion.AT_NIGHT]),
        ({"at": NOON.replace(hour=20, minute=59)}, []),
        ({"at": NOON.replace(hour=4, minute=59)}, [Criterion.AT_NIGHT]),
        ({"at": NOON.replace(hour=5)}, []),
        ({"patient": None, "is_protected": True}, []),
    ],
)
def test_one_reading_meets_what_its_facts_say(facts, met):
    assert kinds(row(**facts)) == met


def test_who_works_at_night_may_read_at_night():
    night = NOON.replace(hour=1)

    assert kinds(row(at=night), row(at=night + HOUR, what="request.decided")) == []
    assert kinds(row(at=night), row(at=night + HOUR + MINUTE, what="request.decided")) == [Criterion.AT_NIGHT]
    assert kinds(row(at=night), row(at=night, what="request.decided", reader=2)) == [Criterion.AT_NIGHT]


def test_who_comes_back_and_does_something_is_at_work():
    visits = [row(at=NOON + turn * DAY) for turn in range(OFTEN_DAYS)]

    assert kinds(*visits) == [Criterion.AGAIN_AND_AGAIN]
    assert kinds(*visits[1:]) == []
    assert kinds(*visits, row(what="record.kept")) == []
    assert kinds(*visits, row(what="record.kept", patient=8)) == [Criterion.AGAIN_AND_AGAIN]


def test_who_decides_about_many_in_an_hour_is_fast_and_who_only_reads_is_asked():
    many = [row(patient=i, at=NOON + i * MINUTE) for i in range(MANY_PEOPLE + 1)]
    decided = [replace(each, what="request.decided") for each in many]

    assert kinds(*many) == [Criterion.MANY]
    assert kinds(*many[1:]) == []
    assert kinds(*many, *decided) == []
    assert kinds(*[replace(each, at=NOON + i * 3 * MINUTE) for i, each in enumerate(many)]) == []


def test_searches_that_lead_to_something_are_work():
    blank = row(what="worklist.searched", patient=None, request="")
    searches = [replace(blank, at=NOON + i * MINUTE) for i in range(MANY_SEARCHES + 1)]

    assert kinds(*searches) == [Criterion.SEARCHES]
    assert kinds(*searches, row(at=NOON + 5 * MINUTE)) == []


def test_a_case_is_one_readers_about_one_person():
    found = cases(
        [row(id=1, is_protected=True), row(id=2, is_protected=True), row(id=3, is_protected=True, reader=2)],
        COLLEAGUES,
    )

    assert [(case.reader, case.patient, len(case.rows)) for case in found] == [(1, 7, 2), (2, 7, 1)]


def test_the_sample_is_of_the_rest_and_the_same_whenever_it_is_drawn():
    made, found = reviewed(1)
    drawn = sample(made.rows, found, drawn_by="7:2026-11")
    hit = {each.id for case in found for each in case.rows}

    assert len(drawn) == log_review.sample_size(len(made.rows) - len(hit)) or len(drawn) == 20
    assert not {each.id for each in drawn} & hit
    assert sample(made.rows[::-1], found, drawn_by="7:2026-11") == drawn
    assert sample(made.rows, found, drawn_by="8:2026-11") != drawn


@pytest.mark.parametrize(("readings", "size"), [(0, 0), (3, 3), (500, 10), (501, 20), (5000, 20), (9000, 30)])
def test_a_sample_is_as_large_as_the_table_says(readings, size):
    assert log_review.sample_size(readings) == size


def test_each_criterion_has_a_number_and_a_source():
    assert [log_review.number(each) for each in Criterion] == list(range(1, 11))
    assert set(log_review.SOURCES) == set(Criterion)
