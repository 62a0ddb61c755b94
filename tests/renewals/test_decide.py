"""A decision: signed once, by one person, for the version of the request that was seen."""

import hashlib
import json
import uuid
from dataclasses import replace
from datetime import timedelta

import pytest

from fornya.renewals.decide import STORE_KEYS, NotEveryLine, signed_content
from fornya.renewals.history import AlreadyHandled, HeldByAnother, NoSuchRequest
from fornya.renewals.models import RenewalLine
from fornya.renewals.seal import digest_of
from fornya.rules.renewal_states import Event, NotAllowed
from tests import make, offers
from tests.committed import owner
from tests.make import NOW
from tests.threads import at_once

DECISIONS = "SELECT line_id, outcome, reason, decided_by_id FROM renewals_decision ORDER BY decided_at, id"
STATES = "SELECT state FROM renewals_renewalline ORDER BY position"


def stands() -> str:
    return owner("SELECT status FROM renewals_renewalrequest")[0][0]


def a_case(number: int = 1, by: str = make.EVA):
    member = make.staff(by)
    return member, make.taken(member, make.request(None, [make.choice() for _ in range(number)]))


def test_a_renewal_waits_for_the_store_with_a_key_of_its_own(database):
    eva, whole = a_case()
    make.decide(eva, whole, make.renewal(whole.lines[0].id))

    ((decision_id, key, outcome, by),) = owner(
        "SELECT id, store_key, outcome, decided_by_id FROM renewals_decision"
    )
    assert (key, outcome, by) == (uuid.uuid5(STORE_KEYS, str(decision_id)), "renew", eva.staff_id)
    assert owner("SELECT topic, key, subject, state FROM outbox_delivery ORDER BY topic") == [
        ("renewal.chain", f"chain:{decision_id}", str(decision_id), "waiting"),
        ("renewal.write", f"write:{decision_id}", str(decision_id), "waiting"),
    ]
    assert (stands(), owner(STATES)) == ("writing", [("writing",)])


def test_nobody_is_told_that_it_is_renewed_before_the_store_has_it(database):
    eva, whole = a_case()
    make.decide(eva, whole, make.renewal(whole.lines[0].id))

    assert owner("SELECT kind FROM messages_message") == [("received",)]


def test_each_line_gets_its_own_decision(database):
    eva, whole = a_case(4)
    renew, ask, meet, decline = (line.id for line in whole.lines)

    make.decide(
        eva,
        whole,
        make.renewal(renew),
        make.question(ask),
        make.refusal(meet, Event.MEET),
        make.refusal(decline),
    )

    assert [state for (state,) in owner(STATES)] == ["writing", "question", "meet", "declined"]
    assert {row[:3] for row in owner(DECISIONS)} == {
        (renew, "renew", ""),
        (meet, "meet", "check_up"),
        (decline, "decline", "other"),
    }
    assert owner("SELECT line_id, text FROM renewals_question") == [(ask, "Hur ofta tar du den?")]
    assert stands() == "question"
    told = owner("SELECT kind, jsonb_array_length(facts->'lines') FROM messages_message ORDER BY kind")
    assert told == [("answered", 2), ("question", 1), ("received", None)]


def test_a_changed_renewal_says_so(database):
    eva, whole = a_case()
    changed = replace(make.renewal(whole.lines[0].id, quantity="50"), changed=True, text="Mindre förpackning")

    make.decide(eva, whole, changed)

    assert owner("SELECT outcome, text, prescription->>'quantity' FROM renewals_decision") == [
        ("renew_changed", "Mindre förpackning", "50")
    ]


def test_deciding_twice_is_refused_with_who_and_when(database):
    eva, whole = a_case()
    decision = make.renewal(whole.lines[0].id)
    make.decide(eva, whole, decision)

    with pytest.raises(AlreadyHandled) as handled:
        make.decide(eva, whole, decision, now=NOW + timedelta(minutes=1))

    assert (handled.value.by, handled.value.at) == ("Eva Läkare", NOW)
    assert len(owner(DECISIONS)) == 1


def test_of_two_who_decide_at_the_same_moment_one_wins(database):
    # Mutant: no lock on the request, or no version asked for.
    eva, signe = make.staff(make.EVA), make.staff(make.SIGNE)
    for _round in range(10):
        whole = make.taken(eva, make.request())
        nobody_reads()
        decisions = [make.renewal(whole.lines[0].id), make.refusal(whole.lines[0].id)]

        results = at_once(2, lambda place: make.decide([eva, signe][place], whole, decisions[place]))  # noqa: B023

        lost = [result for result in results if isinstance(result, AlreadyHandled)]
        assert [result is None for result in results].count(True) == 1
        assert [(fault.by, fault.at) for fault in lost] == [
            ("Signe Distrikt" if results[1] is None else "Eva Läkare", NOW)
        ]
        assert owner("SELECT count(*) FROM renewals_decision WHERE line_id = %s", whole.lines[0].id) == [(1,)]


def nobody_reads():
    owner("UPDATE renewals_renewalrequest SET read_by_id = NULL, read_until = NULL")


def test_while_somebody_reads_it_nobody_else_decides(database):
    # Mutant: the version alone, which says nothing about who is in the middle of it.
    eva, whole = a_case()
    signe = make.staff(make.SIGNE)

    with pytest.raises(HeldByAnother) as held:
        make.decide(signe, whole, make.renewal(whole.lines[0].id))
    assert (held.value.by, owner("SELECT count(*) FROM renewals_decision")) == ("Eva Läkare", [(0,)])

    nobody_reads()
    make.decide(signe, whole, make.renewal(whole.lines[0].id))
    assert owner("SELECT count(*) FROM renewals_decision") == [(1,)]


def test_the_database_itself_refuses_a_second_live_decision(database):
    eva, whole = a_case()
    make.decide(eva, whole, make.renewal(whole.lines[0].id))
    again = """
    INSERT INTO renewals_decision SELECT gen_random_uuid(), outcome, reason, text, prescription, decided_at,
    digest, superseded_at, gen_random_uuid(), stored_id, stored_at, clinic_id, decided_by_id, patient_id,
    line_id FROM renewals_decision
    """

    with pytest.raises(Exception, match="one_decision_per_line"):
        owner(again)


@pytest.mark.parametrize("version", [0, 1, 3, 99])
def test_a_form_for_another_version_decides_nothing(database, version):
    eva, whole = a_case()

    with pytest.raises(AlreadyHandled):
        make.decide(eva, replace(whole, version=version), make.renewal(whole.lines[0].id))

    assert (owner(DECISIONS), stands()) == ([], "opened")


def test_every_line_that_waits_has_to_be_decided_once(database):
    eva, whole = a_case(2)
    one, two = (line.id for line in whole.lines)
    other = make.renewal(uuid.uuid4())

    for decisions in (
        (),
        (make.renewal(one),),
        (make.renewal(one), make.renewal(one)),
        (make.renewal(one), make.renewal(two), other),
        (make.renewal(one), other),
    ):
        with pytest.raises(NotEveryLine):
            make.decide(eva, whole, *decisions)

    assert (owner(DECISIONS), stands()) == ([], "opened")


def test_a_request_that_nobody_has_taken_cannot_be_decided(database):
    eva = make.staff()
    request_id = make.request()
    whole = make.seen(eva, request_id)

    with pytest.raises(NotEveryLine):
        make.decide(eva, whole, make.renewal(whole.lines[0].id))


@pytest.mark.parametrize("event", [Event.APPROVE, Event.MEET, Event.DECLINE])
def test_a_nurse_cannot_decide(database, event):
    johan, whole = a_case(by=make.JOHAN)
    line = whole.lines[0].id
    decision = make.renewal(line) if event is Event.APPROVE else make.refusal(line, event)

    with pytest.raises(NotAllowed):
        make.decide(johan, whole, decision)

    assert (owner(DECISIONS), owner("SELECT count(*) FROM outbox_delivery")) == ([], [(0,)])


def test_a_nurse_can_ask(database):
    johan, whole = a_case(by=make.JOHAN)

    make.decide(johan, whole, make.question(whole.lines[0].id))

    assert stands() == "question"


@pytest.mark.parametrize("event", [Event.TAKE, Event.WITHDRAW, Event.ANSWER, Event.CONFIRM, Event.REFUSE])
def test_only_decisions_are_decisions(database, event):
    eva, whole = a_case()

    with pytest.raises(NotAllowed):
        make.decide(eva, whole, replace(make.refusal(whole.lines[0].id), event=event))


def test_a_request_of_another_clinic_cannot_be_decided(database):
    _eva, whole = a_case()
    signe = make.staff(make.SIGNE, clinic=make.STRANDGATAN)

    with pytest.raises(NoSuchRequest):
        make.decide(signe, whole, make.renewal(whole.lines[0].id))

    assert owner(DECISIONS) == []


def test_the_digest_covers_what_was_decided_about_what_by_whom_and_when(database):
    eva, whole = a_case()
    line = RenewalLine(pk=whole.lines[0].id, name="Levaxin", prescription={"id": "rx", "version": "1"})
    newer = RenewalLine(pk=line.pk, prescription={"id": "rx", "version": "2"})
    decision = make.renewal(line.pk)
    warned = [{"name": "dose", "result": "warn"}]

    others = [
        signed_content(line, make.renewal(line.pk, quantity="200"), eva, (), NOW),
        signed_content(line, replace(decision, text="x"), eva, (), NOW),
        signed_content(newer, decision, eva, (), NOW),
        signed_content(line, decision, replace(eva, hsa_id="SE0000000000-E999"), (), NOW),
        signed_content(line, decision, eva, (), NOW + timedelta(seconds=1)),
        signed_content(line, decision, eva, warned, NOW),
        signed_content(line, replace(decision, times=(offers.slot(),)), eva, (), NOW),
    ]

    signed = signed_content(line, decision, eva, (), NOW)
    assert len({digest_of(each) for each in (signed, *others)}) == 8
    assert digest_of(signed) == digest_of(signed_content(line, decision, eva, (), NOW))


def test_the_stored_digest_can_be_computed_again_from_the_rows(database):
    eva, whole = a_case()
    make.decide(eva, whole, make.renewal(whole.lines[0].id))
    ((digest, new, line_id, about),) = owner(
        "SELECT d.digest, d.prescription, l.id, l.prescription FROM renewals_decision d"
        " JOIN renewals_renewalline l ON l.id = d.line_id"
    )

    content = {
        "line": str(line_id),
        "about": about,
        "decision": {
            "line_id": str(line_id),
            "event": "approve",
            "new": new,
            "changed": False,
            "reason": "",
            "text": "",
            "times": [],
        },
        "by": [eva.hsa_id, eva.prescriber_code],
        "checks": [],
        "next_step": "",
        "at": NOW.isoformat(),
    }
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert hashlib.sha256(text.encode()).hexdigest() == digest
