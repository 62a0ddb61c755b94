"""A database that really commits, for tests of races, walls and workers; emptied after each test.

Django's own TestCase keeps everything in one transaction, in which a scope would outlive its deed. The
directory of clinics stays; everything about people goes.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import Any

import psycopg
import pytest
from django.db import OperationalError, connections
from psycopg.pq import TransactionStatus

from fornya.clinics import directory
from fornya.outbox.worker import worker_app
from tests.clinics import demo_directory
from tests.conftest import connect_as
from tests.emptied import Broom
from tooling.postgres_settings import OWNER, SUPERUSER, WEB, WORKER

__all__ = ["database", "owner_connection", "transactional_db"]

# What two have decided stays for good, unless the tables' owner takes the trigger away.
DECIDED_RULES_GO = """
ALTER TABLE clinics_ruleversion DISABLE TRIGGER stay;
TRUNCATE clinics_ruleversion RESTART IDENTITY;
ALTER TABLE clinics_ruleversion ENABLE TRIGGER stay;
"""
_owner: list[psycopg.Connection] = []
_broom: list[Broom] = []


@pytest.fixture(scope="session")
def owner_connection(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Keep a connection as the owner of the tables, who sees through every wall; load the demo's clinics.

    Each folder whose conftest names this fixture has it for itself; what it makes is there once.
    """
    if _owner:
        yield
        return
    with (
        psycopg.connect(**_parameters(OWNER), autocommit=True) as connection,
        psycopg.connect(**_parameters(SUPERUSER), autocommit=True) as sweeping,
    ):
        _owner.append(connection)
        _broom.append(Broom(sweeping))
        if owner("SELECT count(*) FROM clinics_clinic") == [(0,)]:
            with django_db_blocker.unblock():
                connect_as(OWNER)
                demo_directory.load()
                connect_as(WEB)
        yield
        _owner.clear()
        _broom.clear()


@pytest.fixture
def transactional_db(owner_connection: None, django_db_blocker: Any) -> Iterator[None]:
    """Let a test commit as the web's role.

    In place of pytest-django's, which empties tables as whoever runs the tests: the web's role may not.
    """
    with django_db_blocker.unblock():
        _as_new()
        directory.read_anew()
        yield
        _as_new()
        _empty()


@pytest.fixture
def database(transactional_db: None) -> None:
    """Let a test commit; the name that tests use."""


def owner(statement: str, *values: object) -> list[tuple[Any, ...]]:
    """Run a statement as the owner and give its rows, past row-level security."""
    cursor = _owner[0].execute(statement, values or None)  # type: ignore[arg-type]
    return cursor.fetchall() if cursor.description else []


def by_hand(statement: str, *values: object) -> None:
    """Put requests and medicines as a test needs them, past what the database refuses (migration 0012).

    Only the owner of the tables can take the guard away; it is back with the same transaction.
    """
    tables = ("renewals_renewalrequest", "renewals_renewalline")
    with _owner[0].transaction():
        owner("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            owner(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        owner(statement, *values)
        for table in tables:
            owner(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        owner("SELECT renewals_recount()")


def web(statement: str, *values: object) -> list[tuple[Any, ...]]:
    """Run a statement on the connection that the rooms use, and give its rows."""
    with connections["default"].cursor() as cursor:
        cursor.execute(statement, values or None)
        return cursor.fetchall() if cursor.description else []


@contextmanager
def as_worker() -> Iterator[None]:
    """Act as the worker's role meanwhile."""
    connect_as(WORKER)
    try:
        yield
    finally:
        connect_as(WEB)


def work() -> None:
    """Run the real job engine as the worker's role until nothing is due any more.

    In a thread of its own: where a browser is open, Playwright's event loop is this thread's.
    """
    with as_worker(), ThreadPoolExecutor(1) as pool:
        pool.submit(_work).result()


def _work() -> None:
    try:
        worker_app().run_worker(
            wait=False, concurrency=1, install_signal_handlers=False, listen_notify=False, delete_jobs="never"
        )
    finally:
        connections.close_all()


def hurry() -> None:
    """Let every job that waits for its next try be due now."""
    owner("UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE status = 'todo'")


def _as_new() -> None:
    """Let the web's connection be as if it had just been made; what PostgreSQL has learnt on it is kept."""
    connection = connections["default"]
    made = connection.connection if connection.settings_dict["USER"] == WEB else None
    if made and made.info.transaction_status == TransactionStatus.IDLE:
        with suppress(OperationalError), connection.cursor() as cursor:
            cursor.execute("RESET ALL")
            return
    connect_as(WEB)


def _parameters(role: str) -> dict[str, Any]:
    settings = connections["default"].settings_dict
    return {"host": settings["HOST"], "dbname": settings["NAME"], "user": role}


def made_anew() -> None:
    """Empty all tables about people so that no test before has left dead rows in them."""
    _broom[0].make_anew()


def _empty() -> None:
    _broom[0].sweep()
    if owner("SELECT EXISTS (SELECT FROM clinics_ruleversion)") == [(True,)]:
        owner(DECIDED_RULES_GO)
