"""Every file of rules says which law or origin it follows, and when it was last reviewed."""

import ast
import re
from importlib.resources import files

import pytest

FOLDERS = (files("fornya.rules"), files("fornya.rules") / "checks")
RULES = sorted(
    (path for folder in FOLDERS for path in folder.iterdir() if path.name.endswith(".py")), key=str
)


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.name)
def test_a_rule_file_names_source_and_review_date(path):
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""

    assert "Source: " in docstring
    assert re.search(r"^Reviewed: \d{4}-\d\d-\d\d$", docstring, re.MULTILINE)
