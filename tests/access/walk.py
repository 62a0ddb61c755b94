"""Asks for every address as everybody, and says what each met."""

import io
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pypdf import PdfReader

from tests import make
from tests.access.headers import careless
from tests.access.world import ABSENT, ALIKE, POSTED, ROLES, Person, World

MATRIX = tomllib.loads((Path(__file__).parent / "matrix.toml").read_text())
DOORS, URLS = MATRIX["doors"], MATRIX["urls"]
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
WRITING = ("POST", "PUT", "PATCH", "DELETE")
# A token against forged forms is masked anew each time it is written.
MASKED = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')
ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<=/rad/)[0-9]+|(?<=%2Frad%2F)[0-9]+")


@dataclass(frozen=True)
class Met:
    """What one role met with one method.

    `relation` is own, elsewhere (own, at another clinic), others, far or absent.
    """

    role: str
    method: str
    relation: str
    outcome: str
    leaked: frozenset[str] = frozenset()
    careless: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Page:
    """One row of the matrix."""

    name: str
    door: str
    methods: tuple[str, ...]
    object: str = ""


PAGES = [Page(name, row["door"], tuple(row["methods"]), row.get("object", "")) for name, row in URLS.items()]


def names(resolver: URLResolver | None = None, space: str = "") -> Iterator[str]:
    """Give the name of every address that the service answers."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from names(entry, f"{space}{entry.namespace}:" if entry.namespace else space)
        elif isinstance(entry, URLPattern):
            yield f"{space}{entry.name}"


def relations(page: Page) -> tuple[str, ...]:
    """Give whose things an address can name."""
    if page.object == "case":
        return ("own", "others", "far", "absent")
    return (
        ("own", "others", "absent")
        if page.object in _OWNED
        else ("own", "absent")
        if page.object
        else ("own",)
    )


_OWNED = ("request", "question", "message", "typed", "sign_in", "signing", "sign_order")
_OWNED += ("mandate", "draft_mandate", "log_row")


def address(page: Page, world: World, role: str, relation: str) -> str:
    """Give the address that names a thing in this relation to the role."""
    return reverse(page.name, kwargs=_named(page, world, role, relation))


def _named(page: Page, world: World, role: str, relation: str) -> dict[str, object]:
    absent = relation == "absent"
    mine = world.tova if role == "teenager" else world.anna
    whose = world.bert if relation in ("others", "far") else mine
    place = {"others": make.EKBACKEN, "far": make.STRANDGATAN}.get(relation, make.BJORKEN)
    words = {"article": "logga-in", "theme": "liv-halsa", "language": "en", "e_id": "freja"}
    words |= {"component": "question", "municipality": "Uppsala", "prescription": ALIKE, "month": "2025-03"}
    match page.object:
        case "":
            return {}
        case "clinic":
            number = {"number": 1} if page.name == "patient:ask" else {}
            slug = {"absent": "finns-inte", "elsewhere": make.EKBACKEN}.get(relation, make.BJORKEN)
            return {"slug": slug} | number
        case "request":
            return {"request_id": ABSENT if absent else whose.requests.get(make.BJORKEN, ABSENT)}
        case "question":
            ids = (whose.asked.get(make.BJORKEN, ABSENT), whose.questions.get(make.BJORKEN, ABSENT))
            return dict(zip(("request_id", "question_id"), (ABSENT, ABSENT) if absent else ids, strict=True))
        case "case":
            return {
                "request_id": ABSENT
                if absent
                else (world.anna if relation == "own" else world.bert).requests[place]
            }
        case "message":
            return {"message_id": ABSENT if absent or not whose.messages else whose.messages[0]}
        case "typed" | "signing" | "sign_order" | "sign_in" | "mandate" | "draft_mandate":
            return _persons_own(page, world, whose, absent)
        case "log_month" | "log_case" | "log_row" | "log_months" | "post" | "rule" | "upload":
            return _of_staffs(page, world, whose, absent)
        case "receipt":
            return {"reference": "0000-0000" if absent else "ABCD-2345"}
        case named:
            return {_KEYS.get(named, "slug"): "finns-inte" if absent else words[named]}


# What a view calls the thing that its address names, where that is not "slug".
_KEYS = {"language": "code", "component": "name", "municipality": "name", "e_id": "key"}
_KEYS |= {"prescription": "prescription_id", "month": "month"}


def _of_staffs(page: Page, world: World, whose: Person, absent: bool) -> dict[str, object]:
    """Name a row or a post by its number, a month of Björken's log, or a case in it."""
    month = {"slug": make.BJORKEN, "month": f"{make.TODAY:%Y-%m}"}
    match page.object:
        case "log_row":
            return {"number": world.no_log_row if absent else whose.log_row}
        case "post":
            return {"post_id": world.no_log_row if absent else world.post}
        case "rule":
            ours = world.country_rule if page.name == "region:country_rule" else world.rule
            return {"number": world.no_log_row if absent else ours}
        case "upload":
            ours = world.country_upload if page.name == "region:country_catalogue_check" else world.upload
            return {"upload_id": ABSENT if absent else ours}
        case "log_months":
            return {"slug": make.STRANDGATAN if absent else make.BJORKEN}
        case "log_month":
            return month | {"slug": make.STRANDGATAN} if absent else month
        case _:
            return month | {"key": "0" * 24 if absent else world.case}


def _persons_own(page: Page, world: World, whose: Person, absent: bool) -> dict[str, object]:
    name, own = {
        "typed": ("form_id", whose.typed),
        "signing": ("signing_id", whose.to_sign),
        "sign_order": ("order_id", whose.sign_order),
        "sign_in": ("order_id", world.sign_in),
        "mandate": ("mandate_id", whose.mandate),
        "draft_mandate": ("mandate_id", whose.draft_mandate),
    }[page.object]
    key = {"key": "freja"} if page.name == "login:sign_elsewhere" else {}
    return {name: ABSENT if absent else own} | key


def ask(page: Page, world: World, role: str, method: str, relation: str) -> Any:
    """Ask for an address as a role, in a browser of its own; gives the bare answer."""
    return browser(page, world, role, relation).generic(method, address(page, world, role, relation))


def browser(page: Page, world: World, role: str, relation: str, **options: Any) -> Client:
    """Give a browser of one's own, with the cookies that the role has."""
    client = Client(raise_request_exception=False, **options)
    client.cookies = SimpleCookie()
    if world.tokens[role] is not None:
        client.cookies[settings.SESSION_COOKIE] = world.tokens[role]
    if page.object == "sign_in" and relation == "own":
        client.cookies[settings.SIGN_IN_COOKIE] = world.browser
    if page.object == "sign_order":
        # Even with the browser's cookie, which is then a stolen one, another's order is none.
        mine = {"own": world.tova if role == "teenager" else world.anna, "others": world.bert}.get(relation)
        client.cookies[settings.SIGN_IN_COOKIE] = mine.sign_browser if mine else ""
    return client


def met(page: Page, world: World, role: str, method: str, relation: str) -> Met:
    """Ask, and say what was met."""
    answer = ask(page, world, role, method, relation)
    text = said(answer)
    leaked = frozenset(mark for mark in world.hidden_from(role) if mark in text)
    return Met(role, method, relation, outcome(answer), leaked, careless(answer))


def said(answer: Any) -> str:
    """Give what an answer says, also in a file whose text is packed."""
    if answer.content.startswith(b"%PDF-"):
        file = PdfReader(io.BytesIO(answer.content))
        return "\n".join([str(file.metadata), *(page.extract_text() for page in file.pages)])
    return answer.content.decode()


def outcome(answer: Any) -> str:
    """Name what an answer is."""
    if answer.status_code in (301, 302, 303):
        place = answer["Location"].partition("?")[0]
        if place in (reverse("login:choose"), reverse("login:staff")):
            return "sign_in"
        return "commission" if place == reverse("login:commission") else "in"
    named = {403: "forbidden", 404: "not_found", 405: "method", 500: "fault"}
    return named.get(answer.status_code, "in")


def expected(page: Page, role: str, method: str, relation: str) -> str:
    """Say what the matrix lets a role meet."""
    at_door = DOORS[page.door][role]
    if at_door != "in":
        return at_door
    known = {*page.methods, *(["HEAD"] if "GET" in page.methods else [])}
    if method not in known:
        return "method"
    if page.object == "prescription" and role == "teenager":
        return "in"  # reads why there is no list, before the store is asked for anything
    return "in" if relation == "own" and _has_one(page, role) else "not_found"


def _has_one(page: Page, role: str) -> bool:
    """The teenager has sent nothing, heard nothing and appointed nobody: nothing of that kind is there."""
    none_of_teenagers = ("request", "question", "message", "mandate", "draft_mandate")
    return not (role == "teenager" and page.object in none_of_teenagers)


def plain(answer: Any) -> tuple[int, str, list[tuple[str, str]]]:
    """Give all that a browser is told, less the ids that it asked for and the mask of the form's token."""
    headers = sorted((name, ID.sub("", value)) for name, value in answer.headers.items())
    return answer.status_code, ID.sub("", MASKED.sub("", said(answer))), headers


def every_visit(page: Page) -> Iterator[tuple[str, str, str]]:
    """Give each (role, method, relation): what is refused first, so that nothing has been done by then.

    Where no post opens the door, all who have one look in, and the first of them tries the rest for all.
    """
    together = len({DOORS[page.door][role] for role in POSTED}) == 1
    visits = [
        (role, method, relation)
        for role in ROLES
        for relation in relations(page)
        for method in METHODS
        if relation == "own" or method in page.methods
        if not together or role not in POSTED[1:] or (method, relation) == ("GET", "own")
    ]
    yield from sorted(visits, key=lambda visit: expected(page, *visit) == "in")
