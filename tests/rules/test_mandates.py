"""Mandates: how long one may last, and where one stands at every moment of its life."""

from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest

from fornya.rules.acting import Mandate, Scope, Standing, as_agent
from fornya.rules.mandates import (
    Course,
    EndsTooLate,
    EndsTooSoon,
    MandateState,
    Period,
    lapses_at,
    last_day,
    state_of,
)

OFFERED = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LATER = OFFERED + timedelta(hours=1)
ENDS_ON = date(2027, 2, 23)
DAY = timedelta(days=1)
LENGTHS = (Period.QUARTER, Period.YEAR, Period.LONGEST)


@pytest.mark.parametrize(
    ("period", "today", "last"),
    [
        (Period.QUARTER, date(2026, 11, 23), date(2027, 2, 23)),
        (Period.QUARTER, date(2026, 11, 30), date(2027, 2, 28)),
        (Period.YEAR, date(2026, 11, 23), date(2027, 11, 23)),
        (Period.YEAR, date(2028, 2, 29), date(2029, 2, 28)),
        (Period.LONGEST, date(2026, 11, 23), date(2030, 11, 23)),
        (Period.LONGEST, date(2028, 2, 29), date(2032, 2, 29)),
    ],
)
def test_a_period_ends_on_the_same_day_of_its_last_month(period, today, last):
    assert last_day(period, today) == last


def test_no_period_is_longer_than_four_years():
    # Mutant: five years; the table's own constraint holds 1,461 days.
    for ordinal in range(date(2026, 1, 1).toordinal(), date(2034, 1, 1).toordinal()):
        today = date.fromordinal(ordinal)
        assert max(last_day(period, today) for period in LENGTHS) - today <= timedelta(days=1461)


@pytest.mark.parametrize("days", [1, 2, 30, 1460, 1461])
def test_a_day_of_ones_own_is_the_last_day(days):
    today = date(2026, 11, 23)

    assert last_day(Period.CHOSEN, today, today + timedelta(days=days)) == today + timedelta(days=days)


@pytest.mark.parametrize(
    ("chosen", "fault"),
    [
        (None, EndsTooSoon),
        (date.min, EndsTooSoon),
        (date(2026, 11, 22), EndsTooSoon),
        (date(2026, 11, 23), EndsTooSoon),
        (date(2030, 11, 24), EndsTooLate),
        (date.max, EndsTooLate),
    ],
)
def test_a_day_of_ones_own_is_tomorrow_at_the_earliest_and_four_years_away_at_the_latest(chosen, fault):
    with pytest.raises(fault):
        last_day(Period.CHOSEN, date(2026, 11, 23), chosen)


def test_an_offer_is_over_after_seven_days():
    assert lapses_at(OFFERED) == OFFERED + timedelta(days=7)


@pytest.mark.parametrize(
    ("happened", "after", "state"),
    [
        ({"offered_at": None}, DAY, MandateState.DRAFTED),
        ({}, DAY, MandateState.OFFERED),
        ({}, 7 * DAY - timedelta(seconds=1), MandateState.OFFERED),
        ({}, 7 * DAY, MandateState.LAPSED),
        ({"ended_at": LATER, "ended_by_time": True}, 8 * DAY, MandateState.LAPSED),
        ({"declined_at": LATER}, DAY, MandateState.DECLINED),
        ({"ended_at": LATER}, DAY, MandateState.ENDED),
        ({"accepted_at": LATER}, DAY, MandateState.LIVE),
        ({"accepted_at": LATER}, 8 * DAY, MandateState.LIVE),
        ({"accepted_at": LATER, "ended_at": LATER}, DAY, MandateState.ENDED),
        ({"accepted_at": LATER, "ended_at": LATER, "ended_by_time": True}, DAY, MandateState.EXPIRED),
    ],
)
def test_a_mandate_stands_where_its_course_has_taken_it(happened, after, state):
    course = Course(**({"ends_on": ENDS_ON, "offered_at": OFFERED} | happened))
    now = OFFERED + after

    assert state_of(course, now=now, today=now.date()) is state


@pytest.mark.parametrize(
    ("today", "state"), [(ENDS_ON, MandateState.LIVE), (ENDS_ON + DAY, MandateState.EXPIRED)]
)
def test_it_holds_on_its_last_day_and_not_on_the_next(today, state):
    course = Course(ends_on=ENDS_ON, offered_at=OFFERED, accepted_at=LATER)

    assert state_of(course, now=LATER, today=today) is state


ADULT = Standing(date(1950, 2, 11))


@pytest.mark.parametrize("ended_by_time", [False, True])
def test_the_guards_rule_and_the_pages_agree_on_when_it_holds(ended_by_time):
    # Two ways to the same answer: what the agent may do at this request, and what both sides read of it.
    held = 0
    for accepted, declined, ended, days in product(
        (None, LATER), (None, LATER), (None, LATER), range(0, 120, 7)
    ):
        if (accepted and declined) or (ended_by_time and not ended):
            continue
        now = LATER + timedelta(days=days)
        course = Course(ENDS_ON, OFFERED, accepted, declined, ended, ended_by_time=ended_by_time)
        asked = Mandate(
            Scope.REQUEST,
            OFFERED.date(),
            ENDS_ON,
            is_accepted=accepted is not None,
            is_ended=ended is not None,
        )

        may = bool(as_agent(ADULT, ADULT, asked, now.date()).abilities)

        assert may is (state_of(course, now=now, today=now.date()) is MandateState.LIVE)
        held += may
    assert held == (0 if ended_by_time else 14)
