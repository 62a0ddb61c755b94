"""Sets up .venv in the checkout from a hash-locked list, once per list, and goes on inside it.

Runs in whatever Python the machine has, before anything is installed: standard library only.
"""

import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tooling.pip_wheel import find_or_fetch
from tooling.problem import Problem

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
# The longer list holds all of the shorter one: installing it settles both.
SETTLES = {"app": ("app",), "dev": ("dev", "app"), "node": ("node",)}


def go_on_inside(module: str, *, lock: str) -> None:
    """Make .venv ready for the lock and replace this process by `module`, run in it."""
    try:
        make_ready(lock)
    except Problem as problem:
        sys.exit(str(problem))
    search = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    environment = os.environ | {"PYTHONPATH": search}
    os.execve(PYTHON, [str(PYTHON), "-P", "-m", module, *sys.argv[1:]], environment)  # noqa: S606


def make_ready(lock: str) -> None:
    """Install requirements/<lock>.txt into .venv, unless that very list is installed already."""
    if is_ready(lock):
        return
    with alone_in_checkout():
        if not is_ready(lock):
            _install(lock)


def is_ready(lock: str) -> bool:
    """Is that list, as it reads now, installed?"""
    stamp = _stamp(lock)
    return PYTHON.exists() and stamp.exists() and stamp.read_text() == _fingerprint(lock)


@contextmanager
def alone_in_checkout() -> Iterator[None]:
    """Let two commands that start side by side set things up one after the other."""
    folder = os.open(ROOT, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def own_caches() -> dict[str, str]:
    """Give the environment in which pip and npm keep to the checkout instead of the home folder."""
    cache = str(VENV / "cache")
    return os.environ | {
        "PIP_CACHE_DIR": cache,
        "PIP_USER": "0",
        "npm_config_cache": cache,
        "PIP_NO_INPUT": "1",
    }


def _stamp(lock: str) -> Path:
    return VENV / f"fornya-{lock}.stamp"


def _fingerprint(lock: str) -> str:
    return hashlib.sha256((ROOT / "requirements" / f"{lock}.txt").read_bytes()).hexdigest()


def _install(lock: str) -> None:
    print("Setting up the Python packages; this is done once.", flush=True)
    if not _has_pip():
        _make_venv()
    # The lists are complete, so --no-deps spares pip from working that out again.
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-cache-dir"]
    wanted = ["--no-deps", "--require-hashes", "-r", str(ROOT / "requirements" / f"{lock}.txt")]
    done = subprocess.run([*pip, *wanted], env=own_caches(), capture_output=True, text=True)
    if done.returncode:
        raise Problem(f"The Python packages could not be installed; pip says:\n{done.stderr.strip()}")
    for settled in SETTLES[lock]:
        _stamp(settled).write_text(_fingerprint(settled))


def _has_pip() -> bool:
    return (
        PYTHON.exists()
        and subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True).returncode == 0
    )


def _make_venv() -> None:
    venv = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    if importlib.util.find_spec("ensurepip") and subprocess.run(venv, capture_output=True).returncode == 0:
        return
    # Debian leaves ensurepip out of python3 itself.
    if subprocess.run([*venv, "--without-pip"], capture_output=True).returncode:
        raise Problem(f"A Python environment could not be made in {VENV}; is the folder writable?")
    fetched = VENV / "pip-wheel"
    wheel = find_or_fetch(fetched)
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--no-index", "--no-cache-dir", str(wheel)]
    if subprocess.run(pip, env=own_caches() | {"PYTHONPATH": str(wheel)}).returncode:
        raise Problem("pip could not be set up; install it with: apt-get install python3-venv")
    shutil.rmtree(fetched, ignore_errors=True)
