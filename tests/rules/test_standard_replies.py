"""What may stand in braces in a standing reply, and how it is filled in."""

import pytest

from fornya.rules.standard_replies import Place, filled, unknown_places

VALUES = {Place.MEDICINE: "Levaxin {telefon}", Place.CLINIC: "Björken", Place.PHONE: "018-1"}


def test_places_are_filled_in_and_what_is_filled_in_is_left_alone():
    said = filled("{läkemedel} hos {mottagning}, ring {telefon} om {läkemedel}.", VALUES)

    assert said == "Levaxin {telefon} hos Björken, ring 018-1 om Levaxin {telefon}."


@pytest.mark.parametrize("text", ["", "Ring oss.", "{läkemedel}", "{mottagning} {telefon}"])
def test_known_places_and_plain_words_are_right(text):
    assert unknown_places(text) == ()


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("{namn}", ("{namn}",)),
        ("{Läkemedel} {telefon}", ("{Läkemedel}",)),
        ("{ telefon}", ("{ telefon}",)),
        ("{}", ("{}",)),
        ("{telefon", ("{",)),
        ("telefon} {{telefon}}", ("}", "{", "}")),
    ],
)
def test_anything_else_in_braces_is_told(text, wrong):
    assert unknown_places(text) == wrong
