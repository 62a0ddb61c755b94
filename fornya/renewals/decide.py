"""Decides a request, medicine by medicine, and signs: one transaction, for the version that was shown."""

import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from fornya.messages.models import Kind
from fornya.messages.send import tell
from fornya.outbox import queue
from fornya.people.session import SignedInStaff
from fornya.people.step_up import is_confirmed
from fornya.renewals.history import locked_at_clinic, move, note, refuse_held, refuse_stale, settle
from fornya.renewals.models import (
    Decision,
    FilledDecision,
    Question,
    RenewalEvent,
    RenewalLine,
    RenewalRequest,
)
from fornya.renewals.offer import offer
from fornya.renewals.reading import whole_within
from fornya.renewals.seal import Sealed, about, digest_of, seal
from fornya.renewals.shown import Checked, ShownDiffers, as_kept, digest_of_shown
from fornya.renewals.told import guardian_told
from fornya.renewals.who import who_of
from fornya.rules.access import Deed, may
from fornya.rules.appointments import Slot
from fornya.rules.checks.run import is_clean
from fornya.rules.decision_reasons import BRIDGE_MONTHS, leads_on
from fornya.rules.months import add_months
from fornya.rules.renewal_states import TO_DECIDE, Event
from fornya.rules.swedish_time import swedish_day

# Made once, for ever: the store recognises a repeated write by the key that is made from it and the
# decision's id.
STORE_KEYS = uuid.UUID("5f0f0d2c-6f1b-4f53-9d0e-7c1a6b1f9a11")


@dataclass(frozen=True, slots=True)
class NewPrescription:
    """The prescription that a renewal gives: days as ISO texts, exact numbers as texts."""

    dosage_text: str
    units_per_day: str | None
    quantity: str
    unit: str
    withdrawals_total: int
    valid_until: str


@dataclass(frozen=True, slots=True)
class LineDecision:
    """What is decided about one medicine. `event` is APPROVE (with `new`), ASK (with `text`), MEET or
    DECLINE (both).

    `changed` says that `new` differs from what was prescribed before; the patient is told so with `text`.
    `times` to meet are offered with what says why to meet: MEET, or a short supply.
    """

    line_id: uuid.UUID
    event: Event
    new: NewPrescription | None = None
    changed: bool = False
    reason: str = ""
    text: str = ""
    times: tuple[Slot, ...] = ()

    @property
    def asks_to_meet(self) -> bool:
        """Whether patient and clinic are to meet."""
        return self.event is Event.MEET or (self.event is Event.APPROVE and bool(self.reason))


class NotEveryLine(ValueError):
    """The decisions do not name each line that waits for one exactly once."""


class BareNo(ValueError):
    """A no without a coded reason that leads on, or without words for the patient; or times to meet for no
    meeting.
    """


class NotClean(Exception):
    """A medicine is not clean, or is not renewed unchanged: it cannot be signed together with others."""


class NotConfirmed(Exception):
    """Who signs has not said afresh who they are; nothing was decided."""


def decide_request(
    *,
    request_id: uuid.UUID,
    decisions: tuple[LineDecision, ...],
    seen_version: int,
    shown: str,
    checked: Checked,
    by: SignedInStaff,
    now: datetime,
    only_clean: bool = False,
) -> None:
    """Decide all lines that wait, and sign; `shown` is the digest of what the page showed (shown.py).

    `checked` is what the checks say now. With `only_clean` only clean renewals are taken: the fast lane.

    Renewals go to the store by the worker, and only its confirmation makes them renewed. Raises
    NoSuchRequest, AlreadyHandled (a stale form, or pressed twice), HeldByAnother, ShownDiffers, NotAllowed
    (no right to prescribe), NotConfirmed (who decides, and does not only ask, has to have signed in afresh),
    NotEveryLine, BareNo, NotClean, NotOffered (a time to meet that cannot be offered).
    """
    with locked_at_clinic(request_id, what="request.decided", by=by, now=now) as (request, lines):
        refuse_stale(request, seen_version)
        refuse_held(request, by, now=now)
        if digest_of_shown(whole_within(request_id, clinic_id=request.clinic_id), checked) != shown:
            raise ShownDiffers(request_id)
        waiting = {line.pk: line for line in lines if line.state in TO_DECIDE}
        if sorted(d.line_id for d in decisions) != sorted(waiting):
            raise NotEveryLine(request_id)
        _refuse_bare(decisions, now)
        if only_clean:
            _refuse_unclean(decisions, checked)
        if not _may_sign(decisions, by, now):
            raise NotConfirmed(request_id)
        history = []
        for decision in decisions:
            line = waiting[decision.line_id]
            move(line, decision.event, who_of(by))
            _write(line, decision, by, _Seen(shown, as_kept(checked.get(line.pk, ()))), now)
            history.append(note(request, line, decision.event.value, by=by.actor, now=now))
        offer(request, dict.fromkeys(slot for each in decisions for slot in each.times), by=by, now=now)
        settle(request, lines, now=now)
        RenewalEvent.objects.bulk_create(history)
        _tell(request, decisions, waiting, now)
        FilledDecision.objects.filter(request_id=request_id, staff_id=by.staff_id).delete()


def _refuse_bare(decisions: tuple[LineDecision, ...], now: datetime) -> None:
    for decision in decisions:
        if decision.times and not decision.asks_to_meet:
            raise BareNo(decision.line_id)
        is_no = decision.event in (Event.MEET, Event.DECLINE)
        if is_no or decision.reason:
            try:
                leads_on(decision.event.value, decision.reason)
            except ValueError as unknown:
                raise BareNo(decision.line_id) from unknown
            if not decision.text.strip():
                raise BareNo(decision.line_id)
        if decision.event is Event.APPROVE and decision.reason and not _is_short(decision, now):
            raise BareNo(decision.line_id)


def _is_short(decision: LineDecision, now: datetime) -> bool:
    """A renewal with a reason to meet is a short supply: one withdrawal, told to the patient as a change."""
    last = add_months(swedish_day(now), BRIDGE_MONTHS).isoformat()
    new = decision.new
    return bool(new and decision.changed and new.withdrawals_total == 1 and new.valid_until <= last)


def _refuse_unclean(decisions: tuple[LineDecision, ...], checked: Checked) -> None:
    for decision in decisions:
        is_plain = decision.event is Event.APPROVE and not decision.changed
        if not (is_plain and is_clean(checked.get(decision.line_id, ()))):
            raise NotClean(decision.line_id)


def _may_sign(decisions: tuple[LineDecision, ...], by: SignedInStaff, now: datetime) -> bool:
    """A question is no decision; who may not decide at all is refused by the rule, line by line."""
    only_asks = all(decision.event is Event.ASK for decision in decisions)
    return only_asks or not may(by.role, Deed.DECIDE) or is_confirmed(by, now=now)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the prescriber had before them: the digest of the page, and what the checks said."""

    shown: str
    checks: list[dict[str, Any]]


def _write(line: RenewalLine, decision: LineDecision, by: SignedInStaff, seen: _Seen, now: datetime) -> None:
    if decision.event is Event.ASK:
        _ask(line, decision, by, now)
        return
    decision_id = uuid.uuid4()
    renews = decision.event is Event.APPROVE
    content = signed_content(line, decision, by, seen.checks, now)
    sealed = Sealed(
        str(decision_id), str(line.request_id), line.patient_id, line.clinic_id, seen.shown, content
    )
    Decision.objects.create(
        id=decision_id,
        line=line,
        patient_id=line.patient_id,
        clinic_id=line.clinic_id,
        outcome=_outcome(decision),
        reason=decision.reason,
        text=decision.text,
        prescription=asdict(decision.new) if decision.new else {},
        decided_by_id=by.staff_id,
        decided_at=now,
        digest=digest_of(content),
        signature=seal(sealed),
        checks=seen.checks,
        next_step=content["next_step"],
        times=content["decision"]["times"],
        store_key=uuid.uuid5(STORE_KEYS, str(decision_id)) if renews else None,
    )
    queue.put("renewal.chain", key=f"chain:{decision_id}", subject=decision_id, now=now)
    if renews:
        queue.put("renewal.write", key=f"write:{decision_id}", subject=decision_id, now=now)


def _ask(line: RenewalLine, decision: LineDecision, by: SignedInStaff, now: datetime) -> None:
    Question.objects.create(
        id=uuid.uuid4(),
        line=line,
        patient_id=line.patient_id,
        clinic_id=line.clinic_id,
        text=decision.text,
        asked_by_id=by.staff_id,
        asked_at=now,
    )


def signed_content(
    line: RenewalLine,
    decision: LineDecision,
    by: SignedInStaff,
    checks: Sequence[dict[str, Any]],
    now: datetime,
) -> dict[str, Any]:
    """Give exactly what is sealed: what was decided, about what, by whom, when, with which checks."""
    return {
        "line": str(line.pk),
        "about": about(line),
        "decision": asdict(decision)
        | {"line_id": str(decision.line_id), "times": [slot.as_json() for slot in decision.times]},
        "checks": list(checks),
        "next_step": leads_on(decision.event.value, decision.reason)[0].value if decision.reason else "",
        "by": [by.hsa_id, by.prescriber_code],
        "at": now.isoformat(),
    }


def _outcome(decision: LineDecision) -> str:
    if decision.event is Event.APPROVE:
        return (Decision.Outcome.RENEW_CHANGED if decision.changed else Decision.Outcome.RENEW).value
    return {Event.MEET: Decision.Outcome.MEET, Event.DECLINE: Decision.Outcome.DECLINE}[decision.event].value


def _tell(
    request: RenewalRequest,
    decisions: tuple[LineDecision, ...],
    lines: dict[uuid.UUID, RenewalLine],
    now: datetime,
) -> None:
    """Tell what is certain now; that something is renewed is told when the store has confirmed it."""
    for kind, events in ((Kind.QUESTION, {Event.ASK}), (Kind.ANSWERED, {Event.MEET, Event.DECLINE})):
        about = [decision for decision in decisions if decision.event in events]
        if about:
            tell(
                patient_id=request.patient_id,
                kind=kind,
                about=request.pk,
                source=f"{request.pk}:{request.version}",
                facts={
                    "clinic": request.clinic.name,
                    "times": len({slot for each in about for slot in each.times}),
                    "lines": [
                        {
                            "name": lines[d.line_id].name,
                            "event": d.event.value,
                            "reason": d.reason,
                            "text": d.text,
                        }
                        for d in about
                    ],
                },
                now=now,
                guardian_id=guardian_told(request, now=now),
            )
