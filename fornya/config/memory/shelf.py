"""Keeps pages until the minute is over, a change is told of, or the room is needed for others."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from time import time
from typing import NamedTuple

from fornya.config.memory.page import Page

MOST_BYTES = 16_000_000
SECONDS = 60

Key = tuple[str, ...]


class Ticket(NamedTuple):
    """When the drawing of a page began. With it the page may be kept, unless something has happened since."""

    changes: int
    minute: int


class Shelf:
    """The pages that this process keeps. It is shut until somebody tells of every change.

    Pages say what is open now and what is news today. All such times are whole minutes, so a page drawn in a
    minute is right until its end. (Our zone is whole minutes from UTC, all year.)
    """

    def __init__(self, *, most_bytes: int = MOST_BYTES, clock: Callable[[], float] = time) -> None:
        self._most_bytes = most_bytes
        self._clock = clock
        self._lock = Lock()
        self._pages: OrderedDict[Key, Page] = OrderedDict()
        self._bytes = 0
        self._minute = 0
        self._changes = 0
        self._open = False

    def find(self, *keys: Key) -> Page | None:
        """Give the page that is kept by the first of these keys."""
        with self._lock:
            if not self._open or self._minute != self._now():
                return None
            for key in keys:
                page = self._pages.get(key)
                if page is not None:
                    self._pages.move_to_end(key)
                    return page
        return None

    def ticket(self) -> Ticket | None:
        """Take this before a page is drawn, to keep it afterwards; None while nothing is kept."""
        with self._lock:
            return Ticket(self._changes, self._now()) if self._open else None

    def put(self, key: Key, page: Page, ticket: Ticket) -> None:
        """Keep a page if it still is right. Those that were asked for longest ago make room."""
        with self._lock:
            if not self._open or ticket != (self._changes, self._now()):
                return
            if self._minute != ticket.minute:
                self._empty()
                self._minute = ticket.minute
            self._bytes += page.size - (self._pages[key].size if key in self._pages else 0)
            self._pages[key] = page
            while self._bytes > self._most_bytes:
                _, oldest = self._pages.popitem(last=False)
                self._bytes -= oldest.size

    def open(self) -> None:
        """Keep pages from now on: somebody tells of every change."""
        with self._lock:
            self._open = True

    def shut(self) -> None:
        """Drop all pages, also those that are being drawn, and keep none until it is opened."""
        with self._lock:
            self._open = False
            self._changes += 1
            self._empty()

    def _empty(self) -> None:
        self._pages.clear()
        self._bytes = 0

    def _now(self) -> int:
        return int(self._clock() // SECONDS)
