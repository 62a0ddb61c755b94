"""Hears from PostgreSQL, in a thread and on a connection of its own, that the directory has changed.

Nothing is kept unless it listens, and the shelf is opened only when the directory has been read after the
last change: no page with old facts can be put there. With the connection lost every page is drawn.
"""

from threading import Lock, Thread
from time import sleep

import psycopg
import structlog
from django.db import connection

from fornya.clinics import directory
from fornya.clinics.freshness import Teller
from fornya.config.memory.shelf import Shelf

NAME = "fornya public pages"
FIRST_WAIT, LONGEST_WAIT = 0.1, 5.0
# A server that goes without a word is noticed within some five seconds.
ALIVE = {"keepalives_idle": 2, "keepalives_interval": 1, "keepalives_count": 3, "connect_timeout": 3}

log = structlog.get_logger()


class Ear:
    """Opens a shelf while it listens, and empties it at each change."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._lock = Lock()
        self._thread: Thread | None = None

    def listen(self) -> None:
        """Begin to listen, once in a process; the end of the process ends it."""
        if self._thread is None:
            with self._lock:
                if self._thread is None:
                    self._thread = Thread(target=self._listen_for_ever, name=NAME, daemon=True)
                    self._thread.start()

    def _listen_for_ever(self) -> None:
        wait = FIRST_WAIT
        while True:
            try:
                with _connected() as told:
                    self._read_anew()
                    wait = FIRST_WAIT
                    self._heed(told)
            except Exception as fault:  # noqa: BLE001 - whatever it was, pages are drawn until it is over
                log.warning("public_pages.not_kept", fault=type(fault).__name__)
            finally:
                self._shelf.shut()
                directory.heed(Teller.SILENT)
            sleep(wait)
            wait = min(wait * 2, LONGEST_WAIT)

    def _heed(self, told: psycopg.Connection) -> None:
        """Read anew at each change; once for all those that came while we were reading."""
        while True:
            for _change in told.notifies(stop_after=1):
                pass
            self._read_anew()

    def _read_anew(self) -> None:
        self._shelf.shut()
        directory.changed()
        directory.heed(Teller.TELLING)
        try:
            directory.read_anew()
        finally:
            # Back to the pool: changes are seldom.
            connection.close()
        self._shelf.open()


def _connected() -> psycopg.Connection:
    """Connect as the pages do, but outside of their pool, and listen: no change from now on is missed."""
    told = psycopg.connect(
        **{**ALIVE, **connection.get_connection_params(), "application_name": NAME, "autocommit": True}
    )
    told.execute(f"LISTEN {directory.CHANNEL}")
    return told
