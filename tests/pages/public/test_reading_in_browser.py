"""What a page to read has to press, in Debian's Chromium: the header's drawers, and the link that is copied.

How the pages look and whether all fits is seen in tests/gates.
"""

import functools
import http.server
import threading

import pytest

from tests import seen
from tests.design import css
from tests.design.test_in_browser import Quiet

pytestmark = pytest.mark.usefixtures("demo_directory")
PAGES = {
    "article": "/artiklar/fornya-recept-pa-natet",
    "arabic": "/artiklar/fornya-recept-pa-natet?sprak=ar",
}
LOOKS = {
    "light, narrow": {"viewport": {"width": 320, "height": 640}},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "forced colours": {"viewport": {"width": 390, "height": 844}, "forced_colors": "active"},
}


@pytest.fixture
def site(client, tmp_path):
    """Serve the pages as files on 127.0.0.1, with their style sheet and fonts; gives the address."""
    (tmp_path / "static" / "fonts").mkdir(parents=True)
    css.write_into(tmp_path / "static")
    for path in (*(css.DESIGN / "static").iterdir(), *css.fonts()):
        folder = "fonts" if path.suffix == ".woff2" else "."
        (tmp_path / "static" / folder / path.name).write_bytes(path.read_bytes())
    for name, address in PAGES.items():
        (tmp_path / f"{name}.html").write_bytes(client.get(address).content)
    handler = functools.partial(Quiet, directory=tmp_path)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_the_link_can_be_copied(browser, site, settings):
    with browser.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        page = context.new_page()
        page.goto(f"{site}/article.html")

        page.get_by_role("button", name="Kopiera länken").click()

        page.get_by_role("button", name="Länken är kopierad").wait_for()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == f"{settings.PUBLIC_URL}/artiklar/fornya-recept-pa-natet"


DRAWERS = {"menu": ("Meny", "#meny a"), "languages": ("Languages", ".doors .languages a")}


@pytest.mark.parametrize("drawer", DRAWERS)
@pytest.mark.parametrize("scripts", [True, False], ids=["with the script", "without a script"])
def test_the_header_opens_by_keyboard_and_covers_nothing(browser, site, drawer, scripts):
    text, links = DRAWERS[drawer]
    with browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=scripts) as context:
        page = context.new_page()
        page.goto(f"{site}/article.html")
        handle, first = page.locator("summary", has_text=text).first, page.locator(links).first
        heading = page.get_by_role("heading", level=1)
        before = heading.bounding_box()["y"]

        handle.focus()
        page.keyboard.press("Enter")

        first.wait_for()
        assert heading.bounding_box()["y"] > before + 44
        assert first.bounding_box()["y"] > handle.bounding_box()["y"]
        page.keyboard.press("Tab")
        assert page.locator(":focus").text_content() == first.text_content()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Enter")
        first.wait_for(state="hidden")


def test_escape_shuts_the_menu_and_gives_its_handle_the_focus(browser, site):
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{site}/article.html")
        handle = page.locator("summary", has_text="Meny")
        handle.click()
        page.locator("#meny a").nth(3).focus()

        page.keyboard.press("Escape")

        page.locator("#meny").wait_for(state="hidden")
        assert page.locator(":focus").text_content() == handle.text_content()


@pytest.mark.parametrize(
    ("name", "handle", "look"),
    [
        ("article", ".site-head>.drawer>summary", "light, narrow"),
        ("arabic", ".site-head>.drawer>summary", "dark"),
        ("arabic", ".doors summary", "light, narrow"),
        ("article", ".doors summary", "forced colours"),
    ],
)
def test_what_the_header_opens_is_whole_and_without_a_known_fault(browser, site, name, handle, look):
    with browser.new_context(**LOOKS[look]) as context:
        page = context.new_page()
        page.goto(f"{site}/{name}.html")
        page.locator(handle).click()

        assert seen.axe(page).faults == []
        assert seen.sticks_out(page) == 0
        assert seen.small_targets(page) == []


def test_the_handles_stand_in_their_rows_at_any_size_of_text(browser, site):
    with browser.new_context(viewport={"width": 320, "height": 640}) as context:
        page = context.new_page()
        for size in ("100%", "200%"):
            page.goto(f"{site}/article.html")
            page.evaluate(f"document.documentElement.style.fontSize = '{size}'")

            for number in range(2):
                handle = page.locator(".drawer__handle").nth(number).bounding_box()
                room = page.locator(".drawer__room").nth(number).bounding_box()

                assert abs(handle["x"] - room["x"]) < 2
                assert abs(handle["y"] - room["y"]) < 2
