"""Appointing an agent: who may, what is signed, and that nothing outlives its end."""

from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction

from fornya.audit.scope import opened
from fornya.limits.count import TooMany
from fornya.people import appoint, signing
from fornya.people.appoint import (
    AgentUnderage,
    AlreadyAppointed,
    MayNotAppoint,
    NotWaiting,
    OwnNumber,
    TooManyOpen,
    draft_mandate,
    end_mandate,
)
from fornya.people.mandates import NoSuchMandate, between, mandate_of, mandates_of
from fornya.rules.acting import Scope
from fornya.rules.limits import LIMITS, Limited
from fornya.rules.mandates import AT_MOST, MandateState, Period
from tests import make
from tests.committed import as_worker, owner
from tests.make import NOW, TODAY
from tests.people.mandates import accepted, offered

DAY = timedelta(days=1)
CLOCK = {"now": NOW, "today": TODAY}
WISH = {"scope": Scope.REQUEST, "period": Period.YEAR}


@pytest.fixture
def people(database):
    """Give a giver, an agent and somebody else."""
    return (
        make.patient(name="Amina Exempel"),
        make.patient(name="Bo Exempel"),
        make.patient(name="Cia Exempel"),
    )


def draft(giver, number, **changes):
    return draft_mandate(giver=giver, agent_number=number, **(WISH | CLOCK | changes))


def sign(mandate_id, patient, *, now=NOW, **changes):
    """Ask for the signature and give it, as the pages and the person do."""
    asked = {"visible": "Jag ...", "next_path": "/mina/ombud", "now": now, "today": now.date()} | changes
    signing_id = appoint.ask_for_signature(mandate_id=mandate_id, patient=patient, **asked)
    make.signature(patient, signing_id=signing_id)
    appoint.sign_mandate(mandate_id=mandate_id, patient=patient, now=now, today=now.date())


def state(mandate_id, patient, *, now=NOW):
    return mandate_of(mandate_id=mandate_id, patient=patient, now=now, today=now.date()).state


def told():
    return [
        subject.partition(":")[0] for (subject,) in owner("SELECT subject FROM outbox_delivery ORDER BY id")
    ]


def test_it_holds_when_both_have_signed_and_not_before(people):
    giver, agent, _stranger = people
    pair = {"giver_id": giver.patient_id, "agent_id": agent.patient_id}

    mandate_id = draft(giver, agent.personnummer)
    drafted = between(**pair)
    sign(mandate_id, giver)
    offered_only = between(**pair)
    sign(mandate_id, agent)

    assert (drafted, offered_only) == (None, None)
    held = between(**pair)
    assert held is not None
    assert (held.scope, held.is_accepted, held.is_ended) == (Scope.REQUEST, True, False)
    assert told() == ["given", "accepted"]


def test_without_a_signature_nothing_is_offered_or_accepted(people):
    # Mutant: signature_of not asked.
    giver, agent, _stranger = people
    mandate_id = draft(giver, agent.personnummer)

    with pytest.raises(signing.NotSigned):
        appoint.sign_mandate(mandate_id=mandate_id, patient=giver, **CLOCK)
    appoint.ask_for_signature(mandate_id=mandate_id, patient=giver, visible="Jag", next_path="/mina", **CLOCK)
    with pytest.raises(signing.NotSigned):
        appoint.sign_mandate(mandate_id=mandate_id, patient=giver, **CLOCK)

    assert state(mandate_id, giver) is MandateState.DRAFTED


def test_a_signature_of_one_mandate_is_none_of_another(people):
    # Mutant: the content that was signed is not compared.
    giver, agent, stranger = people
    signed, other = draft(giver, agent.personnummer), draft(giver, stranger.personnummer)
    sign(signed, giver)

    owner(
        "UPDATE people_mandate SET giver_asked = (SELECT giver_asked FROM people_mandate WHERE id = %s)",
        signed,
    )

    with pytest.raises(signing.NotSigned):
        appoint.sign_mandate(mandate_id=other, patient=giver, **CLOCK)


def test_signing_twice_does_no_more_than_once(people):
    giver, agent, _stranger = people
    mandate_id = draft(giver, agent.personnummer)
    sign(mandate_id, giver)

    appoint.sign_mandate(mandate_id=mandate_id, patient=giver, **CLOCK)

    assert told() == ["given"]


@pytest.mark.parametrize(
    ("years", "refusal"), [(17, AgentUnderage), (12, AgentUnderage), (0, AgentUnderage), (19, None)]
)
def test_a_minor_is_refused_alike_whether_they_have_been_here_or_not(people, years, refusal):
    giver = people[0]
    born = TODAY.replace(day=1) - timedelta(days=round(365.25 * years))
    number = make.personnummer(born)
    answers = []

    for _time in ("unknown here", "known here"):
        try:
            draft(giver, number)
            answers.append(None)
        except MayNotAppoint as said:
            answers.append(type(said))
        make.patient(number)

    assert answers == [refusal, refusal]


def test_nobody_is_ones_own_agent(people):
    with pytest.raises(OwnNumber):
        draft(people[0], people[0].personnummer)


def test_a_minor_appoints_nobody(people):
    teenager = make.patient(make.personnummer(TODAY - timedelta(days=15 * 366)))

    with pytest.raises(MayNotAppoint):
        draft(teenager, people[1].personnummer)


def test_a_second_one_for_the_pair_waits_until_the_first_is_ended(people):
    giver, agent, _stranger = people
    first = accepted(giver, agent)

    with pytest.raises(AlreadyAppointed):
        draft(giver, agent.personnummer)
    end_mandate(mandate_id=first, patient=giver, **CLOCK)

    assert draft(giver, agent.personnummer)


def test_two_drafts_for_the_pair_become_one_offer(people):
    giver, agent, _stranger = people
    one, two = draft(giver, agent.personnummer), draft(giver, agent.personnummer)
    sign(one, giver)

    with pytest.raises(AlreadyAppointed):
        sign(two, giver)

    assert [each.id for each in mandates_of(patient=giver, **CLOCK).given] == [one]


def test_what_time_has_ended_stands_in_nobodys_way(people):
    giver, agent, _stranger = people
    lapsed = offered(giver, agent, now=NOW - 7 * DAY)

    again = draft(giver, agent.personnummer)
    sign(again, giver)

    assert (state(lapsed, giver), state(again, giver)) == (MandateState.LAPSED, MandateState.OFFERED)


def test_there_is_a_limit_to_how_many_wait_or_hold_at_once(people):
    giver = people[0]
    for _number in range(AT_MOST):
        sign(draft(giver, make.personnummer()), giver)

    with pytest.raises(TooManyOpen):
        draft(giver, make.personnummer())


def test_there_is_a_limit_to_how_often_one_may_ask(people):
    # Mutant: nothing is counted; asking and taking back would send somebody a message each time.
    giver = people[0]
    for _number in range(LIMITS[Limited.MANDATE_BY_GIVER].most):
        draft(giver, make.personnummer())

    with pytest.raises(TooMany):
        draft(giver, make.personnummer())


def test_who_is_protected_appoints_nobody_and_is_nobodys_agent(people):
    # Mutant: only ages are looked at.
    giver, agent, stranger = people
    mandate_id = offered(giver, agent)
    protected = replace(agent, is_protected=True)

    with pytest.raises(MayNotAppoint):
        draft(protected, stranger.personnummer)
    with pytest.raises(NotWaiting):
        sign(mandate_id, protected)

    assert state(mandate_id, giver) is MandateState.OFFERED


def test_an_offer_lapses_after_seven_days(people):
    # Mutant: the state is not asked when the agent signs.
    giver, agent, _stranger = people
    mandate_id = draft(giver, agent.personnummer)
    sign(mandate_id, giver)
    late = NOW + 7 * DAY

    with pytest.raises(NotWaiting):
        sign(mandate_id, agent, now=late)

    assert state(mandate_id, agent, now=late) is MandateState.LAPSED


def test_an_offer_that_was_signed_too_late_is_not_accepted(people):
    giver, agent, _stranger = people
    mandate_id = offered(giver, agent)
    signing_id = appoint.ask_for_signature(
        mandate_id=mandate_id, patient=agent, visible="Jag", next_path="/mina", **CLOCK
    )
    end_mandate(mandate_id=mandate_id, patient=giver, **CLOCK)
    make.signature(agent, signing_id=signing_id)

    with pytest.raises(NotWaiting):
        appoint.sign_mandate(mandate_id=mandate_id, patient=agent, **CLOCK)


def test_the_agent_may_say_no_and_cannot_change_their_mind(people):
    giver, agent, _stranger = people
    mandate_id = offered(giver, agent)

    appoint.decline_mandate(mandate_id=mandate_id, agent=agent, **CLOCK)

    assert state(mandate_id, giver) is MandateState.DECLINED
    with pytest.raises(NotWaiting):
        sign(mandate_id, agent)
    with pytest.raises(NotWaiting):
        appoint.decline_mandate(mandate_id=mandate_id, agent=agent, **CLOCK)
    assert told() == ["declined"]


@pytest.mark.parametrize("who", [0, 1])
def test_each_of_the_two_can_end_it_at_once(people, who):
    giver, agent, _stranger = people
    mandate_id = accepted(giver, agent)

    end_mandate(mandate_id=mandate_id, patient=people[who], **CLOCK)
    end_mandate(mandate_id=mandate_id, patient=people[1 - who], **CLOCK)

    held = between(giver_id=giver.patient_id, agent_id=agent.patient_id)
    assert held is not None
    assert held.is_ended
    assert told() == ["ended"]


def test_a_stranger_can_do_nothing_with_it(people):
    giver, agent, stranger = people
    held, waiting = accepted(giver, agent), offered(agent, giver)

    for deed in (
        lambda: end_mandate(mandate_id=held, patient=stranger, **CLOCK),
        lambda: sign(waiting, stranger),
        lambda: appoint.sign_mandate(mandate_id=waiting, patient=stranger, **CLOCK),
        lambda: appoint.decline_mandate(mandate_id=waiting, agent=stranger, **CLOCK),
        lambda: appoint.decline_mandate(mandate_id=waiting, agent=agent, **CLOCK),
    ):
        with pytest.raises(NoSuchMandate):
            deed()


def test_both_sides_see_the_same_word_whatever_ended_it(people):
    giver, agent, stranger = people
    by_giver, by_agent, by_register = (
        accepted(giver, agent),
        accepted(stranger, agent),
        accepted(agent, giver),
    )
    end_mandate(mandate_id=by_giver, patient=giver, **CLOCK)
    end_mandate(mandate_id=by_agent, patient=agent, **CLOCK)

    with opened(by=agent.actor, what="test", patient_id=agent.patient_id, now=NOW):
        appoint.end_all_of(patient_id=agent.patient_id, now=NOW)

    seen = [
        mandate_of(mandate_id=each, patient=patient, **CLOCK)
        for each, pair in (
            (by_giver, (giver, agent)),
            (by_agent, (stranger, agent)),
            (by_register, (agent, giver)),
        )
        for patient in pair
    ]
    assert {each.state for each in seen} == {MandateState.ENDED}
    assert {each.over_at for each in seen} == {NOW}


@contextmanager
def asking_the_register(patient, who):
    """Keep what the register says as the page of the patient does, or as the worker."""
    if who == "worker":
        with as_worker(), transaction.atomic():
            yield
    else:
        with opened(by=patient.actor, what="test", patient_id=patient.patient_id, now=NOW):
            yield


@pytest.mark.parametrize("who", ["web", "worker"])
def test_the_register_ends_what_is_given_and_accepted_and_lets_offers_lapse(people, who):
    giver, agent, stranger = people
    given, held, offer = offered(agent, giver), accepted(giver, agent), offered(stranger, agent)
    of_others = accepted(giver, stranger)

    with asking_the_register(agent, who):
        appoint.end_all_of(patient_id=agent.patient_id, now=NOW)

    assert state(given, giver) is MandateState.ENDED
    assert state(held, giver) is MandateState.ENDED
    assert state(offer, stranger) is MandateState.OFFERED
    assert state(of_others, giver) is MandateState.LIVE


def test_the_giver_is_told_of_the_first_use_only(people):
    giver, agent, _stranger = people
    accepted(giver, agent)
    pair = {"giver_id": giver.patient_id, "agent_id": agent.patient_id}

    for _time in range(2):
        with opened(by=agent.actor, what="test", patient_id=agent.patient_id, now=NOW):
            appoint.mark_used(**pair, now=NOW)

    assert told() == ["used"]
