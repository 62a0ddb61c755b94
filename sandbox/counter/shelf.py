"""What a pharmacist sees of one prescription: the medicine, what is left, and what it would cost today."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum
from typing import Any

from sandbox import people
from sandbox.high_cost import ledger
from sandbox.prescription_store import storage, systems
from sandbox.prescription_store.storage import Kept

UNKNOWN_MEDICINE_ORE = 12_000


class Stop(StrEnum):
    """Why a prescription cannot be collected today."""

    NOT_ACTIVE = "not_active"
    EXPIRED = "expired"
    NONE_LEFT = "none_left"
    TOO_EARLY = "too_early"


@dataclass(frozen=True)
class Offer:
    """One prescription at the counter on a day. `benefit`: R with ladder, F free, U outside."""

    order: Kept
    name: str
    dosage: str
    left: int
    total: int
    valid_until: date
    price_ore: int
    packages: int
    benefit: str
    pays_ore: int
    stop: Stop | None


def offer(order: Kept, today: date) -> Offer:
    """Look at one prescription as it stands on a day."""
    body = order.body
    supply = body["dispenseRequest"]
    total = int(supply.get("numberOfRepeatsAllowed", 0)) + 1
    handed_over = [each for each in storage.dispenses(order.id) if each.body["status"] == "completed"]
    product, medicine = _product(body)
    packages = _packages(supply, medicine)
    price = packages * (medicine.price_ore if medicine else UNKNOWN_MEDICINE_ORE)
    benefit = _benefit(body, medicine, today)
    left = max(0, total - len(handed_over))
    return Offer(
        order=order,
        name=product,
        dosage=" ".join(each["text"] for each in body.get("dosageInstruction", ())),
        left=left,
        total=total,
        valid_until=date.fromisoformat(supply["validityPeriod"]["end"]),
        price_ore=price,
        packages=packages,
        benefit=benefit,
        pays_ore=_pays(personnummer(body), benefit, price, today),
        stop=_stop(body, left, handed_over, today),
    )


def personnummer(body: dict[str, Any]) -> str:
    patient = storage.read("Patient", body["subject"]["reference"].removeprefix("Patient/"))
    return next(str(each["value"]) for each in patient.body["identifier"] if each["system"] in systems.PEOPLE)


def _pays(number: str, benefit: str, price: int, today: date) -> int:
    if benefit == "F":
        return 0
    return ledger.quote(number, price, today) if benefit == "R" else price


def _stop(body: dict[str, Any], left: int, handed_over: list[Kept], today: date) -> Stop | None:
    supply = body["dispenseRequest"]
    if body["status"] != "active":
        return Stop.NOT_ACTIVE
    if today > date.fromisoformat(supply["validityPeriod"]["end"]):
        return Stop.EXPIRED
    if left == 0:
        return Stop.NONE_LEFT
    interval = supply.get("dispenseInterval")
    if interval and handed_over:
        last = max(datetime.fromisoformat(each.body["whenHandedOver"]) for each in handed_over)
        if today < last.astimezone(ledger.STOCKHOLM).date() + timedelta(days=int(interval["value"])):
            return Stop.TOO_EARLY
    return None


def _product(body: dict[str, Any]) -> tuple[str, people.Medicine | None]:
    reference = body["medicationReference"]["reference"]
    if reference.startswith("#"):
        medication = next(each for each in body["contained"] if each["id"] == reference[1:])
    else:
        medication = storage.read("Medication", reference.removeprefix("Medication/")).body
    name = str(medication["code"]["text"])
    strengths = [
        each["valueString"] for each in medication.get("extension", ()) if each["url"] == systems.STRENGTH
    ]
    whole = " ".join([name, *strengths])
    return whole, people.medicine(whole)


def _packages(supply: dict[str, Any], medicine: people.Medicine | None) -> int:
    if medicine is None:
        return 1
    packs = Decimal(supply["quantity"]["value"]) / medicine.pack_quantity
    return max(1, int(packs.to_integral_value(ROUND_CEILING)))


def _benefit(body: dict[str, Any], medicine: people.Medicine | None, today: date) -> str:
    reimbursed = any(
        each["url"] == systems.BENEFIT and each.get("valueBoolean") for each in body.get("extension", ())
    )
    if not reimbursed or medicine is None or not medicine.in_benefit:
        return "U"
    # Consumables for giving a medicine or for self-checking are free at any age.
    return "F" if medicine.is_aid or _age(personnummer(body), today) < 18 else "R"


def _age(number: str, today: date) -> int:
    year, month, day = int(number[:4]), int(number[4:6]), int(number[6:8])
    return today.year - year - ((today.month, today.day) < (month, day))
