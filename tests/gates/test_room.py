"""However little room a page has, and however large its text, nothing is cut off or too small.

Each page is opened here as by somebody who has never been here, so what that takes is weighed too.
"""

import pytest

from fornya.design.languages import BY_CODE
from tests import seen
from tests.gates.first_view import FirstView
from tests.gates.pages import every_sheet

pytestmark = pytest.mark.xdist_group("journeys")

# 1280 by 1024 px at 400 per cent is 320 by 256.
SIZES = ((320, 640), (320, 256))
LARGE = "document.documentElement.style.fontSize = '200%'"
# WCAG 2.2, 1.4.12.
SPREAD = """() => { const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
        word-spacing: 0.16em !important } p { margin-block-end: 2em !important }`);
    document.adoptedStyleSheets = [sheet] }"""
# What is hidden on purpose (for ears only, or a closed menu) is 1 px large or not shown at all.
CUT = """() => [...document.querySelectorAll('body *')].filter(e => {
    const style = getComputedStyle(e), box = e.getBoundingClientRect();
    if (!e.checkVisibility() || box.width <= 1 || box.height <= 1 || e.closest('svg, select')) return false;
    if (style.overflowX === 'hidden' || style.overflowX === 'clip')
        if (e.scrollWidth > e.clientWidth + 1 && style.clipPath === 'none') return true;
    if (style.overflowY === 'hidden' || style.overflowY === 'clip')
        if (e.scrollHeight > e.clientHeight + 1 && style.clipPath === 'none') return true;
    const words = [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
    return words && !e.closest('.skip') && (box.left < -1 || box.right > innerWidth + 1)
        && !e.closest('[tabindex="0"]');
}).map(e => e.outerHTML.slice(0, 120))"""


def whole(page, where):
    """Refuse a page that is wider than the window or cuts something off."""
    assert seen.sticks_out(page) == 0, where
    assert page.evaluate(CUT) == [], where


@pytest.mark.parametrize("language", BY_CODE)
def test_every_page_is_light_and_fits_however_little_room_it_has(screen, service, language):
    page = screen(language)
    view = FirstView(page)
    for sheet in (each for each in every_sheet() if each.asked == language):
        assert view.of(sheet).is_too_much(sheet, ours=service.url) == (), sheet
        assert page.evaluate("document.getAnimations().length") == 0, f"{sheet} moves for who wants it still"
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            whole(page, f"{sheet} at {width} by {height} px")
        assert seen.small_targets(page) == [], sheet
        page.evaluate(SPREAD)
        whole(page, f"{sheet} with spread text at 320 px")
        page.evaluate("document.adoptedStyleSheets = []")
        page.evaluate(LARGE)
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            whole(page, f"{sheet} with text at twice its size at {width} px")


def test_a_page_that_sticks_out_or_cuts_off_is_found(screen):
    page = screen()
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto("/om")
    whole(page, "/om")

    page.evaluate("document.querySelector('h1').style.cssText = 'overflow:hidden;block-size:3px'")
    assert page.evaluate(CUT) != []
    page.evaluate("document.querySelector('h1').style.cssText = 'inline-size:600px'")
    assert seen.sticks_out(page) > 0
