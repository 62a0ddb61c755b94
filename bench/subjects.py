"""What is measured: the pages of the issue's list, each as an endless row of ready-made HTTP requests."""

import hashlib
import itertools
import re
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote, urlencode

import psycopg

from bench import fill
from bench.client import once
from tooling.bootstrap import ROOT
from tooling.ports import HOST
from tooling.problem import Problem

SESSION, CSRF = "fornya-session", "fornya-csrf"
TAG = re.compile(rb"\r\netag: *(\S+)\r\n", re.IGNORECASE)
# A part of the query that no view reads: such a page is drawn each time.
DRAWN = "?ritad=ja"
# A browser that has been here before, so no page has to draw it a new one.
SECRET = "b" * 32
CHECK = f"/mina/fornya/{fill.SENT_TO}/kontrollera"
ASKED = (
    *("Björkens", "björ", "vårdcentral Uppsala", "Ekbaken", "Malmö", "husläkare", "läkarhus", "Kiruna"),
    *("vardcentral goteborg", "Strandgatan", "barnmorska", "Lindens vårdcentral", "Västerås", "qqqq"),
)


@dataclass(frozen=True)
class Subject:
    """One kind of request. `shots` begins a row of them; `wanted` is the status that each must answer.

    `kept` are pages that the web server has in memory till the minute is over.
    """

    name: str
    shots: Callable[[], Iterator[bytes]]
    wanted: int = 200
    reads_store: bool = False
    kept: bool = False


def subjects(connection: psycopg.Connection, port: int) -> dict[str, Subject]:
    """Give all subjects by their short names, for a filled database and a running web server."""
    clinics = [f"/mottagning/{slug}" for slug in fill.clinic_slugs(connection, limit=40)]
    articles = [f"/artiklar/{found.parent.name}" for found in sorted(ROOT.glob("content/*/sv.md"))]
    demo = fill.demo_requests(connection)
    if not demo:
        raise Problem("The demo has sent no requests; is the sandbox's store answering?")
    own = fill.own_requests(connection, limit=2000)
    staff = fill.token_of("staff")
    pages = [
        Subject("clinic", _turns([get(port, path + DRAWN) for path in clinics])),
        Subject("clinic kept", _turns([get(port, path) for path in clinics]), kept=True),
        Subject("clinic known", _known(port, clinics), wanted=304, kept=True),
        Subject("article", _turns([get(port, path + DRAWN) for path in articles])),
        Subject("article kept", _turns([get(port, path) for path in articles]), kept=True),
        Subject("article known", _known(port, articles), wanted=304, kept=True),
        Subject("search", searching(port)),
        Subject("send", sending(port), wanted=303),
        Subject("worklist", _turns([get(port, "/personal", staff)])),
        Subject(
            "staff", _turns([get(port, f"/personal/arende/{key}", staff) for key in demo]), reads_store=True
        ),
        Subject(
            "patient",
            _turns([get(port, f"/mina/forfragan/{key}", fill.token_of(who)) for who, key in own]),
        ),
    ]
    return {page.name: page for page in pages}


def get(port: int, path: str, token: str = "", *, tag: str = "") -> bytes:
    """Give a GET as a browser sends it that has all style sheets already; `tag` is that of a page it has."""
    cookies = f"{SESSION}={token}; {CSRF}={SECRET}" if token else ""
    known = f"If-None-Match: {tag}\r\n" if tag else ""
    return _head("GET", path, port, cookies) + known.encode() + b"\r\n"


def post(port: int, path: str, cookies: str, fields: dict[str, str]) -> bytes:
    """Give a form as a browser sends it."""
    body = urlencode(fields).encode()
    more = (
        f"Origin: http://{HOST}:{port}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return _head("POST", path, port, cookies) + more.encode() + body


def searching(port: int) -> Callable[[], Iterator[bytes]]:
    """Give the row of searches, each from another household: one alone would soon be asked to wait."""
    heads = [get(port, f"/hitta-vard?q={quote(text)}").removesuffix(b"\r\n") for text in ASKED]
    numbers = itertools.count(1)

    def shots() -> Iterator[bytes]:
        for head, number in zip(itertools.cycle(heads), numbers, strict=False):
            household = f"2001:db8:{number >> 16:x}:{number & 0xFFFF:x}::1"
            yield head + f"X-Forwarded-For: {household}\r\n\r\n".encode()

    return shots


def sending(port: int) -> Callable[[], Iterator[bytes]]:
    """Give the row of *Skicka*: no sender comes twice, in however many rounds."""
    page = once(port, get(port, CHECK, fill.token_of(fill.FIRST_SENDER))).decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    seen = re.search(r'name="seen" value="([^"]+)"', page)
    if not (token and seen):
        raise Problem(f"The check page is not as expected: {page[:200]}")
    numbers = itertools.count(2)  # the first one shows us the page
    fields = {"csrfmiddlewaretoken": token[1], "seen": seen[1]}

    def shots() -> Iterator[bytes]:
        for number in numbers:
            cookies = f"{SESSION}={fill.token_of(fill.FIRST_SENDER - 1 + number)}; {CSRF}={SECRET}"
            yield post(port, CHECK, cookies, fields | {"send_key": send_key(number)})

    return shots


def send_key(number: int) -> str:
    """Give the key of a sender's form, as the script made it."""
    return md5_uuid(f"send{number}")


def sender_of(shot: bytes) -> int:
    """Say which sender a *Skicka* is from."""
    found = re.search(SESSION.encode() + b"=" + fill.token_of("").encode() + rb"(\d+)", shot)
    if found is None:
        raise Problem("That was no form that is sent.")
    return int(found[1]) - fill.FIRST_SENDER + 1


def md5_uuid(text: str) -> str:
    """Give what PostgreSQL's md5(text)::uuid gives."""
    digest = hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
    return str(uuid.UUID(digest))


def _known(port: int, paths: list[str]) -> Callable[[], Iterator[bytes]]:
    """Give the row of a browser that has the pages; it gets them anew each minute: they say what is open."""

    def shots() -> Iterator[bytes]:
        while True:
            minute = time.time() // 60
            requests = [get(port, path, tag=_tag_of(port, path)) for path in paths]
            for request in itertools.cycle(requests):
                if time.time() // 60 != minute:
                    break
                yield request

    return shots


def _tag_of(port: int, path: str) -> str:
    found = TAG.search(once(port, get(port, path)))
    if found is None:
        raise Problem(f"{path} has no tag.")
    return found[1].decode()


def _turns(requests: list[bytes]) -> Callable[[], Iterator[bytes]]:
    return lambda: itertools.cycle(requests)


def _head(method: str, path: str, port: int, cookies: str) -> bytes:
    lines = [
        f"{method} {path} HTTP/1.1",
        f"Host: {HOST}:{port}",
        "User-Agent: bench",
        "Accept: text/html",
        "Accept-Language: sv",
        "Accept-Encoding: gzip, deflate, br",
        *([f"Cookie: {cookies}"] if cookies else []),
    ]
    return "".join(f"{line}\r\n" for line in lines).encode()
