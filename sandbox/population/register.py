"""What the register holds: the people of people.toml, and what has been changed since."""

import sqlite3
from datetime import date
from typing import Any

from sandbox import people, state
from sandbox.bankid.people import is_personnummer

PROTECTIONS = ("none", "sekretessmarkering", "skyddad folkbokforing")

state.schema(
    "population",
    """
    CREATE TABLE IF NOT EXISTS population_people (
        personnummer TEXT PRIMARY KEY, protection TEXT NOT NULL, deceased_on TEXT
    );
    CREATE TABLE IF NOT EXISTS population_custody (
        guardian TEXT NOT NULL, child TEXT NOT NULL, PRIMARY KEY (guardian, child)
    );
    """,
)


class Unknown(Exception):
    """Raised for what is no personnummer, no protection or no day."""


def as_written(personnummer: str) -> dict[str, Any]:
    """Return what the register says of a person, without their children; it knows every valid number."""
    known = people.person(personnummer)
    row = _row(personnummer)
    return {
        "personalIdentityNumber": personnummer,
        "givenName": known.given_name if known else "Test",
        "surname": known.surname if known else "Person",
        "protection": row["protection"] if row else "none",
        "deceasedOn": row["deceased_on"] if row else None,
    }


def children(personnummer: str) -> list[str]:
    """Return the numbers of those in somebody's custody, eldest first."""
    rows = state.connection().execute(
        "SELECT child FROM population_custody WHERE guardian = ? ORDER BY child", (personnummer,)
    )
    return [row["child"] for row in rows]


def custody() -> list[tuple[str, str]]:
    """Return every (guardian, child)."""
    rows = state.connection().execute(
        "SELECT guardian, child FROM population_custody ORDER BY child, guardian"
    )
    return [(row["guardian"], row["child"]) for row in rows]


def protect(personnummer: str, protection: str) -> None:
    """Set how a person's identity is protected.

    raises: Unknown
    """
    if not is_personnummer(personnummer) or protection not in PROTECTIONS:
        raise Unknown("no personnummer, or no such protection")
    _write(personnummer, "protection", protection)


def die(personnummer: str, deceased_on: str | None) -> None:
    """Enter a day of death; None brings a test person back.

    raises: Unknown
    """
    try:
        day = date.fromisoformat(deceased_on).isoformat() if deceased_on else None
    except ValueError as problem:
        raise Unknown("no day") from problem
    if not is_personnummer(personnummer):
        raise Unknown("no personnummer")
    _write(personnummer, "deceased_on", day)


def give_custody(guardian: str, child: str, *, holds: bool) -> None:
    """Enter that somebody has custody of a child, or has no longer.

    raises: Unknown
    """
    if not is_personnummer(guardian) or not is_personnummer(child) or guardian == child:
        raise Unknown("no personnummer")
    with state.transaction() as db:
        db.execute("DELETE FROM population_custody WHERE guardian = ? AND child = ?", (guardian, child))
        if holds:
            db.execute("INSERT INTO population_custody (guardian, child) VALUES (?, ?)", (guardian, child))


def _row(personnummer: str) -> sqlite3.Row | None:
    asked = "SELECT * FROM population_people WHERE personnummer = ?"
    row: sqlite3.Row | None = state.connection().execute(asked, (personnummer,)).fetchone()
    return row


def _write(personnummer: str, column: str, value: str | None) -> None:
    with state.transaction() as db:
        db.execute(
            "INSERT OR IGNORE INTO population_people (personnummer, protection) VALUES (?, 'none')",
            (personnummer,),
        )
        changed = f"UPDATE population_people SET {column} = ? WHERE personnummer = ?"  # noqa: S608 - our words
        db.execute(changed, (value, personnummer))


def _fill_if_empty() -> None:
    db = state.connection()
    if db.execute("SELECT 1 FROM population_people LIMIT 1").fetchone():
        return
    for person in people.people():
        db.execute(
            "INSERT INTO population_people (personnummer, protection, deceased_on) VALUES (?, ?, ?)",
            (person.personnummer, person.protection, person.deceased_on),
        )
        for child in person.guardian_of:
            give_custody(person.personnummer, child, holds=True)


state.on_reset("population", _fill_if_empty)
