"""Codes in staff's words."""

import pytest

from fornya.pages.clinic.assess.words import happened_word


@pytest.mark.parametrize(
    ("what", "by_kind", "word"),
    [
        ("sent", "patient", "Skickad av patienten"),
        ("sent", "agent", "Skickad av ombud"),
        ("renewed", "service", "Receptet finns i receptregistret"),
        ("refused_prior_changed", "service", "Receptregistret tog inte emot receptet"),
        ("of_a_later_version", "staff", "Något annat hände"),
    ],
)
def test_nothing_in_the_history_is_told_as_something_else(what, by_kind, word):
    assert happened_word(what, by_kind) == word
