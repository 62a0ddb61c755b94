"""The clinic's worklist: plain rows, one statement a page, keyset paging."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db import connection

from fornya.audit.scope import opened
from fornya.people.session import SignedInStaff
from fornya.renewals.batch import MARKED, marked_by
from fornya.renewals.cover import OVER, WHOSE, Over, near_and_over, over_of
from fornya.renewals.worklist_row import COLUMNS, ROWS, Row, row_of
from fornya.rules.forecast import LOOKED_BACK, Risk, first_risk
from fornya.rules.renewal_states import RequestStatus

PAGE = 25
# One more tells that there is a next page. Written into the statement: with a number that PostgreSQL does not
# know it would plan each page of what is done anew, for three times what reading it costs.
MOST = PAGE + 1


class Shown(StrEnum):
    """Which part of the worklist is shown. What is open has one status and may be in several parts."""

    NEW = "new"
    FRONT = "front"
    LATE = "late"
    MINE = "mine"
    OPENED = "opened"
    PATIENT = "patient"
    SENDING = "sending"
    DONE = "done"


# What waits, for the clinic or for the patient, and can be given to somebody.
ASSIGNED = (Shown.NEW, Shown.FRONT, Shown.LATE, Shown.MINE, Shown.OPENED, Shown.PATIENT)


class Only(StrEnum):
    """What a part of the list can be narrowed to."""

    DUE = "due"
    CRITICAL = "critical"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the list, the counts of all parts, and where the next page begins (None at the end).

    `due` counts what waits for the clinic by the day on which it is to be answered; `risk` tells when not all
    of it will be, at the clinic's pace of late. `seen` are marked by the reader, to be signed together.
    """

    rows: tuple[Row, ...]
    counts: dict[Shown, int]
    due: dict[date, int]
    risk: Risk | None
    seen: int
    after: str | None
    over: Over


@dataclass(frozen=True, slots=True)
class _Part:
    """How a part is read: by an index that gives its rows in their order."""

    where: str
    key: str = "r.answer_by"
    kind: str = "date"
    down: bool = False
    whose: str = ""

    @property
    def order(self) -> str:
        # The same directions as `after` compares in: what ended at one moment would be lost between pages.
        return f"{self.key} DESC, r.id DESC" if self.down else f"{self.key}, r.id"

    @property
    def after(self) -> str:
        return f"({self.key}, r.id) {'<' if self.down else '>'} (%(after)s::{self.kind}, %(after_id)s::uuid)"

    def source(self, conditions: Sequence[str]) -> str:
        # Of several people's the first rows of each: the index gives one person's in their order.
        rows = f"renewals_requestatclinic r WHERE {' AND '.join(conditions)}"
        if not self.whose:
            return rows
        each = f"SELECT r.* FROM {rows} ORDER BY {self.order} LIMIT {MOST}"  # noqa: S608 - constants only
        return f"unnest({self.whose}) AS who (id) CROSS JOIN LATERAL ({each}) r"


_OPEN = "r.ended_at IS NULL"
# Not by the two it may be: PostgreSQL would then gather these by the index on the status, and sort them all.
_WITH_CLINIC = "r.status NOT IN ('question', 'writing')"
_BY_STATUS = {
    Shown.NEW: RequestStatus.SENT,
    Shown.OPENED: RequestStatus.OPENED,
    Shown.PATIENT: RequestStatus.QUESTION,
    Shown.SENDING: RequestStatus.WRITING,
}
_PARTS = {
    **{shown: _Part(f"{_OPEN} AND r.status = '{status}'") for shown, status in _BY_STATUS.items()},
    Shown.FRONT: _Part(f"{_OPEN} AND {_WITH_CLINIC} AND r.at_front_from <= %(today)s", key="r.at_front_from"),
    Shown.LATE: _Part(f"{_OPEN} AND r.status <> 'question' AND r.answer_by < %(today)s"),
    Shown.MINE: _Part(f"{_OPEN} AND {_WITH_CLINIC} AND r.taken_by_id = who.id", whose=WHOSE),
    Shown.DONE: _Part("r.ended_at IS NOT NULL", key="r.ended_at", kind="timestamptz", down=True),
}
_ONLY = {
    Only.DUE: "r.answer_by <= %(today)s",
    Only.CRITICAL: "r.is_critical",
    Only.ANSWERED: "EXISTS (SELECT FROM renewals_renewalevent e"
    " WHERE e.request_id = r.id AND e.what = 'answered')",
}

# The view is the clinic's half of the wall. Indexes give the page in its order; counts are kept (ADR 0027).
_PAGE = f"""
WITH page AS (
    SELECT {COLUMNS} FROM {{source}} ORDER BY {{order}} LIMIT {MOST}
), counts AS (
    SELECT status, answer_by, sum(number) AS number,
        coalesce(sum(number) FILTER (WHERE taken_by_id = ANY ({WHOSE}::bigint[])), 0) AS mine,
        coalesce(sum(number) FILTER (WHERE at_front_from <= %(today)s), 0) AS front
    FROM renewals_opencount WHERE clinic_id = %(clinic_id)s GROUP BY status, answer_by HAVING sum(number) <> 0
)
SELECT {OVER},
    (SELECT json_agg(json_build_array(status, answer_by, number, mine, front)) FROM counts), ({ROWS}),
    (SELECT count(*) FROM renewals_requestatclinic WHERE ended_at > %(since)s),
    (SELECT count(*) FROM renewals_filleddecision f JOIN renewals_requestatclinic r ON r.id = f.request_id
     WHERE {MARKED} AND r.ended_at IS NULL)
"""  # noqa: S608 - constants only


def for_clinic(
    *,
    by: SignedInStaff,
    shown: Shown,
    after: str | None,
    only: Collection[Only] = (),
    language: str = "",
    today: date,
    now: datetime,
) -> Page:
    """Give a page of the clinic's requests, most pressing first (the done ones: newest first).

    `after` is what the page before gave; anything else than that shows the first page. `language`: only of
    those who read it.
    """
    part, start = _PARTS[shown], _start(after)
    values: dict[str, Any] = {
        "today": today,
        "me": by.staff_id,
        "hsa_id": by.hsa_id,
        "clinic_id": by.clinic_id,
        "since": now - LOOKED_BACK,
        **marked_by(by, now),
        **near_and_over(now),
    }
    conditions = [part.where, *(_ONLY[each] for each in only if shown is not Shown.DONE)]
    if language:
        values["language"] = language
        conditions.append("r.language = %(language)s")
    if start:
        values |= {"after": start[0], "after_id": start[1]}
        conditions.append(part.after)
    text = _PAGE.format(source=part.source(conditions), order=part.order)
    with (
        opened(by=by.actor, what="worklist.read", clinic_id=by.clinic_id, subject=shown.value, now=now),
        connection.cursor() as cursor,
    ):
        cursor.execute(text, values)
        covers, told, unbooked, counts, found, answered, seen = cursor.fetchone()
    rows = tuple(row_of(each, today=today, now=now) for each in found or ())
    over = over_of(covers, told, unbooked, today, now)
    return _page(rows, counts or [], part, over, today, answered=answered, seen=seen)


def _start(after: str | None) -> tuple[str, str] | None:
    day, _, key = (after or "").partition("_")
    try:
        return datetime.fromisoformat(day).isoformat(), str(uuid.UUID(key))
    except ValueError:
        return None


def _page(
    rows: tuple[Row, ...],
    counts: list[list[Any]],
    part: _Part,
    over: Over,
    today: date,
    *,
    answered: int,
    seen: int,
) -> Page:
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    found = [(status, date.fromisoformat(day), *numbers) for status, day, *numbers in counts]
    waiting = [each for each in found if each[0] in (RequestStatus.SENT, RequestStatus.OPENED)]
    due: dict[date, int] = {}
    for _status, day, number, *_more in waiting:
        due[day] = due.get(day, 0) + number
    counted = {
        shown: sum(each[2] for each in found if each[0] == status) for shown, status in _BY_STATUS.items()
    }
    counted[Shown.LATE] = sum(
        each[2] for each in found if each[0] != RequestStatus.QUESTION and each[1] < today
    )
    counted[Shown.MINE] = sum(each[3] for each in waiting)
    counted[Shown.FRONT] = sum(each[4] for each in waiting)
    key = part.key.removeprefix("r.")
    return Page(
        rows=rows[:PAGE],
        counts=counted,
        due=due,
        risk=first_risk(due, answered=answered, today=today),
        seen=seen,
        after=f"{getattr(last, key)}_{last.id}" if last else None,
        over=over,
    )
