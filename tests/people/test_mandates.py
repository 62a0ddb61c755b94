"""Mandates in the database: whose they are, what can never stand there, and what the guard is told."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, ProgrammingError

from fornya.audit.scope import opened
from fornya.people.expiry import remove_old_mandates
from fornya.people.mandates import NoSuchMandate, between, givers_of, mandate_of, mandates_of
from fornya.people.models import Mandate
from fornya.rules.acting import Scope
from fornya.rules.mandates import MandateState
from tests import make
from tests.committed import as_worker, owner
from tests.make import NOW, TODAY
from tests.people.mandates import accepted, drafted, offered, signature

CLOCK = {"now": NOW, "today": TODAY}
LIST = "SELECT count(*) FROM people_mandate"


@pytest.fixture
def people(database):
    """Give a giver, an agent and somebody else."""
    return (
        make.patient(name="Amina Exempel"),
        make.patient(name="Bo Exempel"),
        make.patient(name="Cia Exempel"),
    )


def within(patient):
    return opened(by=patient.actor, what="test", patient_id=patient.patient_id, now=NOW)


def test_giver_and_agent_see_a_mandate_and_nobody_else(people):
    giver, agent, stranger = people
    mandate_id = accepted(giver, agent)

    mine = mandate_of(mandate_id=mandate_id, patient=giver, **CLOCK)
    theirs = mandate_of(mandate_id=mandate_id, patient=agent, **CLOCK)

    assert (mine.is_mine, mine.agent_name, mine.state) == (True, "Bo Exempel", MandateState.LIVE)
    assert (theirs.is_mine, theirs.giver_name) == (False, "Amina Exempel")
    with pytest.raises(NoSuchMandate):
        mandate_of(mandate_id=mandate_id, patient=stranger, **CLOCK)


def test_the_wall_hides_it_from_others_even_when_nobody_asks_whose_it_is(people):
    giver, agent, stranger = people
    accepted(giver, agent)

    seen = []
    for patient in people:
        with within(patient):
            seen.append(Mandate.objects.count())

    assert seen == [1, 1, 0]
    assert Mandate.objects.count() == 0


def test_somebody_who_comes_after_the_offer_finds_it_by_their_number(database):
    giver, number = make.patient(), make.personnummer()
    agent = make.patient(make.personnummer())
    offered(giver, agent)
    owner("UPDATE people_mandate SET agent_number = %s", number)

    late = make.patient(number)

    assert [each.state for each in mandates_of(patient=late, **CLOCK).received] == [MandateState.OFFERED]
    assert mandates_of(patient=agent, **CLOCK).received == ()


def test_a_draft_is_nobodys_but_its_givers_and_in_no_list(people):
    giver, agent, _stranger = people
    mandate_id = drafted(giver, agent)

    assert mandate_of(mandate_id=mandate_id, patient=giver, **CLOCK).state is MandateState.DRAFTED
    with pytest.raises(NoSuchMandate):
        mandate_of(mandate_id=mandate_id, patient=agent, **CLOCK)
    assert mandates_of(patient=giver, **CLOCK).given == ()


@pytest.mark.parametrize("whose", ["the agent's scope", "a stranger's scope"])
def test_nobody_can_write_down_a_mandate_in_anothers_name(people, whose):
    # Mutant: one policy for everything, as the other tables have; the agent's scope would then admit it.
    giver, agent, stranger = people
    row = {"scope": "see", "starts_on": TODAY, "ends_on": TODAY, "drafted_at": NOW, "id": uuid.uuid4()}

    with pytest.raises(ProgrammingError), within(agent if "agent" in whose else stranger):
        Mandate.objects.create(giver_id=giver.patient_id, agent_number=agent.personnummer, **row)


def test_the_web_cannot_change_what_was_granted_nor_remove_it(people):
    giver, agent, _stranger = people
    accepted(giver, agent, scope=Scope.SEE)

    for change in (
        {"scope": "request"},
        {"ends_on": TODAY + timedelta(days=999)},
        {"agent_number": "0" * 12},
    ):
        with pytest.raises(ProgrammingError), within(giver):
            Mandate.objects.update(**change)
    with pytest.raises(ProgrammingError), within(giver):
        Mandate.objects.all().delete()


@pytest.mark.parametrize(
    "change",
    [
        "giver_signature_id = NULL",
        "agent_signature_id = NULL",
        "agent_id = NULL",
        "agent_id = giver_id",
        "ends_on = starts_on + 1462",
        "ends_on = starts_on - 1",
        "scope = 'all'",
        "agent_number = '19500101-123'",
        "declined_at = now()",
        "ended_at = now()",
        "ended_by = 'giver'",
        "offered_at = NULL",
    ],
)
def test_the_database_refuses_what_cannot_be(people, change):
    giver, agent, _stranger = people
    accepted(giver, agent)

    with pytest.raises(Exception, match="violates check constraint"):
        owner(f"UPDATE people_mandate SET {change}")  # noqa: S608 - constants only


@pytest.mark.parametrize("side", ["giver", "agent"])
def test_a_signature_is_there_and_of_the_right_one_of_the_two(people, side):
    # Mutant: a plain foreign key, or none.
    giver, agent, stranger = people
    accepted(giver, agent)

    for wrong in (uuid.uuid4(), signature(stranger), signature(agent if side == "giver" else giver)):
        with pytest.raises(Exception, match=f"mandate_signed_by_its_{side}"):
            owner(f"UPDATE people_mandate SET {side}_signature_id = %s", wrong)  # noqa: S608 - constants only


def test_four_years_to_the_day_are_allowed(people):
    giver, agent, _stranger = people
    accepted(giver, agent)

    owner("UPDATE people_mandate SET starts_on = '2026-11-23', ends_on = '2030-11-23'")

    assert owner(LIST) == [(1,)]


def test_there_is_one_open_mandate_for_a_pair(people):
    giver, agent, stranger = people
    accepted(giver, agent)
    accepted(giver, stranger)

    with pytest.raises(IntegrityError, match="one_mandate_for_each_pair"):
        offered(giver, agent)


def test_what_the_guard_is_told_follows_the_mandate_at_once(people):
    giver, agent, stranger = people
    pair = {"giver_id": giver.patient_id, "agent_id": agent.patient_id}
    mandate_id = offered(giver, agent, scope=Scope.SEE)
    before = between(**pair)
    owner("DELETE FROM people_mandate")
    mandate_id = accepted(giver, agent, scope=Scope.SEE)

    held = between(**pair)
    owner("UPDATE people_mandate SET ended_at = now(), ended_by = 'giver' WHERE id = %s", mandate_id)
    ended = between(**pair)

    assert before is None
    assert held is not None
    assert ended is not None
    assert (held.scope, held.is_accepted, held.is_ended, ended.is_ended) == (Scope.SEE, True, False, True)
    assert between(giver_id=agent.patient_id, agent_id=giver.patient_id) is None
    assert between(giver_id=giver.patient_id, agent_id=stranger.patient_id) is None


def test_the_newest_of_several_is_the_one_that_counts(people):
    giver, agent, _stranger = people
    accepted(giver, agent, scope=Scope.SEE)
    owner(
        "UPDATE people_mandate SET ended_at = now(), ended_by = 'giver',"
        " accepted_at = accepted_at - '1 day'::interval"
    )
    accepted(giver, agent, scope=Scope.REQUEST)

    held = between(giver_id=giver.patient_id, agent_id=agent.patient_id)

    assert held is not None
    assert (held.scope, held.is_ended) == (Scope.REQUEST, False)


def test_an_agent_is_told_of_their_givers_only_while_it_holds(people):
    giver, agent, stranger = people
    accepted(giver, agent)
    offered(stranger, agent)

    found = givers_of(agent_id=agent.patient_id)

    assert [(each.patient_id, each.personnummer) for each in found] == [
        (giver.patient_id, giver.personnummer)
    ]
    owner("UPDATE people_mandate SET ended_at = now(), ended_by = 'register'")
    assert givers_of(agent_id=agent.patient_id) == []


def test_what_is_long_over_is_removed_and_nothing_else(people):
    giver, agent, stranger = people
    drafted(giver, agent)
    accepted(giver, agent)
    offered(stranger, agent)
    ages = {
        "drafted_at": "offered_at IS NULL",
        "offered_at": "accepted_at IS NULL AND offered_at IS NOT NULL",
    }
    for column, which in ages.items():
        owner(f"UPDATE people_mandate SET {column} = %s WHERE {which}", NOW - timedelta(days=364))  # noqa: S608

    with as_worker():
        removed = [remove_old_mandates(now=NOW), remove_old_mandates(now=NOW + timedelta(days=1))]
        owner("UPDATE people_mandate SET ended_at = %s, ended_by = 'agent'", NOW)
        removed += [remove_old_mandates(now=NOW + timedelta(days=days)) for days in (364, 365)]

    assert removed == [1, 1, 0, 1]
