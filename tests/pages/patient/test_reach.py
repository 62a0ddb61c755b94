"""Mobile numbers and e-mail addresses however they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fornya.pages.patient.reach import NotAMobile, NotAnAddress, email_address, mobile_number

BETWEEN = st.sampled_from(["", " ", "-", " - ", "\N{NO-BREAK SPACE}", "\N{EN DASH}", ".", "/"])


@pytest.mark.parametrize(
    "written",
    [
        "0701740605",
        "070-174 06 05",
        "070 - 1740605",
        "(070) 174 06 05",
        "+46701740605",
        "+46 (0)70 174 06 05",
        "0046 70 174 06 05",
        "46701740605",
        "\u0660\u0667\u0660-\u0661\u0667\u0664 \u0660\u0666 \u0660\u0665",
        "\u06f0\u06f7\u06f0 \u06f1\u06f7\u06f4 \u06f0\u06f6 \u06f0\u06f5",
        "070\u0661\u0667\u0664\u0660\u0666\u0660\u0665",
        "\N{LEFT-TO-RIGHT ISOLATE}070-174 06 05\N{POP DIRECTIONAL ISOLATE}",
        "070\N{EN DASH}174\N{NO-BREAK SPACE}06\N{NO-BREAK SPACE}05",
    ],
)
def test_a_swedish_number_in_any_dress_is_the_same_number(written):
    assert mobile_number(written) == "+46701740605"


def test_a_foreign_number_keeps_its_country():
    assert mobile_number("+45 20 12 34 56") == "+4520123456"
    assert mobile_number("0045 20123456") == "+4520123456"


@pytest.mark.parametrize(
    "written",
    ["", "12", "0701740", "018-611 00 00", "+46186110000", "070174060500", "sjuttio", "+46", "+0701740605"],
)
def test_what_no_sms_can_reach_is_refused(written):
    with pytest.raises(NotAMobile):
        mobile_number(written)


@given(st.sampled_from("02369"), st.text(alphabet="0123456789", min_size=7, max_size=7), st.lists(BETWEEN))
def test_what_stands_between_the_digits_changes_nothing(second, rest, between):
    digits = f"07{second}{rest}"
    written = "".join(digit + (between[at] if at < len(between) else "") for at, digit in enumerate(digits))

    assert mobile_number(written) == "+46" + digits[1:]


@given(st.text())
def test_any_text_gives_a_number_or_is_refused(written):
    try:
        number = mobile_number(written)
    except NotAMobile:
        return
    assert number.startswith("+")
    assert 8 <= len(number) <= 16


def test_an_address_loses_the_spaces_around_it():
    assert email_address(" amina@exempel.se ") == "amina@exempel.se"


@pytest.mark.parametrize(
    "written", ["", "amina", "amina@", "@exempel.se", "a b@exempel.se", "amina@exempel", f"{'a' * 250}@b.se"]
)
def test_what_is_no_address_is_refused(written):
    with pytest.raises(NotAnAddress):
        email_address(written)
