"""Runs every gate and, when all have passed, writes what the accessibility statement says of them.

`python -m tests.gates.results` takes some minutes. What it writes is committed, beside the statement.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from axe_playwright_python.base import AXE_SCRIPT
from django.utils import timezone

from tests import seen
from tests.house.tree import ROOT
from tooling.test import GATES

if TYPE_CHECKING:
    # It knows the addresses, and so needs the settings that only the run of the gates has.
    from tests.gates.pages import Sheet

# The name in the environment by which a run of the gates is told to write.
WRITE = "FORNYA_WRITE_RESULTS"

FILE = ROOT / "fornya" / "pages" / "public" / "accessibility" / "results.toml"
FOLDER = Path(__file__).parent
HEAD = """\
# What the gates found when all of them last passed. Written by `python -m tests.gates.results`, not by hand.
"""


def checks() -> list[str]:
    """Name the gates: a file of tests each."""
    return sorted(path.stem.removeprefix("test_") for path in FOLDER.glob("test_*.py"))


def tools() -> Iterator[str]:
    """Name what the gates measure with, and in which versions."""
    yield f"axe {re.search(r'axe v([0-9.]+)', AXE_SCRIPT)[1]}"  # type: ignore[index]
    for package, name in (("vnu-jar", "Nu Html Checker"), ("lighthouse", "Lighthouse")):
        told = json.loads((GATES / "node_modules" / package / "package.json").read_text(encoding="utf-8"))
        yield f"{name} {told['version']}"
    said = subprocess.run([seen.CHROMIUM, "--version"], capture_output=True, text=True, check=True).stdout
    yield " ".join(said.split()[:2])


def written(day: str, sheets: list[tuple[str, str]]) -> str:
    """Give the file's text; `sheets` are the template and language of each page."""
    parts = {
        "languages": sorted({language for _template, language in sheets}),
        "templates": sorted({template for template, _language in sheets}),
        "checks": checks(),
        "tools": list(tools()),
    }
    lines = [f"tried_on = {day}", f"pages = {len(sheets)}"]
    lines += [f"{name} = {json.dumps(values, ensure_ascii=False)}" for name, values in parts.items()]
    return HEAD + "\n".join(lines) + "\n"


def write(sheets: "Iterable[Sheet]") -> None:
    """Write the file for today."""
    pairs = [(sheet.template, sheet.language) for sheet in sheets]
    FILE.write_text(written(timezone.localdate().isoformat(), pairs), encoding="utf-8")


def main() -> int:
    """Run the gates, which write the file when all of them have passed."""
    command = [sys.executable, "-m", "pytest", "-q", "--numprocesses=0", str(FOLDER)]
    passed = subprocess.run(command, cwd=ROOT, env=os.environ | {WRITE: "yes"}).returncode
    print("Nothing is written: not every gate has passed." if passed else f"Written: {FILE}")
    return passed


if __name__ == "__main__":
    sys.exit(main())
