"""Runs a module with some of its code changed, so that a test can see who notices.

The code of the functions is exchanged in place: whoever has imported them runs the mutant. What is to be
changed is named by its text, within a module or any module of a room; where no code reads so, or where two
places do, nothing is changed and the search fails.
"""

import ast
import importlib
import inspect
import types
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

# Plain values of a module that its functions read.
VALUES = (str, int, float, tuple, frozenset)


class NoSuchCode(LookupError):
    """No place in the code reads so, or more than one does."""


@dataclass(frozen=True)
class Change:
    """Code as it reads, and what is to stand in its place. `room` is a module, or the modules of a package.

    `within` names the function, where the same text stands in several.
    """

    room: str
    reads: str
    becomes: str
    within: str = ""

    def __str__(self) -> str:
        return f"{self.room.removeprefix('fornya.')}: {' '.join(self.reads.split())[:60]}"


@contextmanager
def with_changes(*changes: Change) -> Iterator[None]:
    """Run with all of the changes made. Raises NoSuchCode."""
    trees: dict[str, ast.Module] = {}
    for change in changes:
        module, _node = _place(change, trees)
        # What is on disk is read once and left as it is.
        tree = trees.setdefault(module, tree_of(module))
        _module, node = _place(replace(change, room=module), trees)
        trees[module] = _Put(node, _parsed(change.becomes)).visit(tree)
    with ExitStack() as stack:
        for module, tree in trees.items():
            stack.enter_context(running(module, tree))
        yield


@contextmanager
def running(module: str, tree: ast.Module) -> Iterator[None]:
    """Run a module as the tree has it."""
    live = importlib.import_module(module)
    changed = types.ModuleType(module)
    changed.__file__ = live.__file__
    exec(compile(ast.fix_missing_locations(tree), str(live.__file__), "exec"), changed.__dict__)
    with _exchanged(live.__dict__, changed.__dict__):
        yield


def tree_of(module: str) -> ast.Module:
    """Parse a module as it stands on disk."""
    path = importlib.import_module(module).__file__
    assert path is not None
    return ast.parse(Path(path).read_text(encoding="utf-8"))


@cache
def _tree_on_disk(module: str) -> ast.Module:
    return tree_of(module)


def modules_of(room: str) -> Iterator[str]:
    """Give the modules of a package, or the one that is named; those of tables are never run twice."""
    found = importlib.import_module(room)
    if not hasattr(found, "__path__"):
        yield room
        return
    for path in sorted(Path(found.__path__[0]).glob("*.py")):
        if path.name not in ("__init__.py", "models.py"):
            yield f"{room}.{path.stem}"


class _Put(ast.NodeTransformer):
    """Puts new code in the place of one node."""

    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> Any:
        return ast.copy_location(self.new, node) if node is self.old else self.generic_visit(node)


def _place(change: Change, trees: dict[str, ast.Module]) -> tuple[str, ast.AST]:
    """Give the module and the node where the code reads so. Raises NoSuchCode."""
    wanted = _parsed(change.reads)
    kind, text = type(wanted), ast.dump(wanted)
    found = [
        (module, node)
        for module in modules_of(change.room)
        for node in _nodes(trees.get(module) or _tree_on_disk(module), change.within)
        if isinstance(node, kind) and ast.dump(node) == text
    ]
    if len(found) != 1:
        raise NoSuchCode(f"{len(found)} places in {change.room} read: {change.reads}")
    return found[0]


def _nodes(tree: ast.AST, within: str) -> Iterator[ast.AST]:
    if not within:
        yield from ast.walk(tree)
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name == within:
            yield from ast.walk(node)


def _parsed(text: str) -> ast.AST:
    (statement,) = ast.parse(text.strip()).body
    return statement.value if isinstance(statement, ast.Expr) else statement


@contextmanager
def _exchanged(old: dict[str, Any], new: dict[str, Any]) -> Iterator[None]:
    codes = [(mine, mine.__code__, theirs.__code__) for mine, theirs in _functions(old, new)]
    values = {
        name: value
        for name, value in old.items()
        if isinstance(value, VALUES) and not name.startswith("__") and name in new
    }
    for mine, _before, after in codes:
        mine.__code__ = after
    old.update({name: new[name] for name in values})
    try:
        yield
    finally:
        for mine, before, _after in codes:
            mine.__code__ = before
        old.update(values)


def _functions(
    old: dict[str, Any], new: dict[str, Any]
) -> Iterator[tuple[types.FunctionType, types.FunctionType]]:
    """Give the functions of a module in pairs, out of their decorators, methods too."""
    for name, mine in list(old.items()):
        theirs = new.get(name)
        if getattr(mine, "__module__", None) != old["__name__"]:
            continue
        if isinstance(mine, type) and isinstance(theirs, type):
            yield from _functions({**vars(mine), "__name__": old["__name__"]}, dict(vars(theirs)))
            continue
        mine, theirs = (inspect.unwrap(each) if callable(each) else each for each in (mine, theirs))
        if isinstance(mine, types.FunctionType) and isinstance(theirs, types.FunctionType):
            yield mine, theirs
