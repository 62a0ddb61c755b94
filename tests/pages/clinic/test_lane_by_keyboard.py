"""The fast lane in a browser, with the keyboard alone: 20 clean requests and 5 that are not, in one queue."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler

import pytest
from django.conf import settings
from django.core.servers.basehttp import ThreadedWSGIServer
from django.core.wsgi import get_wsgi_application
from playwright.sync_api import Page, expect

from fornya.people.session import SignedInStaff
from fornya.renewals.record import Facts, keep_record
from fornya.rules.checks.case import Record
from tests import make
from tests.browser import Browser
from tests.committed import owner
from tests.make import JOHAN
from tests.pages.clinic.cleanly import asked_for
from tests.pages.clinic.test_confirm import idp

__all__ = ["idp"]

CLEAN = 20
UNCLEAN: tuple[dict[str, str], ...] = (
    {"side_effects": "yes"},
    {"works": "no"},
    {"as_prescribed": "no"},
    {"note": "Jag är yr"},
    {"record": "nobody has looked"},
)
STATUS = "SELECT status, count(*) FROM renewals_renewalrequest GROUP BY 1 ORDER BY 1"
FOCUSED = "() => document.activeElement.innerText"


class Quiet(WSGIRequestHandler):
    """Answers without a line for each request."""

    def log_message(self, *_said: object) -> None:
        """Say nothing."""


@pytest.fixture
def served(database: None, store: Any, idp: Any) -> Iterator[str]:
    """Serve this process's Förnya where the sandbox believes it to be; gives the address."""
    server = ThreadedWSGIServer(("127.0.0.1", idp.port - 1), Quiet)
    server.set_app(get_wsgi_application())
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield idp.web
    server.shutdown()
    server.server_close()


class Hands:
    """Somebody who has only a keyboard: every key is counted, and what has the focus can be read."""

    def __init__(self, page: Page) -> None:
        self.page, self.keys = page, 0

    def press(self, key: str) -> None:
        self.keys += 1
        self.page.keyboard.press(key)

    def goes_on(self) -> None:
        """Press Enter, which leads to another page, once the focus is where the page puts it."""
        expect(self.page.locator(":focus")).to_have_count(1)
        with self.page.expect_navigation():
            self.press("Enter")

    @property
    def focused(self) -> str:
        return " ".join(self.page.evaluate(FOCUSED).split())

    def finds(self, words: str) -> None:
        """Press Tab until what has these words has the focus."""
        for _each in range(40):
            if self.focused.startswith(words):
                return
            self.press("Tab")
        raise AssertionError(f"{words} cannot be reached: {self.focused}")

    def heading(self) -> str:
        return self.page.get_by_role("heading", level=1).inner_text()


def queue(store: Any, nurse: SignedInStaff, **unclean: str) -> str:
    """A request that the nurse has taken and looked up in the record; gives its id."""
    looked = unclean.pop("record", None) is None
    request_id = asked_for(store, **unclean)
    (line,) = make.taken(nurse, request_id).lines
    day = make.TODAY - timedelta(days=60)
    person = Record(last_visit_on=day, allergies=(), in_bags=False, pregnant=False)
    facts = Facts(person, {line.id: day}) if looked else Facts(Record(last_visit_on=day), {})
    keep_record(request_id=request_id, facts=facts, by=nurse, now=make.NOW)
    owner("UPDATE renewals_renewalrequest SET read_by_id = NULL, read_until = NULL")
    return str(request_id)


@pytest.mark.xdist_group("journeys")
def test_twenty_clean_ones_are_signed_with_the_keyboard_alone_and_five_others_cannot(
    served, store, browser
) -> None:
    johan = make.staff(JOHAN)
    clean = {queue(store, johan) for _each in range(CLEAN)}
    unclean = {queue(store, johan, **facts) for facts in UNCLEAN}
    token = make.staff_token(confirmed=False)
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies([{"name": settings.SESSION_COOKIE, "value": token, "url": served}])
    eva = Hands(context.new_page())
    eva.page.goto(f"{served}/personal")
    eva.finds("Gå igenom förberedda")
    eva.goes_on()

    eva.keys, passed = 0, set()
    while "/arende/" in eva.page.url:
        passed.add(eva.page.url.split("/")[-1].partition("?")[0])
        eva.goes_on()
    assert (passed, eva.keys) == (clean | unclean, CLEAN + len(UNCLEAN))

    assert (eva.heading(), eva.focused) == ("Signera flera", "Signera och skicka")
    for request_id in unclean:
        refuses(Browser(token), request_id)
    eva.goes_on()
    assert eva.focused == "Legitimera dig"
    eva.goes_on()
    eva.finds("Eva Läkare")
    eva.goes_on()
    assert eva.focused == "Signera och skicka"
    eva.goes_on()

    assert f"{CLEAN} förfrågningar är signerade" in eva.page.get_by_role("main").inner_text()
    assert eva.keys <= 2 * CLEAN
    assert owner(STATUS) == [("opened", len(UNCLEAN)), ("writing", CLEAN)]
    signed = owner(
        "SELECT DISTINCT l.request_id FROM renewals_decision d JOIN renewals_renewalline l"
        " ON l.id = d.line_id"
    )
    assert {str(row[0]) for row in signed} == clean
    context.close()


def refuses(eva: Browser, request_id: str) -> None:
    """Post for a request that is not clean what the lane's buttons would post for one that is."""
    page = eva.get(f"/personal/arende/{request_id}")
    shown = {name: page.tree.xpath(f"//input[@name='{name}']/@value")[0] for name in ("version", "shown")}
    token = page.tree.xpath("//input[@name='csrfmiddlewaretoken']/@value")[0]
    posted = {"csrfmiddlewaretoken": token, **shown}

    marked = eva.client.post(f"/personal/arende/{request_id}/sedd", posted)
    signed = eva.client.post("/personal/signera", posted | {"request": request_id})

    assert "Alla kontroller är inte utan anmärkning." in marked.content.decode()
    assert (marked.status_code, signed.status_code) == (422, 422)
