"""Days, times, money and numbers as people read them."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from fornya.design import formats

TODAY = date(2026, 11, 23)
NB = "\N{NO-BREAK SPACE}"


@pytest.fixture(autouse=True)
def swedish():
    with translation.override("sv"):
        yield


@pytest.mark.parametrize(
    ("value", "today", "written"),
    [
        (date(2026, 11, 25), TODAY, "onsdag 25 november"),
        (date(2027, 1, 4), TODAY, "måndag 4 januari 2027"),
        (date(2026, 11, 25), None, "onsdag 25 november 2026"),
        (datetime(2026, 11, 25, 23, 30, tzinfo=UTC), TODAY, "torsdag 26 november"),
        (date(2026, 11, 25), datetime(2026, 12, 31, 23, 30, tzinfo=UTC), "onsdag 25 november 2026"),
    ],
)
def test_a_day_is_written_with_its_weekday(value, today, written):
    assert formats.day(value, today) == written


def test_a_day_in_a_table_has_no_weekday():
    assert formats.short_day(date(2026, 11, 25), TODAY) == "25 november"
    assert formats.short_day(date(2027, 11, 25), TODAY) == "25 november 2027"


def test_a_month_is_written_with_its_year():
    assert formats.month(date(2026, 11, 1)) == "november 2026"


@pytest.mark.parametrize(
    ("moment", "written"),
    [
        (datetime(2026, 11, 25, 12, 40, tzinfo=UTC), "klockan 13.40"),
        (datetime(2026, 7, 1, 6, 5, tzinfo=UTC), "klockan 08.05"),
        (datetime(2026, 11, 25, 23, 0, tzinfo=UTC), "klockan 00.00"),
    ],
)
def test_a_time_is_that_of_sweden(moment, written):
    assert formats.clock(moment) == written


def test_a_day_and_a_time_stand_together():
    moment = datetime(2026, 11, 25, 12, 40, tzinfo=UTC)

    assert formats.day_and_clock(moment, TODAY) == "onsdag 25 november, klockan 13.40"


@pytest.mark.parametrize(
    ("days", "written"),
    [(0, "i dag"), (1, "i morgon"), (-1, "i går"), (2, "onsdag 25 november"), (-2, "lördag 21 november")],
)
def test_a_near_day_is_called_by_its_name(days, written):
    assert formats.relative_day(TODAY + timedelta(days=days), TODAY) == written


@pytest.mark.parametrize(
    ("ore", "written"),
    [
        (0, "0 kr"),
        (166_000, "1 660 kr"),
        (21_250, "212,50 kr"),
        (5, "0,05 kr"),
        (123_456_700, "1 234 567 kr"),
        (-10_000, "\N{MINUS SIGN}100 kr"),
    ],
)
def test_money_is_in_kronor_and_never_breaks(ore, written):
    assert formats.money(ore) == written.replace(" ", NB)


@given(st.integers(min_value=0, max_value=10**12))
def test_money_says_exactly_what_it_was_given(ore):
    with translation.override("sv"):
        written = formats.money(ore)

    assert " " not in written
    assert int(Decimal(written.removesuffix(f"{NB}kr").replace(NB, "").replace(",", ".")) * 100) == ore


@pytest.mark.parametrize(
    ("value", "written"),
    [(12500, f"12{NB}500"), (Decimal("1.50"), "1,5"), (Decimal("100"), "100"), (Decimal("0.25"), "0,25")],
)
def test_a_number_has_no_needless_zeros(value, written):
    assert formats.number(value) == written


@pytest.mark.parametrize(
    ("value", "written", "address"),
    [
        ("018-6110000", "018-611 00 00", "tel:+46186110000"),
        ("08-46500450", "08-465 004 50", "tel:+46846500450"),
        ("+46 70 174 06 05", "070-174 06 05", "tel:+46701740605"),
        ("0046(0)701740605", "070-174 06 05", "tel:+46701740605"),
        ("0980-319 20", "0980-319 20", "tel:+4698031920"),
        ("0250-49 00 00", "0250-49 00 00", "tel:+46250490000"),
        ("1177", "1177", "tel:1177"),
        ("112", "112", "tel:112"),
        ("+358 9 123 456", "+358 9 123 456", "tel:+3589123456"),
    ],
)
def test_a_phone_number_is_grouped_as_it_is_read_aloud(value, written, address):
    assert formats.phone(value).replace(NB, " ") == written
    assert formats.tel(value) == address


@given(st.text(max_size=40))
def test_whatever_is_written_as_a_phone_number_gives_a_plain_address(value):
    assert set(formats.tel(value)) <= set("tel:+0123456789") | {c for c in value if c.isdigit()}
    assert isinstance(formats.phone(value), str)


@pytest.mark.parametrize(
    ("hours", "written"),
    [
        ([], ""),
        ([("08:00", "16:00")], "8–16"),
        ([("08:00", "10:00"), ("13:00", "15:30")], "8–10 och 13–15.30"),
        ([("07:30", "9:00"), ("10:00", "11:00"), ("13:00", "14:00")], "7.30–9, 10–11 och 13–14"),
    ],
)
def test_hours_are_written_as_spans(hours, written):
    assert formats.spans(hours) == written


def test_a_personal_identity_number_has_a_hyphen():
    assert formats.personnummer("198506149825") == "19850614-9825"


def test_a_strength_stays_on_one_line():
    assert formats.unbroken("50 mg") == f"50{NB}mg"


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "Wednesday 25 November"),
        ("fi", "keskiviikkona 25. marraskuuta"),
        ("ar", "الأربعاء، 25 نوفمبر"),
        ("sv-simple", "onsdag 25 november"),
    ],
)
def test_a_day_follows_the_language_of_the_page(language, written):
    with translation.override(language):
        assert formats.day(date(2026, 11, 25), TODAY) == written


def test_a_language_that_nobody_knows_is_written_as_swedish():
    with translation.override("xx"):
        assert formats.day(date(2026, 11, 25), TODAY) == "onsdag 25 november"


@pytest.mark.parametrize(
    ("language", "written", "clock"),
    [
        ("fi", "7.30–16", "kello 7.30"),
        ("so", "7:30–16", "saacadda 7:30"),
        ("ar", "من 7:30 إلى 16", "الساعة 7:30"),
        ("fa", "از 7:30 تا 16", "ساعت 7:30"),
    ],
)
def test_hours_are_the_same_on_a_page_and_never_read_backwards(language, written, clock):
    """A span with a dash is read from the right in Arabic: the doctor would be in from 16 to 8."""
    with translation.override(language):
        assert bare(formats.spans([("07:30", "16:00")])) == written
        assert bare(formats.clock(datetime(2026, 11, 23, 6, 30, tzinfo=UTC))) == clock


def test_what_is_written_in_swedish_says_so_on_other_pages():
    with translation.override("ar"):
        assert formats.in_swedish("Stängt <i dag>.") == (
            '<span lang="sv" dir="ltr">Stängt &lt;i dag&gt;.</span>'
        )
    for language in ("sv", "sv-simple"):
        with translation.override(language):
            assert formats.in_swedish("Stängt <i dag>.") == "Stängt &lt;i dag&gt;."


def bare(text: str) -> str:
    """Take away the marks that keep a value apart from the sentence around it."""
    return re.sub("[\N{FIRST STRONG ISOLATE}\N{LEFT-TO-RIGHT ISOLATE}\N{POP DIRECTIONAL ISOLATE}]", "", text)
