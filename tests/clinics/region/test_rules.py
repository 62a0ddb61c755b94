"""Rules with four eyes: one proposes, another decides; the database itself holds to it."""

from datetime import timedelta

import psycopg
import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from fornya.audit.scope import EVERYWHERE
from fornya.clinics import directory
from fornya.clinics.region import rules
from fornya.clinics.region.change import Decider
from fornya.clinics.region.rules import approve, decline, propose, versions, withdraw
from fornya.clinics.rule_table import Verdict
from fornya.design import formats
from fornya.rules.policy_levels import DecidedRule, Level
from fornya.rules.renewal_policy import Outcome, PolicyRule
from tests import make
from tests.committed import owner

TODAY = formats.local_day(make.NOW)
DAY = timedelta(days=1)
BLOCKERS = PolicyRule(
    Outcome.VISIT_REQUIRED, "C07", name="betablockerare", text="Ring och boka.", text_simple="Ring oss."
)


def wanted(day=TODAY, *, ends: bool = False, rule: PolicyRule = BLOCKERS) -> DecidedRule:
    return DecidedRule(Level.REGION, rule, day, "Beslut § 4", ends)


def rut(region: str) -> Decider:
    return Decider(region, make.staff().actor, make.RUT)


def ragna(region: str) -> Decider:
    return Decider(region, make.staff().actor, make.RAGNA)


def proposed(region: str, what: DecidedRule | None = None) -> int:
    return propose(wanted=what or wanted(), by=rut(region), now=make.NOW)


def decided(region: str, what: DecidedRule | None = None) -> int:
    number = proposed(region, what)
    approve(number=number, by=ragna(region), now=make.NOW)
    return number


def said(slug: str = make.BJORKEN, day=TODAY) -> Outcome:
    """Give what holds for metoprolol at a clinic on a day."""
    return make.page(slug).policy.ruling(atc="C07AB02", narcotic_class=None, day=day).outcome


def one(region: str, number: int) -> rules.Version:
    found = versions(region_id=region, by=make.staff().actor, now=make.NOW)
    return next(each for each in found if each.id == number)


def test_a_rule_holds_when_a_second_person_has_said_yes_and_from_its_day(region):
    number = proposed(region, wanted(TODAY + DAY))
    before = said(day=TODAY + DAY)

    approve(number=number, by=ragna(region), now=make.NOW)

    assert before is Outcome.ALLOW
    assert (said(day=TODAY), said(day=TODAY + DAY)) == (Outcome.ALLOW, Outcome.VISIT_REQUIRED)
    assert said(make.STRANDGATAN, TODAY + DAY) is Outcome.ALLOW, "another region's clinic"


def test_the_countrys_rule_holds_in_every_region(region):
    decided(EVERYWHERE)

    assert {said(make.BJORKEN), said(make.STRANDGATAN)} == {Outcome.VISIT_REQUIRED}
    assert make.page().policy.ruling(atc="C07AB02", narcotic_class=None, day=TODAY).level is Level.COUNTRY


def test_a_rule_ends_by_a_new_version_from_a_later_day(region):
    decided(region)
    decided(region, wanted(TODAY + 2 * DAY, ends=True))

    assert [said(day=TODAY + n * DAY) for n in (0, 1, 2)] == [
        Outcome.VISIT_REQUIRED,
        Outcome.VISIT_REQUIRED,
        Outcome.ALLOW,
    ]


def test_nobody_decides_what_they_have_proposed_and_only_they_take_it_back(region):
    number = proposed(region)
    itself = Decider(region, make.staff().actor, make.RUT.lower().replace("se", "SE"))

    for deed in (approve, lambda **more: decline(reason="Nej", **more)):
        for person in (rut(region), itself):
            with pytest.raises(rules.FourEyes):
                deed(number=number, by=person, now=make.NOW)
    with pytest.raises(rules.FourEyes):
        withdraw(number=number, by=ragna(region), now=make.NOW)
    withdraw(number=number, by=rut(region), now=make.NOW)

    assert one(region, number).verdict is Verdict.WITHDRAWN
    assert said() is Outcome.ALLOW


def test_a_no_says_why_and_a_verdict_is_given_once(region):
    number = proposed(region)
    with pytest.raises(rules.ReasonMissing):
        decline(number=number, reason="  ", by=ragna(region), now=make.NOW)
    decline(number=number, reason="För bred", by=ragna(region), now=make.NOW)

    with pytest.raises(rules.AlreadyDecided):
        approve(number=number, by=ragna(region), now=make.NOW)

    assert (one(region, number).verdict, one(region, number).reason) == (Verdict.DECLINED, "För bred")
    assert said() is Outcome.ALLOW


def test_what_was_is_neither_proposed_nor_approved(region):
    with pytest.raises(rules.NotToCome):
        proposed(region, wanted(TODAY - DAY))
    number = proposed(region)

    with pytest.raises(rules.NotToCome):
        approve(number=number, by=ragna(region), now=make.NOW + DAY)


def test_another_region_and_the_operator_find_nothing(region):
    number = proposed(region)

    for place in ("20", EVERYWHERE):
        assert number not in [
            each.id for each in versions(region_id=place, by=make.staff().actor, now=make.NOW)
        ]
        with pytest.raises(rules.NoSuchVersion):
            approve(number=number, by=ragna(place), now=make.NOW)


def test_so_many_may_wait_and_no_more(region, monkeypatch):
    ((waiting,),) = owner("SELECT count(*) FROM clinics_ruleversion WHERE region_id = '03' AND verdict = ''")
    monkeypatch.setattr(rules, "MOST_WAITING", waiting + 1)
    proposed(region)

    with pytest.raises(rules.TooManyWaiting):
        proposed(region)


def as_web(scope: str, statement: str) -> None:
    """Run a statement as the web does with a region open, and take it back."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('fornya.region', %s, true)", [scope])
        cursor.execute(statement)
        transaction.set_rollback(True)


def as_owner(_scope: str, statement: str) -> None:
    owner(statement)


REFUSED = (
    ProgrammingError,
    IntegrityError,
    psycopg.errors.InsufficientPrivilege,
    psycopg.errors.CheckViolation,
)
VERDICT = (
    "UPDATE clinics_ruleversion SET verdict = '{}', decided_at = now(), decided_by = 'x', reason = '{}',"
    " decided_by_hsa_id = '{}' WHERE id = {}"
)


NOT_ANOTHERS = (
    ("approved", "", make.RUT),
    ("approved", "", make.RUT.replace("E110", "e110")),
    ("declined", "nej", make.RUT),
    ("declined", " ", make.RAGNA),
    ("withdrawn", "", make.RAGNA),
    ("approved", "", ""),
    ("perhaps", "", make.RAGNA),
)


def is_refused(asks, region: str, statement: str) -> bool:
    """Tell whether the database refuses a statement."""
    try:
        asks(region, statement)
    except REFUSED:
        return True
    return False


@pytest.mark.parametrize("asks", [as_web, as_owner])
def test_the_database_refuses_a_verdict_that_is_not_anothers(region, asks):
    # Mutant: the constraint rule_has_four_eyes compares without folding, or looks at approvals alone.
    number = proposed(region)

    let = [each for each in NOT_ANOTHERS if not is_refused(asks, region, VERDICT.format(*each, number))]

    assert let == []
    assert owner("SELECT verdict FROM clinics_ruleversion WHERE id = %s", number) == [("",)]


CHANGES = (
    "DELETE FROM clinics_ruleversion WHERE id = {}",
    "UPDATE clinics_ruleversion SET outcome = 'allow' WHERE id = {}",
    "UPDATE clinics_ruleversion SET valid_from = valid_from + 9 WHERE id = {}",
    "UPDATE clinics_ruleversion SET verdict = 'declined', reason = 'x' WHERE id = {}",
    "UPDATE clinics_ruleversion SET is_example = true WHERE id = {}",
    "TRUNCATE clinics_ruleversion",
)


@pytest.mark.parametrize("asks", [as_web, as_owner])
def test_nobody_changes_or_removes_a_rule_that_is_decided(region, asks):
    # Mutant: a trigger that heeds the web's role alone, or that lets an approved row have another verdict.
    number = decided(region)

    let = [each for each in CHANGES if not is_refused(asks, region, each.format(number))]

    assert let == []
    assert owner("SELECT outcome, verdict FROM clinics_ruleversion WHERE id = %s", number) == [
        ("visit_required", "approved")
    ]


INSERT = (
    "INSERT INTO clinics_ruleversion (region_id, atc_prefix, controlled, outcome, name, text, text_simple,"
    " source, valid_from, is_example, proposed_at, proposed_by, proposed_by_hsa_id, verdict, decided_at,"
    " decided_by, decided_by_hsa_id, reason) VALUES ({region}, 'C07', '', 'allow', 'x', '', '', 'y', '{day}',"
    " {example}, now(), 'a', 'SE0000000000-E1', {verdict}, '')"
)
WAITS = "'', NULL, '', ''"
DECIDED = "'approved', now(), 'b', 'SE0000000000-E2'"


HERE, TO_COUNTRY = ({"region": each} for each in ("'03'", "NULL"))
# Which scope is open, what is written, and whether it is let.
PROPOSED = (
    ("03", HERE, True),
    ("03", HERE | {"day": TODAY - DAY}, False),
    ("03", HERE | {"verdict": DECIDED}, False),
    ("03", HERE | {"example": "true"}, False),
    ("20", HERE, False),
    ("", HERE, False),
    (EVERYWHERE, HERE, False),
    (EVERYWHERE, TO_COUNTRY, True),
    ("03", TO_COUNTRY, False),
    ("", TO_COUNTRY, False),
)


def test_the_web_only_proposes_and_only_where_it_is_open(region):
    usual = {"day": TODAY, "example": "false", "verdict": WAITS}

    wrong = [
        (scope, values)
        for scope, values, is_let in PROPOSED
        if is_refused(as_web, scope, INSERT.format(**usual | values)) is is_let
    ]

    assert wrong == []


def test_the_database_lets_nothing_begin_yesterday(region):
    owner(INSERT.format(region="'03'", day=TODAY - DAY, example="false", verdict=WAITS))
    ((number,),) = owner("SELECT max(id) FROM clinics_ruleversion")

    with pytest.raises(ProgrammingError, match="begins today"):
        as_web(region, VERDICT.format("approved", "", make.RAGNA, number))


def test_the_directory_knows_of_what_is_decided_at_once_and_of_nothing_that_waits(region):
    directory.current()
    before = make.page().policy.decided

    proposed(region)
    assert make.page().policy.decided == before
    decided(region)

    assert len(make.page().policy.decided) == len(before) + 1
