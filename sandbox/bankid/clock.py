"""The time orders live by: the machine's clock, which a test may push forward.

An order lives for minutes; without a clock that can be moved, a test of its end would have to wait.
"""

from datetime import UTC, datetime, timedelta
from threading import Lock


class Clock:
    """Tell the time in UTC, shifted by as much as it has been pushed forward."""

    def __init__(self) -> None:
        self._ahead = timedelta()
        self._lock = Lock()

    def now(self) -> datetime:
        """Give the present moment as the orders see it."""
        with self._lock:
            return datetime.now(UTC) + self._ahead

    def forward(self, seconds: float) -> None:
        """Push the clock forward."""
        with self._lock:
            self._ahead += timedelta(seconds=seconds)

    def reset(self) -> None:
        """Go back to the machine's own time."""
        with self._lock:
            self._ahead = timedelta()
