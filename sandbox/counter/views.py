"""The counter's pages: choose a person, see what can be collected, collect one withdrawal.

Plain forms, no script. A person stands in the address by the store's logical id, never by personnummer.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from flask import Blueprint, abort, redirect, render_template, request
from werkzeug import Response

from sandbox import people
from sandbox.counter import history, shelf
from sandbox.counter.collect import CannotCollect, NoSuchPharmacy, collect
from sandbox.high_cost import ledger
from sandbox.prescription_store import patients, storage, systems
from sandbox.prescription_store.refusals import Refusal

WHY_NOT = {
    shelf.Stop.NOT_ACTIVE: "Receptet är avslutat.",
    shelf.Stop.EXPIRED: "Receptet har gått ut.",
    shelf.Stop.NONE_LEFT: "Det finns inga uttag kvar.",
    shelf.Stop.TOO_EARLY: "Det är för tidigt att hämta ut igen.",
}
BENEFIT = {"R": "inom högkostnadsskyddet", "F": "gratis, under 18 år", "U": "utanför högkostnadsskyddet"}

blueprint = Blueprint("counter", __name__, url_prefix="/counter")


@dataclass(frozen=True)
class Row:
    """One prescription on the page; `why_not` is empty when it can be collected."""

    id: str
    name: str
    dosage: str
    left: int
    total: int
    valid_until: date
    price: str
    pays: str
    benefit: str
    why_not: str
    ended: bool


@blueprint.errorhandler(Refusal)
def refuse(refusal: Refusal) -> tuple[str, int]:
    """Nothing by that id: say so plainly."""
    return render_template("counter/missing.html"), refusal.status


@blueprint.get("/")
def choose() -> str:
    """List the people who can come to the counter."""
    rows = [(each, patients.register(each.personnummer).id) for each in people.people()]
    return render_template("counter/choose.html", rows=rows)


@blueprint.get("/person/<patient>")
def person(patient: str) -> str:
    """Show one person's prescriptions, and what the last withdrawal cost."""
    return _page(patient, collected=request.args.get("collected"), pharmacy=request.args.get("pharmacy"))


@blueprint.post("/person/<patient>")
def collect_one(patient: str) -> Response | tuple[str, int]:
    """Collect the chosen prescription; the count that the page showed stops a second press of the button."""
    prescription, _, seen = request.form.get("prescription", "").partition(":")
    pharmacy = request.form.get("pharmacy", "")
    order = storage.read("MedicationRequest", prescription)
    if order.body["subject"]["reference"] != f"Patient/{patient}":
        abort(404)
    if seen != str(shelf.offer(order, _today()).left):
        return _page(patient, pharmacy=pharmacy, problem="Antalet uttag har ändrats. Se efter igen."), 409
    try:
        done = collect(prescription, gln=pharmacy, at=datetime.now(UTC))
    except CannotCollect as stopped:
        return _page(patient, pharmacy=pharmacy, problem=WHY_NOT[stopped.reason]), 409
    except NoSuchPharmacy:
        return _page(patient, problem="Välj ett apotek."), 400
    return redirect(f"/counter/person/{patient}?collected={done.dispense}&pharmacy={pharmacy}", 303)


def _page(
    patient: str, *, collected: str | None = None, pharmacy: str | None = None, problem: str | None = None
) -> str:
    kept = storage.read("Patient", patient)
    number = next(each["value"] for each in kept.body["identifier"] if each["system"] in systems.PEOPLE)
    known = people.person(number)
    orders = storage.of_patient("MedicationRequest", patient)
    rows = sorted((_row(each) for each in orders), key=lambda row: (row.ended, bool(row.why_not)))
    account = ledger.account(number, _today())
    return render_template(
        "counter/person.html",
        name=known.name if known else "Test Person",
        personnummer=number,
        rows=rows,
        pharmacies=people.pharmacies(),
        chosen=pharmacy or history.PHARMACY,
        receipt=_receipt(collected, patient),
        problem=problem,
        account=account,
        paid=kronor(account.paid_ore),
        ceiling=kronor(account.ceiling_ore),
        left=kronor(account.left_ore),
    )


def _row(order: storage.Kept) -> Row:
    offer = shelf.offer(order, _today())
    return Row(
        id=order.id,
        name=offer.name,
        dosage=offer.dosage,
        left=offer.left,
        total=offer.total,
        valid_until=offer.valid_until,
        price=kronor(offer.price_ore),
        pays=kronor(offer.pays_ore),
        benefit=BENEFIT[offer.benefit],
        why_not=WHY_NOT[offer.stop] if offer.stop else "",
        ended=offer.stop is shelf.Stop.NOT_ACTIVE,
    )


def _receipt(dispense: str | None, patient: str) -> str | None:
    if dispense is None:
        return None
    body = storage.read("MedicationDispense", dispense).body
    if body["subject"]["reference"] != f"Patient/{patient}":
        abort(404)
    price = next(each for each in body["extension"] if each["url"] == systems.PATIENT_PRICE)
    paid = next(each["valueMoney"]["value"] for each in price["extension"] if each["url"] == "paid")
    where = body["performer"][0]["actor"]["display"]
    name = body["medicationReference"].get("display", "Läkemedlet")
    return f"{name} är uthämtat på {where}. Att betala: {kronor(int(Decimal(paid) * 100))}."


def kronor(ore: int) -> str:
    """Write an amount as "1 234,50 kr", with spaces that do not break."""
    whole, part = divmod(ore, 100)
    space = "\u00a0"
    return f"{whole:,}".replace(",", space) + f",{part:02d}{space}kr"


def _today() -> date:
    return datetime.now(ledger.STOCKHOLM).date()
