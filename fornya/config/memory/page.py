"""A page as it is sent: plain or packed, each with its tag, or only word that the reader's copy is right."""

import gzip
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Any

from django.utils.http import parse_etags

Environ = dict[str, Any]
Headers = list[tuple[str, str]]
Start = Callable[..., Any]

# What is said of a body, and so not where there is none.
OF_BODIES = ("content-type", "content-length", "content-encoding", "content-disposition")
OK, NOT_MODIFIED = "200 OK", "304 Not Modified"


@dataclass(frozen=True, slots=True)
class Form:
    """A page in one encoding."""

    tag: str
    headers: Headers
    headers_alone: Headers
    body: bytes

    @classmethod
    def of(cls, headers: Headers, body: bytes, tag: str) -> "Form":
        """Give the page its tag and length."""
        whole = [*headers, ("ETag", tag), ("Content-Length", str(len(body)))]
        alone = [pair for pair in whole if pair[0].lower() not in OF_BODIES]
        return cls(tag, whole, alone, body)


class Page:
    """One page in both encodings. Its tags are of its contents: a page that is drawn alike keeps them.

    `asked` is the shelf's: somebody has asked for it since it was last passed over.
    """

    __slots__ = ("asked", "packed", "plain", "size")

    def __init__(self, headers: Headers, body: bytes) -> None:
        self.asked = False
        headers = _told_of_encodings(headers)
        digest = sha256(body).hexdigest()[:32]
        packed = gzip.compress(body, mtime=0)
        self.plain = Form.of(headers, body, f'"{digest}"')
        self.packed = Form.of([*headers, ("Content-Encoding", "gzip")], packed, f'"{digest}-gzip"')
        self.size = len(body) + len(packed) + 2 * sum(len(name) + len(value) for name, value in headers)

    def send(self, environ: Environ, start: Start) -> Iterable[bytes]:
        """Answer who may take it packed, who may have it already, who wants the head only."""
        form = self.packed if takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", "")) else self.plain
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known and (known == form.tag or _is_among(form.tag, known)):
            start(NOT_MODIFIED, form.headers_alone)
            return []
        start(OK, form.headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [form.body]


@lru_cache(maxsize=256)
def takes_gzip(accepted: str) -> bool:
    """Tell whether an Accept-Encoding takes gzip (RFC 9110, 12.5.3)."""
    taken = {}
    for part in accepted.lower().replace(" ", "").split(","):
        name, _, weight = part.partition(";q=")
        taken[name] = weight.strip("0.") != "" or not weight
    return taken.get("gzip", taken.get("*", False))


def _told_of_encodings(headers: Headers) -> Headers:
    """Tell caches that the page is another for who takes it packed."""
    vary = [value for name, value in headers if name.lower() == "vary"]
    return [
        *((name, value) for name, value in headers if name.lower() not in ("vary", "content-length")),
        ("Vary", ", ".join([*vary, "Accept-Encoding"])),
    ]


def _is_among(tag: str, known: str) -> bool:
    """Tell whether the tag is in an If-None-Match; a proxy that packs pages itself has weakened it."""
    tags = [each.removeprefix("W/") for each in parse_etags(known)]
    return tag in tags or tags == ["*"]
