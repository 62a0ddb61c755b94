"""Where the sandbox keeps what it knows: one SQLite file, one connection per thread.

Each service declares its own tables with `schema()` when its module is imported, and reads and writes
through `connection()` and `transaction()`. Nothing in here is worth migrating: when a service changes
its tables, the old ones are dropped at the next start.
"""

import hashlib
import re
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_TABLE = re.compile(r"CREATE TABLE IF NOT EXISTS (\w+)", re.IGNORECASE)


class NotOpen(Exception):
    """Raised when state is used before `open_at()`."""


@dataclass(frozen=True)
class Schema:
    """The tables of one service."""

    name: str
    sql: str
    tables: tuple[str, ...]
    keep: bool


_schemas: dict[str, Schema] = {}
_hooks: list[tuple[str, Callable[[], None]]] = []
_local = threading.local()
_path: Path | None = None


def schema(name: str, sql: str, *, keep: bool = False) -> None:
    """Declare the tables of one service, as `CREATE TABLE IF NOT EXISTS …;` and indexes.

    Call it at import time. `keep=True` leaves the rows alone at `reset()` (keys, certificates).
    """
    _schemas[name] = Schema(name, sql, tuple(_TABLE.findall(sql)), keep)
    if _path is not None:
        _create(_schemas[name])


def on_reset(name: str, hook: Callable[[], None]) -> None:
    """Run `hook` after start and after every reset of `name`: the place to fill in its first rows.

    The hook runs inside the transaction, and must be harmless when the rows are already there.
    """
    _hooks.append((name, hook))


def open_at(folder: Path) -> None:
    """Open (or make) the database in `folder` and create every declared table."""
    global _path
    folder.mkdir(parents=True, exist_ok=True)
    close()
    _path = folder / "sandbox.sqlite3"
    connection().execute("PRAGMA journal_mode = WAL")
    connection().execute("CREATE TABLE IF NOT EXISTS schemas (name TEXT PRIMARY KEY, digest TEXT NOT NULL)")
    for declared in _schemas.values():
        _create(declared)
    with transaction():
        _run_hooks(set(_schemas))


def close() -> None:
    """Close this thread's connection."""
    db = getattr(_local, "db", None)
    if db is not None:
        db.close()
    _local.db = _local.path = None


def connection() -> sqlite3.Connection:
    """Return this thread's connection; single statements commit themselves. Rows answer to column names.

    raises: NotOpen
    """
    if _path is None:
        raise NotOpen("call sandbox.state.open_at(folder) first")
    if getattr(_local, "path", None) != _path:
        close()
        _local.db = _connect(_path)
        _local.path = _path
    db: sqlite3.Connection = _local.db
    return db


@contextmanager
def transaction() -> Iterator[sqlite3.Connection]:
    """Run a block as one write transaction; inside another, it joins that one."""
    db = connection()
    if db.in_transaction:
        yield db
        return
    # IMMEDIATE takes the write lock at once, so two threads wait for each other instead of failing halfway.
    db.execute("BEGIN IMMEDIATE")
    try:
        yield db
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


def reset(*names: str) -> None:
    """Empty the tables of the named services (all of them when none is named), then refill by the hooks."""
    chosen = set(names or _schemas) & set(_schemas)
    with transaction() as db:
        # Checked at the end instead of row by row: tables are emptied in no particular order.
        db.execute("PRAGMA defer_foreign_keys = ON")
        for name in chosen:
            if _schemas[name].keep:
                continue
            for table in _schemas[name].tables:
                db.execute(f"DELETE FROM {table}")  # noqa: S608, a name out of our own declarations
        _run_hooks(chosen)


def names() -> list[str]:
    """Name every service that has declared tables."""
    return sorted(_schemas)


def _run_hooks(chosen: set[str]) -> None:
    for name, hook in _hooks:
        if name in chosen:
            hook()


def _connect(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, timeout=5, isolation_level=None)
    db.row_factory = sqlite3.Row
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA synchronous = NORMAL")
    return db


def _create(declared: Schema) -> None:
    digest = hashlib.sha256(declared.sql.encode()).hexdigest()
    db = connection()
    row = db.execute("SELECT digest FROM schemas WHERE name = ?", (declared.name,)).fetchone()
    if row is not None and row["digest"] != digest:
        db.execute("PRAGMA foreign_keys = OFF")
        for table in declared.tables:
            db.execute(f"DROP TABLE IF EXISTS {table}")
        db.execute("PRAGMA foreign_keys = ON")
    db.executescript(declared.sql)
    db.execute("INSERT OR REPLACE INTO schemas (name, digest) VALUES (?, ?)", (declared.name, digest))
