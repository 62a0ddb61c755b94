"""Files stay small enough to be read in one go."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import files, name, python

LONGEST_FILE, LONGEST_TEMPLATE, LONGEST_FUNCTION = 400, 150, 30
WRITTEN_BY_HAND = (".py", ".css", ".js", ".md", ".html", ".toml", ".sql")


def test_a_file_has_at_most_400_lines():
    assert longer_than(LONGEST_FILE, files(*WRITTEN_BY_HAND)) == []


def test_a_template_has_at_most_150_lines():
    assert longer_than(LONGEST_TEMPLATE, files(".jinja")) == []


def test_a_function_has_at_most_30_lines_of_code():
    modules = [*files(".py", under="fornya"), *files(".py", under="tooling")]

    assert [function for path in modules for function in long_functions(path)] == []


def longer_than(lines: int, paths: list[Path]) -> list[str]:
    """Give the files that have more lines."""
    return [name(path) for path in paths if len(path.read_text(encoding="utf-8").splitlines()) > lines]


def long_functions(path: Path) -> Iterator[str]:
    """Name the functions of a module that are too long."""
    for node in ast.walk(python(path)):
        if isinstance(node, ast.FunctionDef) and lines_of_code(node) > LONGEST_FUNCTION:
            yield f"{name(path)}: {node.name} ({lines_of_code(node)})"


def lines_of_code(function: ast.FunctionDef) -> int:
    """Count from the first statement after the docstring: a long signature is not long code."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return function.end_lineno - body[0].lineno + 1 if body else 0
