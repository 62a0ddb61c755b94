"""Who may act for whom: the table's own cases, and a whole life of events against an oracle written apart."""

from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fornya.rules.acting import (
    NOTHING,
    Ability,
    Mandate,
    Reason,
    Scope,
    Standing,
    Verdict,
    alone,
    as_agent,
    as_guardian,
    limits_on,
    may_appoint,
)

TODAY = date(2026, 11, 23)
ADULT = Standing(date(1985, 6, 14))
OTHER = Standing(date(1952, 2, 29))
CHILD = Standing(date(2018, 3, 15))
SEE, OVERVIEW, REQUEST = Ability.SEE, Ability.OVERVIEW, Ability.REQUEST
CONTACT, SETTINGS = Ability.CONTACT, Ability.SETTINGS
ALONE = {SEE, REQUEST, CONTACT, SETTINGS}
MANDATE = Mandate(Scope.REQUEST, TODAY - timedelta(days=10), TODAY + timedelta(days=10))


def born(years: int, *, days: int = 0) -> Standing:
    """Give a person who turned so many years so many days ago."""
    return Standing(date(TODAY.year - years, TODAY.month, TODAY.day) - timedelta(days=days))


@pytest.mark.parametrize(
    ("person", "abilities"),
    [
        (born(12), set()),
        (born(13, days=-1), set()),
        (born(13), ALONE),
        (born(18, days=-1), ALONE),
        (born(18), ALONE | {OVERVIEW}),
        (Standing(date(1985, 6, 14), is_protected=True), ALONE | {OVERVIEW}),
        (Standing(date(1985, 6, 14), is_deceased=True), set()),
    ],
)
def test_in_ones_own_matter(person, abilities):
    assert alone(person, TODAY).abilities == abilities


def test_a_guardians_part_ends_on_the_thirteenth_birthday():
    day_before = as_guardian(ADULT, born(13, days=-1), is_guardian=True, today=TODAY)
    birthday = as_guardian(ADULT, born(13), is_guardian=True, today=TODAY)

    assert day_before == Verdict(frozenset({SEE, REQUEST, CONTACT}))
    assert birthday == Verdict(frozenset(), (Reason.CHILD_OF_AGE,))


def test_protection_leaves_a_guardian_their_child_unless_it_hides_the_child_from_them():
    hidden = Standing(CHILD.birth_date, is_protected=True)
    with_the_child = Standing(ADULT.birth_date, is_protected=True)

    assert as_guardian(with_the_child, hidden, is_guardian=True, today=TODAY).abilities
    assert as_guardian(with_the_child, CHILD, is_guardian=True, today=TODAY).abilities
    assert as_guardian(ADULT, hidden, is_guardian=True, today=TODAY).reasons == (Reason.SUBJECT_PROTECTED,)


def test_the_reasons_are_all_given_and_in_order():
    agent, giver = Standing(date(2012, 1, 1), True, True), Standing(date(2013, 1, 1), True, True)
    mandate = Mandate(Scope.SEE, TODAY + timedelta(days=1), TODAY - timedelta(days=1), False, True)

    assert as_agent(agent, giver, mandate, TODAY).reasons == (
        Reason.ACTOR_DECEASED,
        Reason.SUBJECT_DECEASED,
        Reason.ACTOR_UNDERAGE,
        Reason.SUBJECT_UNDERAGE,
        Reason.ACTOR_PROTECTED,
        Reason.SUBJECT_PROTECTED,
        Reason.NOT_ACCEPTED,
        Reason.ENDED,
        Reason.NOT_YET,
        Reason.OVER,
    )


def test_a_mandate_holds_from_its_first_day_to_its_last():
    for day, holds in ((-11, False), (-10, True), (10, True), (11, False)):
        assert bool(as_agent(ADULT, OTHER, MANDATE, TODAY + timedelta(days=day)).abilities) is holds


def test_adults_may_appoint_each_other_and_nobody_else_may():
    assert may_appoint(OTHER, ADULT, TODAY) == ()
    assert may_appoint(born(18), born(18), TODAY) == ()
    assert may_appoint(born(18, days=-1), born(18, days=-1), TODAY) == (
        Reason.ACTOR_UNDERAGE,
        Reason.SUBJECT_UNDERAGE,
    )


def test_before_the_table_begins_nobody_may_anything():
    day = date(2019, 4, 10)
    nothing = Verdict(frozenset(), (Reason.NO_LIMITS,))

    assert alone(ADULT, day) == as_guardian(ADULT, CHILD, is_guardian=True, today=day) == nothing
    assert as_agent(ADULT, OTHER, MANDATE, day) == nothing
    assert may_appoint(OTHER, ADULT, day) == (Reason.NO_LIMITS,)


def test_the_row_in_force_says_where_it_is_from():
    assert limits_on(TODAY).source
    assert NOTHING.abilities == frozenset()


# The oracle: whole sets of days are counted for each right, and a right stands on the days that are left.

HORIZON = date(2035, 1, 1)
EVENTS = ("custody_given", "custody_taken", "protect_actor", "protect_subject", "unprotect_actor")
EVENTS += ("unprotect_subject", "actor_dies", "subject_dies", "accept", "revoke")


@dataclass
class Life:
    """What has been told to the register and the mandate so far."""

    custody: bool = False
    accepted: bool = False
    revoked: bool = False
    actor_protected: bool = False
    subject_protected: bool = False
    actor_dead: bool = False
    subject_dead: bool = False
    told: list[str] = field(default_factory=list)

    def happens(self, event: str) -> None:
        """Let one thing happen; nobody comes back from death, and a mandate that has ended stays so."""
        self.told.append(event)
        changes = {
            "custody_given": ("custody", True),
            "custody_taken": ("custody", False),
            "protect_actor": ("actor_protected", True),
            "unprotect_actor": ("actor_protected", False),
            "protect_subject": ("subject_protected", True),
            "unprotect_subject": ("subject_protected", False),
            "actor_dies": ("actor_dead", True),
            "subject_dies": ("subject_dead", True),
            "accept": ("accepted", True),
            "revoke": ("revoked", True),
        }
        name, value = changes[event]
        setattr(self, name, value)


def birthday(born_on: date, years: int) -> date:
    """Give the day on which somebody turns so many years: 28 February for the leap day's children."""
    try:
        return born_on.replace(year=born_on.year + years)
    except ValueError:
        return date(born_on.year + years, 2, 28)


def oracle_alone(day: date, born_on: date, life: Life) -> set[str]:
    if life.actor_dead or day < birthday(born_on, 13):
        return set()
    return {"see", "request", "contact", "settings", *(["overview"] if day >= birthday(born_on, 18) else [])}


def oracle_guardian(day: date, actor: date, child: date, life: Life) -> set[str]:
    shut = life.actor_dead or life.subject_dead or not life.custody
    shut |= day < birthday(actor, 18) or not (child <= day < birthday(child, 13))
    shut |= life.subject_protected and not life.actor_protected
    return set() if shut else {"see", "request", "contact"}


def oracle_agent(day: date, actor: date, giver: date, life: Life, mandate: Mandate) -> set[str]:
    shut = life.actor_dead or life.subject_dead or life.actor_protected or life.subject_protected
    shut |= life.revoked or not life.accepted
    shut |= max(birthday(actor, 18), birthday(giver, 18), mandate.starts_on) > day
    shut |= day > mandate.ends_on
    return (
        set()
        if shut
        else {"see": {"see", "overview"}, "request": {"see", "overview", "request"}}[mandate.scope.value]
    )


births = st.one_of(st.dates(date(1920, 1, 1), HORIZON), st.dates(date(2003, 1, 1), date(2022, 12, 31)))
days = st.dates(date(2019, 4, 11), HORIZON)
# Days around the birthdays that matter, which dates drawn at random seldom hit.
near = st.tuples(st.sampled_from([0, 13, 18]), st.integers(-1, 1))
histories = st.lists(st.sampled_from(EVENTS), max_size=12)
mandates = st.tuples(st.sampled_from(Scope), days, st.integers(-5, 4 * 366))


@settings(max_examples=400, deadline=None)
@given(births, births, histories, mandates, days, near, st.booleans())
def test_nobody_ever_may_more_than_the_oracle_says_whatever_happens(
    actor, subject, history, planned, drawn, beside, by_actor
):
    scope, starts_on, length = planned
    years, offset = beside
    around = birthday(actor if by_actor else subject, years) + timedelta(days=offset)
    plan = Mandate(scope, starts_on, starts_on + timedelta(days=length))
    life = Life()
    for event in [None, *history]:
        if event:
            life.happens(event)
        for day in {drawn, max(around, date(2019, 4, 11)), plan.starts_on, plan.ends_on + timedelta(days=1)}:
            if day >= date(2019, 4, 11):
                _agrees(day, actor, subject, life, plan)


def _agrees(day: date, actor: date, subject: date, life: Life, plan: Mandate) -> None:
    one = Standing(actor, life.actor_dead, life.actor_protected)
    other = Standing(subject, life.subject_dead, life.subject_protected)
    mandate = Mandate(plan.scope, plan.starts_on, plan.ends_on, life.accepted, life.revoked)
    ruled = (
        alone(one, day),
        as_guardian(one, other, is_guardian=life.custody, today=day),
        as_agent(one, other, mandate, day),
    )
    expected = (
        oracle_alone(day, actor, life),
        oracle_guardian(day, actor, subject, life),
        oracle_agent(day, actor, subject, life, plan),
    )
    for verdict, allowed in zip(ruled, expected, strict=True):
        assert {ability.value for ability in verdict.abilities} == allowed, life.told
        assert bool(verdict.reasons) is not bool(allowed)
    # No history and no day gives anybody another's settings, and a child's overview is nobody's.
    assert Ability.SETTINGS not in ruled[1].abilities | ruled[2].abilities
    assert Ability.OVERVIEW not in ruled[1].abilities
    assert Ability.CONTACT not in ruled[2].abilities
