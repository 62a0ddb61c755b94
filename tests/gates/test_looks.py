"""However a page is met, axe finds nothing in it; what axe leaves to a person has been judged by one."""

import re
import tomllib
from pathlib import Path

import pytest

from fornya.design.languages import BY_CODE
from tests import seen
from tests.gates.looks import ALL_PAIRS, COLOURS, HALF, OTHER_HALF, WIDTHS, put_on
from tests.gates.pages import every_sheet, templates

# By far the longest of the gates, so it has a service of its own and runs beside all the others.
pytestmark = pytest.mark.xdist_group("looks")

JUDGED = tomllib.loads((Path(__file__).parent / "judged.toml").read_text(encoding="utf-8"))["judged"]
# Under forced colours axe takes the colour that we asked for, and not the reader's own, which is drawn; they
# are the dearest of all rules, too.
CONTRAST = ("color-contrast", "color-contrast-enhanced")
# There, what a ground of ours showed otherwise has to have an edge.
WITHOUT_EDGE = """() => [...document.querySelectorAll('.ds-button, input, select, textarea')].filter(e => {
    const style = getComputedStyle(e);
    return e.checkVisibility() && !e.matches('[type=checkbox], [type=radio], [type=hidden]')
        && (parseFloat(style.borderBlockStartWidth) < 1 || style.borderBlockStartStyle === 'none'
            || style.borderBlockStartColor === style.backgroundColor);
}).map(e => e.outerHTML.slice(0, 120))"""
_used: set[int] = set()
_read_whole: set[str] = set()


def told(page, sheet, colours, width, *, only=seen.RULES):
    """Give what axe holds for a fault, and what it doubts and nobody has judged."""
    put_on(page, colours, width)
    found = seen.axe(page, only=only, without=CONTRAST if "forced" in colours else ())
    told = found.faults + [each for each in found.unsure if not is_judged(*each)]
    if "forced" in colours:
        told += [("no edge", element) for element in page.evaluate(WITHOUT_EDGE)]
    return [(str(sheet), colours, width, *each) for each in told]


def _with_axe(page):
    """Let each page that is opened have axe from its first moment; to hand it over later takes longer."""
    page.add_init_script(seen.AXE_SCRIPT)
    return page


def is_judged(rule, element):
    """Has a person said that there is no fault in it?"""
    known = [
        place
        for place, each in enumerate(JUDGED)
        if rule in each["rule"].split("|") and re.search(each["element"], element)
    ]
    _used.update(known)
    return bool(known)


def test_each_half_of_the_looks_has_every_colour_and_width_twice():
    assert sorted((*HALF, *OTHER_HALF)) == sorted(ALL_PAIRS)
    for pairs in (HALF, OTHER_HALF):
        for each in (*COLOURS, *WIDTHS):
            assert len([pair for pair in pairs if each in pair]) >= 2, each


def test_every_template_is_there_from_left_to_right_and_from_right_to_left():
    assert {sheet.template for sheet in templates("sv")} == {sheet.template for sheet in templates("ar")}


@pytest.mark.parametrize(("language", "pairs"), [("sv", HALF), ("ar", OTHER_HALF)])
def test_every_template_is_without_a_known_fault_in_every_look(screen, language, pairs):
    page = _with_axe(screen(language))
    sheets = templates(language)

    faults = []
    for sheet in sheets:
        page.goto(sheet.path)
        for colours, width in pairs:
            faults += told(page, sheet, colours, width, only=seen.RULES_OF_LOOKS)

    assert len(sheets) > 20
    assert faults == []


@pytest.mark.parametrize("language", BY_CODE)
def test_every_page_in_every_language_is_without_a_known_fault(screen, language):
    page = _with_axe(screen(language))
    sheets = [sheet for sheet in every_sheet() if sheet.asked == language]

    faults = []
    for place, sheet in enumerate(sheets):
        page.goto(sheet.path)
        faults += told(page, sheet, *ALL_PAIRS[place % len(ALL_PAIRS)])

    _read_whole.add(language)
    assert faults == []


def test_every_judgement_is_still_about_something():
    if _read_whole != set(BY_CODE):
        return  # Only a part of this file has been run: what was not looked at cannot be missed.
    assert [each for place, each in enumerate(JUDGED) if place not in _used] == []
