"""Clinic, region and country each with rules of their own: the strictest holds, nothing slips past one."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fornya.rules.policy_levels import ABOVE, DecidedRule, Level, in_force, rank, ruling
from fornya.rules.renewal_policy import CLASSES, Outcome, PolicyRule, deciding_rule, default_rules

TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)
ALLOW, REVIEW, VISIT, NOT = Outcome
CLINIC, REGION, COUNTRY = Level
CODES = (None, "N05CF01", "N05BA04", "C07AB02", "A10BJ06")
PREFIXES = ("N", "N05", "N05CF", "N05CF01", "C07", "C07AB02", "A10BJ")
RULES = st.builds(
    PolicyRule,
    st.sampled_from(Outcome),
    st.sampled_from(PREFIXES),
    st.booleans(),
    st.sampled_from((None, *CLASSES)),
)
OWN = st.lists(RULES, max_size=4).map(lambda own: (*own, *default_rules()))
DECIDED = st.lists(
    st.builds(
        DecidedRule,
        st.sampled_from(ABOVE),
        RULES,
        st.dates(TODAY - 2 * DAY, TODAY + 2 * DAY),
        st.just("Beslut"),
        st.booleans(),
    ),
    max_size=6,
).map(tuple)
ABOUT = st.fixed_dictionaries(
    {"atc": st.sampled_from(CODES), "narcotic_class": st.sampled_from((None, *CLASSES))}
)


def rule(outcome: Outcome, atc: str = "C07", text: str = "") -> PolicyRule:
    return PolicyRule(outcome, atc, name="x", text=text)


def decided(level: Level, what: PolicyRule, day: date = TODAY, *, ends: bool = False) -> DecidedRule:
    return DecidedRule(level, what, day, "Beslut", ends)


@pytest.mark.parametrize(
    ("own", "region", "country", "outcome", "level"),
    [
        (None, None, None, ALLOW, CLINIC),
        (None, VISIT, None, VISIT, REGION),
        (None, None, NOT, NOT, COUNTRY),
        (None, VISIT, NOT, NOT, COUNTRY),
        (None, NOT, VISIT, NOT, REGION),
        (ALLOW, VISIT, None, VISIT, REGION),
        (NOT, VISIT, None, NOT, CLINIC),
        (NOT, NOT, NOT, NOT, CLINIC),
        (None, NOT, NOT, NOT, REGION),
        (REVIEW, ALLOW, ALLOW, REVIEW, CLINIC),
        (ALLOW, REVIEW, None, REVIEW, REGION),
    ],
)
def test_the_strictest_of_the_levels_holds_and_of_equals_the_nearest(own, region, country, outcome, level):
    mine = (*((rule(own),) if own else ()), *default_rules())
    above = [
        decided(each, rule(said)) for each, said in ((REGION, region), (COUNTRY, country)) if said is not None
    ]

    found = ruling(mine, above, atc="C07AB02", narcotic_class=None, day=TODAY)

    assert (found.outcome, found.level) == (outcome, level)


def test_of_equals_the_one_with_words_for_the_patient_decides():
    above = [decided(REGION, rule(VISIT)), decided(COUNTRY, rule(VISIT, text="Ring."))]
    asked = {"atc": "C07AB02", "narcotic_class": None, "day": TODAY}

    assert ruling((rule(VISIT), *default_rules()), above, **asked).rule.text == "Ring."
    assert ruling((rule(VISIT, text="Hos oss."), *default_rules()), above, **asked).rule.text == "Hos oss."


def test_an_exception_frees_from_its_own_levels_broader_rule_alone():
    above = [decided(REGION, rule(NOT, "C07")), decided(REGION, rule(ALLOW, "C07AB02"))]
    asked = {"atc": "C07AB02", "narcotic_class": None, "day": TODAY}

    assert ruling(default_rules(), above, **asked).outcome is ALLOW
    assert ruling(default_rules(), [*above, decided(COUNTRY, rule(VISIT))], **asked).outcome is VISIT
    assert ruling((rule(NOT), *default_rules()), above, **asked).outcome is NOT


@pytest.mark.parametrize(
    ("versions", "days"),
    [
        ([(VISIT, 0, False)], [ALLOW, VISIT, VISIT, VISIT]),
        ([(VISIT, 0, False), (NOT, 1, False)], [ALLOW, VISIT, NOT, NOT]),
        ([(VISIT, 0, False), (VISIT, 2, True)], [ALLOW, VISIT, VISIT, ALLOW]),
        ([(VISIT, 0, False), (VISIT, 1, True), (NOT, 2, False)], [ALLOW, VISIT, ALLOW, NOT]),
        # Decided anew before it began: of those that begin on one day the last holds.
        ([(VISIT, 1, False), (NOT, 1, False)], [ALLOW, ALLOW, NOT, NOT]),
        ([(VISIT, 1, False), (VISIT, 1, True)], [ALLOW, ALLOW, ALLOW, ALLOW]),
    ],
)
def test_each_day_has_the_version_that_had_begun_then(versions, days):
    above = [decided(REGION, rule(what), TODAY + n * DAY, ends=ends) for what, n, ends in versions]

    found = [
        ruling(default_rules(), above, atc="C07AB02", narcotic_class=None, day=TODAY + n * DAY).outcome
        for n in (-1, 0, 1, 2)
    ]

    assert found == days


@given(OWN, DECIDED, ABOUT)
def test_what_holds_is_never_looser_than_any_level_by_itself(own, above, about):
    found = rank(ruling(own, above, **about, day=TODAY).outcome)

    assert found >= rank(deciding_rule(own, **about).outcome)
    for level in ABOVE:
        rules = tuple(each.rule for each in in_force(above, TODAY) if each.level is level)
        said = deciding_rule(rules, **about)
        assert said is None or found >= rank(said.outcome)


@given(OWN, OWN, DECIDED, ABOUT)
def test_whatever_a_clinic_writes_it_is_never_looser_than_those_above(own, others, above, about):
    bare = ruling((PolicyRule(ALLOW),), above, **about, day=TODAY)

    for each in (own, others):
        assert rank(ruling(each, above, **about, day=TODAY).outcome) >= rank(bare.outcome)


@given(OWN, DECIDED, ABOUT, st.sampled_from(ABOVE))
def test_a_level_that_begins_to_decide_makes_nothing_looser(own, above, about, level):
    without = tuple(each for each in above if each.level is not level)

    before, after = (ruling(own, rules, **about, day=TODAY).outcome for rules in (without, above))

    assert rank(after) >= rank(before)


@given(OWN, DECIDED, ABOUT, RULES, st.sampled_from(ABOVE))
def test_a_new_rule_loosens_nothing_but_what_its_own_level_has_said(own, above, about, new, level):
    before = ruling(own, above, **about, day=TODAY).outcome
    after = ruling(own, (*above, decided(level, new)), **about, day=TODAY).outcome

    if rank(after) < rank(before):
        same = tuple(each.rule for each in in_force(above, TODAY) if each.level is level)
        assert deciding_rule(same, **about).outcome is before
        assert rank(new.outcome) < rank(before)


@given(OWN, DECIDED, ABOUT)
def test_what_is_to_come_changes_nothing_today_and_order_matters_only_on_one_day(own, above, about):
    begun = tuple(each for each in above if each.valid_from <= TODAY)
    one_a_day = {(each.level, each.rule.key, each.valid_from): each for each in above}.values()

    assert ruling(own, above, **about, day=TODAY) == ruling(own, begun, **about, day=TODAY)
    assert set(in_force(one_a_day, TODAY)) == set(in_force(reversed(list(one_a_day)), TODAY))


@given(OWN, DECIDED, ABOUT)
def test_nothing_that_has_ended_holds(own, above, about):
    ended = [replace(each, valid_from=TODAY, ends=True) for each in above]

    assert ruling(own, [*above, *ended], **about, day=TODAY) == ruling(own, (), **about, day=TODAY)
