"""Each guard around mandates is taken out in turn, and the test that is there for it has to fail."""

import inspect

import pytest

from tests import make
from tests.messages import test_mandates as telling
from tests.mutants import Change, with_changes
from tests.people import test_appoint as appointing

DEEDS, TOLD = "fornya.people.appoint", "fornya.messages.mandates"
PHONE = {"phone": telling.PHONE}

GUARDS = [
    (Change(DEEDS, "agent_number == giver.personnummer", "False"), appointing.test_nobody_is_ones_own_agent),
    (
        Change(DEEDS, "may_appoint(agent, agent, today)", "()"),
        appointing.test_a_minor_is_refused_alike_whether_they_have_been_here_or_not,
    ),
    (
        Change(DEEDS, "may_appoint(_standing(giver), agent, today)", "()"),
        appointing.test_a_minor_appoints_nobody,
    ),
    (
        Change(DEEDS, "row.agent_number == agent_number", "False"),
        appointing.test_a_second_one_for_the_pair_waits_until_the_first_is_ended,
    ),
    (
        Change(DEEDS, "still_open >= AT_MOST", "False"),
        appointing.test_there_is_a_limit_to_how_many_wait_or_hold_at_once,
    ),
    (
        Change(DEEDS, "count((Limited.MANDATE_BY_GIVER, giver.patient_id), now=now)", "None"),
        appointing.test_there_is_a_limit_to_how_often_one_may_ask,
    ),
    (
        Change(DEEDS, "may_appoint(who, who, today)", "()"),
        appointing.test_who_is_protected_appoints_nobody_and_is_nobodys_agent,
    ),
    (
        Change(TOLD, 'what == "given" and row.ended_at is not None', "False"),
        telling.test_an_offer_that_was_taken_back_at_once_reaches_nobody,
    ),
    (
        Change(TOLD, "row.ended_by != Mandate.EndedBy.REGISTER", "True"),
        telling.test_an_end_by_the_register_comes_without_sms,
    ),
    (
        Change("fornya.messages.inbox", "by.kind is ActorKind.PATIENT", "True"),
        telling.test_who_acts_in_the_givers_name_reads_nothing_about_agents,
    ),
]
VALUES = {"years": 17, "refusal": appointing.AgentUnderage, "ended_by": "register", "notices": 0}


@pytest.mark.parametrize(("guard", "test"), GUARDS, ids=[str(guard) for guard, _test in GUARDS])
def test_a_guard_that_is_gone_is_noticed(database, guard, test):
    names = inspect.signature(test).parameters
    values = {name: VALUES[name] for name in names if name != "people"}
    contact = PHONE if test.__module__.endswith("messages.test_mandates") else {}
    people = [make.patient(name=name, **contact) for name in ("Amina Exempel", "Bo Exempel", "Cia Exempel")]

    with with_changes(guard), pytest.raises((AssertionError, pytest.fail.Exception)):
        test(people=people[:2] if contact else people, **values)
