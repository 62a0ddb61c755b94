"""Fill an empty sandbox with everyone's past: prescriptions, and every withdrawal through the real counter.

The past is played in the order it happened, because what each purchase cost depends on those before it.
"""

from datetime import UTC, date, datetime, time, timedelta

from sandbox import people, state
from sandbox.counter.collect import collect
from sandbox.high_cost.ledger import STOCKHOLM
from sandbox.prescription_store import build, patients, storage

LOOK = ("SELECT 1 FROM store_resources LIMIT 1", "SELECT 1 FROM high_cost_purchases LIMIT 1")
EMPTY = (
    "DELETE FROM store_resources",
    "DELETE FROM store_identifiers",
    "DELETE FROM store_hidden",
    "DELETE FROM high_cost_purchases",
)
PHARMACY = "7350099990014"


def fill_if_empty() -> None:
    """Play everyone's past once; when either service was emptied, both start anew so that they agree."""
    db = state.connection()
    if all(db.execute(sql).fetchone() for sql in LOOK):
        return
    for sql in EMPTY:
        db.execute(sql)
    for medicine in people.medicines():
        storage.create(build.medication(medicine), resource_id=build.medication_id(medicine))
    today = datetime.now(STOCKHOLM).date()
    for person in people.people():
        patient = patients.register(person.personnummer).id
        storage.hide(patient, person.hidden)
        play(patient, person.prescriptions, today)


def play(patient: str, plans: tuple[people.PlannedPrescription, ...], today: date) -> list[str]:
    """Write the planned prescriptions and collect their withdrawals; return the prescriptions' ids."""
    ids = {}
    for plan in plans:
        order = build.prescription(plan, patient, today - timedelta(days=plan.issued))
        ids[plan.key] = storage.create(order).id
    past = sorted((-days, plan.key) for plan in plans for days in plan.collected)
    for days, key in past:
        collect(ids[key], gln=PHARMACY, at=_afternoon(today + timedelta(days=days)))
    for plan in plans:
        if plan.status != "active":
            kept = storage.read("MedicationRequest", ids[plan.key])
            ended = {**kept.body, "status": plan.status}
            storage.update(kept.kind, kept.id, ended, expected=kept.version)
    return list(ids.values())


def _afternoon(day: date) -> datetime:
    return datetime.combine(day, time(16, 20), STOCKHOLM).astimezone(UTC)


state.on_reset("store", fill_if_empty)
state.on_reset("high_cost", fill_if_empty)
