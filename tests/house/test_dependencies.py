"""Every dependency says what it is for, and is locked with hashes and without addresses."""

import re
import tomllib

import pytest

from tests.house.tree import ROOT

LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
PINNED = re.compile(r"^([\w.-]+)==(\S+)", re.MULTILINE)


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_every_locked_package_has_a_hash_and_no_address(path):
    text = path.read_text(encoding="utf-8")

    packages = re.split(r"\n(?=\S)", text.strip())

    assert [package.split()[0] for package in packages if "--hash=sha256:" not in package] == []
    assert "://" not in text


def test_the_longer_lock_holds_all_of_the_shorter():
    assert _pins("app").items() <= _pins("dev").items()


def test_every_dependency_is_locked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = {re.match(r"[\w-]+", line)[0] for line in project["project"]["dependencies"]}

    assert wanted <= set(_pins("app"))


def test_every_dependency_says_what_it_is_for():
    before_tools, _, _ = (ROOT / "pyproject.toml").read_text(encoding="utf-8").partition("[tool.")

    dependencies = [line for line in before_tools.splitlines() if line.startswith('    "')]

    assert dependencies
    assert [line for line in dependencies if "# " not in line] == []


@pytest.mark.parametrize("folder", [".", "tests/gates/node"])
def test_the_downloads_by_npm_are_pinned_and_checked(folder):
    text = (ROOT / folder / "package-lock.json").read_text(encoding="utf-8")

    assert text.count('"integrity": "sha512-') == text.count('"node_modules/')
    assert '"resolved"' not in text


def _pins(lock: str) -> dict[str, str]:
    return dict(PINNED.findall((ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")))
