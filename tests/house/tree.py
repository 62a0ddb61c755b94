"""What the house tests look at: the files of the repository, without what ./run and ./test make."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NOT_OURS = {"node_modules", "__pycache__"}
KEPT_HIDDEN = {".ci"}


def files(*endings: str, under: str = ".") -> list[Path]:
    """Give the files whose name ends in one of the endings, in a fixed order."""
    return sorted(path for path in _walk(ROOT / under) if path.name.endswith(endings))


def name(path: Path) -> str:
    """Give the path as people write it, from the top of the repository."""
    return path.relative_to(ROOT).as_posix()


def python(path: Path) -> ast.Module:
    """Parse a module."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def _walk(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.is_dir():
            if path.name not in NOT_OURS and (not path.name.startswith(".") or path.name in KEPT_HIDDEN):
                yield from _walk(path)
        elif not path.name.endswith((".pyc", ".mo")):
            yield path
