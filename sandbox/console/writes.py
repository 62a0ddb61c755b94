"""What was last written to the national store, put as one would say it."""

from dataclasses import dataclass
from typing import Any

from sandbox import state
from sandbox.prescription_store import storage, wire


@dataclass(frozen=True)
class Write:
    """One prescription or dispense, as it stands after it was last written."""

    at: str
    kind: str
    id: str
    version: int
    status: str
    product: str
    person: str


def latest(limit: int = 15) -> list[Write]:
    """Return the prescriptions and dispenses written last, newest first."""
    sql = (
        "SELECT kind, id, version, body, updated_at FROM store_resources"
        " WHERE kind IN ('MedicationRequest', 'MedicationDispense')"
        " ORDER BY updated_at DESC, rowid DESC LIMIT ?"
    )
    return [_write(row) for row in state.connection().execute(sql, (limit,))]


def _write(row: Any) -> Write:
    body = wire.read(row["body"])
    return Write(
        row["updated_at"],
        row["kind"],
        row["id"],
        row["version"],
        str(body.get("status", "")),
        _product(body),
        _person(body),
    )


def _product(body: dict[str, Any]) -> str:
    medicine = body.get("medicationReference", {})
    inside = f"{medicine.get('reference', '')}".removeprefix("#")
    for resource in body.get("contained", ()):
        if resource.get("id") == inside:
            return str(resource.get("code", {}).get("text", ""))
    return str(medicine.get("display", ""))


def _person(body: dict[str, Any]) -> str:
    patient = body["subject"]["reference"].removeprefix("Patient/")
    # Whoever the store meets for the first time in a look-up has a number and no name.
    names = storage.read("Patient", patient).body.get("name")
    return str(names[0]["text"]) if names else "Någon utan namn"
