"""Forms and what must be put right in them."""

import pytest
from django.http import QueryDict

from fornya.design.fields import Errors, Form, tidy


def test_errors_are_empty_until_something_is_added():
    empty = Errors()

    one = empty.add("phone", "Skriv ditt mobilnummer")

    assert not empty
    assert one
    assert one.summary == (("#phone", "Skriv ditt mobilnummer"),)


def test_the_summary_keeps_the_order_and_a_field_gets_its_first_message():
    errors = Errors().add("b", "Först").add("a", "Sedan").add("b", "Sist")

    assert [text for _href, text in errors.summary] == ["Först", "Sedan", "Sist"]
    assert errors.of("b") == "Först"
    assert errors.of("c") is None


def test_a_form_reads_the_fields_it_is_asked_for_and_no_others():
    form = Form.of(QueryDict("phone=%20070%20&lines=a&lines=b&evil=x"), "phone", "lines", "mail")

    assert form.value("phone") == "070"
    assert form.values("lines") == ("a", "b")
    assert form.value("mail") == ""
    assert form.value("evil") == ""


def test_a_form_can_show_what_is_known_from_before():
    form = Form.showing(phone="070", lines=("a", "b"))

    assert form.value("phone") == "070"
    assert form.values("lines") == ("a", "b")


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("  hej \n", "hej"),
        ("a\r\nb", "a\nb"),
        ("a\x00b", "ab"),
        ("A\u030a", "Å"),
        ("evil\u202etxt", "eviltxt"),
        ("سلام\u200cخوب", "سلام\u200cخوب"),
    ],
)
def test_text_is_tidied_without_losing_what_is_seen(written, kept):
    assert tidy(written) == kept
