"""Has a program of Debian's installed where it is missing, if we may; otherwise says the one line to run."""

import os
import shutil
import subprocess

from tooling.problem import Problem


def have(program: str, *, package: str, why: str) -> None:
    """Install the package unless the program is there; raises a Problem that says what to do."""
    if shutil.which(program):
        return
    install = f"apt-get install -y --no-install-recommends {package}"
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise Problem(f"{why} needs {program}; install it with: sudo {install}")
    print(f"Installing {package}; this is done once.", flush=True)
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in ("apt-get -qq update", install):
        done = subprocess.run(
            command.split(), env=quiet, stdin=subprocess.DEVNULL, capture_output=True, text=True
        )
    if done.returncode:
        raise Problem(f"{package} could not be installed with “{install}”: {done.stderr.strip()}")
