"""docs/map.md and the disk name the same folders.

The map writes every folder as its whole path in backticks with a slash at the end, such as `fornya/rules/`.
It goes four levels deep; tests, which mirror the rest, and folders inside a component, only two or none;
articles, which have a folder each, one.
"""

import re
from pathlib import PurePosixPath

from tests.house.tree import ROOT, files, name

MAP = ROOT / "docs" / "map.md"
DEEPEST = 4
DEEPEST_IN = {"tests": 2, "content": 1}
# They say nothing that the folder above does not say.
SILENT = {"LC_MESSAGES", "migrations", "management", "commands", "static", "templates"}
FOLDER = re.compile(r"`((?:[\w.-]+/)+)`")


def test_every_folder_is_on_the_map():
    assert sorted(_on_disk() - _on_map()) == []


def test_every_folder_on_the_map_is_there():
    assert sorted(folder for folder in _on_map() if not (ROOT / folder).is_dir()) == []


def _on_map() -> set[str]:
    return set(FOLDER.findall(MAP.read_text(encoding="utf-8")))


def _on_disk() -> set[str]:
    folders = {parent for path in files("") for parent in PurePosixPath(name(path)).parents}
    return {f"{folder}/" for folder in folders if folder.parts and _is_worth_a_line(folder)}


def _is_worth_a_line(folder: PurePosixPath) -> bool:
    parts = folder.parts
    if SILENT & set(parts) or "components" in parts[:-1] or parts[0].startswith("."):
        return False
    return len(parts) <= DEEPEST_IN.get(parts[0], DEEPEST)
