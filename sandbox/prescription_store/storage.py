"""The store's tables: resources with a version, and a unique index over their identifiers.

The unique index, not a look before the insert, is what makes two creates with one key end in one row.
"""

import sqlite3
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sandbox import people, state
from sandbox.prescription_store import systems, wire
from sandbox.prescription_store.refusals import Refusal, unavailable

state.schema(
    "store",
    """
    CREATE TABLE IF NOT EXISTS store_resources (
        kind TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, patient TEXT, prescription TEXT,
        body TEXT NOT NULL, updated_at TEXT NOT NULL, PRIMARY KEY (kind, id)
    );
    CREATE INDEX IF NOT EXISTS store_by_patient ON store_resources (patient, kind);
    CREATE INDEX IF NOT EXISTS store_by_prescription ON store_resources (prescription);
    CREATE TABLE IF NOT EXISTS store_identifiers (
        kind TEXT NOT NULL, system TEXT NOT NULL, value TEXT NOT NULL, id TEXT NOT NULL,
        PRIMARY KEY (kind, system, value)
    );
    CREATE TABLE IF NOT EXISTS store_hidden (patient TEXT PRIMARY KEY);
    """,
)

PREFIX = {"MedicationRequest": "rx", "MedicationDispense": "d", "Patient": "p"}


@dataclass(frozen=True)
class Kept:
    """One resource as it stands."""

    kind: str
    id: str
    version: int
    body: dict[str, Any]

    @property
    def reference(self) -> str:
        return f"{self.kind}/{self.id}"

    @property
    def etag(self) -> str:
        return f'W/"{self.version}"'

    @property
    def updated_at(self) -> str:
        return str(self.body["meta"]["lastUpdated"])


def new_id(kind: str) -> str:
    return f"{PREFIX.get(kind, 'x')}-{uuid.uuid4().hex[:16]}"


def create(resource: dict[str, Any], *, resource_id: str | None = None) -> Kept:
    """Keep a new resource; its identifiers must be new to the store.

    raises: Refusal
    """
    kind = resource["resourceType"]
    chosen = resource_id or new_id(kind)
    body = _stamped(resource, chosen, 1)
    with state.transaction() as db:
        try:
            for identifier in _identifiers(body):
                db.execute(
                    "INSERT INTO store_identifiers (kind, system, value, id) VALUES (?, ?, ?, ?)",
                    (kind, identifier["system"], identifier["value"], chosen),
                )
            db.execute(
                "INSERT INTO store_resources (kind, id, version, patient, prescription, body, updated_at)"
                " VALUES (?, ?, 1, ?, ?, ?, ?)",
                (
                    kind,
                    chosen,
                    _patient(body),
                    _prescription(body),
                    wire.write(body),
                    body["meta"]["lastUpdated"],
                ),
            )
        except sqlite3.IntegrityError:
            raise Refusal(409, "duplicate", "The identifier belongs to another resource") from None
    return Kept(kind, chosen, 1, body)


def update(kind: str, resource_id: str, resource: dict[str, Any], *, expected: int) -> Kept:
    """Replace a resource that still has the expected version.

    raises: Refusal
    """
    with state.transaction() as db:
        before = read(kind, resource_id)
        if before.version != expected:
            text = f"{before.reference} has version {before.version}, request said {expected}"
            raise Refusal(412, "conflict", text)
        _check_same(before.body, resource)
        body = _stamped(resource, resource_id, before.version + 1)
        db.execute(
            "UPDATE store_resources SET version = ?, body = ?, updated_at = ? WHERE kind = ? AND id = ?",
            (before.version + 1, wire.write(body), body["meta"]["lastUpdated"], kind, resource_id),
        )
    return Kept(kind, resource_id, before.version + 1, body)


def read(kind: str, resource_id: str) -> Kept:
    """raises: Refusal"""
    sql = "SELECT * FROM store_resources WHERE kind = ? AND id = ?"
    row = state.connection().execute(sql, (kind, resource_id)).fetchone()
    if row is None:
        raise Refusal(404, "not-found", f"There is no {kind} with that id")
    return _kept(row)


def by_identifier(kind: str, system: str, value: str) -> Kept | None:
    sql = (
        "SELECT r.* FROM store_identifiers i JOIN store_resources r ON r.kind = i.kind AND r.id = i.id"
        " WHERE i.kind = ? AND i.system = ? AND i.value = ?"
    )
    row = state.connection().execute(sql, (kind, system, value)).fetchone()
    return _kept(row) if row else None


def of_patient(kind: str, patient: str) -> list[Kept]:
    """Every resource of a kind about one patient ("p-1001"), the oldest first."""
    sql = "SELECT * FROM store_resources WHERE patient = ? AND kind = ? ORDER BY rowid"
    return [_kept(row) for row in state.connection().execute(sql, (patient, kind))]


def dispenses(prescription: str) -> list[Kept]:
    sql = "SELECT * FROM store_resources WHERE prescription = ? ORDER BY rowid"
    return [_kept(row) for row in state.connection().execute(sql, (prescription,))]


def hide(patient: str, hidden: bool = True) -> None:
    """Say that this patient has information that is not shown, or that there is none any longer."""
    with state.transaction() as db:
        db.execute("DELETE FROM store_hidden WHERE patient = ?", (patient,))
        if hidden:
            db.execute("INSERT INTO store_hidden (patient) VALUES (?)", (patient,))


def is_hidden(patient: str) -> bool:
    sql = "SELECT 1 FROM store_hidden WHERE patient = ?"
    return state.connection().execute(sql, (patient,)).fetchone() is not None


def refuse_if_down(patient: str) -> None:
    """Fail for the person whose every call fails.

    raises: Refusal
    """
    sql = "SELECT value FROM store_identifiers WHERE kind = 'Patient' AND id = ? AND system IN (?, ?)"
    row = state.connection().execute(sql, (patient, *systems.PEOPLE)).fetchone()
    person = people.person(row["value"]) if row else None
    if person is not None and person.store_down:
        raise unavailable()


def _stamped(resource: dict[str, Any], resource_id: str, version: int) -> dict[str, Any]:
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    return {**resource, "id": resource_id, "meta": {"versionId": str(version), "lastUpdated": now}}


def _check_same(before: dict[str, Any], after: dict[str, Any]) -> None:
    for name in ("subject", "identifier", "authorizingPrescription"):
        if before.get(name) != after.get(name):
            raise Refusal(422, "business-rule", f"{name} cannot be changed")


def _identifiers(body: dict[str, Any]) -> list[dict[str, str]]:
    return [each for each in body.get("identifier", ()) if each.get("system") and each.get("value")]


def _patient(body: dict[str, Any]) -> str | None:
    reference = body.get("subject", {}).get("reference", "")
    return reference.removeprefix("Patient/") or None


def _prescription(body: dict[str, Any]) -> str | None:
    first: dict[str, str] = next(iter(body.get("authorizingPrescription", ())), {})
    return first.get("reference", "").removeprefix("MedicationRequest/") or None


def _kept(row: sqlite3.Row) -> Kept:
    return Kept(row["kind"], row["id"], row["version"], wire.read(row["body"]))
