"""Takes one guard of the proof's verification after the other out of the running code.

A guard is a call of `require`: with one taken out, something that was refused has to be believed, or to be
refused for another reason.
"""

import ast
import importlib
import types
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOM = "fornya.integrations.bankid"
MODULES = ("document", "chain", "revocation", "proof")


@dataclass(frozen=True)
class Guard:
    """The `number`-th guard of a module."""

    module: str
    number: int
    line: int
    fault: str

    def __str__(self) -> str:
        return f"{self.module}:{self.number}:{self.fault}"


class _Without(ast.NodeTransformer):
    def __init__(self, number: int | None = None) -> None:
        self.number = number
        self.found: list[tuple[int, str]] = []

    def visit_Call(self, node: ast.Call) -> ast.AST:  # noqa: N802 - ast's own name
        self.generic_visit(node)
        if isinstance(node.func, ast.Name) and node.func.id == "require":
            self.found.append((node.lineno, ast.unparse(node.args[1])))
            if len(self.found) - 1 == self.number:
                node.args[0] = ast.copy_location(ast.Constant(True), node)
        return node


def guards() -> list[Guard]:
    """Give every guard that can be taken out."""
    return [
        Guard(module, number, line, fault.lower())
        for module in MODULES
        for number, (line, fault) in enumerate(_found(module))
    ]


@contextmanager
def without(guard: Guard) -> Iterator[None]:
    """Run with one guard taken out: whoever has imported the module's functions runs the mutant."""
    module = importlib.import_module(f"{ROOM}.{guard.module}")
    tree = ast.fix_missing_locations(_Without(guard.number).visit(_tree(guard.module)))
    changed = types.ModuleType(module.__name__)
    exec(compile(tree, str(module.__file__), "exec"), changed.__dict__)
    kept = {
        name: mine.__code__
        for name, mine in vars(module).items()
        if isinstance(mine, types.FunctionType) and mine.__module__ == module.__name__
    }
    for name in kept:
        vars(module)[name].__code__ = vars(changed)[name].__code__
    try:
        yield
    finally:
        for name, code in kept.items():
            vars(module)[name].__code__ = code


def _found(module: str) -> list[tuple[int, str]]:
    looked = _Without()
    looked.visit(_tree(module))
    return looked.found


def _tree(module: str) -> ast.Module:
    file = importlib.import_module(f"{ROOM}.{module}").__file__
    return ast.parse(Path(str(file)).read_text())
