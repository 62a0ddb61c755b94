"""Counts the requests that have ended, each once: the worker's job, each hour.

An ended request never changes again, so what is counted stays right. It goes on from the latest that it has
counted, in steps that stand or fall whole; it may come late, stop halfway or run twice.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from fornya.statistics.models import Counted
from fornya.statistics.sums import COLUMNS, EndedRequest, Sums, sums

STEP = 500
# A request has the time at which its page was asked for, and is there a little later: nothing takes days.
LOOK_BACK = "3 days"

_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('statistics', 0))"
# What has been counted is remembered for as far back as is looked.
_FORGET = """
DELETE FROM statistics_counted WHERE ended_at < (SELECT max(ended_at) FROM statistics_counted) - %s::interval
"""
_NEXT = """
SELECT r.id, r.clinic_id, r.sent_at, r.ended_at, r.answer_by,
  (SELECT json_agg(json_build_array(l.state, l.prescription->>'atc'))
   FROM renewals_renewalline l WHERE l.request_id = r.id)
FROM renewals_renewalrequest r
WHERE r.ended_at <= %s
  AND r.ended_at >= coalesce((SELECT max(ended_at) FROM statistics_counted) - %s::interval, '-infinity')
  AND NOT EXISTS (SELECT FROM statistics_counted c WHERE c.request_id = r.id)
ORDER BY r.ended_at LIMIT %s
"""
_NAMES, _PLACES = ", ".join(COLUMNS), ", ".join(["%s"] * len(COLUMNS))
_MORE = ", ".join(f"{name} = statistics_tally.{name} + excluded.{name}" for name in COLUMNS)
_ADD_TALLY = f"""
INSERT INTO statistics_tally (clinic_id, month, medicine_group, {_NAMES}) VALUES (%s, %s, %s, {_PLACES})
ON CONFLICT (clinic_id, month, medicine_group) DO UPDATE SET {_MORE}
"""  # noqa: S608 - constants only
_ADD_TIME = """
INSERT INTO statistics_answertime (clinic_id, month, medicine_group, days, hours, answers)
VALUES (%s, %s, %s, %s, %s, %s)
ON CONFLICT (clinic_id, month, medicine_group, days, hours)
DO UPDATE SET answers = statistics_answertime.answers + excluded.answers
"""


def count_ended(*, now: datetime) -> int:
    """Count all that have ended and are not counted; gives how many."""
    counted = 0
    while step := _count_some(now):
        counted += step
    return counted


def _count_some(now: datetime) -> int:
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute(_LOCK)
        cursor.execute(_NEXT, [now, LOOK_BACK, STEP])
        rows = cursor.fetchall()
        if rows:
            add(sums(_ended(rows)))
            Counted.objects.bulk_create([Counted(request_id=row[0], ended_at=row[3]) for row in rows])
            cursor.execute(_FORGET, [LOOK_BACK])
    return len(rows)


def _ended(rows: Iterable[tuple[Any, ...]]) -> Iterable[EndedRequest]:
    for _id, clinic_id, sent_at, ended_at, answer_by, lines in rows:
        yield EndedRequest(
            clinic_id, sent_at, ended_at, answer_by, tuple((state, atc) for state, atc in lines)
        )


def add(found: Sums) -> None:
    """Add sums to what has been counted, inside the caller's transaction."""
    tallies: list[Any] = [
        (*key, *(found.tallies[key][name] for name in COLUMNS)) for key in sorted(found.tallies)
    ]
    times: list[Any] = [(*key, days, hours, n) for (key, days, hours), n in sorted(found.times.items())]
    with connection.cursor() as cursor:
        cursor.executemany(_ADD_TALLY, tallies)
        cursor.executemany(_ADD_TIME, times)
