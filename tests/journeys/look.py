"""Looks at a page as different people meet it: light, dark and narrow; axe must find nothing in any."""

import os
import re
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}
NARROW = {"width": 320, "height": 640}
WIDE = {"width": 1280, "height": 900}

# Name a folder here to keep a picture of every page that a journey passes.
PICTURES = os.environ.get("FORNYA_PICTURES")

axe = Axe()


def look(page: Page, *, where: str) -> None:
    """Check the page in light and dark, wide and at 320 px, and that nothing sticks out sideways."""
    for scheme, size in (("light", WIDE), ("dark", WIDE), ("light", NARROW)):
        # A colour on its way from light to dark is neither: axe has to see the colours at rest.
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.set_viewport_size(size)
        found = axe.run(page, options=RULES).response["violations"]
        if PICTURES:
            name = re.sub(r"[^a-z]+", "-", where.lower())
            page.screenshot(path=Path(PICTURES) / f"{name}-{scheme}-{size['width']}.png", full_page=True)
        told = [(fault["id"], [node["target"] for node in fault["nodes"]]) for fault in found]
        assert not told, f"{where} ({scheme}, {size['width']} px): {told}"
    sticks_out = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert sticks_out <= 0, f"{where} is {sticks_out} px too wide at 320 px"
    page.emulate_media(color_scheme="light")
