"""What is typed into a field is read as people write it, and nothing else is."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from fornya.design.typed import (
    read_carried,
    read_day,
    read_key,
    read_moment,
    read_number,
    read_ore,
    too_long,
)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-12-24", date(2026, 12, 24)),
        ("24/12", None),
        ("2026-02-30", None),
        ("2100-01-01", None),
        ("", None),
    ],
)
def test_a_day(text, day):
    assert read_day(text) == day


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-12-24 08:00", datetime(2026, 12, 24, 7, 0, tzinfo=UTC)),
        ("2026-07-01 8.30", datetime(2026, 7, 1, 6, 30, tzinfo=UTC)),
        ("2026-12-24", None),
        ("2026-12-24 25:00", None),
        ("2100-01-01 08:00", None),
        ("", None),
    ],
)
def test_a_moment_is_in_swedish_time(text, moment):
    assert read_moment(text) == moment


@pytest.mark.parametrize(
    ("text", "number"), [("18", 18), ("0", None), ("121", None), ("٣", None), ("-1", None), ("9" * 9, None)]
)
def test_a_number(text, number):
    assert read_number(text, lowest=1, highest=120) == number


@pytest.mark.parametrize(
    ("text", "ore"),
    [
        ("150", 150_00),
        ("212,50 kr", 212_50),
        ("1 kr", 100),
        ("0", 0),
        ("1000,01", None),
        ("0,001", None),
        ("-1", None),
        ("NaN", None),
        ("gratis", None),
    ],
)
def test_an_amount(text, ore):
    assert read_ore(text, most=1000_00) == ore


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7", 7),
        ("9" * 18, 10**18 - 1),
        ("9" * 19, 0),
        ("9" * 5000, 0),
        ("", 0),
        ("-7", 0),
        ("٧", 0),
        ("7a", 0),
    ],
)
def test_a_number_that_our_own_button_carries(text, number):
    """What somebody has changed on the way is no row's number, and never too long to read."""
    assert read_carried(text) == number


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("5f0f0d2c-6f1b-4f53-9d0e-7c1a6b1f9a11", UUID("5f0f0d2c-6f1b-4f53-9d0e-7c1a6b1f9a11")),
        ("5f0f0d2c-6f1b-4f53-9d0e-7c1a6b1f9a1", None),
        ("5f0f0d2c-6f1b-4f53-9d0e-7c1a6b1f9a1g", None),
        ("\x00" * 36, None),
        ("7" * 5000, None),
        ("", None),
    ],
)
def test_an_id_that_our_own_form_carries(text, key):
    assert read_key(text) == key


@pytest.mark.parametrize(("text", "said"), [("", ""), ("abc", ""), ("abcde", "Texten är 2 tecken för lång")])
def test_a_text_that_is_too_long_is_told_by_how_much(text, said):
    """So that one knows how much to take out."""
    assert too_long(text, 3) == said
