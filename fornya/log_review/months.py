"""Which months of a clinic's log have been reviewed: so that one that nobody has looked at is seen."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db import connection

from fornya.audit.scope import Actor, opened_log, opened_region
from fornya.log_review.models import Mark, MonthSeen
from fornya.rules import log_review as rules
from fornya.rules.months import add_months
from fornya.rules.swedish_time import day_begins, swedish_day

# For each month one look into the index, however much was read in it.
_READINGS = """
SELECT month, EXISTS (SELECT FROM audit_accessentry
    WHERE clinic_id = %(clinic)s AND at >= starts AND at < ends
    AND actor_kind = 'staff' AND what = ANY(%(what)s))
FROM unnest(%(months)s::date[], %(starts)s::timestamptz[], %(ends)s::timestamptz[]) AS m (month, starts, ends)
"""
_SEEN = """
INSERT INTO log_review_monthseen (clinic_id, month, cases, "left", looked_at, looked_by, done_at, done_by)
VALUES (%(clinic)s, %(month)s, %(cases)s, %(left)s, %(now)s, %(by)s, %(done_at)s, %(done_by)s)
ON CONFLICT (clinic_id, month) DO UPDATE SET cases = excluded.cases, "left" = excluded."left",
    looked_at = excluded.looked_at, looked_by = excluded.looked_by,
    done_at = CASE WHEN excluded."left" = 0 THEN coalesce(log_review_monthseen.done_at, excluded.done_at) END,
    done_by = CASE WHEN excluded."left" > 0 THEN ''
        ELSE coalesce(nullif(log_review_monthseen.done_by, ''), excluded.done_by) END
"""


class State(StrEnum):
    """How far the review of a month that is over has come."""

    NOTHING_READ = "nothing_read"
    NOT_BEGUN = "not_begun"
    BEGUN = "begun"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Month:
    """A month with its state; of one that is begun how much is left of how many, where it is known."""

    month: date
    state: State
    is_late: bool
    left: int | None = None
    cases: int | None = None
    by: str = ""
    at: datetime | None = None


def months_of(*, clinic_id: int, by: Actor, now: datetime) -> tuple[Month, ...]:
    """Give the months that are over, the latest first, as far back as is looked."""
    today = swedish_day(now)
    asked = rules.months_to_review(today)
    with opened_log(by=by, what="log.read", now=now, clinic_id=clinic_id, subject="months"):
        seen = {row.month: row for row in MonthSeen.objects.filter(clinic_id=clinic_id, month__in=asked)}
        marks = Mark.objects.filter(clinic_id=clinic_id, month__in=asked).order_by("reviewed_at")
        latest = {row.month: row for row in marks.only("month", "reviewed_at", "reviewed_by")}
        read = _with_readings(clinic_id, asked)
    return tuple(_month(each, seen.get(each), latest.get(each), each in read, today) for each in asked)


def keep_seen(*, clinic_id: int, month: date, cases: int, left: int, by: Actor, now: datetime) -> None:
    """Keep how a month that is over stands, inside a transaction that is opened for the clinic's log."""
    is_done = left == 0
    values: dict[str, Any] = {"clinic": clinic_id, "month": month, "cases": cases, "left": left, "now": now}
    values |= {"by": by.name, "done_at": now if is_done else None, "done_by": by.name if is_done else ""}
    with connection.cursor() as cursor:
        cursor.execute(_SEEN, values)


def clinics_behind(*, region_id: str, by: Actor, now: datetime) -> tuple[date, int, int]:
    """Count the clinics of a region, or of everywhere, that are late with their log, and those that have one.

    Gives the latest month that should be reviewed by now, how many have not done it, of how many. No more.
    """
    today = swedish_day(now)
    month = next(each for each in rules.months_to_review(today) if rules.is_late(each, today))
    bounds = [day_begins(month), day_begins(add_months(month, 1))]
    with (
        opened_region(
            by=by, what="region.read", now=now, region=region_id, subject=f"{region_id} log review"
        ),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT behind, clinics FROM log_review_behind(%s, %s, %s)", [month, *bounds])
        behind, clinics = cursor.fetchone()
    return month, behind, clinics


def _with_readings(clinic_id: int, asked: tuple[date, ...]) -> frozenset[date]:
    """Give the months in which anything was done that a review is about."""
    values: dict[str, Any] = {
        "clinic": clinic_id,
        "what": sorted({*rules.READ, rules.SEARCHED}),
        "months": list(asked),
        "starts": [day_begins(each) for each in asked],
        "ends": [day_begins(add_months(each, 1)) for each in asked],
    }
    with connection.cursor() as cursor:
        cursor.execute(_READINGS, values)
        return frozenset(month for month, is_read in cursor.fetchall() if is_read)


def _month(month: date, seen: MonthSeen | None, mark: Mark | None, is_read: bool, today: date) -> Month:
    if seen is not None and seen.done_at is not None:
        return Month(month, State.DONE, False, seen.left, seen.cases, seen.done_by, seen.done_at)
    is_late = rules.is_late(month, today)
    if seen is not None and mark is not None:
        return Month(month, State.BEGUN, is_late, seen.left, seen.cases, mark.reviewed_by, mark.reviewed_at)
    if mark is not None:
        # From before it was kept how much there was.
        return Month(month, State.BEGUN, is_late, by=mark.reviewed_by, at=mark.reviewed_at)
    if not is_read:
        return Month(month, State.NOTHING_READ, False)
    cases = seen.cases if seen else None
    return Month(month, State.NOT_BEGUN, is_late, cases, cases)
