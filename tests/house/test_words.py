"""No file names a registry or a machine's folder, and none is left unfinished.

The words that are looked for are put together here, so that this file does not hold them itself.
"""

import re
from pathlib import Path

import pytest

from tests.house.tree import files, name

HOSTS = (("pypi", "org"), ("pythonhosted", "org"), ("registry", "npmjs"), ("npmjs", "com"), ("deb", "debian"))
FOLDERS = ("wor" + "k", "roo" + "t", "far" + "m")
UNFINISHED = (
    "TO" + "DO",
    "FIX" + "ME",
    "X" * 3,
    "NotImplemented" + "Error",
    "pytest." + "skip",
    "x" + "fail",
)
OUTSIDE = re.compile(
    "|".join(re.escape(".".join(host)) for host in HOSTS)
    + rf"|(?<![\w.])/(?:{'|'.join(FOLDERS)})/|\.\./(?:shared|\.library)|@ine"
    + r"ra/"
)
LEFT = re.compile(r"(?<![\w-])(?:" + "|".join(UNFINISHED) + r")\b|mark\.skip")
TEXTS = [path for path in files("") if not path.name.endswith((".png", ".woff2", ".jpg", ".ico"))]


def test_a_file_speaks_of_this_repository_alone():
    assert holding(OUTSIDE, TEXTS) == []


def test_nothing_is_left_unfinished():
    assert holding(LEFT, [path for path in TEXTS if path.suffix in {".py", ".jinja", ".md"}]) == []


@pytest.mark.parametrize(
    "text", [f"https://{'.'.join(HOSTS[0])}/simple", f"cd /{FOLDERS[0]}/main", UNFINISHED[0]]
)
def test_what_is_looked_for(text):
    assert OUTSIDE.search(text) or LEFT.search(text)


def holding(pattern: re.Pattern[str], paths: list[Path]) -> list[str]:
    """Give each place where the pattern is found."""
    found = {path: pattern.search(path.read_text(encoding="utf-8")) for path in paths}
    return [f"{name(path)}: {match[0]}" for path, match in found.items() if match]
