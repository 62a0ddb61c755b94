"""Every colour pair in use can be read: 7:1 for text, 3:1 for borders and pictures (WCAG 1.4.6, 1.4.11)."""

import re

import pytest

from tests.design import css

TEXT, PICTURE = 7.0, 3.0
GROUNDS = ("paper", "surface", "sunken")
PAIRS = [
    *((ink, ground, TEXT) for ink in ("ink", "muted") for ground in GROUNDS),
    *(("ink", f"{tone}-tint", TEXT) for tone in ("ok", "info", "warn", "err", "primary")),
    *(("primary", ground, TEXT) for ground in (*GROUNDS, "primary-tint")),
    *(("primary-hover", ground, TEXT) for ground in ("paper", "surface")),
    ("on-primary", "primary", TEXT),
    ("on-primary", "primary-hover", TEXT),
    ("on-head", "head", TEXT),
    *((tone, f"{tone}-tint", TEXT) for tone in ("ok", "info", "warn", "err")),
    *(("err", ground, TEXT) for ground in ("paper", "surface")),
    *((drawn, ground, PICTURE) for drawn in ("control", "accent-graphic") for ground in GROUNDS),
    *(("primary", f"{tone}-tint", PICTURE) for tone in ("ok", "info", "warn", "err")),
    ("accent", "head", PICTURE),
    ("focus-out", "head", PICTURE),
    ("focus-in", "focus-out", PICTURE),
]


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_has_the_highest_contrast_there_is():
    assert contrast("#000", "#FFFFFF") == pytest.approx(21)


@pytest.mark.parametrize("theme", css.themes())
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_a_pair_can_be_read(theme, ink, ground, least):
    colours = css.themes()[theme]

    assert contrast(colours[ink], colours[ground]) >= least


@pytest.mark.parametrize("theme", css.themes())
def test_one_ring_of_the_focus_is_seen_on_every_ground(theme):
    colours = css.themes()[theme]
    grounds = (
        *GROUNDS,
        "primary",
        "head",
        *(f"{tone}-tint" for tone in ("ok", "info", "warn", "err", "primary")),
    )

    seen = {
        ground: max(contrast(colours[ring], colours[ground]) for ring in ("focus-in", "focus-out"))
        for ground in grounds
    }

    assert min(seen.values()) >= PICTURE, seen


def test_dark_is_the_same_by_choice_and_by_preference():
    themes = css.themes()

    assert themes["dark by choice"] == themes["dark by preference"]


def test_colours_are_only_written_as_tokens():
    for path in css.sources():
        if path.is_relative_to(css.DESIGN) and path.name != "theme.css":
            screen = path.read_text().split("@media print")[0]

            assert not re.findall(r"#[0-9A-Fa-f]{3,8}\b", screen), path
