"""Whatever happens in whatever order, a request's status is what its lines make of it; nothing is lost."""

import itertools
from dataclasses import replace

from django.db import connections
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from fornya.integrations.http import Refused, Unavailable
from fornya.integrations.prescription_store import MedicineList, Stored
from fornya.renewals import delivery
from fornya.renewals.answer import answer_question
from fornya.renewals.history import AlreadyHandled
from fornya.renewals.take import take_request
from fornya.renewals.withdraw import BeingRead, withdraw_request
from fornya.rules.renewal_states import ENDED, OPEN, Event, LineState, request_status
from tests import make
from tests.committed import as_worker, owner
from tests.make import NOW

DECISIONS = ["renew", "ask", "meet", "decline"]
ANSWERS = ["stored", "lost", "down", "refused"]


class Store:
    """Keeps what is written by its key, and answers as it is told to."""

    def __init__(self) -> None:
        self.kept: dict = {}
        self.answer = "stored"
        self.numbers = itertools.count(1)

    def prescriptions(self, _personnummer: str, *, ended: bool) -> MedicineList:
        return MedicineList(NOW, (), hidden=False)

    def find(self, key):
        return self.kept.get(key)

    def create(self, _new, key):
        if self.answer == "down":
            raise Unavailable("store", "down", outcome_unknown=False)
        if self.answer == "refused" and key not in self.kept:
            raise Refused("no")
        stored = self.kept.setdefault(key, Stored(f"rx-{next(self.numbers)}", "1"))
        if self.answer == "lost":
            raise Unavailable("store", "cut", outcome_unknown=True)
        return stored


class Life(RuleBasedStateMachine):
    """One request with two medicines, and everybody who may do something with it."""

    def __init__(self) -> None:
        super().__init__()
        self.store = Store()
        delivery.prescription_store = lambda: self.store
        self.patient, self.eva = make.patient(), make.staff()
        self.request_id = make.request(self.patient, [make.choice(), make.choice()])
        self.version = 1
        self.attempts: dict = {}

    @rule()
    def take(self) -> None:
        take_request(request_id=self.request_id, by=self.eva, now=NOW)

    @rule()
    def withdraw(self) -> None:
        try:
            withdraw_request(request_id=self.request_id, patient=self.patient, now=NOW)
        except BeingRead:
            assert "sent" not in self.states() or len(set(self.states())) > 1

    @rule(chosen=st.lists(st.sampled_from(DECISIONS), min_size=2, max_size=2), stale=st.booleans())
    def decide(self, chosen: list[str], stale: bool) -> None:
        whole = make.seen(self.eva, self.request_id)
        waiting = [line.id for line in whole.lines if line.state in ("opened", "store_refused")]
        if not waiting:
            return
        decisions = [self.decision(*pair) for pair in zip(waiting, chosen, strict=False)]
        if stale:
            whole = replace(whole, version=whole.version - 1)
        try:
            make.decide(self.eva, whole, *decisions)
        except AlreadyHandled:
            assert stale

    @rule(text=st.sampled_from(["ja", "nej"]))
    def answer(self, text: str) -> None:
        for (question,) in owner(
            "SELECT id FROM renewals_question WHERE patient_id = %s", self.patient.patient_id
        ):
            answer_question(question_id=question, answer=text, patient=self.patient, now=NOW)

    @rule(answer=st.sampled_from(ANSWERS))
    def write(self, answer: str) -> None:
        self.store.answer = answer
        for (decision,) in owner(
            "SELECT id FROM renewals_decision WHERE patient_id = %s AND store_key IS NOT NULL",
            self.patient.patient_id,
        ):
            self.attempts[decision] = self.attempts.get(decision, 0) + 1
            with as_worker():
                try:
                    delivery.write(subject=str(decision), attempt=self.attempts[decision], now=NOW)
                except Unavailable:
                    assert answer in ("down", "lost")

    @invariant()
    def status_follows_the_lines(self) -> None:
        states = [LineState(state) for state in self.states()]
        ((status, version, ended),) = owner(
            "SELECT status, version, ended_at IS NOT NULL FROM renewals_renewalrequest WHERE id = %s",
            self.request_id,
        )
        assert status == request_status(states)
        assert ended == ENDED.issuperset(states)
        assert version >= self.version
        self.version = version

    @invariant()
    def what_is_renewed_is_in_the_store_once(self) -> None:
        rows = owner(
            "SELECT l.state, d.store_key, d.stored_id FROM renewals_renewalline l"
            " LEFT JOIN renewals_decision d ON d.line_id = l.id AND d.superseded_at IS NULL"
            " WHERE l.request_id = %s",
            self.request_id,
        )
        for state, key, stored in rows:
            if state in ("renewed", "renewed_changed"):
                assert self.store.kept[key].id == stored
            assert (key is not None) == (state in ("writing", "renewed", "renewed_changed"))

    @invariant()
    def being_renewed_is_told_once_and_only_when_it_is_true(self) -> None:
        ((told,),) = owner(
            "SELECT count(*) FROM messages_message WHERE kind = 'renewed' AND patient_id = %s",
            self.patient.patient_id,
        )
        renewed = sum(state.startswith("renewed") for state in self.states())
        assert told <= renewed
        if renewed and all(LineState(state) not in OPEN for state in self.states()):
            assert told >= 1

    def teardown(self) -> None:
        connections["default"].close()

    def states(self) -> list[str]:
        rows = owner(
            "SELECT state FROM renewals_renewalline WHERE request_id = %s ORDER BY position", self.request_id
        )
        return [state for (state,) in rows]

    def decision(self, line, what: str):
        if what == "renew":
            return make.renewal(line)
        if what == "ask":
            return make.question(line)
        return make.refusal(line, Event.MEET if what == "meet" else Event.DECLINE)


def test_any_order_of_events_keeps_the_promises(database, monkeypatch):
    monkeypatch.setattr(delivery, "prescription_store", delivery.prescription_store)
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=30,
            stateful_step_count=12,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
