"""Finds pip where Python comes without it, as Debian's does until python3-venv is installed.

apt-get keeps its lists and its cache in a folder of ours, so an ordinary user may do this and nothing
outside that folder is written.
"""

import os
import subprocess
from pathlib import Path

from tooling.problem import Problem

DEBIAN_WHEELS = Path("/usr/share/python-wheels")
PACKAGE = "python3-pip-whl"
HELP = "This Python comes without pip; install it with: apt-get install python3-venv"


def find_or_fetch(folder: Path) -> Path:
    """Give pip's wheel: the machine's own, or Debian's package unpacked in the folder."""
    wheels = sorted(DEBIAN_WHEELS.glob("pip-*.whl")) or sorted(_fetched(folder).glob("pip-*.whl"))
    if not wheels:
        raise Problem(HELP)
    return wheels[-1]


def _fetched(folder: Path) -> Path:
    """Download and unpack Debian's package; give the folder its wheels are in."""
    for part in ("state/lists/partial", "cache/archives/partial", "package"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    apt = ["apt-get", "-qq", *_private(folder)]
    try:
        subprocess.run([*apt, "update"], check=True, capture_output=True)
        subprocess.run([*apt, "download", PACKAGE], check=True, capture_output=True, cwd=folder / "package")
        [package] = (folder / "package").glob("*.deb")
        subprocess.run(["dpkg-deb", "-x", package, folder / "package"], check=True, capture_output=True)
    except (OSError, ValueError, subprocess.CalledProcessError):
        raise Problem(HELP) from None
    return folder / "package" / DEBIAN_WHEELS.relative_to("/")


def _private(folder: Path) -> list[str]:
    options = {
        "Dir::State": folder / "state",
        "Dir::State::status": "/var/lib/dpkg/status",
        "Dir::Cache": folder / "cache",
    }
    if os.geteuid() == 0:
        # apt's own unprivileged user could not enter a folder of root's.
        options["APT::Sandbox::User"] = "root"
    return [argument for name, value in options.items() for argument in ("-o", f"{name}={value}")]
