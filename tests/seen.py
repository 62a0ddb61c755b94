"""What a browser shows: faults that axe knows, what sticks out or is cut off, what is too small to hit."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
RULES = (
    *("wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa"),
    "best-practice",
)
# Those that hang on how wide the page is and in which colours; the others only read the markup. The enhanced
# contrast asks for more than the plain one, of the same elements.
RULES_OF_LOOKS = (
    *("color-contrast-enhanced", "link-in-text-block", "target-size"),
    *("scrollable-region-focusable", "css-orientation-lock", "meta-viewport"),
)
RUN_AXE = """wanted => axe.run(document, {...wanted, selectors: false,
        resultTypes: ['violations', 'incomplete']})
    .then(({violations, incomplete}) => [violations, incomplete].map(found => found.flatMap(rule =>
        rule.nodes.map(node => [rule.id, node.html.slice(0, 200)]))))"""
SMALL_TARGETS = """() => [...document.querySelectorAll('a, button, summary, input, select, textarea')]
    .filter(e => e.checkVisibility() && !e.matches('.skip'))
    .map(e => [e.matches('[type=checkbox], [type=radio]') ? e.closest('.pick') : e, e])
    .map(([box, e]) => [box.getBoundingClientRect().height, getComputedStyle(e).display, e])
    .filter(([height, display]) => height < (display === 'inline' ? 24 : 43.9))
    .map(([, , e]) => e.outerHTML.slice(0, 90))"""
STICKS_OUT = "() => Math.max(0, document.documentElement.scrollWidth - window.innerWidth)"


@dataclass(frozen=True, slots=True)
class Found:
    """What axe found: the rule, and the beginning of the element. `unsure`: a person has to judge."""

    faults: list[tuple[str, str]]
    unsure: list[tuple[str, str]]


def axe(page: Page, *, only: tuple[str, ...] = RULES, without: tuple[str, ...] = ()) -> Found:
    """Run axe's rules on the page as it looks now.

    `only` names tags or, as RULES_OF_LOOKS, single rules; `without` names rules that have no say.
    """
    kind = "rule" if only is RULES_OF_LOOKS else "tag"
    rules = {rule: {"enabled": False} for rule in without}
    if kind == "rule":
        only, rules = tuple(rule for rule in only if rule not in without), {}
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    wanted = {"runOnly": {"type": kind, "values": list(only)}, "rules": rules}
    faults, unsure = page.evaluate(RUN_AXE, wanted)
    return Found([tuple(each) for each in faults], [tuple(each) for each in unsure])


def small_targets(page: Page) -> list[str]:
    """Give what is lower than 44 px, or than 24 px inside a sentence."""
    return page.evaluate(SMALL_TARGETS)


def sticks_out(page: Page) -> int:
    """Give by how many pixels the page is wider than the window."""
    return page.evaluate(STICKS_OUT)


@contextmanager
def chromium(**options: Any) -> Iterator[Browser]:
    """Start Debian's Chromium."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET), **options)
        yield started
        started.close()
