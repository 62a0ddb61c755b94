"""The WSGI application in front of Django: gives what is kept, and keeps what views say may be kept.

A public page passes through here on its way out whether it is kept or not, so it always has a tag and is
packed.
"""

from collections.abc import Callable, Iterable
from contextlib import closing
from typing import cast

from fornya.config.memory.asked import Environ, keys_of, takes_gzip
from fornya.config.memory.ear import Ear
from fornya.config.memory.page import OK, Headers, Page, Start
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
        keys = keys_of(environ) if environ["REQUEST_METHOD"] in READING else None
        if keys is None:
            return self._application(environ, start)
        page = self._shelf.find(*keys)
        return _sent(page, environ, start) if page else self._drawn(environ, start, keys)

    def _drawn(self, environ: Environ, start: Start, keys: tuple[Key, Key]) -> Iterable[bytes]:
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
            everywhere, by_region = keys
            self._shelf.put(by_region if kept.by_region else everywhere, page, ticket)
        return _sent(page, environ, start)


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


def _sent(page: Page, environ: Environ, start: Start) -> Iterable[bytes]:
    return page.send(
        start,
        packed=takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", "")),
        known=environ.get("HTTP_IF_NONE_MATCH", ""),
        head=environ["REQUEST_METHOD"] == "HEAD",
    )
