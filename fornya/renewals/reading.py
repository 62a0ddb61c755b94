"""Reads requests: a patient's own, and the one that staff have open. One statement gives a whole request."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from fornya.audit.scope import opened, opened_case
from fornya.people.session import SignedInPatient, SignedInStaff
from fornya.renewals.history import NoSuchRequest
from fornya.renewals.times import BOOKED_AND_LAST, TIMES, Times, times_of
from fornya.rules.renewal_states import LineState, RequestStatus


@dataclass(frozen=True, slots=True)
class Decided:
    """The standing decision about one medicine. `prescription` holds the new one's values if renewed."""

    outcome: str
    reason: str
    text: str
    prescription: dict[str, Any]
    by: str
    at: datetime
    stored_at: datetime | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to the patient and, once given, its answer."""

    id: uuid.UUID
    text: str
    by: str
    at: datetime
    answer: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class Line:
    """One medicine of a request. `prescription` is what was shown when sent, {} when written by hand."""

    id: uuid.UUID
    name: str
    state: LineState
    prescription: dict[str, Any]
    answers: dict[str, str]
    decision: Decided | None
    questions: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Happened:
    """One row of a request's history."""

    what: str
    at: datetime
    by_kind: str
    by: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """What was got ready: facts out of the record and who took them from there, and a proposal."""

    record: dict[str, Any]
    record_by: str | None
    record_at: datetime | None
    fields: dict[str, str]
    proposed_by: str | None
    proposed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier decision of the clinic about a medicine of the same patient."""

    name: str
    atc: str
    outcome: str
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Whole:
    """A request with everything that belongs to it. `can_withdraw` as long as nobody has begun to read.

    `taken_by` has it; `read_by` reads it, or has read it, until `read_until`.
    `language` is that of the pages it was sent from.
    """

    id: uuid.UUID
    clinic_id: int
    patient_id: int
    patient_name: str
    personnummer: str
    birth_date: date
    is_protected: bool
    deceased_on: date | None
    status: RequestStatus
    version: int
    sent_at: datetime
    answer_by: date
    fee_ore: int
    pharmacy: str | None
    message: str
    own_answers: list[dict[str, str]]
    taken_by: str | None
    read_by: str | None
    read_by_id: int | None
    read_until: datetime | None
    ended_at: datetime | None
    language: str
    lines: tuple[Line, ...]
    history: tuple[Happened, ...]
    prepared: Prepared | None = None
    earlier: tuple[Earlier, ...] = ()
    times: Times = Times()

    @property
    def can_withdraw(self) -> bool:
        """Whether the patient may take it back."""
        return self.status is RequestStatus.SENT and all(line.state is LineState.SENT for line in self.lines)


@dataclass(frozen=True, slots=True)
class Listed:
    """A request in the patient's list. `booked_for` is a time to meet, `last_time` the last that stands.

    `to_meet` names the medicines that the clinic wants to meet about, on the overview.
    """

    id: uuid.UUID
    clinic_id: int
    status: RequestStatus
    sent_at: datetime
    answer_by: date
    ended_at: datetime | None
    medicines: tuple[str, ...]
    booked_for: datetime | None = None
    last_time: datetime | None = None
    to_meet: tuple[str, ...] = ()


_WHOLE = """
SELECT json_build_object(
  'id', r.id, 'clinic_id', r.clinic_id, 'patient_id', r.patient_id,
  'patient_name', p.given_name || ' ' || p.surname,
  'personnummer', p.personnummer, 'birth_date', p.birth_date,
  'is_protected', p.is_protected, 'deceased_on', p.deceased_on, 'status', r.status, 'version', r.version,
  'sent_at', r.sent_at, 'answer_by', r.answer_by, 'fee_ore', r.fee_ore, 'pharmacy', a.name,
  'message', r.message, 'own_answers', r.own_answers, 'taken_by', t.name, 'ended_at', r.ended_at,
  'read_by', h.name, 'read_by_id', r.read_by_id, 'read_until', r.read_until,
  'language', r.language, 'times', {times},
  'lines', (SELECT json_agg(json_build_object(
      'id', l.id, 'name', l.name, 'state', l.state, 'prescription', l.prescription, 'answers', l.answers,
      'decision', (SELECT json_build_object('outcome', d.outcome, 'reason', d.reason, 'text', d.text,
          'prescription', d.prescription, 'by', s.name, 'at', d.decided_at, 'stored_at', d.stored_at)
          FROM renewals_decision d JOIN people_staff s ON s.id = d.decided_by_id
          WHERE d.line_id = l.id AND d.superseded_at IS NULL),
      'questions', (SELECT json_agg(json_build_object('id', q.id, 'text', q.text, 'by', s.name,
          'at', q.asked_at, 'answer', q.answer, 'answered_at', q.answered_at) ORDER BY q.asked_at)
          FROM renewals_question q JOIN people_staff s ON s.id = q.asked_by_id WHERE q.line_id = l.id)
    ) ORDER BY l.position) FROM renewals_renewalline l WHERE l.request_id = r.id),
  {beside}
  'history', (SELECT json_agg(json_build_object('what', e.what, 'at', e.at, 'by_kind', e.actor_kind,
      'by', e.actor_name) ORDER BY e.at, e.id) FROM renewals_renewalevent e WHERE e.request_id = r.id))
FROM renewals_renewalrequest r JOIN people_patient p ON p.id = r.patient_id
LEFT JOIN people_staff t ON t.id = r.taken_by_id
LEFT JOIN people_staff h ON h.id = r.read_by_id LEFT JOIN clinics_pharmacy a ON a.id = r.pharmacy_id
WHERE r.id = %s AND {scope} = %s
"""

# For the clinic's eyes, in its own scope: what it has prepared, and what it decided before.
_BESIDE = """
  'prepared', (SELECT json_build_object('record', b.record, 'record_by', rs.name, 'record_at', b.record_at,
      'fields', b.fields, 'proposed_by', ps.name, 'proposed_at', b.proposed_at)
      FROM renewals_preparation b LEFT JOIN people_staff rs ON rs.id = b.record_by_id
      LEFT JOIN people_staff ps ON ps.id = b.proposed_by_id WHERE b.request_id = r.id),
  'earlier', (SELECT json_agg(json_build_object('name', e.name, 'atc', coalesce(e.atc, ''),
      'outcome', e.outcome, 'reason', e.reason, 'by', e.by, 'at', e.decided_at) ORDER BY e.decided_at DESC)
      FROM (SELECT l.name, l.prescription->>'atc' AS atc, d.outcome, d.reason, s.name AS by, d.decided_at
            FROM renewals_decision d JOIN renewals_renewalline l ON l.id = d.line_id
            JOIN people_staff s ON s.id = d.decided_by_id
            WHERE d.patient_id = r.patient_id AND d.clinic_id = r.clinic_id AND d.superseded_at IS NULL
              AND l.request_id <> r.id ORDER BY d.decided_at DESC LIMIT 20) e),
"""

_LISTED = f"""
SELECT r.id, r.clinic_id, r.status, r.sent_at, r.answer_by, r.ended_at,
       (SELECT array_agg(l.name ORDER BY l.position) FROM renewals_renewalline l WHERE l.request_id = r.id),
       {BOOKED_AND_LAST}
FROM renewals_renewalrequest r WHERE r.patient_id = %s
ORDER BY r.ended_at IS NOT NULL, r.sent_at DESC LIMIT 50
"""  # noqa: S608 - constants only


def for_patient(*, request_id: uuid.UUID, patient: SignedInPatient, now: datetime) -> Whole:
    """Give one of the patient's own requests. Raises NoSuchRequest."""
    with opened(
        by=patient.actor, what="request.read", patient_id=patient.patient_id, subject=request_id, now=now
    ):
        return _whole(request_id, "r.patient_id", patient.patient_id)


def for_staff(*, request_id: uuid.UUID, staff: SignedInStaff, now: datetime) -> Whole:
    """Give a request of the clinic that the member of staff works for now. Raises NoSuchRequest."""
    with opened_case(
        by=staff.actor, what="request.read", clinic_id=staff.clinic_id, subject=request_id, now=now
    ) as case:
        found = _whole(request_id, "r.clinic_id", staff.clinic_id)
        case.patient_id = found.patient_id
        return found


def whole_within(request_id: uuid.UUID, *, clinic_id: int | None) -> Whole:
    """Give a clinic's request inside a scope that is open already. Raises NoSuchRequest."""
    return _whole(request_id, "r.clinic_id", clinic_id)


def list_for_patient(*, patient: SignedInPatient, now: datetime) -> list[Listed]:
    """Give the patient's requests: open ones first, newest first, at most 50."""
    with opened(by=patient.actor, what="requests.read", patient_id=patient.patient_id, now=now):
        return listed(patient.patient_id)


def listed(patient_id: int) -> list[Listed]:
    """Give the patient's requests inside a scope that is already open."""
    with connection.cursor() as cursor:
        cursor.execute(_LISTED, [patient_id])
        return [
            Listed(
                key,
                clinic,
                RequestStatus(status),
                sent,
                answer_by,
                ended,
                tuple(names),
                _time(booked),
                _time(last),
            )
            for key, clinic, status, sent, answer_by, ended, names, (booked, last) in cursor.fetchall()
        ]


def _whole(request_id: uuid.UUID, scope: str, owner: int | None) -> Whole:
    with connection.cursor() as cursor:
        beside = _BESIDE if scope == "r.clinic_id" else ""
        cursor.execute(_WHOLE.format(scope=scope, beside=beside, times=TIMES), [request_id, owner])
        row = cursor.fetchone()
    if row is None:
        raise NoSuchRequest(request_id)
    facts = row[0]
    return Whole(
        **facts
        | {
            "id": uuid.UUID(facts["id"]),
            "birth_date": date.fromisoformat(facts["birth_date"]),
            "deceased_on": facts["deceased_on"] and date.fromisoformat(facts["deceased_on"]),
            "status": RequestStatus(facts["status"]),
            "sent_at": datetime.fromisoformat(facts["sent_at"]),
            "answer_by": date.fromisoformat(facts["answer_by"]),
            "ended_at": _time(facts["ended_at"]),
            "read_until": _time(facts["read_until"]),
            "lines": tuple(_line(line) for line in facts["lines"]),
            "times": times_of(facts["times"]),
            "prepared": _prepared(facts.get("prepared")),
            "earlier": tuple(Earlier(**row | _times(row, "at")) for row in facts.get("earlier") or ()),
            "history": tuple(
                Happened(**event | {"at": datetime.fromisoformat(event["at"])}) for event in facts["history"]
            ),
        }
    )


def _prepared(row: dict[str, Any] | None) -> Prepared | None:
    return Prepared(**row | _times(row, "record_at", "proposed_at")) if row else None


def _line(line: dict[str, Any]) -> Line:
    decision = line["decision"]
    return Line(
        **line
        | {
            "id": uuid.UUID(line["id"]),
            "state": LineState(line["state"]),
            "decision": decision and Decided(**decision | _times(decision, "at", "stored_at")),
            "questions": tuple(
                Asked(**asked | {"id": uuid.UUID(asked["id"])} | _times(asked, "at", "answered_at"))
                for asked in line["questions"] or ()
            ),
        }
    )


def _times(row: dict[str, Any], *names: str) -> dict[str, datetime | None]:
    return {name: _time(row[name]) for name in names}


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
