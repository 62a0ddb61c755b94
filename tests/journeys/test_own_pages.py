"""A person's own pages from the right to the left: no known fault, at 320 px, by keyboard, large enough.

What each says is tried elsewhere, in Swedish; here every one of them is met as an Arabic reader meets it.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from fornya.pages.patient.urls import urlpatterns
from tests import seen
from tests.gates.hands import Hands
from tests.gates.looks import ALL_PAIRS, put_on
from tests.gates.pages import COOKIE
from tests.journeys.patient import Patient
from tests.running import Service

# They share one running Förnya, so they stay in one process.
pytestmark = pytest.mark.xdist_group("journeys")

PLAIN = {
    "overview": "/mina",
    "medicines": "/mina/lakemedel",
    "withdrawals": "/mina/uttag",
    "high_cost": "/mina/hogkostnad",
    "reminders": "/mina/paminnelser",
    "requests": "/mina/forfragningar",
    "my_journal": "/mina/journal",
    "access_log": "/mina/journal/vem-har-tittat?egna=ja",
    "own_data": "/mina/journal/hamta",
    "medicine_list": "/mina/lakemedel/lista?stor=ja&qr=ja",
    "inbox": "/mina/inkorg",
    "sign_ins": "/mina/inloggningar",
    "agents": "/mina/ombud",
    "whom": "/mina/vem",
}
# The first of their kind that another of the pages leads to.
LED_TO = {
    "medicine": ("/mina/lakemedel", "/mina/lakemedel/recept/"),
    "request": ("/mina/forfragningar", "/mina/forfragan/"),
    "meeting": ("/mina", "/tid"),
    "message": ("/mina/inkorg", "/mina/inkorg/"),
    "access_row": (PLAIN["access_log"], "/rad/"),
}
# The form, which has journeys of its own; deeds and files, which have no page; pages with a form on the way.
ELSEWHERE = {
    *("renew", "choose", "by_hand", "ask", "own", "pharmacy", "contact", "check", "already_sent"),
    *("book_time", "cancel_time", "meeting_calendar", "renew_chosen", "count", "reminder_calendar"),
    *("own_json", "own_fhir", "medicine_list_pdf", "typed", "answer", "withdraw"),
    *("give_mandate", "mandate", "sign_mandate", "mandate_signed", "end_mandate"),
}
SAM = "Sam Samordning"


@pytest.fixture
def arabic(service: Service, browser: Browser) -> Iterator[Page]:
    """Give the page of somebody who is signed in, reads Arabic, and has a time to choose."""
    context = browser.new_context(base_url=service.url, reduced_motion="reduce")
    context.add_init_script(seen.AXE_SCRIPT)
    page = context.new_page()
    page.goto("/logga-in?till=/mina")
    Patient(page, service, looks=False).signs_in_here(SAM)
    page.wait_for_url("**/mina")
    context.add_cookies([{"name": COOKIE, "value": "ar", "url": service.url}])
    yield page
    context.close()


def test_every_page_of_ones_own_is_looked_at_or_has_its_journey():
    assert {each.name for each in urlpatterns} == {*PLAIN, *LED_TO, *ELSEWHERE}


def test_ones_own_pages_are_without_a_known_fault_in_arabic(arabic):
    found = {}
    for place, (name, path) in enumerate([*PLAIN.items(), *_led_to(arabic)]):
        arabic.goto(path)
        found[name] = _faults(arabic, *ALL_PAIRS[place % len(ALL_PAIRS)])

    assert {name: told for name, told in found.items() if told} == {}


def _led_to(page: Page) -> Iterator[tuple[str, str]]:
    for name, (where, to) in LED_TO.items():
        page.goto(where)
        yield name, page.locator(f"main a[href*='{to}']").first.get_attribute("href") or name


def _faults(page: Page, colours: str, width: int) -> list[object]:
    put_on(page, colours, width)
    assert page.locator("html").get_attribute("dir") == "rtl"
    forced = ("color-contrast", "color-contrast-enhanced") if "forced" in colours else ()
    told: list[object] = [*seen.axe(page, without=forced).faults]
    page.set_viewport_size({"width": 320, "height": 640})
    told += [("sticks out", page.url)] if seen.sticks_out(page) else []
    told += [("small", each) for each in seen.small_targets(page)]
    told += _by_keyboard(page)
    # An Arabic page has Arabic words, not Swedish ones turned round.
    told += [] if re.search(r"[\u0600-\u06ff]{3}", page.get_by_role("main").inner_text()) else ["Swedish"]
    return told


def _by_keyboard(page: Page) -> list[object]:
    """Go through what is the page's own; head and foot are those of the public pages."""
    page.evaluate("document.getElementById('main').focus()")
    hands, places = Hands(page), []
    while (here := hands.tab()) and page.evaluate("document.activeElement.closest('main') !== null"):
        places.append(here["place"])
    return [] if places and places == sorted(places) else [("order", places)]
