"""Somebody who has a keyboard and no pointer: presses Tab, Enter and Space, and looks where the focus is."""

from playwright.sync_api import Page

MOST = 250
# Where the focus is: its words, its place among all elements, whether it is marked (a part of a map by its
# edge, since an outline would be a box around it), and what lies over it.
HERE = """() => {
    const e = document.activeElement;
    if (!e || e === document.body || e === document.documentElement) return null;
    const shown = e.matches('[type=radio], [type=checkbox]') ? e.closest('.pick') || e : e;
    const box = shown.getBoundingClientRect(), style = getComputedStyle(shown), own = getComputedStyle(e);
    const top = document.elementFromPoint(
        Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 2),
        Math.min(Math.max(box.top + Math.min(box.height / 2, 20), 1), innerHeight - 2));
    return {
        says: (e.getAttribute('aria-label') || e.innerText || e.name || '').trim().replace(/\\s+/g, ' '),
        place: [...document.querySelectorAll('*')].indexOf(e),
        marked: [style, own].some(s => parseFloat(s.outlineWidth) >= 2 && s.outlineStyle !== 'none')
            || [...e.querySelectorAll('polygon')].some(p => parseFloat(getComputedStyle(p).strokeWidth) >= 4),
        inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
        covered: !(top && (shown.contains(top) || top.contains(shown) || e.contains(top))),
        html: e.outerHTML.slice(0, 120),
        tag: e.tagName,
    } }"""


class Hands:
    """Goes through a page by keyboard, and refuses a focus that cannot be seen or that leaps back."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def tab(self, *, back: bool = False) -> dict | None:
        """Press Tab once, and give where the focus then is; nothing where it has left the page."""
        self.page.keyboard.press("Shift+Tab" if back else "Tab")
        here = self.page.evaluate(HERE)
        if here:
            assert here["marked"], f"the focus is not to be seen on {here['html']}"
            assert here["inside"], f"the focus is outside the window on {here['html']}"
            assert not here["covered"], f"something lies over {here['html']}"
        return here

    def walk(self, *, back: bool = False) -> list[dict]:
        """Press Tab until the focus has left the page, and give all places that it was at."""
        places: list[dict] = []
        for _press in range(MOST):
            here = self.tab(back=back)
            if here is None or (places and here["place"] == places[0]["place"]):
                return places
            places.append(here)
        raise AssertionError(f"the focus never leaves {self.page.url}: {places[-1]['html']}")

    def to(self, words: str, *, tag: str = "") -> None:
        """Press Tab until what has the focus says the words, or as a field has them for a name."""
        for _press in range(MOST):
            here = self.tab()
            if here and words in here["says"] and tag in here["tag"]:
                return
        raise AssertionError(f"Tab never comes to {words!r} on {self.page.url}")

    def press(self) -> None:
        """Press Enter on what has the focus, and wait for what it leads to."""
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def types(self, words: str) -> None:
        """Type."""
        self.page.keyboard.type(words)
