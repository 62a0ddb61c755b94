"""No address of ours can be written so that it leads to another site, whichever way it takes the wish."""

import re
from urllib.parse import urljoin, urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.urls import Resolver404, resolve
from lxml import html

from fornya.people.models import SignIn
from fornya.people.onward import safe_path
from tests import make
from tests.browser import Browser
from tests.mutants import Change, with_changes
from tests.people.test_onward import EVIL

# Each of them is what some browser or some server reads as another site's address.
WISHES = [
    *(wish for wish in EVIL if wish),
    "/%2f%2fevil.example/mina",
    "%2f%2fevil.example",
    "/%2Fevil.example",
    "/mina/%2f%2fevil.example",
    "https:evil.example/mina",
    "https:///evil.example",
    "http:\\\\evil.example",
    "\thttps://evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\\/evil.example",
    "/\\/evil.example",
    "/mina/\\evil.example",
    "//evil.example\\@127.0.0.1/mina",
    "//127.0.0.1:8000@evil.example",
    "//evil%00.example/mina",
    "/mina\u2028//evil.example",
    "\uff0f\uff0fevil.example",
    "/\uff0fevil.example",
    "//evil\u3002example",
    "//\u0435vil.example",
    "/mina/%0d%0aLocation:%20https://evil.example",
    "/mina?x=1\r\nLocation: https://evil.example",
    "/;@evil.example",
    "/.evil.example",
    "///mina",
    "/personal//evil.example",
    "/personal\\evil.example",
    "/personal/..//evil.example",
    "view-source:https://evil.example",
    "vbscript:msgbox",
    "intent://evil.example#Intent;scheme=https;end",
]
SITE = "http://testserver"
ADDRESSES = re.compile(r"url=(.*)", re.IGNORECASE)
ROOM = "fornya.people.onward"
GUARDS = (
    Change(ROOM, "not wanted or len(wanted) > LONGEST or not wanted.startswith(area)", "not wanted"),
    Change(
        ROOM,
        r"""not wanted.isascii() or any(sign in wanted for sign in "\\\r\n\t\x00") or "//" in wanted
        or ".." in wanted""".replace("\n        ", " "),
        "False",
    ),
    Change(ROOM, "resolve(urlsplit(wanted).path)", "None"),
)
BEHIND = Change(ROOM, "not url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)", "False")


def anyone(token: str | None = None) -> Client:
    client = Client(raise_request_exception=False)
    if token:
        client.cookies[settings.SESSION_COOKIE] = token
    return client


def led_to(answer) -> list[str]:
    """Give every address that an answer leads to by itself or by a press."""
    found = [answer.headers.get("Location", "")]
    if answer.content and "html" in answer.headers.get("Content-Type", ""):
        tree = html.fromstring(answer.content)
        found += tree.xpath("//@href | //@action | //@formaction | //@src | //@data-poll")
        found += tree.xpath("//input[@name='till']/@value")
        found += [ADDRESSES.search(each)[1] for each in tree.xpath("//meta[@http-equiv='refresh']/@content")]
    return [address for address in found if address]


def is_away(address: str) -> bool:
    """Say whether a browser that reads as generously as any does would leave for another site."""
    read = re.sub(r"[\t\r\n]", "", address.strip()).replace("\\", "/")
    parts = urlsplit(urljoin(SITE, read))
    return parts.scheme not in ("http", "https", "data", "tel", "mailto") or "evil" in (parts.hostname or "")


def kept(address: str) -> bool:
    """Say whether an address that we shall send somebody to is a page of ours."""
    try:
        resolve(urlsplit(address).path)
    except Resolver404:
        return False
    return address.startswith("/") and not is_away(address)


def everywhere(wish: str) -> list:
    """Take a wish to every address that takes one; gives the answers."""
    patient, member = anyone(make.patient_token()), anyone(make.staff_token())
    commission = {"till": wish, "commission": "SE0000000000-C0001"}
    return [
        anyone().get("/logga-in", {"till": wish}),
        patient.get("/logga-in", {"till": wish}),
        anyone().post("/logga-in/bankid", {"till": wish, "device": "other"}),
        anyone().get("/personal/logga-in", {"till": wish}),
        member.get("/personal/logga-in", {"till": wish}),
        member.get("/personal/uppdrag", {"till": wish}),
        member.post("/personal/uppdrag", {"till": wish}),
        member.post("/personal/uppdrag", commission),
        anyone().get("/sprak", {"till": wish}),
        anyone().get("/sprak/en", {"till": wish}),
        anyone().post("/sprak/en", {"till": wish}),
        anyone().get("/region", {"till": wish}),
        anyone().get("/region", {"till": wish, "region": "20", "spara": "ja"}),
        anyone().post("/region", {"till": wish, "region": "20"}),
        anyone().post("/region", {"till": wish, "region": "ingen"}),
    ]


@pytest.mark.parametrize("wish", WISHES, ids=range(len(WISHES)))
def test_a_wish_for_another_site_leads_nowhere_else(scene, wish):
    answers = everywhere(wish)

    assert [answer.status_code for answer in answers if answer.status_code >= 500] == []
    assert [address for answer in answers for address in led_to(answer) if is_away(address)] == []
    assert all(kept(order.next_path) for order in SignIn.objects.all())


def test_nor_does_what_is_sealed_for_the_way_back_from_a_provider(openid):
    begin = urlsplit(openid.begin).path
    for number, wish in enumerate(WISHES):
        browser = Browser()
        browser.client.get(begin, {"till": wish}, REMOTE_ADDR=f"192.0.2.{number}")

        assert kept(openid.made(browser)["till"])


@pytest.mark.parametrize("guard", GUARDS, ids=["area", "signs", "page"])
def test_each_guard_alone_is_missed(guard):
    with with_changes(guard):
        assert [wish for wish in WISHES if safe_path(wish, area="/mina", otherwise="") != ""]


def test_without_any_guard_wishes_lead_away(scene):
    with with_changes(*GUARDS, BEHIND):
        answers = everywhere("//evil.example")

    assert len({answer.wsgi_request.path for answer in answers for to in led_to(answer) if is_away(to)}) >= 5
