"""Gives one run of the tests a PostgreSQL of its own and Django its settings, before anything else is loaded.

A pytest plugin (named in pyproject.toml) and not a conftest, since pytest-django reads the settings before
any conftest. With xdist only the first process owns the server; each worker has a database of its own on it.
"""

import os
import secrets
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from tooling import databases, environment, throwaway
from tooling.postgres import Postgres

FOLDER = "FORNYA_TEST_FOLDER"
START_SECONDS = 60
SECRET = "only-for-tests-" + "x" * 40


def pytest_configure(config: pytest.Config) -> None:
    """Start the keeper of the server, which waits until a test wants one."""
    if hasattr(config, "workerinput"):
        return
    Path(os.environ[FOLDER]).mkdir(mode=0o700)
    command = [sys.executable, "-m", "tooling.throwaway", os.environ[FOLDER]]
    config.stash[KEEPER] = subprocess.Popen(command, stdin=subprocess.PIPE, cwd=config.rootpath)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Close the pipe, which stops the server, and wait until its data is gone."""
    keeper = config.stash.get(KEEPER, None)
    if keeper is not None:
        keeper.communicate()


def wait_until_ready() -> None:
    """Ask for the server and return when it answers."""
    folder = Path(os.environ[FOLDER])
    (folder / throwaway.WANTED).touch()
    deadline = time.monotonic() + START_SECONDS
    while not (folder / throwaway.READY).exists():
        if (folder / throwaway.FAILED).exists():
            raise RuntimeError((folder / throwaway.FAILED).read_text())
        if time.monotonic() > deadline:
            raise RuntimeError("PostgreSQL for the tests did not start")
        time.sleep(0.02)


def _set_environment() -> None:
    """Fix the addresses now; the server behind them is started when the first test needs it."""
    folder = Path(tempfile.gettempdir()) / f"fornya-test-{secrets.token_hex(6)}"
    addresses = databases.local(Postgres(folder).sockets)
    os.environ |= environment.for_sandbox(port=8000, data=folder, secret_key=SECRET)
    os.environ |= {
        FOLDER: str(folder),
        "DATABASE_URL": addresses.web,
        "DATABASE_OWNER_URL": addresses.owner,
        "DATABASE_WORKER_URL": addresses.worker,
        # Playwright's loop stays with the process once a browser is open; no test asks from inside it.
        "DJANGO_ALLOW_ASYNC_UNSAFE": "yes",
    }


KEEPER = pytest.StashKey[subprocess.Popen[bytes]]()

if FOLDER not in os.environ:
    _set_environment()
