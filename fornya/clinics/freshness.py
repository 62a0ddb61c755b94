"""When a copy in memory is read anew: every few seconds, or at once where somebody tells of changes."""

from collections.abc import Callable
from enum import Enum
from math import inf
from threading import Lock
from time import monotonic
from typing import Generic, TypeVar

import structlog
from django.db import InterfaceError, OperationalError

LOOK_EVERY_SECONDS = 2.0
# So far behind may a page be while whoever should tell of changes is silent.
SILENT_SECONDS = 0.01

log = structlog.get_logger()
Copy = TypeVar("Copy")


class Teller(Enum):
    """Whether somebody tells this process of every change."""

    NOBODY = "nobody"
    TELLING = "telling"
    SILENT = "silent"


class Kept(Generic[Copy]):
    """A copy of what the database has. `renew` is given the copy; it gives it back while it still is right.

    When the database does not answer, the last copy is used, and looked after again in a few seconds.
    """

    def __init__(self, renew: Callable[[Copy | None], Copy]) -> None:
        self.copy: Copy | None = None
        self.teller = Teller.NOBODY
        self._renew = renew
        self._lock = Lock()
        self._looked_at = -inf
        self._changes_told = 0
        self._changes_read = 0
        self._failing = False

    def current(self) -> Copy:
        """Give the copy, read anew if need be.

        One thread reads. The others wait for it when there is a change to be seen, else use the old copy.
        """
        kept = self.copy
        if kept is not None and self._is_fresh():
            return kept
        waits = kept is None or (self.teller is not Teller.NOBODY and not self._failing)
        if not self._lock.acquire(blocking=waits):
            return kept or self.current()
        try:
            if self.copy is not None and self._is_fresh():
                return self.copy
            return self._looked_after()
        finally:
            self._lock.release()

    def read_anew(self) -> None:
        """Look now; raises OperationalError or InterfaceError where the database does not answer."""
        with self._lock:
            self._look()

    def changed(self) -> None:
        """Be told of a change: from now on nobody is given what was read before."""
        self._changes_told += 1

    def _is_fresh(self) -> bool:
        if self._failing:
            return monotonic() - self._looked_at < LOOK_EVERY_SECONDS
        if self._changes_told != self._changes_read:
            return False
        longest = {Teller.NOBODY: LOOK_EVERY_SECONDS, Teller.TELLING: inf, Teller.SILENT: SILENT_SECONDS}
        return monotonic() - self._looked_at < longest[self.teller]

    def _looked_after(self) -> Copy:
        try:
            return self._look()
        except (OperationalError, InterfaceError):
            if self.copy is None:
                raise
            self._failing, self._looked_at = True, monotonic()
            log.warning("directory.not_read")
            return self.copy

    def _look(self) -> Copy:
        # What is told while we read may not be in what we read.
        told = self._changes_told
        self.copy = self._renew(self.copy)
        self._failing, self._looked_at, self._changes_read = False, monotonic(), told
        return self.copy
