"""A PostgreSQL of one test's own, which it may stop and start under everything that uses it."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.management import call_command
from django.db import connections

from fornya.clinics import directory
from tests import committed
from tests.clinics import demo_directory
from tests.conftest import connect_as
from tooling import databases
from tooling.postgres import Postgres
from tooling.postgres_settings import OWNER, WEB


class OwnDatabase:
    """Durable, as a real one is, with the demo's clinics; `owner()` of tests/committed.py asks it."""

    def __init__(self, folder: Path) -> None:
        self.server = Postgres(folder)
        self.owner: list[psycopg.Connection] = []

    def start(self) -> None:
        """Start it, or start it again."""
        self.server.start()
        connections["default"].close()
        self.owner[:] = [psycopg.connect(databases.local(self.server.sockets).owner, autocommit=True)]

    def stop(self) -> None:
        """Stop it as for maintenance: whoever is connected is told and cut off."""
        self.owner[0].close()
        self.server.stop()

    def kill(self) -> None:
        """Stop it as a crash would."""
        self.owner[0].close()
        assert self.server.process
        os.kill(self.server.process.pid, signal.SIGKILL)
        self.server.process.wait()


@pytest.fixture
def own_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, django_db_blocker: Any
) -> Iterator[OwnDatabase]:
    """Let this test, and the processes that it starts, use a database of its own."""
    database = OwnDatabase(tmp_path / "own")
    database.server.start()
    addresses = databases.prepare_local(database.server.sockets)
    monkeypatch.setenv("DATABASE_URL", addresses.web)
    monkeypatch.setenv("DATABASE_WORKER_URL", addresses.worker)
    default = connections["default"].settings_dict
    monkeypatch.setitem(default, "HOST", str(database.server.sockets))
    monkeypatch.setitem(default, "NAME", databases.NAME)
    monkeypatch.setattr(committed, "_owner", database.owner)
    with django_db_blocker.unblock():
        connect_as(OWNER)
        call_command("migrate", verbosity=0)
        demo_directory.load()
        connect_as(WEB)
        directory.forget()
        database.start()
        yield database
        connections["default"].close()
    directory.forget()
    database.owner[0].close()
    database.server.remove()
