"""Counts one more, or refuses: the moments within the sliding window are kept, and nothing else.

A refusal counts as nothing: whoever is refused may come back at the time that was said, however often they
try meanwhile, and a refused browser uses up nothing of the address that it shares with others.

What stands for the sender is a keyed hash that is another each day. It is enough to count, and useless for
following anybody.
"""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from math import ceil
from threading import Lock
from time import monotonic

import structlog
from django.conf import settings
from django.db import InterfaceError, OperationalError, connection

from fornya.rules.limits import LIMITS, Limited

# How long a process asks nothing of a database that did not answer: each question takes the pool's patience.
REST = 30.0
ROTATES = timedelta(days=1)
LENGTH = 16

log = structlog.get_logger()


class TooMany(Exception):
    """There have been enough for now; at `again_at` there is room for one more."""

    def __init__(self, again_at: datetime) -> None:
        super().__init__(again_at.isoformat())
        self.again_at = again_at

    def wait(self, now: datetime) -> int:
        """Give the whole seconds until then, for Retry-After."""
        return max(1, ceil((self.again_at - now).total_seconds()))


def count(*asked: tuple[Limited, object], now: datetime) -> None:
    """Count one more of each, or none of them when one is full; raises TooMany.

    `asked` is what is limited and by whom: an address as `sender.network` writes it, a patient's id. Within a
    transaction the count stands or falls with it, and others who count the same wait for its end.
    """
    whose = [_hashes(what, str(sender), now) for what, sender in asked]
    limits = [LIMITS[what] for what, _sender in asked]
    with connection.cursor() as cursor:
        # The web's role may call the function and do nothing else with the table: see 0001_counts.
        cursor.execute(
            "SELECT limits_take(%s::bytea[], %s::bytea[], %s::int[], %s::int[], %s)",
            [
                [today for today, _before in whose],
                [before for _today, before in whose],
                [limit.most for limit in limits],
                [int(limit.within.total_seconds()) for limit in limits],
                now,
            ],
        )
        (again_at,) = cursor.fetchone()
    if again_at is not None:
        raise TooMany(again_at)


class Lenient:
    """Counts while the database answers, and lets everybody through while it does not.

    For what needs no database otherwise: a limit must not take it down with it.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._rests_until = 0.0

    def count(self, *asked: tuple[Limited, object], now: datetime) -> None:
        """Count one more; raises TooMany."""
        if monotonic() < self._rests_until:
            return
        try:
            count(*asked, now=now)
        except (OperationalError, InterfaceError) as fault:
            with self._lock:
                self._rests_until = monotonic() + REST
            log.warning("limits.not_counted", fault=type(fault).__name__, seconds=REST)


def _hashes(what: Limited, sender: str, now: datetime) -> tuple[bytes, bytes]:
    """Give today's hash, and the one under which the beginning of the window was counted."""
    begins = now - LIMITS[what].within
    return _hash(what, sender, now), _hash(what, sender, begins)


def _hash(what: Limited, sender: str, moment: datetime) -> bytes:
    day = (moment.astimezone(UTC) - datetime.min.replace(tzinfo=UTC)) // ROTATES
    text = f"limits|{what.value}|{day}|{sender}".encode()
    return hmac.digest(settings.SECRET_KEY.encode(), text, hashlib.sha256)[:LENGTH]
