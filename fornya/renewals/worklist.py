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
    """One request in the list. `medicines` are names."""

    id: uuid.UUID
    patient_name: str
    birth_year: int
    status: RequestStatus
    answer_by: date
    taken_by: str | None
    medicines: tuple[str, ...]
    is_late: bool
    is_protected: bool
    is_deceased: bool


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the list, the counts of all parts, and where the next page begins (None at the end)."""

    rows: tuple[Row, ...]
    counts: dict[Shown, int]
    after: str | None


_STATUS = {
    Shown.NEW: RequestStatus.SENT,
    Shown.OPENED: RequestStatus.OPENED,
    Shown.PATIENT: RequestStatus.QUESTION,
    Shown.SENDING: RequestStatus.WRITING,
}
_OPEN = "r.ended_at IS NULL AND r.status = %(status)s"
_DONE = "r.ended_at IS NOT NULL"
_OPEN_ORDER = "r.answer_by, r.id"
# The same directions as _DONE_AFTER compares in: what ended at one moment would be lost between pages.
_DONE_ORDER = "r.ended_at DESC, r.id DESC"
_OPEN_AFTER = "(r.answer_by, r.id) > (%(day)s::date, %(id)s::uuid)"
_DONE_AFTER = "(r.ended_at, r.id) < (%(day)s::timestamptz, %(id)s::uuid)"

# The view is the clinic's half of the wall. Indexes give the page in its order, and the counts by themselves.
_PAGE = """
WITH page AS (
    SELECT r.id, r.patient_id, r.status, r.answer_by, r.taken_by_id, r.ended_at
    FROM renewals_requestatclinic r WHERE {where} {after} ORDER BY {order} LIMIT %(limit)s
), counts AS (
    SELECT status, count(*) AS number FROM renewals_requestatclinic WHERE ended_at IS NULL GROUP BY status
)
SELECT (SELECT json_object_agg(status, number) FROM counts), (
    SELECT json_agg(json_build_array(
        r.id, p.given_name || ' ' || p.surname, extract(year FROM p.birth_date)::int, r.status,
        r.answer_by, s.name, r.ended_at,
        (SELECT json_agg(l.name ORDER BY l.position) FROM renewals_renewalline l WHERE l.request_id = r.id),
        p.is_protected, p.deceased_on IS NOT NULL
    ) ORDER BY {order})
    FROM page r JOIN people_patient p ON p.id = r.patient_id LEFT JOIN people_staff s ON s.id = r.taken_by_id)
"""


def for_clinic(*, by: SignedInStaff, shown: Shown, after: str | None, today: date, now: datetime) -> Page:
    """Give a page of the clinic's requests, soonest answer first (the done ones: newest first).

    `after` is what the page before gave; anything else than that shows the first page.
    """
    done = shown is Shown.DONE
    start = _start(after)
    values: dict[str, Any] = {"limit": PAGE + 1}
    if not done:
        values["status"] = _STATUS[shown].value
    if start:
        values |= {"day": start[0], "id": start[1]}
    text = _PAGE.format(
        where=_DONE if done else _OPEN,
        order=_DONE_ORDER if done else _OPEN_ORDER,
        after=f"AND {_DONE_AFTER if done else _OPEN_AFTER}" if start else "",
    )
    with (
        opened(by=by.actor, what="worklist.read", clinic_id=by.clinic_id, subject=shown.value, now=now),
        connection.cursor() as cursor,
    ):
        cursor.execute(text, values)
        counts, found = cursor.fetchone()
    return _page(found or [], counts or {}, done=done, today=today)


def _start(after: str | None) -> tuple[str, str] | None:
    day, _, key = (after or "").partition("_")
    try:
        return datetime.fromisoformat(day).isoformat(), str(uuid.UUID(key))
    except ValueError:
        return None


def _page(found: list[list[Any]], counts: dict[str, int], *, done: bool, today: date) -> Page:
    rows = found[:PAGE]
    last = rows[-1] if len(found) > PAGE else None
    return Page(
        rows=tuple(_row(row, today) for row in rows),
        counts={shown: counts.get(status.value, 0) for shown, status in _STATUS.items()},
        after=f"{last[6 if done else 4]}_{last[0]}" if last else None,
    )


def _row(row: list[Any], today: date) -> Row:
    request_id, name, year, status, answer_by, taken_by, ended_at, medicines, is_protected, is_deceased = row
    day = date.fromisoformat(answer_by)
    return Row(
        id=uuid.UUID(request_id),
        patient_name=name,
        birth_year=year,
        status=RequestStatus(status),
        answer_by=day,
        taken_by=taken_by,
        medicines=tuple(medicines or ()),
        is_late=ended_at is None and day < today,
        is_protected=is_protected,
        is_deceased=is_deceased,
    )
