"""The decision records are numbered, short, and all have the same parts."""

import re

import pytest

from tests.house.tree import ROOT, name

RECORDS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
LONGEST = 40
PARTS = ["Context", "Decision", "Ruled out", "Consequences"]


@pytest.mark.parametrize("path", RECORDS, ids=name)
def test_a_record_is_headed_by_its_number(path):
    number, title = re.match(r"(\d{4})-([a-z0-9-]+)\.md$", path.name).groups()

    heading = path.read_text(encoding="utf-8").splitlines()[0]

    assert heading.startswith(f"# {number}. ")
    assert title


@pytest.mark.parametrize("path", RECORDS, ids=name)
def test_a_record_has_all_parts_and_is_short(path):
    text = path.read_text(encoding="utf-8")

    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == PARTS
    assert re.search(r"^Date: \d{4}-\d\d-\d\d$", text, re.MULTILINE)
    assert re.search(r"^Status: (accepted|superseded by \d{4})$", text, re.MULTILINE)
    assert len(text.splitlines()) <= LONGEST


def test_numbers_are_unique_and_without_gaps():
    numbers = [int(path.name[:4]) for path in RECORDS]

    assert numbers == list(range(1, len(RECORDS) + 1))
