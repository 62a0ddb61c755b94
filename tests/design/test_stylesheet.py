"""What browsers are sent stays small, whole and readable from either side."""

import gzip
import re

import pytest

from fornya.design import gallery
from tests.design import css, drawn
from tooling.assets import as_served

# Of each sheet; the staff load both.
STYLE_BUDGET = {"site.css": 12_000, "clinic.css": 4_000}
SCRIPT_BUDGET = 3_000
FIRST_VIEW_FONT_BUDGET = 47_000
PHYSICAL = re.compile(
    r"(?:^|[;{\s])(?:(?:margin|padding|border)-(?:left|right|top|bottom)|left|right|top|bottom|"
    r"(?:min-|max-)?(?:width|height)|text-align:\s*(?:left|right)|float:\s*(?:left|right))\s*[:;}]"
)
OURS = [path for path in css.sources() if path.is_relative_to(css.DESIGN)]


@pytest.mark.parametrize("sheet", css.SHEETS)
def test_a_style_sheet_is_within_its_budget(sheet):
    assert len(gzip.compress(css.joined(sheet).encode(), 9)) <= STYLE_BUDGET[sheet]


def test_only_the_staffs_pages_load_their_style_sheet():
    asked = {page: drawn.source(page).count("clinic.css") for page in gallery.PAGES}

    assert asked == {page: int(page in ("worklist", "assess")) for page in gallery.PAGES}


@pytest.mark.parametrize("script", sorted(css.DESIGN.glob("static/*.js")), ids=lambda path: path.name)
def test_a_script_is_within_its_budget(script):
    assert script.stat().st_size <= SCRIPT_BUDGET


def test_the_font_that_is_fetched_first_is_within_its_budget():
    assert css.fonts()[0].name == "ibm-plex-sans-latin-wght-normal.woff2"
    assert css.fonts()[0].stat().st_size <= FIRST_VIEW_FONT_BUDGET


def test_every_font_face_has_its_file_and_no_text_waits_for_it():
    faces = re.findall(r"@font-face\{([^}]*)\}", css.THEME)

    named = [re.search(r"url\(fonts/([^)]+)\)", face)[1] for face in faces]

    assert named == [path.name for path in css.fonts()]
    assert all("font-display:optional" in face for face in faces)


def test_every_component_style_is_in_the_list():
    listed = set(css.sources())

    assert set(css.DESIGN.glob("components/*/*.css")) <= listed


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_a_style_sheet_of_ours_knows_no_left_or_right(path):
    without_queries = re.sub(r"@media[^{]*\{", "{", path.read_text())

    assert not PHYSICAL.findall(without_queries)


def test_every_variable_that_is_used_is_given_a_value():
    text = css.joined()
    given = set(re.findall(r"(?:^|[;{\s])(--[\w-]+)\s*:", text))
    # Designsystemet's own switches: unset on purpose, or inside its fallbacks.
    unset = {"--_ds--focus", "--_stroke-width", "--_ds-field-sizing", "--ds-body-md-font-size"}

    used = set(re.findall(r"var\(\s*(--[\w-]+)\s*\)", text))

    assert used - given - unset == set()


def test_braces_are_balanced_in_every_file():
    for path in OURS:
        assert path.read_text().count("{") == path.read_text().count("}"), path


def test_what_the_print_is_told_to_hide_is_marked_in_the_layout():
    layout = (css.DESIGN / "layout.jinja").read_text()

    assert ".no-print" in css.joined().split("@media print")[-1] or ".no-print" in css.joined()
    assert layout.count("no-print") >= 2


def test_pictures_in_use_are_in_the_sprite():
    sprite = set(re.findall(r'<symbol [^>]*id="([\w-]+)"', (css.DESIGN / "static" / "icons.svg").read_text()))
    templates = [path.read_text() for path in css.DESIGN.rglob("*.jinja")]
    named = {name for text in templates for name in re.findall(r'(?:icon|picture)\(name="([\w-]+)"', text)}
    named |= {name for text in templates for name in re.findall(r'\bicon="([\w-]+)"', text)}

    assert named <= sprite
    assert {"info", "ok", "warn", "err"} <= sprite


def test_comments_are_not_sent_and_all_else_is():
    assert as_served('/* why\n   so */\na{content:"*"}/* b */b{c:d}\n') == 'a{content:"*"}b{c:d}\n'
    assert "/*" not in css.joined()
