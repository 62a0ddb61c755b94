"""Hears from PostgreSQL's own log which statements one request runs, with their values."""

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import psycopg

ENTRY = re.compile(r"^\d{4}-\d\d-\d\d \S+ \S+ \[(\d+)\] (\w+):  ", re.MULTILINE)
STATEMENT = re.compile(r"(?:statement|execute [^:]*): (.*)", re.DOTALL)
VALUE = re.compile(r"\$(\d+) = (?:'((?:[^']|'')*)'|(NULL))")
LOUD = {"log_statement": "all", "log_error_verbosity": "default", "log_parameter_max_length": "-1"}
HEARD_AFTER = 0.3


@dataclass(frozen=True)
class Statement:
    """One round trip: its text with $1, $2 … and the values in that order; None is NULL."""

    text: str
    values: tuple[str | None, ...]


def heard(connection: psycopg.Connection, log: Path, deed: Callable[[], object]) -> list[Statement]:
    """Give what the web server's role runs while the deed is done. Nothing else may be at work."""
    _set(connection, LOUD)
    start = log.stat().st_size
    try:
        deed()
        time.sleep(HEARD_AFTER)
    finally:
        _set(connection, dict.fromkeys(LOUD))
    found = parse(log.read_bytes()[start:].decode())
    mine = connection.info.backend_pid
    return [statement for pid, statement in found if pid != mine]


def parse(log: str) -> list[tuple[int, Statement]]:
    """Read the log's entries: who ran which statement."""
    found: list[tuple[int, Statement]] = []
    entries = list(ENTRY.finditer(log))
    for entry, following in zip(entries, [*entries[1:], None], strict=True):
        text = log[entry.end() : following.start() if following else None].rstrip("\n").replace("\n\t", "\n")
        if entry[2] == "LOG" and (statement := STATEMENT.fullmatch(text)):
            found.append((int(entry[1]), Statement(statement[1].strip(), ())))
        elif entry[2] == "DETAIL" and found and text.lower().startswith("parameters: "):
            pid, last = found[-1]
            found[-1] = (pid, Statement(last.text, _values(text)))
    return found


def _values(text: str) -> tuple[str | None, ...]:
    return tuple(None if null else value.replace("''", "'") for _, value, null in VALUE.findall(text))


def _set(connection: psycopg.Connection, values: Mapping[str, str | None]) -> None:
    for name, value in values.items():
        connection.execute(f"ALTER SYSTEM SET {name} = '{value}'" if value else f"ALTER SYSTEM RESET {name}")
    connection.execute("SELECT pg_reload_conf()")
    time.sleep(HEARD_AFTER)
