"""The WSGI application in front of Django: gives what is kept, and keeps what views say may be kept.

A public page passes through here on its way out whether it is kept or not, so it always has a tag and is
packed. The way to a page that is kept is short on purpose: each step on it is a part of what such a page
costs, and bench/README.md says how much.
"""

from collections.abc import Callable, Iterable
from contextlib import closing
from typing import cast

from fornya.config.memory.asked import key_of
from fornya.config.memory.ear import Ear
from fornya.config.memory.page import OK, Environ, Headers, Page, Start
from fornya.config.memory.shelf import Key, Shelf
from fornya.pages.public.fresh import KEPT, READING, Kept

Application = Callable[[Environ, Start], Iterable[bytes]]


class FromMemory:
    """Public pages from the shelf; what is not there, and all else, from the application behind.

    `listen` sees to it that somebody tells the shelf of changes; it is called in the process that serves.
    """

    def __init__(self, application: Application, shelf: Shelf, listen: Callable[[], None]) -> None:
        self._application = application
        self._shelf = shelf
        self._listen = listen

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        """Answer a request."""
        asked = key_of(environ) if environ["REQUEST_METHOD"] in READING else None
        if asked is None:
            return self._application(environ, start)
        page = self._shelf.find(*asked)
        return page.send(environ, start) if page else self._drawn(environ, start, *asked)

    def _drawn(self, environ: Environ, start: Start, key: Key, region: str) -> Iterable[bytes]:
        self._listen()
        ticket = self._shelf.ticket()
        said = _Said()
        answer = self._application(environ, said)
        kept = cast(Kept | None, getattr(answer, "kept", None))
        if kept is None or not said.for_everyone():
            start(said.status, said.headers)
            return answer
        with closing(answer):  # type: ignore[type-var]
            page = Page(said.headers, b"".join(answer))
        # The answer to HEAD may have no body.
        if ticket and kept.in_memory and environ["REQUEST_METHOD"] == "GET":
            self._shelf.put((*key, region) if kept.by_region else key, page, ticket)
        return page.send(environ, start)


def in_front_of(application: Application) -> FromMemory:
    """Give the application with a shelf of its own in front of it, and an ear to the database."""
    shelf = Shelf()
    return FromMemory(application, shelf, Ear(shelf).listen)


class _Said:
    """Takes down what the application says before the body."""

    def __init__(self) -> None:
        self.status = ""
        self.headers: Headers = []

    def __call__(self, status: str, headers: Headers, _fault: object = None) -> None:
        self.status, self.headers = status, headers

    def for_everyone(self) -> bool:
        """Tell whether nothing in the head is meant for one reader, whatever the view says."""
        names = {name.lower() for name, _ in self.headers}
        return self.status == OK and ("Cache-Control", KEPT) in self.headers and "set-cookie" not in names
