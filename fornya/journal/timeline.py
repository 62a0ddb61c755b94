"""A person's requests as they went: what happened in each, with what was asked, answered and decided."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from fornya.audit.scope import opened
from fornya.people.session import SignedInPatient
from fornya.rules.renewal_states import RequestStatus

ON_A_PAGE = 10
MESSAGE = "message"

Place = tuple[datetime, uuid.UUID]


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened. `what` is the history's code, or MESSAGE.

    `text` is what was then asked, answered or given as reason, `facts` what a message was made of.
    """

    at: datetime
    what: str
    by_kind: str
    by: str
    medicine: str
    text: str
    kind: str
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Course:
    """A request with all its moments, the first of them first."""

    id: uuid.UUID
    clinic_id: int
    status: RequestStatus
    sent_at: datetime
    medicines: tuple[str, ...]
    moments: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """One page of requests, the newest first; `following` is where the next one begins after."""

    courses: tuple[Course, ...]
    following: Place | None


# The history is the spine: questions, answers and decisions are written at the very moment of its rows.
_COURSES = """
SELECT r.id, r.clinic_id, r.status, r.sent_at,
  (SELECT json_agg(l.name ORDER BY l.position) FROM renewals_renewalline l WHERE l.request_id = r.id),
  (SELECT json_agg(json_build_object('at', m.at, 'what', m.what, 'by_kind', m.by_kind, 'by', m.by,
      'medicine', m.medicine, 'text', m.text, 'kind', m.kind, 'facts', m.facts) ORDER BY m.at, m.place, m.nr)
   FROM (
    SELECT e.at, e.what, e.actor_kind AS by_kind, e.actor_name AS by, coalesce(l.name, '') AS medicine,
           coalesce(q.text, a.answer, d.text, '') AS text, '' AS kind, '{{}}'::jsonb AS facts, 0 AS place,
           e.id AS nr
    FROM renewals_renewalevent e LEFT JOIN renewals_renewalline l ON l.id = e.line_id
    LEFT JOIN renewals_question q ON e.what = 'ask' AND q.line_id = e.line_id AND q.asked_at = e.at
    LEFT JOIN renewals_question a ON e.what = 'answered' AND a.line_id = e.line_id AND a.answered_at = e.at
    LEFT JOIN renewals_decision d ON e.what IN ('approve', 'meet', 'decline') AND d.line_id = e.line_id
      AND d.decided_at = e.at
    WHERE e.request_id = r.id
    UNION ALL
    SELECT n.created_at, 'message', 'service', '', '', '', n.kind, n.facts, 1, 0
    FROM messages_message n WHERE n.patient_id = r.patient_id AND n.about = r.id) m)
FROM renewals_renewalrequest r WHERE r.patient_id = %(patient)s {before}
ORDER BY r.sent_at DESC, r.id DESC LIMIT %(most)s
"""
_BEFORE = "AND (r.sent_at, r.id) < (%(at)s, %(id)s)"


def timeline(*, patient: SignedInPatient, before: Place | None, now: datetime) -> Timeline:
    """Give a page of the person's requests, each whole."""
    values: dict[str, Any] = {"patient": patient.patient_id, "most": ON_A_PAGE + 1}
    if before:
        values |= {"at": before[0], "id": before[1]}
    with (
        opened(by=patient.actor, what="journal.read", patient_id=patient.patient_id, now=now),
        connection.cursor() as cursor,
    ):
        cursor.execute(_COURSES.format(before=_BEFORE if before else ""), values)
        found = [_course(*row) for row in cursor.fetchall()]
    courses = tuple(found[:ON_A_PAGE])
    following = (courses[-1].sent_at, courses[-1].id) if len(found) > ON_A_PAGE else None
    return Timeline(courses, following)


def _course(
    key: uuid.UUID, clinic_id: int, status: str, sent_at: datetime, names: list[str], moments: list[Any]
) -> Course:
    return Course(
        id=key,
        clinic_id=clinic_id,
        status=RequestStatus(status),
        sent_at=sent_at,
        medicines=tuple(names),
        moments=tuple(Moment(**row | {"at": datetime.fromisoformat(row["at"])}) for row in moments),
    )
