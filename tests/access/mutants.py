"""Takes one permission check after the other out of the running code, so that a test can see who notices.

Three kinds of checks are found by themselves: the door of a view, an argument that says whose a row has to be
(`patient_id=`, `clinic_id=`), and the same condition in SQL. The code of the functions is exchanged in place:
whoever has imported them runs the mutant.
"""

import ast
import importlib
import re
import types
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.urls import resolve

from fornya.people.guards import ANYONE

ROOMS = ("people", "medicines", "messages", "renewals")
OWNERS = ("patient_id", "clinic_id")
NARROWING = ("filter", "get", "lock")
CONDITION = re.compile(
    r"(?P<what>(?:\w+\.)?(?:patient_id|clinic_id)|\{scope\}) = (?P<value>%s|%\((?:patient|clinic)\)s)"
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
    module = importlib.import_module(mutant.module)
    tree = _Without(mutant.number).visit(_tree(mutant.module))
    changed = types.ModuleType(mutant.module)
    changed.__file__ = module.__file__
    exec(compile(ast.fix_missing_locations(tree), str(module.__file__), "exec"), changed.__dict__)  # noqa: S102
    with _exchanged(module.__dict__, changed.__dict__):
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


@contextmanager
def _exchanged(old: dict[str, object], new: dict[str, object]) -> Iterator[None]:
    undo: list[tuple[object, str, object]] = []
    for mine, theirs in _functions(old, new):
        undo.append((mine, "__code__", mine.__code__))
        mine.__code__ = theirs.__code__
    texts = {name: text for name, text in old.items() if isinstance(text, str) and not name.startswith("__")}
    old.update({name: new[name] for name in texts})
    try:
        yield
    finally:
        for owner, name, value in undo:
            setattr(owner, name, value)
        old.update(texts)


def _functions(
    old: dict[str, object], new: dict[str, object]
) -> Iterator[tuple[types.FunctionType, types.FunctionType]]:
    """Give the functions of a module in pairs, out of their decorators, methods too."""
    for name, mine in list(old.items()):
        theirs = new.get(name)
        if getattr(mine, "__module__", None) != old["__name__"]:
            continue
        if isinstance(mine, type) and isinstance(theirs, type):
            yield from _functions({**vars(mine), "__name__": old["__name__"]}, dict(vars(theirs)))
            continue
        mine, theirs = (getattr(each, "__wrapped__", each) for each in (mine, theirs))
        if isinstance(mine, types.FunctionType) and isinstance(theirs, types.FunctionType):
            yield mine, theirs


def _of(module: str) -> Iterator[Mutant]:
    seen = _Without()
    seen.visit(_tree(module))
    for number, (line, code) in enumerate(seen.found):
        yield Mutant(module, line, number, code)


def _modules() -> Iterator[str]:
    root = Path(importlib.import_module("fornya").__path__[0])
    for room in ROOMS:
        for path in sorted((root / room).glob("*.py")):
            if path.name not in ("__init__.py", "models.py"):
                yield f"fornya.{room}.{path.stem}"


def _tree(module: str) -> ast.Module:
    path = importlib.import_module(module).__file__
    assert path is not None
    return ast.parse(Path(path).read_text())
