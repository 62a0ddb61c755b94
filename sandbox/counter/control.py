"""The store's addresses for tests and load, under /_control/store: look inside, add, change, hide.

POST /_control/store/look              {"personnummer"}: every prescription, whatever its status
GET  /_control/store/prescriptions     ?personnummer=… the same, for a person at a terminal
POST /_control/store/prescriptions     {"personnummer", "medicine", …}: write prescriptions with a past
POST /_control/store/touch             {"id"}: give a prescription a new version, as if others changed it
POST /_control/store/hidden            {"personnummer", "hidden"}
POST /_control/store/collect           {"id", "pharmacy"}: one withdrawal at the counter, now
"""

from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Response, jsonify, request

from sandbox import control, people, state
from sandbox.counter import history, shelf
from sandbox.counter.collect import CannotCollect, NoSuchPharmacy, collect
from sandbox.high_cost.ledger import STOCKHOLM
from sandbox.prescription_store import patients, storage
from sandbox.prescription_store.refusals import Refusal

blueprint = Blueprint("store_control", __name__, url_prefix="/_control/store")
blueprint.before_request(control.only_this_machine)


@blueprint.errorhandler(Refusal)
def refuse(refusal: Refusal) -> tuple[Response, int]:
    """Answer a refusal of the store in plain JSON."""
    return jsonify(error=refusal.text), refusal.status


@blueprint.errorhandler(KeyError)
@blueprint.errorhandler(ValueError)
@blueprint.errorhandler(TypeError)
def misunderstood(problem: Exception) -> tuple[Response, int]:
    """Answer a body that lacks something, or has too much."""
    return jsonify(error=f"{type(problem).__name__}: {problem}"), 400


@blueprint.get("/prescriptions")
def list_prescriptions() -> Response:
    return jsonify(_all_of(request.args["personnummer"]))


@blueprint.post("/look")
def look() -> Response:
    return jsonify(_all_of(control.body()["personnummer"]))


@blueprint.post("/prescriptions")
def add() -> Response:
    """Write `count` alike prescriptions; days are counted back from today."""
    asked: dict[str, Any] = {
        "issued": 30,
        "withdrawals": 4,
        "collected": [],
        "dosage": "1 tablett varje morgon",
    }
    asked |= {"clinic": "bjorken", "prescriber": "eva", "purpose": "", **control.body()}
    patient = patients.register(asked.pop("personnummer")).id
    count = asked.pop("count", 1)
    plans = tuple(people.planned({**asked, "key": storage.new_id("added")}) for _ in range(count))
    with state.transaction():
        written = history.play(patient, plans, datetime.now(STOCKHOLM).date())
    return jsonify(patient=patient, prescriptions=written)


@blueprint.post("/touch")
def touch() -> Response:
    kept = storage.read("MedicationRequest", control.body()["id"])
    again = storage.update(kept.kind, kept.id, kept.body, expected=kept.version)
    return jsonify(id=again.id, version=str(again.version))


@blueprint.post("/hidden")
def hide() -> Response:
    asked = control.body()
    storage.hide(patients.register(asked["personnummer"]).id, bool(asked["hidden"]))
    return jsonify(hidden=bool(asked["hidden"]))


@blueprint.post("/collect")
def collect_one() -> Response | tuple[Response, int]:
    asked = control.body()
    try:
        done = collect(asked["id"], gln=asked.get("pharmacy", history.PHARMACY), at=datetime.now(UTC))
    except CannotCollect as stopped:
        return jsonify(error=stopped.reason), 409
    except NoSuchPharmacy:
        return jsonify(error="no such pharmacy"), 400
    return jsonify(
        dispense=done.dispense, priceOre=done.price_ore, paidOre=done.paid_ore, withdrawalsLeft=done.left
    )


def _all_of(personnummer: str) -> dict[str, Any]:
    today = datetime.now(STOCKHOLM).date()
    orders = storage.of_patient("MedicationRequest", patients.register(personnummer).id)
    return {"count": len(orders), "prescriptions": [_seen(shelf.offer(each, today)) for each in orders]}


def _seen(offer: shelf.Offer) -> dict[str, Any]:
    body = offer.order.body
    prior = body.get("priorPrescription", {}).get("reference", "")
    return {
        "id": offer.order.id,
        "version": str(offer.order.version),
        "status": body["status"],
        "medicine": offer.name,
        "dosage": offer.dosage,
        "withdrawalsLeft": offer.left,
        "withdrawalsTotal": offer.total,
        "validUntil": offer.valid_until.isoformat(),
        "identifiers": [each["value"] for each in body["identifier"]],
        "prior": prior.removeprefix("MedicationRequest/") or None,
        "chain": body.get("groupIdentifier", {}).get("value"),
    }
