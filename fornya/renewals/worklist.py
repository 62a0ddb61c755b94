"""The clinic's worklist: plain rows, one statement a page, keyset paging."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db import connection

from fornya.audit.scope import opened
from fornya.people.session import SignedInStaff
from fornya.rules.renewal_states import RequestStatus

PAGE = 25


class Shown(StrEnum):
    """Which part of the worklist is shown."""

    NEW = "new"
    OPENED = "opened"
    PATIENT = "patient"
    SENDING = "sending"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Row:
    """One request in the list. `medicines` are names; `soonest_out` the first day one may run out."""

    id: uuid.UUID
    patient_name: str
    birth_year: int
    status: RequestStatus
    sent_at: datetime
    answer_by: date
    taken_by: str | None
    medicines: tuple[str, ...]
    soonest_out: date | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the list, the counts of all parts, and where the next page begins (None at the end)."""

    rows: tuple[Row, ...]
    counts: dict[Shown, int]
    after: str | None


_WHERE = {
    Shown.NEW: "r.ended_at IS NULL AND r.status = 'sent'",
    Shown.OPENED: "r.ended_at IS NULL AND r.status = 'opened'",
    Shown.PATIENT: "r.ended_at IS NULL AND r.status = 'question'",
    Shown.SENDING: "r.ended_at IS NULL AND r.status = 'writing'",
    Shown.DONE: "r.ended_at IS NOT NULL",
}
_OPEN_ORDER = "r.answer_by, r.id"
# The same directions as _DONE_AFTER compares in: what ended at one moment would be lost between pages.
_DONE_ORDER = "r.ended_at DESC, r.id DESC"
_OPEN_AFTER = "(r.answer_by, r.id) > (%(day)s::date, %(id)s::uuid)"
_DONE_AFTER = "(r.ended_at, r.id) < (%(day)s::timestamptz, %(id)s::uuid)"

_PAGE = """
WITH open AS MATERIALIZED (
    SELECT id, clinic_id, patient_id, status, sent_at, answer_by, taken_by_id, ended_at
    FROM renewals_renewalrequest WHERE clinic_id = %(clinic)s AND ended_at IS NULL
), page AS (
    SELECT r.id, r.patient_id, r.status, r.sent_at, r.answer_by, r.taken_by_id, r.ended_at
    FROM {rows} r
    WHERE r.clinic_id = %(clinic)s AND {where} {after}
    ORDER BY {order} LIMIT %(limit)s
), counts AS (
    SELECT status, count(*) AS number FROM open GROUP BY status
)
SELECT r.id, p.given_name || ' ' || p.surname, extract(year FROM p.birth_date)::int, r.status,
       r.sent_at, r.answer_by, s.name, l.names, l.soonest::date, r.ended_at,
       (SELECT json_object_agg(status, number) FROM counts)
FROM (SELECT 1) AS always
LEFT JOIN page r ON true
LEFT JOIN people_patient p ON p.id = r.patient_id
LEFT JOIN people_staff s ON s.id = r.taken_by_id
LEFT JOIN LATERAL (
    SELECT array_agg(l.name ORDER BY l.position) AS names, min(l.prescription->>'run_out') AS soonest
    FROM renewals_renewalline l WHERE l.request_id = r.id
) l ON true
ORDER BY {order}
"""


def for_clinic(*, by: SignedInStaff, shown: Shown, after: str | None, today: date, now: datetime) -> Page:
    """Give a page of the clinic's requests, soonest answer first (the done ones: newest first).

    `after` is what the page before gave; anything else than that shows the first page.
    """
    done = shown is Shown.DONE
    start = _start(after)
    values: dict[str, Any] = {"clinic": by.clinic_id, "limit": PAGE + 1}
    if start:
        values |= {"day": start[0], "id": start[1]}
    text = _PAGE.format(
        # The open ones are gathered for the counts anyway, and not once more for the page.
        rows="renewals_renewalrequest" if done else "open",
        where=_WHERE[shown],
        order=_DONE_ORDER if done else _OPEN_ORDER,
        after=f"AND {_DONE_AFTER if done else _OPEN_AFTER}" if start else "",
    )
    with (
        opened(by=by.actor, what="worklist.read", clinic_id=by.clinic_id, subject=shown.value, now=now),
        connection.cursor() as cursor,
    ):
        cursor.execute(text, values)
        found = cursor.fetchall()
    counts = _counts(found[0][10] or {})
    rows = [row for row in found if row[0] is not None]
    more = len(rows) > PAGE
    rows = rows[:PAGE]
    return Page(
        rows=tuple(_row(row, today) for row in rows),
        counts=counts,
        after=f"{rows[-1][9 if done else 5].isoformat()}_{rows[-1][0]}" if more else None,
    )


def _start(after: str | None) -> tuple[str, str] | None:
    day, _, key = (after or "").partition("_")
    try:
        return datetime.fromisoformat(day).isoformat(), str(uuid.UUID(key))
    except ValueError:
        return None


def _counts(by_status: dict[str, int]) -> dict[Shown, int]:
    status = {Shown.NEW: "sent", Shown.OPENED: "opened", Shown.PATIENT: "question", Shown.SENDING: "writing"}
    return {shown: by_status.get(name, 0) for shown, name in status.items()}


def _row(row: tuple, today: date) -> Row:
    request_id, name, year, status, sent_at, answer_by, taken_by, medicines, soonest, ended_at, _counts = row
    return Row(
        id=request_id,
        patient_name=name,
        birth_year=year,
        status=RequestStatus(status),
        sent_at=sent_at,
        answer_by=answer_by,
        taken_by=taken_by,
        medicines=tuple(medicines or ()),
        soonest_out=soonest,
        is_late=ended_at is None and answer_by < today,
    )
