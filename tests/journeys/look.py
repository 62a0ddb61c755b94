"""Looks at a page as different people meet it: light, dark and narrow; axe must find nothing in any."""

import os
import re
from pathlib import Path

from playwright.sync_api import Page

from tests import seen

NARROW = {"width": 320, "height": 640}
WIDE = {"width": 1280, "height": 900}

# Name a folder here to keep a picture of every page that a journey passes.
PICTURES = os.environ.get("FORNYA_PICTURES")


def look(page: Page, *, where: str) -> None:
    """Check the page in light and dark, wide and at 320 px, and that nothing sticks out sideways."""
    for scheme, size in (("light", WIDE), ("dark", WIDE), ("light", NARROW)):
        # A colour on its way from light to dark is neither: axe has to see the colours at rest.
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.set_viewport_size(size)
        faults = seen.axe(page).faults
        if PICTURES:
            name = re.sub(r"[^a-z]+", "-", where.lower())
            page.screenshot(path=Path(PICTURES) / f"{name}-{scheme}-{size['width']}.png", full_page=True)
        assert not faults, f"{where} ({scheme}, {size['width']} px): {faults}"
    assert seen.sticks_out(page) == 0, f"{where} is too wide at 320 px"
    page.emulate_media(color_scheme="light")
