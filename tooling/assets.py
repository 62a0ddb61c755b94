"""Gets what pages need beside Python: the design system's CSS and fonts (by npm, which only downloads), the
style sheets, and the compiled translations. Does nothing when all of it is as it should be.

`python -m tooling.assets` does it alone, for a test run without ./test.
"""

import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tooling.bootstrap import PYTHON, ROOT, VENV, alone_in_checkout
from tooling.environment import for_sandbox
from tooling.npm import make_modules_ready
from tooling.problem import Problem, exit_plainly
from tooling.words import compile_into

SOURCES = ROOT / "fornya" / "design" / "sources.txt"
STATIC = ROOT / "fornya" / "design" / "static"
ASSETS, SERVED = ROOT / ".assets", ROOT / ".static"
LOCALES = ROOT / "fornya" / "locale"
STAMP = VENV / "fornya-assets.stamp"
FONT, SHEET = "font:", "sheet:"
CSS_COMMENT = re.compile(r"/\*.*?\*/\n?", re.DOTALL)


def make_assets_ready() -> None:
    """Download, join, compile and collect, each only if something it is made of has changed."""
    make_modules_ready(ROOT, "the style sheets and fonts")
    if _are_built():
        return
    with alone_in_checkout():
        if not _are_built():
            _build()


def _build() -> None:
    _join(SOURCES, ROOT, ASSETS)
    for catalogue in LOCALES.glob("*/LC_MESSAGES/*.po"):
        compile_into(catalogue, catalogue.with_suffix(".mo"))
    _collect()
    STAMP.write_text(_fingerprint())


def sources(text: str) -> tuple[dict[str, list[str]], list[str]]:
    """Read the list of sources: what each style sheet is made of, in order, and the fonts."""
    sheets: dict[str, list[str]] = {}
    fonts: list[str] = []
    parts: list[str] = []
    for line in (line.strip() for line in text.splitlines()):
        if line.startswith(SHEET):
            parts = sheets.setdefault(line.removeprefix(SHEET).strip(), [])
        elif line.startswith(FONT):
            fonts.append(line.removeprefix(FONT).strip())
        elif line and not line.startswith("#"):
            parts.append(line)
    return sheets, fonts


def as_served(style: str) -> str:
    """Leave out the comments, which are for us and would be sent with every first page."""
    return CSS_COMMENT.sub("", style)


def _join(listing: Path, top: Path, target: Path) -> None:
    """Make the folder of assets beside the old one and exchange them, so that half of it is never served."""
    sheets, fonts = sources(listing.read_text(encoding="utf-8"))
    unfinished = target.with_name(f"{target.name}.new")
    shutil.rmtree(unfinished, ignore_errors=True)
    (unfinished / "fonts").mkdir(parents=True)
    for sheet, parts in sheets.items():
        with (unfinished / sheet).open("w", encoding="utf-8") as joined:
            for part in parts:
                joined.write(as_served((top / part).read_text(encoding="utf-8")).rstrip() + "\n")
    for font in fonts:
        shutil.copy(top / font, unfinished / "fonts")
    shutil.rmtree(target, ignore_errors=True)
    unfinished.rename(target)


def _collect() -> None:
    """Let Django give every file a name with its digest and compress it."""
    settings = for_sandbox(port=8000, data=VENV, secret_key="only-to-collect-files")  # noqa: S106
    environment = os.environ | settings | {"DATABASE_URL": "postgresql://nobody@/nothing"}
    command = [
        str(PYTHON),
        "-m",
        "fornya.config.manage",
        "collectstatic",
        "--noinput",
        "--clear",
        "--verbosity=0",
    ]
    if subprocess.run(command, cwd=ROOT, env=environment).returncode:
        raise Problem("The style sheet and fonts could not be collected; the lines above say why.")


def _are_built() -> bool:
    whole = ASSETS.exists() and (SERVED / "staticfiles.json").exists()
    return whole and STAMP.exists() and STAMP.read_text() == _fingerprint()


def _fingerprint() -> str:
    """Digest everything that the assets are made of."""
    digest = hashlib.sha256()
    for path in _ingredients():
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _ingredients() -> Iterator[Path]:
    yield SOURCES
    sheets, fonts = sources(SOURCES.read_text(encoding="utf-8"))
    yield from (ROOT / name for parts in (*sheets.values(), fonts) for name in parts)
    yield from sorted(path for path in STATIC.rglob("*") if path.is_file())
    yield from sorted(LOCALES.glob("*/LC_MESSAGES/*.po"))
    yield ROOT / "requirements" / "app.txt"


def main() -> int:
    """Make the assets ready."""
    make_assets_ready()
    return 0


if __name__ == "__main__":
    exit_plainly(main)
