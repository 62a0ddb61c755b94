"""What is sealed can be opened by us, whole and for the purpose it was sealed for, and by nobody else."""

import pytest

from fornya.people.sealed import BrokenSeal, seal, unseal

TEXT = "hemligt å ä ö"


def test_what_is_sealed_can_be_opened():
    assert unseal(seal(TEXT, purpose="a"), purpose="a") == TEXT


def test_the_text_cannot_be_read_or_compared_in_its_seal():
    one, other = seal(TEXT, purpose="a"), seal(TEXT, purpose="a")

    assert b"hemligt" not in one
    assert one != other


def test_another_purpose_does_not_open():
    with pytest.raises(BrokenSeal):
        unseal(seal(TEXT, purpose="a"), purpose="b")


def test_another_key_does_not_open(settings):
    sealed = seal(TEXT, purpose="a")
    settings.SECRET_KEY = "another" * 10

    with pytest.raises(BrokenSeal):
        unseal(sealed, purpose="a")


def test_a_single_changed_bit_does_not_open():
    sealed = seal(TEXT, purpose="a")

    for place in range(len(sealed)):
        broken = bytes(byte ^ (place == at) for at, byte in enumerate(sealed))
        with pytest.raises(BrokenSeal):
            unseal(broken, purpose="a")


@pytest.mark.parametrize("rubbish", [b"", b"x", b"\x00" * 12, b"\x00" * 28])
def test_rubbish_does_not_open(rubbish):
    with pytest.raises(BrokenSeal):
        unseal(rubbish, purpose="a")
