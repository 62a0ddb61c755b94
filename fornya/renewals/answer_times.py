"""How soon each clinic has answered lately: a median that everybody may see, kept in memory.

The database gives no number about fewer than twenty answers (migration 0007). When it does not answer, pages
go on with what was read last, or say only what the clinic promises.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from time import monotonic

import structlog
from django.db import DatabaseError, connection

from fornya.rules.swedish_time import swedish_day
from fornya.rules.working_days import is_working_day

MEASURED_DAYS = 30
# A request may be older than the days measured, and its days off count too.
LONGEST_ANSWER_DAYS = 120
LOOK_EVERY_SECONDS = 900.0

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Measured:
    """Working days to the answer: the median, over so many answers, and within how many four of five came."""

    days: int
    answers: int
    most_days: int


class _Kept:
    """What was read last. One thread reads anew; the others go on meanwhile."""

    def __init__(self) -> None:
        self.times: Mapping[int, Measured] = {}
        self.looked_at: float | None = None
        self.lock = Lock()


_kept = _Kept()


def answer_times(now: datetime) -> Mapping[int, Measured]:
    """Give the measured time of each clinic that has enough answers, at most a quarter of an hour old."""
    fresh = _kept.looked_at is not None and monotonic() - _kept.looked_at < LOOK_EVERY_SECONDS
    if not fresh and _kept.lock.acquire(blocking=False):
        try:
            _kept.times = _read(now)
        except DatabaseError:
            log.warning("answer_times.not_read")
        finally:
            _kept.looked_at = monotonic()
            _kept.lock.release()
    return _kept.times


def forget() -> None:
    """Drop what is kept, so that the next page reads it anew."""
    _kept.times, _kept.looked_at = {}, None


def _read(now: datetime) -> Mapping[int, Measured]:
    since = now - timedelta(days=MEASURED_DAYS)
    today = swedish_day(now)
    past = (today - timedelta(days=days) for days in range(MEASURED_DAYS + LONGEST_ANSWER_DAYS))
    days_off = [day for day in past if not is_working_day(day)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT clinic_id, days, answers, most_days FROM renewals_answered_within(%s, %s::date[])",
            [since, days_off],
        )
        return {clinic_id: Measured(*measured) for clinic_id, *measured in cursor.fetchall()}
