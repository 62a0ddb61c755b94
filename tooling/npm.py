"""Downloads what a package-lock.json names, with the machine's npm or the one that comes as a Python package.

npm only downloads: no package of it runs a script of its own on the way in.
"""

import hashlib
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tooling.bootstrap import VENV, alone_in_checkout, make_ready, own_caches
from tooling.problem import Problem


def make_modules_ready(folder: Path, what: str) -> None:
    """Download the folder's packages unless those very ones are there; `what` tells people what they are."""
    if _are_there(folder):
        return
    with alone_in_checkout():
        if not _are_there(folder):
            _download(folder, what)


def node(at_least: tuple[int, int]) -> str:
    """Give a Node of that version or newer: the machine's, or the one that comes as a Python package."""
    found = shutil.which("node")
    if found and _version(found) >= at_least:
        return found
    make_ready("node")
    return str(VENV / "bin" / "node")


def _are_there(folder: Path) -> bool:
    stamp = folder / "node_modules" / ".fornya.stamp"
    return stamp.exists() and stamp.read_text() == _fingerprint(folder)


def _fingerprint(folder: Path) -> str:
    return hashlib.sha256((folder / "package-lock.json").read_bytes()).hexdigest()


def _download(folder: Path, what: str) -> None:
    print(f"Fetching {what}; this is done once.", flush=True)
    npm, environment = _npm()
    command = [npm, "ci", "--loglevel=error"]
    try:
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    finally:
        shutil.rmtree(VENV / "cache", ignore_errors=True)
    if done.returncode:
        raise Problem(f"npm could not fetch {what}: {done.stderr.strip()}")
    (folder / "node_modules" / ".fornya.stamp").write_text(_fingerprint(folder))


def _npm() -> tuple[str, Mapping[str, str]]:
    npm = shutil.which("npm")
    if npm:
        return npm, own_caches()
    make_ready("node")
    search = os.pathsep.join([str(VENV / "bin"), os.environ.get("PATH", os.defpath)])
    return str(VENV / "bin" / "npm"), own_caches() | {"PATH": search}


def _version(node: str) -> tuple[int, int]:
    told = subprocess.run([node, "--version"], capture_output=True, text=True).stdout
    numbers = told.strip().removeprefix("v").split(".")
    return (int(numbers[0]), int(numbers[1])) if len(numbers) > 1 else (0, 0)
