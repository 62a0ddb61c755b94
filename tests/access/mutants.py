"""Takes one permission check after the other out of the running code, so that a test can see who notices.

Three kinds of checks are found by themselves: the door of a view, an argument that says whose a row has to be
(`patient_id=`, `clinic_id=`, `giver_id=`, `agent_number=`), and the same condition in SQL.
"""

import ast
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.urls import resolve

from fornya.people.guards import ANYONE
from tests.mutants import modules_of, running, tree_of

ROOMS = ("people", "medicines", "messages", "renewals")
OWNERS = ("patient_id", "clinic_id", "giver_id", "agent_number")
NARROWING = ("filter", "get", "lock")
CONDITION = re.compile(
    r"(?P<what>(?:\w+\.)?(?:patient_id|clinic_id|agent_number)|\{scope\})"
    r" = (?P<value>%s|%\((?:patient|clinic|number)\)s)"
)


@dataclass(frozen=True)
class Mutant:
    """A check that can be taken out: the `number`-th of its module."""

    module: str
    line: int
    number: int
    code: str

    def __str__(self) -> str:
        return f"{self.module.removeprefix('fornya.')}:{self.code}:{self.number}"


class _Without(ast.NodeTransformer):
    """Takes out the check with one number; counts and describes all of them."""

    def __init__(self, number: int | None = None) -> None:
        self.number = number
        self.found: list[tuple[int, str]] = []

    def visit_Call(self, node: ast.Call) -> ast.AST:  # noqa: N802 - ast's own name
        self.generic_visit(node)
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if called in NARROWING:
            kept = [word for word in node.keywords if word.arg not in OWNERS or not self._taken(word, called)]
            node.keywords = kept
        return node

    def visit_Constant(self, node: ast.Constant) -> ast.AST:  # noqa: N802 - ast's own name
        if not isinstance(node.value, str):
            return node
        text, at = node.value, 0
        while match := CONDITION.search(text, at):
            at = match.end()
            if self._taken(node, match["what"]):
                text = f"{text[: match.start()]}{match['value']}::text IS NOT NULL{text[match.end() :]}"
        return ast.copy_location(ast.Constant(text), node)

    def _taken(self, node: ast.AST, called: str) -> bool:
        self.found.append((getattr(node, "lineno", 0), getattr(node, "arg", None) or called))
        return len(self.found) - 1 == self.number


def mutants() -> list[Mutant]:
    """Give every check in the rooms that can be taken out."""
    return [mutant for module in _modules() for mutant in _of(module)]


@contextmanager
def without(mutant: Mutant) -> Iterator[None]:
    """Run with one check taken out."""
    with running(mutant.module, _Without(mutant.number).visit(tree_of(mutant.module))):
        yield


@contextmanager
def open_door(address: str) -> Iterator[None]:
    """Run with the door of the view at an address taken off."""
    view = resolve(address).func
    (cell,) = [
        cell for name, cell in zip(view.__code__.co_freevars, view.__closure__, strict=True) if name == "whom"
    ]
    whom, cell.cell_contents = cell.cell_contents, ANYONE
    try:
        yield
    finally:
        cell.cell_contents = whom


def _of(module: str) -> Iterator[Mutant]:
    seen = _Without()
    seen.visit(tree_of(module))
    for number, (line, code) in enumerate(seen.found):
        yield Mutant(module, line, number, code)


def _modules() -> Iterator[str]:
    for room in ROOMS:
        yield from modules_of(f"fornya.{room}")
