"""One month of a clinic's log, sorted by the criteria, a sample of the rest, and what was said of each."""

import hashlib
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import connection

from fornya.audit.scope import Actor, opened_log
from fornya.clinics.models import Colleague
from fornya.log_review.models import Mark, Outcome
from fornya.log_review.months import keep_seen
from fornya.people.models import Patient
from fornya.rules import log_review as rules
from fornya.rules.log_review import Criterion, Row
from fornya.rules.months import add_months
from fornya.rules.swedish_time import day_begins

# More than a clinic writes in a month; beyond it the page says that it shows only the first.
MOST = 60_000

# The index of a clinic's rows in time bounds what is read, however long the log is.
_ROWS = """
SELECT id, at, actor_id, actor_name, what, patient_id, subject FROM audit_accessentry
WHERE clinic_id = %(clinic)s AND at >= %(start)s AND at < %(end)s AND actor_kind = 'staff'
ORDER BY at DESC LIMIT %(most)s
"""
# Within the clinic's scope: what is here now. What was sent on from here has nothing left here but the log.
_REQUESTS = "SELECT id, ended_at FROM renewals_renewalrequest WHERE id = ANY(%(named)s)"
_SENT_ON = """
SELECT subject FROM audit_accessentry
WHERE patient_id = ANY(%(patients)s) AND clinic_id = %(clinic)s AND what = 'request.forwarded'
"""


@dataclass(frozen=True, slots=True)
class Said:
    """What a reviewer has said of a case."""

    outcome: Outcome
    words: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to look at: what meets a criterion, or (None) one reading of the sample."""

    key: str
    criterion: Criterion | None
    reader: int
    reader_name: str
    patient_name: str
    rows: tuple[Row, ...]
    said: Said | None
    is_own: bool


@dataclass(frozen=True, slots=True)
class MonthReview:
    """A month: all that is to be looked at, in the criteria's order and the sample last."""

    month: date
    readings: int
    items: tuple[Item, ...]
    is_over: bool
    is_cut: bool

    @property
    def left(self) -> int:
        """How many nobody has said anything of."""
        return sum(item.said is None for item in self.items)


def review_of(*, clinic_id: int, month: date, reviewer: int, by: Actor, now: datetime) -> MonthReview:
    """Read one clinic's month; `reviewer` is the staff id of who looks. The reading is logged."""
    with opened_log(by=by, what="log.read", now=now, clinic_id=clinic_id, subject=f"{month:%Y-%m}"):
        found = within(clinic_id=clinic_id, month=month, reviewer=reviewer, now=now)
        if found.is_over:
            keep_seen(
                clinic_id=clinic_id, month=month, cases=len(found.items), left=found.left, by=by, now=now
            )
        return found


def within(*, clinic_id: int, month: date, reviewer: int, now: datetime) -> MonthReview:
    """Read it inside a scope that is open already."""
    start, end = _bounds(month)
    found = _rows(clinic_id, start, end)
    rows = _told(found[:MOST], clinic_id)
    colleagues = set(Colleague.objects.filter(clinic_id=clinic_id).values_list("name", flat=True))
    said = {mark.case: _said(mark) for mark in Mark.objects.filter(clinic_id=clinic_id, month=month)}
    hits = rules.cases(rows, colleagues)
    is_over = now >= end
    # The rest of a month is drawn from when all of it is there: else each look would draw another sample.
    drawn = rules.sample(rows, hits, drawn_by=f"{clinic_id}:{month:%Y-%m}") if is_over else ()
    sorted_out = [(case.criterion, case.rows) for case in hits] + [(None, (row,)) for row in drawn]
    items = tuple(
        _item(criterion, case_rows, clinic_id, month, reviewer, said) for criterion, case_rows in sorted_out
    )
    readings = sum(row.what in rules.READ and row.patient is not None for row in rows)
    return MonthReview(month, readings, items, is_over, len(found) > MOST)


def _bounds(month: date) -> tuple[datetime, datetime]:
    """Give the month's beginning and end as moments."""
    return day_begins(month), day_begins(add_months(month, 1))


def _rows(clinic_id: int, start: datetime, end: datetime) -> list[Row]:
    values = {"clinic": clinic_id, "start": start, "end": end, "most": MOST + 1}
    return [
        Row(number, at, reader or 0, name, what, patient, request=subject)
        for number, at, reader, name, what, patient, subject in _run(_ROWS, values)
    ]


def _told(rows: Iterable[Row], clinic_id: int) -> list[Row]:
    """Give the rows, in time, with what the clinic may know: who asked it, and when each request ended."""
    rows = sorted(rows, key=lambda row: (row.at, row.id))
    named = sorted({request for row in rows if (request := _id(row.request))})
    ended = dict(_run(_REQUESTS, {"named": named}))
    ended |= _sent_on([row for row in rows if _id(row.request) not in ended], clinic_id)
    whose = {row.patient for row in rows if row.patient is not None}
    people = {
        key: (given, surname, is_protected)
        for key, given, surname, is_protected in Patient.objects.filter(pk__in=whose).values_list(
            "id", "given_name", "surname", "is_protected"
        )
    }
    return [_row(row, people, ended) for row in rows]


def _sent_on(rows: list[Row], clinic_id: int) -> dict[uuid.UUID, None]:
    """Give, of rows whose request is not here, the requests that have been here and are elsewhere now."""
    patients = sorted({row.patient for row in rows if row.patient is not None})
    if not patients:
        return {}
    found = _run(_SENT_ON, {"patients": patients, "clinic": clinic_id})
    return {request: None for (subject,) in found if (request := _id(subject))}


def _row(row: Row, people: dict[int, Any], ended: dict[uuid.UUID, datetime | None]) -> Row:
    if row.patient is None:
        return row
    given, surname, is_protected = people.get(row.patient, ("", "", False))
    request = _id(row.request)
    return replace(
        row,
        given_name=given,
        surname=surname,
        is_protected=is_protected,
        is_here=request in ended,
        ended_at=ended.get(request) if request else None,
    )


def _item(
    criterion: Criterion | None,
    rows: tuple[Row, ...],
    clinic_id: int,
    month: date,
    reviewer: int,
    said: dict[str, Said],
) -> Item:
    ids = ",".join(str(row.id) for row in rows)
    told = f"{clinic_id}:{month}:{criterion}:{ids}"
    key = hashlib.sha256(told.encode()).hexdigest()[:24]
    first = rows[0]
    is_many = len({row.patient for row in rows}) > 1
    name = "" if is_many else first.patient_name
    is_own = first.reader == reviewer
    return Item(key, criterion, first.reader, first.reader_name, name, rows, said.get(key), is_own)


def _said(mark: Mark) -> Said:
    return Said(Outcome(mark.outcome), mark.words, mark.reviewed_by, mark.reviewed_at)


def _id(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _run(statement: str, values: dict[str, Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()
