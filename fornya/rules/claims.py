"""For how long a request is somebody's alone once they have begun to read it.

Source: our own choice; as long as a session of staff may lie idle, so that whoever has left holds nothing up.
Reviewed: 2026-11-23
"""

from datetime import datetime, timedelta

HELD_FOR = timedelta(minutes=15)


def held_until(now: datetime) -> datetime:
    """Return until when a request that is claimed now is held."""
    return now + HELD_FOR


def is_held(until: datetime | None, now: datetime) -> bool:
    """Tell whether a request that is held until then still is; at the very end it is not."""
    return until is not None and now < until
