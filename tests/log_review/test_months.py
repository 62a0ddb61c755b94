"""Which months have been reviewed: one that nobody has looked at is seen; a region is told numbers only."""

from datetime import date, datetime, timedelta

import pytest

from fornya.audit.scope import EVERYWHERE, Actor, ActorKind
from fornya.log_review.mark import mark
from fornya.log_review.models import Outcome
from fornya.log_review.month import review_of
from fornya.log_review.months import State, clinics_behind, months_of
from fornya.renewals.reading import for_staff
from fornya.rules.log_review import MONTHS_BACK, is_late, months_to_review
from fornya.rules.months import add_months
from fornya.rules.swedish_time import day_begins
from tests import make
from tests.committed import owner
from tests.make import BJORKEN, GUN, NOW, STRANDGATAN, TODAY

BY = Actor(ActorKind.STAFF, 99, "Gun Granskare")
LATEST, BEFORE = (add_months(TODAY.replace(day=1), -number) for number in (1, 2))
NOON = timedelta(hours=12)


def of(month: date, clinic: str = BJORKEN):
    found = months_of(clinic_id=make.page(clinic).id, by=BY, now=NOW)
    return next(each for each in found if each.month == month)


def read_in(month: date, name: str = "Elsa Läkare") -> None:
    """Let Eva have read of somebody at noon on a weekday of a month: a case, if the surname is hers."""
    for_staff(request_id=make.request(make.patient(name=name)), staff=make.staff(), now=NOW)
    at: datetime = day_begins(month + timedelta(days=9)) + NOON
    owner("UPDATE audit_accessentry SET at = %s WHERE at > %s", at, day_begins(TODAY))


def look(month: date, clinic: str = BJORKEN):
    return review_of(clinic_id=make.page(clinic).id, month=month, reviewer=99, by=BY, now=NOW)


def say(month: date, key: str) -> None:
    gun = make.staff(GUN)
    mark(clinic_id=gun.clinic_id, month=month, key=key, outcome=Outcome.RIGHT, words="", by=gun, now=NOW)


def test_the_months_that_are_over_are_told_the_latest_first(database):
    found = months_of(clinic_id=make.page().id, by=BY, now=NOW)

    assert [each.month for each in found] == list(months_to_review(TODAY))
    assert (len(found), found[0].month) == (MONTHS_BACK, LATEST)
    assert {each.state for each in found} == {State.NOTHING_READ}
    assert not any(each.is_late for each in found)


@pytest.mark.parametrize(("month", "late"), [(LATEST, False), (BEFORE, True)])
def test_a_month_that_nobody_has_looked_at_is_not_begun_and_late_after_a_month(database, month, late):
    read_in(month)

    assert (of(month).state, of(month).is_late) == (State.NOT_BEGUN, late)
    assert of(month, STRANDGATAN).state is State.NOTHING_READ


def test_how_much_is_left_and_who_was_last_is_told_until_all_is_said(database):
    read_in(BEFORE)
    read_in(BEFORE, "Ella Läkare")
    first, second = look(BEFORE).items
    assert (of(BEFORE).state, of(BEFORE).left, of(BEFORE).cases) == (State.NOT_BEGUN, 2, 2)

    say(BEFORE, first.key)
    begun = of(BEFORE)
    assert (begun.state, begun.left, begun.cases, begun.is_late) == (State.BEGUN, 1, 2, True)
    assert (begun.by, begun.at) == ("Gun Granskare", NOW)

    say(BEFORE, second.key)
    done = of(BEFORE)
    assert (done.state, done.left, done.is_late, done.by) == (State.DONE, 0, False, "Gun Granskare")


def test_a_month_where_nothing_stands_out_is_done_by_who_looked(database):
    read_in(BEFORE, "Nils Annan")
    cases = look(BEFORE).items
    owner('UPDATE log_review_monthseen SET "left" = 0, done_at = looked_at, done_by = looked_by')

    assert len(cases) == 1, "the sample"
    assert of(BEFORE).state is State.DONE


def test_a_month_marked_before_it_was_kept_how_much_there_was_is_begun(database):
    read_in(BEFORE)
    (item,) = look(BEFORE).items
    say(BEFORE, item.key)
    owner("DELETE FROM log_review_monthseen")

    assert (of(BEFORE).state, of(BEFORE).cases) == (State.BEGUN, None)
    assert look(BEFORE).left == 0
    assert of(BEFORE).state is State.DONE


def test_the_month_that_is_not_over_is_not_kept(database):
    for_staff(request_id=make.request(), staff=make.staff(), now=NOW)

    look(TODAY.replace(day=1))

    assert owner("SELECT count(*) FROM log_review_monthseen") == [(0,)]


def test_a_region_is_told_two_numbers(database):
    # Mutant: the function counts without the open region.
    assert behind("03") == (BEFORE, 0, 0)
    read_in(BEFORE)
    assert behind("03") == (BEFORE, 1, 1)
    assert behind("20") == (BEFORE, 0, 0)
    assert behind(EVERYWHERE) == (BEFORE, 1, 1)
    (item,) = look(BEFORE).items
    assert behind("03") == (BEFORE, 1, 1)

    say(BEFORE, item.key)

    assert behind("03") == (BEFORE, 0, 1)


def behind(region: str) -> tuple[date, int, int]:
    return clinics_behind(region_id=region, by=BY, now=NOW)


@pytest.mark.parametrize(
    ("today", "late"),
    [(date(2026, 2, 28), False), (date(2026, 3, 1), True), (date(2026, 12, 31), True)],
)
def test_a_month_is_late_when_all_of_the_month_after_has_passed(today, late):
    assert is_late(date(2026, 1, 1), today) is late
