"""The limit against floods: so many cases an hour from one address, kept in PostgreSQL for all processes.

What is kept is a keyed hash that changes with the hour: enough to count, useless for following anybody.
"""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import connection

FROM_ONE_ADDRESS = 5
# Copies to one e-mail address, whoever asks: nobody's inbox may be filled through us.
COPIES_TO_ONE = 3
HOUR = timedelta(hours=1)


class TooMany(Exception):
    """This sender has sent enough for now; `again_at` is when the next case is welcome."""

    def __init__(self, again_at: datetime) -> None:
        super().__init__(again_at.isoformat())
        self.again_at = again_at


def count(kind: str, sender: str, *, most: int, now: datetime) -> None:
    """Count one more from the sender within this hour; raises TooMany above `most`.

    Counts in the transaction it is called in: what is refused is rolled back and leaves the count as it was.
    """
    hour = now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    with connection.cursor() as cursor:
        # The web's role may call the function and do nothing else with the table: see 0002_walls.
        cursor.execute("SELECT support_count_sender(%s, %s)", [_hash(kind, sender, hour), hour])
        (counted,) = cursor.fetchone()
    if counted > most:
        raise TooMany(hour + HOUR)


def _hash(kind: str, sender: str, hour: datetime) -> bytes:
    text = f"{kind} {sender.casefold()} {hour.isoformat()}".encode()
    return hmac.digest(settings.SECRET_KEY.encode(), text, hashlib.sha256)
