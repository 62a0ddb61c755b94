"""The page about log review lists the criteria that the rules have."""

import re

from fornya.rules.log_review import Criterion, number
from tests.house.tree import ROOT


def test_the_document_has_a_row_for_each_criterion_and_no_other():
    text = (ROOT / "docs" / "roles-and-log-review.md").read_text(encoding="utf-8")

    assert [int(found) for found in re.findall(r"^\| (\d+) \|", text, re.M)] == [
        number(each) for each in Criterion
    ]
