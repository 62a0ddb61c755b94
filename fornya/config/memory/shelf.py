"""Keeps pages until the minute is over, a change is told of, or the room is needed for others."""

from collections.abc import Callable
from threading import Lock
from time import time
from typing import NamedTuple

from fornya.config.memory.page import Page

MOST_BYTES = 16_000_000
SECONDS = 60
NEVER = -1

Key = tuple[str, ...]


class Ticket(NamedTuple):
    """When the drawing of a page began. With it the page may be kept, unless something has happened since."""

    changes: int
    minute: int


class _Kept(NamedTuple):
    """The pages of one minute, in the order in which they make room."""

    minute: int
    pages: dict[Key, Page]


class Shelf:
    """The pages that this process keeps. It is shut until somebody tells of every change.

    Pages say what is open now and what is news today. All such times are whole minutes, so a page drawn in a
    minute is right until its end. (Our zone is whole minutes from UTC, all year.)

    Finding a page takes no lock: what is kept is dropped by putting another in its place, so whoever looks
    sees all of it as it was before a change, or nothing.
    """

    def __init__(self, *, most_bytes: int = MOST_BYTES, clock: Callable[[], float] = time) -> None:
        self._most_bytes = most_bytes
        self._clock = clock
        self._lock = Lock()
        self._kept = _Kept(NEVER, {})
        self._bytes = 0
        self._changes = 0
        self._open = False

    def find(self, key: Key, region: str = "") -> Page | None:
        """Give the page that is kept for all regions, or else for this one."""
        minute, pages = self._kept
        if minute != self._clock() // SECONDS:
            return None
        page = pages.get(key) or pages.get((*key, region))
        if page is not None:
            page.asked = True
        return page

    def ticket(self) -> Ticket | None:
        """Take this before a page is drawn, to keep it afterwards; None while nothing is kept."""
        with self._lock:
            return Ticket(self._changes, self._now()) if self._open else None

    def put(self, key: Key, page: Page, ticket: Ticket) -> None:
        """Keep a page if it still is right. Those that nobody has asked for in a while make room."""
        with self._lock:
            if not self._open or ticket != (self._changes, self._now()):
                return
            if self._kept.minute != ticket.minute:
                self._empty(ticket.minute)
            pages = self._kept.pages
            self._bytes += page.size - (pages[key].size if key in pages else 0)
            pages[key] = page
            self._make_room(pages)

    def open(self) -> None:
        """Keep pages from now on: somebody tells of every change."""
        with self._lock:
            self._open = True

    def shut(self) -> None:
        """Drop all pages, also those that are being drawn, and keep none until it is opened."""
        with self._lock:
            self._open = False
            self._changes += 1
            self._empty(NEVER)

    def _make_room(self, pages: dict[Key, Page]) -> None:
        """Drop the oldest; one that has been asked for is passed over, once."""
        while self._bytes > self._most_bytes:
            key = next(iter(pages))
            page = pages.pop(key)
            if page.asked:
                page.asked = False
                pages[key] = page
            else:
                self._bytes -= page.size

    def _empty(self, minute: int) -> None:
        self._kept = _Kept(minute, {})
        self._bytes = 0

    def _now(self) -> int:
        return int(self._clock() // SECONDS)
