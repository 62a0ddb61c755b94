"""Every page of the way at 320 px with words two fifths longer, from the left and from the right.

A stand-in for the languages that are not written yet: nothing may stick out of the screen in any of them.
"""

from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.patient import Patient
from tests.running import Service

pytestmark = pytest.mark.xdist_group("journeys")

NARROW = {"width": 320, "height": 640}
CLINIC = "Björkens vårdcentral"
PATIENT = "Tolvan Tolvansson"
PUBLIC = (
    *(
        "/",
        "/mottagning/bjorkens-vardcentral",
        "/mottagning/bjorklunda-lakarhus",
        "/hitta-vard?q=vardcentral",
    ),
    *("/mottagning/bjorkens-vardcentral/blankett", "/avgifter", "/region", "/sok?q=recept", "/support"),
    *("/support/skriv", "/sprak", "/kakor", "/personuppgifter", "/tillganglighet", "/finns-inte"),
    *("/tema/sa-fungerar-varden", "/artiklar/fornya-recept-pa-natet", "/artiklar/vad-kostar-det"),
)
# Each word of at least three letters grows by two fifths; numbers and names of medicines stay as they are.
STRETCH = """direction => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const kept = [];
    while (walker.nextNode()) {
        const node = walker.currentNode;
        if (node.parentElement.closest('script, style, svg, [translate=no], .num')) continue;
        kept.push([node, node.data]);
        node.data = node.data.replace(/\\p{L}{3,}/gu, word =>
            word + word.slice(-1).repeat(Math.ceil(word.length * 0.4)));
    }
    const before = document.documentElement.dir;
    document.documentElement.dir = direction;
    const over = document.documentElement.scrollWidth - window.innerWidth;
    for (const [node, data] of kept) node.data = data;
    document.documentElement.dir = before;
    return [over, kept.length];
}"""


def stays_within(page: Page, *, where: str) -> None:
    """Make the page's words longer, look both ways, and put everything back."""
    for direction in ("ltr", "rtl"):
        over, texts = page.evaluate(STRETCH, direction)

        assert texts > 10, where
        assert over <= 0, f"{where} ({direction}) is {over} px too wide"


class Stretched(Patient):
    """A patient whose pages are looked at with longer words."""

    def sees(self, where: str) -> None:
        stays_within(self.page, where=where)


def test_a_public_page_has_room_for_longer_words(service: Service, browser: Browser) -> None:
    with browser.new_context(viewport=NARROW, reduced_motion="reduce") as context:
        page = context.new_page()
        for path in PUBLIC:
            page.goto(urljoin(service.url, path))

            stays_within(page, where=path)


def test_the_form_has_room_for_longer_words(service: Service, browser: Browser) -> None:
    with browser.new_context(viewport=NARROW, reduced_motion="reduce") as context:
        tolvan = Stretched(context.new_page(), service)
        tolvan.opens("/mottagning/bjorkens-vardcentral", where="clinic page")
        tolvan.asks_to_renew()
        tolvan.signs_in_here(PATIENT)
        tolvan.goes_on()
        tolvan.sees("an error")
        tolvan.page.locator("main input[type=checkbox]").first.check(force=True)
        tolvan.goes_on()
        tolvan.answers("Ja", "Nej", "Ja")
        tolvan.skips_own_questions()
        tolvan.takes_any_pharmacy()
        tolvan.wants_to_be_told(phone="070-174 06 05")
        tolvan.sees("check and send")
        for path in ("/mina", "/mina/lakemedel", "/mina/inkorg", "/mina/forfragningar", "/mina/hogkostnad"):
            tolvan.opens(path, where=path)
