"""Every package and module says at its top what is in it."""

import ast
from pathlib import Path

from tests.house.tree import ROOT, files, name, python

PACKAGES = ("fornya", "sandbox", "tooling")
# Django's own layout: nobody goes in there by hand.
WITHOUT_SIGN = {"migrations", "management", "commands"}
MODULES = [
    path
    for package in PACKAGES
    for path in files(".py", under=package)
    if path.parent.name not in WITHOUT_SIGN
]
FOLDERS = sorted({path.parent for path in MODULES})


def test_a_package_has_a_door_sign():
    assert [name(folder) for folder in FOLDERS if not says_something(folder / "__init__.py")] == []


def test_a_module_says_what_it_is_for():
    assert [name(path) for path in MODULES if not says_something(path)] == []


def test_the_three_packages_are_looked_at():
    assert {path.relative_to(ROOT).parts[0] for path in FOLDERS} == set(PACKAGES)


def says_something(module: Path) -> bool:
    """Is there such a module, with a docstring?"""
    return module.exists() and bool(ast.get_docstring(python(module)))
