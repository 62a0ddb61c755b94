"""Giver and agent hear what has become of a mandate: once each, in their own inbox, wordless in notices."""

import pytest

from fornya.audit.scope import Actor, ActorKind
from fornya.messages.inbox import NoSuchMessage, inbox, read
from fornya.messages.mandates import tell_of_mandate
from fornya.messages.models import Kind
from tests import make
from tests.committed import as_worker, owner
from tests.make import NOW
from tests.people.mandates import accepted, offered

PHONE = "+46701740605"


@pytest.fixture
def people(database):
    """Give a giver and an agent who have each given a number to be told at."""
    return make.patient(name="Amina Exempel", phone=PHONE), make.patient(name="Bo Exempel", phone=PHONE)


def tell(what, mandate_id):
    with as_worker():
        tell_of_mandate(subject=f"{what}:{mandate_id}", attempt=1, now=NOW)


def read_by(patient):
    letters = inbox(patient_id=patient.patient_id, by=patient.actor, now=NOW)
    return [(letter.kind, letter.facts["side"], letter.facts["name"]) for letter in letters]


@pytest.mark.parametrize(
    ("what", "to_giver", "to_agent"),
    [
        ("accepted", Kind.AGENT_YES, Kind.AGENT_YES),
        ("used", Kind.AGENT_USED, None),
        ("ended", Kind.AGENT_ENDED, Kind.AGENT_ENDED),
    ],
)
def test_each_side_is_told_once_what_concerns_it(people, what, to_giver, to_agent):
    giver, agent = people
    mandate_id = accepted(giver, agent)

    for _time in range(2):
        tell(what, mandate_id)

    assert read_by(giver) == [(to_giver, "giver", "Bo Exempel")]
    assert read_by(agent) == ([(to_agent, "agent", "Amina Exempel")] if to_agent else [])


def test_an_offer_names_the_giver_to_the_agent_and_nobody_to_the_giver(people):
    giver, agent = people
    mandate_id = offered(giver, agent)

    tell("given", mandate_id)

    assert read_by(giver) == [(Kind.AGENT_GIVEN, "giver", "")]
    assert read_by(agent) == [(Kind.AGENT_ASKED, "agent", "Amina Exempel")]
    assert agent.personnummer not in str(owner("SELECT facts FROM messages_message"))


def test_an_agent_who_has_never_been_here_is_told_nothing_and_nothing_fails(people):
    giver, agent = people
    mandate_id = offered(giver, agent)
    owner("UPDATE people_mandate SET agent_number = %s", make.personnummer())

    tell("given", mandate_id)

    assert (len(read_by(giver)), read_by(agent)) == (1, [])


def test_an_offer_that_was_taken_back_at_once_reaches_nobody(people):
    giver, agent = people
    mandate_id = offered(giver, agent)
    owner("UPDATE people_mandate SET ended_at = now(), ended_by = 'giver'")

    tell("given", mandate_id)

    assert (read_by(giver), read_by(agent)) == ([], [])


@pytest.mark.parametrize(("ended_by", "notices"), [("giver", 2), ("agent", 2), ("register", 0)])
def test_an_end_by_the_register_comes_without_sms(people, ended_by, notices):
    giver, agent = people
    mandate_id = accepted(giver, agent)
    owner("UPDATE people_mandate SET ended_at = now(), ended_by = %s", ended_by)

    tell("ended", mandate_id)

    assert owner("SELECT count(*) FROM messages_notice") == [(notices,)]
    assert (len(read_by(giver)), len(read_by(agent))) == (1, 1)


def test_a_mandate_that_is_gone_is_no_fault(people):
    giver, agent = people
    mandate_id = accepted(giver, agent)
    owner("DELETE FROM people_mandate")

    tell("ended", mandate_id)

    assert read_by(giver) == []


def test_who_acts_in_the_givers_name_reads_nothing_about_agents(people):
    # Mutant: the inbox is the same whoever opens it; one agent would read of another, or of their own end.
    giver, agent = people
    tell("accepted", accepted(giver, agent))
    ((message_id,),) = owner("SELECT id FROM messages_message WHERE patient_id = %s", giver.patient_id)
    other = Actor(ActorKind.AGENT, agent.patient_id, agent.name)

    whose = {"patient_id": giver.patient_id, "by": other, "now": NOW}

    assert inbox(**whose) == []
    with pytest.raises(NoSuchMessage):
        read(message_id=message_id, **whose)
