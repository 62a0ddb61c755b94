"""What the documents point at is there: files, functions, pictures, and the words of the glossary."""

import ast
import re
from pathlib import Path

import pytest

from tests.house.tree import ROOT, files, name, python

DOCUMENTS = [path for path in files(".md") if path.parent == ROOT or ROOT / "docs" in path.parents]
RECORDS = ROOT / "docs" / "decisions"
# Records tell of the day they were written; what they name may since have moved.
LIVING = [path for path in DOCUMENTS if path.parent != RECORDS]
ENDINGS = r"(?:py|toml|jinja|md|css|json|js|csv|txt)"
FILE = re.compile(rf"`((?:[\w.-]+/)+[\w.-]+\.{ENDINGS})(?::(\w+))?`")
LINK = re.compile(r"\]\(([^)#:]+)\)")
LARGEST_PICTURE = 150 * 1024


@pytest.mark.parametrize("path", LIVING, ids=name)
def test_a_document_names_files_and_functions_that_exist(path):
    missing = [
        found[0] for found in FILE.finditer(path.read_text(encoding="utf-8")) if not _exists(*found.groups())
    ]

    assert missing == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=name)
def test_a_link_leads_to_a_file(path):
    links = LINK.findall(path.read_text(encoding="utf-8"))

    assert [link for link in links if not (path.parent / link).exists()] == []


def test_a_picture_is_shown_and_small():
    shown = "".join(path.read_text(encoding="utf-8") for path in DOCUMENTS)
    pictures = sorted((ROOT / "docs" / "pictures").glob("*"))

    assert [name(picture) for picture in pictures if name(picture) not in shown] == []
    assert [name(picture) for picture in pictures if picture.stat().st_size > LARGEST_PICTURE] == []


def test_the_glossary_has_only_words_that_the_code_uses():
    code = "\n".join(path.read_text(encoding="utf-8") for path in files(".py", ".toml", under="fornya"))

    assert [word for word in _names_in_code() if word not in code] == []


@pytest.mark.parametrize(
    ("file", "function", "exists"),
    [
        ("tests/house/test_documents.py", "_exists", True),
        ("tests/house/test_documents.py", "gone", False),
        ("tests/house/gone.py", None, False),
    ],
)
def test_what_counts_as_existing(file, function, exists):
    assert _exists(file, function) is exists


def _exists(file: str, function: str | None) -> bool:
    path = ROOT / file
    return path.is_file() and (function is None or function in _defined(path))


def _defined(path: Path) -> set[str]:
    return {node.name for node in ast.walk(python(path)) if isinstance(node, (ast.FunctionDef, ast.ClassDef))}


def _names_in_code() -> list[str]:
    rows = re.findall(
        r"^\|[^|]+\|([^|]+)\|", (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8"), re.M
    )
    return [word for row in rows for word in re.findall(r"`(\w+)`", row)]
