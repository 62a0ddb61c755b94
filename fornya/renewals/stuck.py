"""Deliveries that have waited too long or have failed, by kind and clinic; and trying them again.

Nothing here says what a delivery is about or whom: a kind, a clinic, numbers and times.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from fornya.audit.scope import Actor, opened_region
from fornya.outbox import queue

# A worker takes what is put within a second or two; by then it has been tried some times.
TOO_LONG = timedelta(minutes=2)
# What has a next try and no fault waits for its hour, as an SMS does at night.
_READ = """
SELECT id, topic, clinic_id, state, last_fault, put_at, next_try_at
FROM renewals_deliveries_in_region()
WHERE state = 'stuck' OR put_at < %s AND (last_fault <> '' OR next_try_at IS NULL OR next_try_at <= %s)
"""


@dataclass(frozen=True, slots=True)
class Heap:
    """What has not got through of one kind, for one clinic or (None) for none in particular."""

    topic: str
    clinic_id: int | None
    waiting: int
    stuck: int
    oldest_at: datetime
    next_try_at: datetime | None
    fault: str


def heaps(*, region_id: str, by: Actor, now: datetime) -> tuple[Heap, ...]:
    """Give what a region's clinics wait for (EVERYWHERE: all there is), the oldest first."""
    with opened_region(by=by, what="deliveries.read", now=now, region=region_id, subject=region_id):
        rows = _rows(now)
    by_kind: dict[tuple[str, int | None], list[Any]] = defaultdict(list)
    for row in rows:
        by_kind[row[1], row[2]].append(row)
    found = [_heap(topic, clinic_id, rows) for (topic, clinic_id), rows in by_kind.items()]
    return tuple(sorted(found, key=lambda heap: (heap.stuck == 0, heap.oldest_at)))


def try_again(*, region_id: str, topic: str, clinic_id: int | None, by: Actor, now: datetime) -> int:
    """Try all of one kind again at once; gives how many. Each waits until it is done: none is dropped."""
    with opened_region(by=by, what="deliveries.try_again", now=now, region=region_id, subject=topic):
        ids = [row[0] for row in _rows(now) if (row[1], row[2]) == (topic, clinic_id)]
        queue.try_again(ids)
    return len(ids)


def _rows(now: datetime) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(_READ, [now - TOO_LONG, now])
        return cursor.fetchall()


def _heap(topic: str, clinic_id: int | None, rows: list[Any]) -> Heap:
    tries = [next_try for *_rest, next_try in rows if next_try]
    faults = Counter(fault for *_rest, fault, _put_at, _next in rows if fault)
    return Heap(
        topic=topic,
        clinic_id=clinic_id,
        waiting=sum(state == "waiting" for _id, _topic, _clinic, state, *_rest in rows),
        stuck=sum(state == "stuck" for _id, _topic, _clinic, state, *_rest in rows),
        oldest_at=min(put_at for *_rest, put_at, _next in rows),
        next_try_at=min(tries, default=None),
        fault=faults.most_common(1)[0][0] if faults else "",
    )
