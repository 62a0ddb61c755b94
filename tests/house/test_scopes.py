"""Pages reach patients' data only through a scope: the patient's own, or the clinic's."""

import ast

import pytest

from tests.house.tree import files, name, python

SCOPED = {"for_patient", "for_clinic", "open_directory"}
MANAGERS = {"objects", "_default_manager", "_base_manager"}
PAGES = files(".py", under="fornya/pages")


def test_a_page_asks_a_manager_for_a_scope_and_nothing_else():
    assert PAGES
    assert [f"{name(path)}:{line}" for path in PAGES for line in unscoped(python(path))] == []


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        ("Request.objects.for_clinic(clinic)", []),
        ("Request.objects.for_patient(patient).count()", []),
        ("Request.objects.get(pk=1)", [1]),
        ("rows = Request.objects", [1]),
        ("Request._default_manager.all()", [1]),
    ],
)
def test_what_counts_as_unscoped(code, lines):
    assert unscoped(ast.parse(code)) == lines


def unscoped(module: ast.Module) -> list[int]:
    """Give the lines that touch a manager without going through a scope at once."""
    scoped = {
        id(node.value) for node in ast.walk(module) if isinstance(node, ast.Attribute) and node.attr in SCOPED
    }
    return [
        node.lineno
        for node in ast.walk(module)
        if isinstance(node, ast.Attribute) and node.attr in MANAGERS and id(node) not in scoped
    ]
