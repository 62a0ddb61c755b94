"""What has the form of an HSA-id."""

import pytest

from fornya.rules.hsa_id import is_hsa_id


@pytest.mark.parametrize("text", ["SE2321000016-1A2B", "SE2321000016-x", f"SE2321000016-{'9' * 18}"])
def test_the_form_is_taken(text: str) -> None:
    """Prefix, organisation, suffix."""
    assert is_hsa_id(text)


@pytest.mark.parametrize(
    "text",
    ["", "2321000016-1A2B", "se2321000016-1A2B", "SE232100001-1A2B", "SE2321000016-", "SE2321000016-1A2B\n"]
    + ["SE2321000016-1Å", f"SE2321000016-{'9' * 19}", " SE2321000016-1A2B", "SE٢٣٢١٠٠٠٠١٦-1A2B"],
)
def test_anything_else_is_not(text: str) -> None:
    """Not even with a line's end after it, which a dollar sign in Python lets through."""
    assert not is_hsa_id(text)
