"""./test: ./check, then every test, ending with pytest's own closing line."""

import os
import shutil
import subprocess
import sys

from tooling import check
from tooling.bootstrap import PYTHON, ROOT
from tooling.problem import Problem, exit_plainly

BROWSER = "chromium"
INSTALL = f"apt-get install -y {BROWSER}"


def main() -> int:
    """Give 0 when all checks and tests pass; a failed check does not keep the tests from running."""
    _have_a_browser()
    checked = check.main()
    print(flush=True)
    # Journeys start a whole Förnya each and share the two cores: they stay together in one worker.
    pytest = [str(PYTHON), "-m", "pytest", "-q", "--numprocesses=2", "--dist=loadgroup", *sys.argv[1:]]
    tested = subprocess.run(pytest, cwd=ROOT, stdin=subprocess.DEVNULL).returncode
    return tested or checked


def _have_a_browser() -> None:
    """Install Debian's Chromium where it is missing, if we may; otherwise say how."""
    if shutil.which(BROWSER):
        return
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise Problem(f"The journeys need Chromium; install it with: sudo {INSTALL}")
    print("Installing Chromium; this is done once.", flush=True)
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "-qq", "update"],
        ["apt-get", "-qq", "-y", "--no-install-recommends", "install", BROWSER],
    ):
        done = subprocess.run(command, env=quiet, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode:
        raise Problem(f"Chromium could not be installed with “{INSTALL}”: {done.stderr.strip()}")


if __name__ == "__main__":
    exit_plainly(main)
