"""Whatever happens in whatever order, a request stands as a small model of it says, and nothing is lost.

After each step everything is compared, and each move the table forbids is tried in SQL as the web's role.
"""

from collections import Counter
from contextlib import contextmanager
from datetime import timedelta
from functools import partial

import pytest
from django.db import connections, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from fornya.people.models import Session
from fornya.renewals import delivery, expiry
from fornya.renewals.answer import answer_question
from fornya.renewals.forward import forward_request
from fornya.renewals.hand_over import hand_over
from fornya.renewals.history import AlreadyHandled
from fornya.renewals.reading import for_staff
from fornya.renewals.take import take_request
from fornya.renewals.withdraw import withdraw_request
from fornya.rules.renewal_states import ENDED, Event, LineState, RequestStatus, request_status
from tests import make
from tests.committed import as_worker, owner, web
from tests.make import BJORKEN, EKBACKEN, EVA, JOHAN, NOW, SIGNE
from tests.renewals.lives import DECIDED, Model, Store
from tests.renewals.test_moves import AFTER, request_moves
from tests.renewals.test_open_counts import KEPT, PLAIN

CLINICS = {EVA: BJORKEN, JOHAN: BJORKEN, SIGNE: EKBACKEN}
MOVES = request_moves()
WHO = st.sampled_from([EVA, EVA, JOHAN, SIGNE])
CHOICES = st.lists(st.sampled_from(sorted(DECIDED)), min_size=2, max_size=2)
STANDS = """
SELECT r.status, r.version, r.ended_at IS NOT NULL, r.clinic_id, r.taken_by_id, r.read_by_id, r.answer_by,
    (SELECT json_agg(l.state ORDER BY l.position) FROM renewals_renewalline l WHERE l.request_id = r.id),
    (SELECT json_agg(e.what ORDER BY e.id) FROM renewals_renewalevent e WHERE e.request_id = r.id),
    (SELECT json_object_agg(kind, number) FROM (SELECT kind, count(*) AS number FROM messages_message m
        WHERE m.about = r.id GROUP BY kind) told),
    (SELECT json_agg(DISTINCT clinic_id) FROM (
        SELECT clinic_id FROM renewals_renewalline l WHERE l.request_id = r.id
        UNION ALL SELECT clinic_id FROM renewals_renewalevent e WHERE e.request_id = r.id) has)
FROM renewals_renewalrequest r WHERE r.id = %s
"""
# Each state in turn, each time taken back: by what was raised one sees whether it was let through.
_TRY = """
DO $try$ DECLARE each record; wanted text; done text[] := '{}'; BEGIN
FOR each IN SELECT id, state FROM renewals_renewalline LOOP
    FOREACH wanted IN ARRAY string_to_array('LINE_STATES', ',') LOOP BEGIN
        UPDATE renewals_renewalline SET state = wanted WHERE id = each.id;
        RAISE EXCEPTION 'taken back';
    EXCEPTION WHEN raise_exception THEN done := done || ('line ' || each.state || ' ' || wanted);
        WHEN check_violation THEN NULL;
    END; END LOOP;
END LOOP;
FOR each IN SELECT id, status, ended_at FROM renewals_renewalrequest LOOP
    FOREACH wanted IN ARRAY string_to_array('STATUSES', ',') LOOP BEGIN
        UPDATE renewals_renewalrequest SET status = wanted, ended_at =
            CASE WHEN renewals_request_has_ended(wanted) THEN coalesce(each.ended_at, now()) END
        WHERE id = each.id;
        RAISE EXCEPTION 'taken back';
    EXCEPTION WHEN raise_exception THEN done := done || ('request ' || each.status || ' ' || wanted);
        WHEN check_violation THEN NULL;
    END; END LOOP;
END LOOP;
PERFORM set_config('tried.done', array_to_string(done, ','), true);
END $try$
"""
TRY_EACH = _TRY.replace("LINE_STATES", ",".join(LineState)).replace("STATUSES", ",".join(RequestStatus))


class Life(RuleBasedStateMachine):
    """One request with two medicines, three of staff at two clinics, the store, and time."""

    def __init__(self) -> None:
        super().__init__()
        self.store = Store()
        delivery.prescription_store = lambda: self.store
        self.patient = make.patient()
        self.staff = {hsa_id: make.staff(hsa_id, clinic=clinic) for hsa_id, clinic in CLINICS.items()}
        self.request_id = make.request(self.patient, [make.choice(), make.choice()])
        self.model = Model(BJORKEN, ["sent", "sent"])
        self.answer_by = NOW.date()
        self.attempts: Counter = Counter()
        self.answers: dict = {}

    @rule(who=WHO, over=st.booleans())
    def take(self, who: str, over: bool) -> None:
        with self.as_in(lambda: self.model.take(self.id_of(who), CLINICS[who], over=over)):
            take_request(request_id=self.request_id, by=self.staff[who], now=self.model.now, over=over)

    @precondition(lambda self: self.model.is_open)
    @rule(who=WHO, to=st.sampled_from(["", EVA, JOHAN]))
    def hand_over(self, who: str, to: str) -> None:
        seen = self.model.version
        with self.as_in(
            lambda: self.model.hand_over(self.id_of(who), CLINICS[who], self.id_of(to) if to else None)
        ):
            hand_over(
                request_id=self.request_id,
                to_hsa_id=to,
                seen_version=seen,
                by=self.staff[who],
                now=self.model.now,
            )

    @rule(who=WHO)
    def send_on(self, who: str) -> None:
        to, seen = EKBACKEN if CLINICS[who] == BJORKEN else BJORKEN, self.model.version
        with self.as_in(lambda: self.model.send_on(self.id_of(who), CLINICS[who], to)):
            forward_request(
                request_id=self.request_id,
                to=make.page(to),
                seen_version=seen,
                by=self.staff[who],
                today=self.model.now.date(),
                now=self.model.now,
            )

    @rule(minutes=st.sampled_from([5, 15, 24 * 60]))
    def wait(self, minutes: int) -> None:
        """Let time go by: a hold runs out, and in the night what is old is cleared away."""
        self.model.now += timedelta(minutes=minutes)
        if minutes > 60:
            with as_worker():
                expiry.remove_old_drafts(now=self.model.now + timedelta(days=400))
                expiry.remove_old_filled_decisions(now=self.model.now + timedelta(days=400))

    @precondition(lambda self: self.model.waiting)
    @rule(who=WHO, chosen=CHOICES)
    def decide(self, who: str, chosen: list[str]) -> None:
        chosen = chosen[: len(self.model.waiting)]
        prescribes = who != JOHAN
        seen = self.seen()
        with self.as_in(
            lambda: self.model.decide(self.id_of(who), CLINICS[who], chosen, prescribes=prescribes)
        ):
            self.sign(who, seen, chosen)

    @precondition(lambda self: self.model.waiting and self.model.clinic == BJORKEN)
    @rule(first=st.sampled_from([EVA, JOHAN]))
    def decide_both_what_both_have_seen(self, first: str) -> None:
        seen, asks, before = self.seen(), ["ask"] * len(self.model.waiting), self.model.version
        with self.as_in(lambda: self.model.decide(self.id_of(first), BJORKEN, asks, prescribes=False)):
            self.sign(first, seen, asks)
        if self.model.version == before:
            return
        second = JOHAN if first == EVA else EVA
        with pytest.raises(AlreadyHandled) as handled:
            self.sign(second, seen, asks)
        assert (handled.value.by, handled.value.at) == (self.staff[first].name, self.model.now)

    @rule(text=st.sampled_from(["ja", "nej"]))
    def answer(self, text: str) -> None:
        for question, place, is_open in owner(
            "SELECT q.id, l.position - 1, q.answered_at IS NULL FROM renewals_question q"
            " JOIN renewals_renewalline l ON l.id = q.line_id WHERE l.request_id = %s ORDER BY q.id",
            self.request_id,
        ):
            answer_question(question_id=question, answer=text, patient=self.patient, now=self.model.now)
            if is_open:
                self.model.answer(place)
                self.answers[question] = text

    @rule(answer=st.sampled_from(["stored", "stored", "lost", "down", "refused"]))
    def write(self, answer: str) -> None:
        """Let the outbox come to everything that was signed, once more to what is written already."""
        self.store.answer = answer
        for decision, key, place, is_live in owner(
            "SELECT d.id, d.store_key, l.position - 1, d.stored_at IS NULL AND d.superseded_at IS NULL"
            " FROM renewals_decision d JOIN renewals_renewalline l ON l.id = d.line_id"
            " WHERE l.request_id = %s AND d.store_key IS NOT NULL ORDER BY d.decided_at, l.position",
            self.request_id,
        ):
            self.attempts[decision] += 1
            kept = self.attempts[decision] > 1 and key in self.store.kept
            said = partial(self.model.write, place, answer=answer, kept=kept) if is_live else bool
            with self.as_in(said), as_worker():
                delivery.write(subject=str(decision), attempt=self.attempts[decision], now=self.model.now)

    @rule()
    def withdraw(self) -> None:
        with self.as_in(self.model.withdraw):
            withdraw_request(request_id=self.request_id, patient=self.patient, now=self.model.now)

    @invariant()
    def it_stands_as_the_model_says(self) -> None:
        model = self.model
        ((status, version, ended, clinic, taken_by, read_by, answer_by, lines, history, told, has),) = owner(
            STANDS, self.request_id
        )
        states = [LineState(state) for state in lines]
        assert (lines, status, version) == (model.lines, request_status(states), model.version)
        assert ended == ENDED.issuperset(states) == (not model.is_open)
        assert history == model.history
        assert Counter(told) == +model.told
        # An owner and a day, at every moment: a person's or the clinic's, and all of it the same clinic's.
        assert (has, clinic, taken_by) == ([clinic], make.page(model.clinic).id, model.owner)
        assert read_by == model.reader
        assert answer_by >= self.answer_by
        self.answer_by = answer_by

    @invariant()
    def it_is_counted_where_it_stands(self) -> None:
        assert set(owner(KEPT)) == set(owner(PLAIN))

    @invariant()
    def nothing_acknowledged_is_lost(self) -> None:
        rows = owner(
            "SELECT l.state, d.store_key, d.stored_id FROM renewals_renewalline l"
            " LEFT JOIN renewals_decision d ON d.line_id = l.id AND d.superseded_at IS NULL"
            " WHERE l.request_id = %s",
            self.request_id,
        )
        for state, key, stored in rows:
            if state == "renewed":
                assert self.store.kept[key].id == stored
            assert (key is not None) == (state in ("writing", "renewed"))
        answered = owner(
            "SELECT id, answer FROM renewals_question WHERE patient_id = %s AND answered_at IS NOT NULL",
            self.patient.patient_id,
        )
        assert dict(answered) == self.answers

    @invariant()
    def the_database_lets_through_what_the_table_has_and_no_more(self) -> None:
        model = self.model
        with transaction.atomic():
            web("SELECT set_config('fornya.patient', %s, true)", str(self.patient.patient_id))
            web(TRY_EACH)
            ((done,),) = web("SELECT current_setting('tried.done')")
        lines = {f"line {line} {to}" for line in model.lines for to in AFTER[LineState(line)]}
        to = {model.status} | {after for before, after in MOVES if before == model.status}
        assert set(done.split(",")) == lines | {f"request {model.status} {each}" for each in to}

    def teardown(self) -> None:
        connections["default"].close()

    @contextmanager
    def as_in(self, deed):
        """Do what the model does too; when that fails, the deed has to fail in the same way."""
        try:
            deed()
        except Exception as wanted:
            try:
                yield
            except type(wanted):
                return
            raise AssertionError(f"should have failed with {wanted!r}") from wanted
        yield

    def id_of(self, hsa_id: str) -> int:
        return self.staff[hsa_id].staff_id

    def seen(self):
        """Give the request as those see it who have it."""
        there = next(who for who, clinic in CLINICS.items() if clinic == self.model.clinic)
        return for_staff(request_id=self.request_id, staff=self.staff[there], now=self.model.now)

    def sign(self, who: str, seen, chosen: list[str]) -> None:
        by = self.staff[who]
        Session.objects.filter(token_hash=by.token_hash).update(confirmed_at=self.model.now)
        waiting = [line.id for line in seen.lines if line.state in ("opened", "store_refused")]
        decisions = [self.decision(*pair) for pair in zip(waiting, chosen, strict=True)]
        make.decide(by, seen, *decisions, now=self.model.now)

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
            max_examples=25,
            stateful_step_count=16,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
