"""How a page can be met: in which colours and how wide, and which of these are tried on which page.

Tried is every template in all colours at all widths, half of these twenty pairs in Swedish, half in Arabic,
so that both directions meet each colour at two widths, and each width in two colours or more; and every page
in every language in one pair, all pairs in turn.
"""

from dataclasses import dataclass
from itertools import product

from playwright.sync_api import Page


@dataclass(frozen=True, slots=True)
class Colours:
    """What a reader has told the device about colours."""

    scheme: str = "light"
    contrast: str = "no-preference"
    forced: str = "none"


COLOURS = {
    "light": Colours(),
    "dark": Colours(scheme="dark"),
    "more contrast": Colours(contrast="more"),
    "forced colours": Colours(forced="active"),
    "forced and dark": Colours(scheme="dark", forced="active"),
}
WIDTHS = {320: 640, 390: 844, 768: 1024, 1280: 900}
ALL_PAIRS = tuple(product(COLOURS, WIDTHS))
# Down the diagonal, twice round the colours.
HALF = tuple(
    (colours, tuple(WIDTHS)[place % len(WIDTHS)]) for place, colours in enumerate((*COLOURS, *COLOURS))
)
OTHER_HALF = tuple(pair for pair in ALL_PAIRS if pair not in HALF)


def put_on(page: Page, colours: str, width: int) -> None:
    """Let the page be met so; a colour on its way from light to dark is neither, so nothing moves."""
    wanted = COLOURS[colours]
    page.emulate_media(
        color_scheme=wanted.scheme,
        contrast=wanted.contrast,
        forced_colors=wanted.forced,
        reduced_motion="reduce",
    )
    page.set_viewport_size({"width": width, "height": WIDTHS[width]})
