"""A topic of the tests' own: it keeps what it was called with, and fails as often as it is told to."""

from contextlib import suppress
from datetime import UTC, datetime

from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

TOPICS = {"test.deed": "tests.outbox.handlers.deed"}

seen: list[tuple[str, int, bool]] = []
faults: list[Exception] = []


def begin() -> None:
    """Forget what the test before has seen and planned."""
    seen.clear()
    faults.clear()


def deed(*, subject: str, attempt: int, now: datetime) -> None:
    """The handler."""
    assert now.tzinfo is not None
    seen.append((subject, attempt, connection.in_atomic_block))
    if faults:
        raise faults.pop(0)


def defer_rescue() -> None:
    """Let the rescue of dead workers' jobs be due, as its timetable does every ten seconds."""
    # The worker's own timetable may have been faster.
    with suppress(AlreadyEnqueued):
        app.configure_task("outbox.rescue").defer(timestamp=int(datetime.now(UTC).timestamp()))
