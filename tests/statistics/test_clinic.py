"""A clinic's year: its own alone, exact where it can be told, and silent about the few."""

from datetime import date

from fornya.statistics.clinic import OfYear, Took, of_clinic
from tests import make
from tests.committed import owner, web
from tests.make import EKBACKEN, NOW
from tests.statistics.tallies import a_year, put

MARCH, APRIL = date(2025, 3, 1), date(2025, 4, 1)


def seen(year: int | None = None, group: str = "", by=None) -> OfYear:
    """Give what somebody at the clinic sees."""
    return of_clinic(by=by or make.staff(), year=year, group=group, now=NOW)


def test_the_months_and_the_year_are_added_up(database):
    a_year()

    year = seen(2025)

    assert [month.month for month in year.months] == [MARCH, APRIL]
    assert year.months[0].took == Took(half_days=1, most_days=3, half_hours=20, most_hours=61, answers=50)
    # 75 answers: the 38th took a day and 20 hours, the 68th three days.
    assert year.took == Took(half_days=1, most_days=3, half_hours=20, most_hours=61, answers=75)
    assert (year.late, year.months[0].late, year.months[1].late) == (6, 6, 0)
    assert dict(year.ended.outcomes) == {
        "renewed": 70,
        "renewed_changed": 18,
        "meet": 13,
        "declined": 14,
        "withdrawn": 14,
    }
    assert (year.ended.all, year.ended.without_a_visit) == (129, 77)
    assert [month.sent for month in year.months] == [50, 44]


def test_a_group_has_its_own_times_and_only_where_there_are_enough(database):
    a_year()

    year = seen(2025, "C07")

    assert year.took == Took(half_days=0, most_days=3, half_hours=5, most_hours=61, answers=35)
    assert [month.took and month.took.answers for month in year.months] == [25, None]
    assert [month.late for month in year.months] == [0, None]
    assert {each.code: each.took.answers for each in seen(2025).groups} == {"C07": 35, "OTHER": 35}


def test_another_clinics_numbers_are_not_seen(database):
    a_year(clinic=EKBACKEN)

    assert seen(2025).months == ()
    assert web("SELECT count(*) FROM statistics_tally") == [(0,)]
    assert len(seen(2025, by=make.staff(make.SIGNE, clinic=EKBACKEN)).months) == 2


def test_the_latest_year_is_shown_unless_another_that_there_is_is_named(database):
    a_year(2024)
    a_year(2025)

    assert (seen().year, seen(2024).year, seen(1999).year) == (2025, 2024, 2025)
    assert seen().years == (2025, 2024)


def test_a_group_that_there_is_none_of_is_all(database):
    a_year()

    assert seen(2025, "'; DROP TABLE").group == ""


def test_a_clinic_without_any_has_an_empty_year(database):
    year = seen()

    assert (year.years, year.year, year.months, year.ended.all, year.took) == ((), NOW.year, (), 0, None)


def test_a_small_number_is_hidden_with_what_would_give_it_away(database):
    put(MARCH, 40, 0, 3, 30)
    put(APRIL, 50, 0, 20, 30)
    put(MARCH, 40, 0, 3, 30, group="C07")
    put(APRIL, 50, 0, 20, 30, group="C07")

    march, april = seen(2025).months

    assert march.ended.outcomes["meet"] is None
    assert None in (april.ended.outcomes["meet"], seen(2025).ended.outcomes["meet"])
    assert march.ended.without_a_visit is None


def test_few_answers_have_no_time(database):
    put(MARCH, 19, took={(1, 20): 19}, late=2)
    put(APRIL, 20, took={(1, 20): 20}, late=2)

    march, april = seen(2025).months

    assert (march.took, march.late) == (None, None)
    assert april.took is not None


def test_few_that_were_sent_are_not_told(database):
    put(MARCH, 40, sent=4)

    assert seen(2025).months[0].sent is None


def test_reading_it_is_in_the_log(database):
    by = make.staff()

    seen(by=by)

    assert owner("SELECT what, clinic_id, patient_id, actor_name FROM audit_accessentry") == [
        ("statistics.read", by.clinic_id, None, by.name)
    ]
