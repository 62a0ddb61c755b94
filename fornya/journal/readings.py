"""A person's own rows of the access log: every reading of what is kept of them, and every deed on it."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from fornya.audit.scope import ActorKind, opened
from fornya.people.session import SignedInPatient

ON_A_PAGE = 25
# Beyond this one's own visits are many, and nobody asks how many.
COUNTED = 999
# PostgreSQL counts rows no further.
LAST = 2**63 - 1


class NoSuchReading(LookupError):
    """There is no such row about the person."""


@dataclass(frozen=True, slots=True)
class About:
    """The request that a row is about."""

    id: uuid.UUID
    sent_at: datetime
    medicines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """One row. `licences` are those of a member of staff; `clinic_id` is where they worked then."""

    id: int
    at: datetime
    kind: ActorKind
    by: str
    licences: str
    clinic_id: int | None
    what: str
    about: About | None


@dataclass(frozen=True, slots=True)
class Span:
    """Rows from a moment (included) to another (not included)."""

    start: datetime
    end: datetime


Place = tuple[datetime, int]


@dataclass(frozen=True, slots=True)
class Readings:
    """One page of rows, the newest first; `following` is where the next one begins after.

    `own` counts the person's own rows of the same time, at most one more than COUNTED.
    """

    rows: tuple[Reading, ...]
    following: Place | None
    own: int
    first_at: datetime


_ROWS = """
SELECT e.id, e.at, e.actor_kind, e.actor_name, coalesce(s.licences, ''), e.clinic_id, e.what, e.subject
FROM audit_accessentry e LEFT JOIN people_staff s ON e.actor_kind = 'staff' AND s.id = e.actor_id
WHERE e.patient_id = %(patient)s {narrowed}
ORDER BY e.at DESC, e.id DESC LIMIT %(most)s
"""
_OTHERS = "AND e.actor_kind <> 'patient'"
_WITHIN = "AND e.at >= %(start)s AND e.at < %(end)s"
_BEFORE = "AND (e.at, e.id) < (%(at)s, %(id)s)"
_ONE = "AND e.id = %(id)s"
_SUMS = """
SELECT (SELECT count(*) FROM (SELECT FROM audit_accessentry e
        WHERE e.patient_id = %(patient)s AND e.actor_kind = 'patient' {within} LIMIT %(counted)s) own),
       (SELECT min(e.at) FROM audit_accessentry e WHERE e.patient_id = %(patient)s)
"""
# A row names a request, or one of its decisions or questions.
_ABOUT = """
SELECT n.subject, r.id, r.sent_at,
       (SELECT array_agg(l.name ORDER BY l.position) FROM renewals_renewalline l WHERE l.request_id = r.id)
FROM (
    SELECT id AS subject, id AS request_id FROM renewals_renewalrequest WHERE id = ANY(%(named)s)
    UNION ALL SELECT d.id, l.request_id FROM renewals_decision d
    JOIN renewals_renewalline l ON l.id = d.line_id WHERE d.id = ANY(%(named)s)
    UNION ALL SELECT q.id, l.request_id FROM renewals_question q
    JOIN renewals_renewalline l ON l.id = q.line_id WHERE q.id = ANY(%(named)s)
) n JOIN renewals_renewalrequest r ON r.id = n.request_id WHERE r.patient_id = %(patient)s
"""


def readings(
    *, patient: SignedInPatient, others_only: bool, within: Span | None, before: Place | None, now: datetime
) -> Readings:
    """Give a page of the rows about the person. This reading is itself one of them."""
    values: dict[str, Any] = {
        "patient": patient.patient_id,
        "most": ON_A_PAGE + 1,
        "counted": COUNTED + 1,
    }
    narrowed = [_OTHERS] if others_only else []
    if within:
        narrowed.append(_WITHIN)
        values |= {"start": within.start, "end": within.end}
    if before:
        narrowed.append(_BEFORE)
        values |= {"at": before[0], "id": before[1]}
    with opened(by=patient.actor, what="access_log.read", patient_id=patient.patient_id, now=now):
        found = _rows(_ROWS.format(narrowed=" ".join(narrowed)), values)
        own, first_at = _run(_SUMS.format(within=_WITHIN if within else ""), values)[0]
    rows = found[:ON_A_PAGE]
    following = (rows[-1].at, rows[-1].id) if len(found) > ON_A_PAGE else None
    return Readings(rows, following, own, first_at)


def reading(*, number: int, patient: SignedInPatient, now: datetime) -> Reading:
    """Give one row about the person. Raises NoSuchReading."""
    if number > LAST:
        raise NoSuchReading(number)
    whose = {"patient": patient.patient_id, "id": number, "most": 1}
    with opened(
        by=patient.actor,
        what="access_row.read",
        patient_id=patient.patient_id,
        subject=number,
        now=now,
    ):
        found = _rows(_ROWS.format(narrowed=_ONE), whose)
        if not found:
            raise NoSuchReading(number)
    return found[0]


def _rows(statement: str, values: dict[str, Any]) -> tuple[Reading, ...]:
    found = _run(statement, values)
    about = _about(values["patient"], {subject for *_rest, subject in found})
    return tuple(
        Reading(key, at, ActorKind(kind), by, licences, clinic_id, what, about.get(subject))
        for key, at, kind, by, licences, clinic_id, what, subject in found
    )


def _about(patient_id: int, subjects: Iterable[str]) -> dict[str, About]:
    """Give the person's request that each subject is of, where it is of one."""
    named = [uuid.UUID(subject) for subject in subjects if _is_id(subject)]
    if not named:
        return {}
    found = _run(_ABOUT, {"patient": patient_id, "named": named})
    return {str(subject): About(key, sent_at, tuple(names)) for subject, key, sent_at, names in found}


def _is_id(subject: str) -> bool:
    try:
        return str(uuid.UUID(subject)) == subject
    except ValueError:
        return False


def _run(statement: str, values: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()
