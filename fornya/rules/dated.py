"""Read the dated tables, and pick the row that is in force on a day.

Laws change on a day, not with a release: every amount stands in a table with its first and last day.

Source: the house rule that no amount is a constant in code.
Reviewed: 2026-11-23
"""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from importlib.resources import files
from typing import Any, Protocol, TypeVar

ACCOUNTED_FOR = ("source", "reviewed", "reviewer")


class TableNotAccountedFor(Exception):
    """A table lacks its source, its review date or its reviewer."""

    def __init__(self, name: str, missing: tuple[str, ...]) -> None:
        super().__init__(f"{name}: {', '.join(missing)}")
        self.name = name
        self.missing = missing


class NothingInForce(LookupError):
    """No row of a table covers the day asked about."""

    def __init__(self, day: date) -> None:
        super().__init__(day.isoformat())
        self.day = day


class Dated(Protocol):
    """Something with a first day in force and, where it is known, a last."""

    @property
    def valid_from(self) -> date: ...

    @property
    def valid_to(self) -> date | None: ...


Row = TypeVar("Row", bound=Dated)


def read_table(name: str) -> dict[str, Any]:
    """Return the table `tables/<name>.toml`; raises TableNotAccountedFor when it hides where it is from."""
    table = tomllib.loads(
        files("fornya.rules").joinpath("tables", f"{name}.toml").read_text(encoding="utf-8")
    )
    require_account(name, table)
    return table


def require_account(name: str, table: Mapping[str, Any]) -> None:
    """Raise TableNotAccountedFor unless the table names source, review date and reviewer."""
    missing = tuple(key for key in ACCOUNTED_FOR if not table.get(key))
    if missing:
        raise TableNotAccountedFor(name, missing)


def is_in_force(row: Dated, day: date) -> bool:
    """Tell whether the row covers the day; both its first and its last day are covered."""
    return row.valid_from <= day and (row.valid_to is None or day <= row.valid_to)


def in_force(rows: Iterable[Row], day: date) -> Row:
    """Return the newest row that covers the day; raises NothingInForce when none does."""
    covering = [row for row in rows if is_in_force(row, day)]
    if not covering:
        raise NothingInForce(day)
    return max(covering, key=lambda row: row.valid_from)
