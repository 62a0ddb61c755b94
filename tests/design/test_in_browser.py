"""The gallery in Debian's Chromium: nothing that axe finds or that is cut off; targets to hit; the script."""

import functools
import http.server
import json
import threading

import pytest
from django.utils import translation

from fornya.design import gallery
from fornya.design.fields import Errors
from tests import seen
from tests.design import css, drawn

PAGES = ("gallery", *gallery.PAGES)
LOOKS = {
    "light, narrow": {"viewport": {"width": 320, "height": 640}},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "more contrast": {"viewport": {"width": 768, "height": 900}, "contrast": "more"},
    "forced colours": {"viewport": {"width": 390, "height": 844}, "forced_colors": "active"},
}
WAITING = """<!DOCTYPE html><html lang="sv"><title>v</title><script src="static/site.js" defer></script>
<div data-poll="state.json" data-poll-every="20">
<p data-poll-target="text">Väntar</p><img alt="" data-poll-target="qr"></div>
<form method="post" action="sent"><button>Skicka</button></form></html>"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Serve the gallery, its style sheet and its fonts on 127.0.0.1, and give its address."""
    folder = tmp_path_factory.mktemp("site")
    (folder / "static" / "fonts").mkdir(parents=True)
    css.write_into(folder / "static")
    for path in (*(css.DESIGN / "static").iterdir(), *css.fonts()):
        target = folder / "static" / ("fonts" if path.suffix == ".woff2" else ".") / path.name
        target.write_bytes(path.read_bytes())
    (folder / "waiting.html").write_text(WAITING)
    (folder / "state.json").write_text(json.dumps({"text": "Skriv din kod", "qr": "static/logo.svg"}))
    handler = functools.partial(Quiet, directory=folder)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield folder, f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture
def pages(site):
    """Draw every page as it is now, also with errors and from right to left; gives their addresses."""
    folder, address = site
    wrong = Errors().add("lines", "Välj minst ett recept att förnya")
    for name in PAGES:
        (folder / f"{name}.html").write_text(drawn.source(name).replace("/static/", "static/"))
    (folder / "fel.html").write_text(drawn.source("question", errors=wrong).replace("/static/", "static/"))
    with translation.override("ar"):
        (folder / "rtl.html").write_text(drawn.source("worklist").replace("/static/", "static/"))
    return [f"{address}{name}.html" for name in (*PAGES, "fel", "rtl")]


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files without a line for each."""

    def log_message(self, *_what):
        """Say nothing."""


@pytest.mark.parametrize("look", LOOKS)
def test_every_page_is_whole_and_without_a_known_fault(browser, pages, look):
    with browser.new_context(**LOOKS[look]) as context:
        page = context.new_page()
        for address in pages:
            page.goto(address)

            found = seen.axe(page)

            assert found.faults == [], address
            assert seen.sticks_out(page) == 0, address
            assert seen.small_targets(page) == [], address


def test_text_at_twice_the_size_is_not_cut_off(browser, pages):
    with browser.new_context(viewport={"width": 390, "height": 844}) as context:
        page = context.new_page()
        for address in pages:
            page.goto(address)
            page.evaluate("document.documentElement.style.fontSize = '200%'")

            assert seen.sticks_out(page) == 0, address


def test_a_table_that_is_drawn_as_cards_is_still_a_table_to_a_screen_reader(browser, pages, site):
    with browser.new_context(viewport={"width": 320, "height": 640}) as context:
        page = context.new_page()
        page.goto(site[1] + "gallery.html")
        assert page.locator(".table--stack td").first.evaluate("e => getComputedStyle(e).display") == "flex"

        tree = context.new_cdp_session(page).send("Accessibility.getFullAXTree")

        heard = {node["role"]["value"] for node in tree["nodes"] if not node["ignored"]}
        assert {"table", "row", "columnheader", "rowheader", "cell"} <= heard


def test_a_whole_card_can_be_pressed(browser, pages, site):
    with browser.new_context(viewport={"width": 390, "height": 844}) as context:
        page = context.new_page()
        page.goto(site[1] + "question.html")
        card = page.locator(".pick").nth(1)

        card.click(position={"x": 8, "y": 8})

        assert card.locator("input").is_checked()


def test_a_page_with_errors_has_its_summary_in_focus(browser, pages, site):
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(site[1] + "fel.html")

        assert page.evaluate("document.activeElement.dataset.errors") == ""


def test_waiting_shows_what_the_server_says_and_then_moves_on(browser, site):
    folder, address = site
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(address + "waiting.html")
        page.get_by_text("Skriv din kod").wait_for()
        assert page.locator("img").get_attribute("src") == "static/logo.svg"

        (folder / "state.json").write_text(json.dumps({"next": "fel.html"}))

        page.wait_for_url("**/fel.html")


def test_a_form_is_sent_once_however_often_it_is_pressed(browser, site):
    with browser.new_context() as context:
        page = context.new_page()
        sent = []
        page.route("**/state.json", lambda route: route.fulfill(json={"stop": True}))
        page.route("**/sent", lambda route: (sent.append(1), route.fulfill(status=204)))
        page.goto(site[1] + "waiting.html")

        for _press in range(3):
            page.evaluate("document.querySelector('form button').click()")
        page.wait_for_function("document.querySelector('button').getAttribute('aria-disabled') === 'true'")
        page.wait_for_timeout(200)

        assert sent == [1]


def test_printed_pages_leave_out_what_paper_cannot_do(browser, pages, site):
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(site[1] + "receipt.html")
        page.emulate_media(media="print")

        assert page.get_by_role("heading", level=1).is_visible()
        assert not page.get_by_role("link", name="Följ din förfrågan").is_visible()
        assert not page.locator("#meny").is_visible()
