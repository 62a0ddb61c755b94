"""Make the store's own FHIR resources: people, medicines, prescriptions of the first day, dispenses."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sandbox import people
from sandbox.prescription_store import systems

# An aid or a consumable is prescribed on a card of its own; the rest are medicines.
AID_CARD = {
    "coding": [{"system": systems.PRESCRIPTION_KIND, "code": systems.AID, "display": "Hjälpmedelskort"}]
}


def kronor(ore: int) -> dict[str, Any]:
    return {"value": Decimal(ore) / 100, "currency": "SEK"}


def quantity(value: Decimal, unit: str) -> dict[str, Any]:
    return {"value": value, "unit": unit}


def patient(personnummer: str, name: str | None) -> dict[str, Any]:
    resource: dict[str, Any] = {
        "resourceType": "Patient",
        "identifier": [{"system": systems.of_person(personnummer), "value": personnummer}],
    }
    return {**resource, "name": [{"text": name}]} if name else resource


def medication_id(medicine: people.Medicine) -> str:
    return f"npl-{medicine.npl_id}"


def medication(medicine: people.Medicine) -> dict[str, Any]:
    coding = [{"system": systems.NPL_ID, "code": medicine.npl_id, "display": medicine.product_name}]
    if medicine.atc:
        coding.append({"system": systems.ATC, "code": medicine.atc, "display": medicine.substance})
    extra = (
        (systems.STRENGTH, "valueString", medicine.strength),
        (systems.NARCOTIC_CLASS, "valueCode", medicine.narcotic_class),
        (systems.MONITORING_GROUP, "valueCode", medicine.monitoring_group),
    )
    extension = [{"url": url, kind: value} for url, kind, value in extra if value]
    resource: dict[str, Any] = {
        "resourceType": "Medication",
        "code": {"coding": coding, "text": medicine.product_name},
        "status": "active",
        "form": {"text": medicine.form},
        "ingredient": [{"itemCodeableConcept": {"text": medicine.substance}}],
    }
    return {"extension": extension, **resource} if extension else resource


def prescription(plan: people.PlannedPrescription, patient_id: str, issued_on: date) -> dict[str, Any]:
    """The order as a prescriber once wrote it."""
    medicine = people.medicine(plan.medicine)
    if medicine is None:
        raise ValueError(f"{plan.medicine!r} is not in medicines.csv")
    prescriber = people.prescribers()[plan.prescriber]
    clinic = people.clinics()[plan.clinic]
    return {
        "resourceType": "MedicationRequest",
        "extension": [
            {"url": systems.BENEFIT, "valueBoolean": medicine.in_benefit},
            {"url": systems.WORKPLACE_CODE, "valueString": clinic.workplace_code},
            {"url": systems.PACKAGES_PRESCRIBED, "valueInteger": plan.packages},
        ],
        "contained": _prescriber(prescriber, clinic),
        "identifier": [{"system": systems.PRESCRIPTION, "value": plan.key}],
        "status": "active",
        "intent": "order",
        **({"category": [AID_CARD]} if medicine.is_aid else {}),
        "medicationReference": {
            "reference": f"Medication/{medication_id(medicine)}",
            "display": medicine.name,
        },
        "subject": {"reference": f"Patient/{patient_id}"},
        "authoredOn": issued_on.isoformat(),
        "requester": {"reference": "#role"},
        **({"reasonCode": [{"text": plan.purpose}]} if plan.purpose else {}),
        "groupIdentifier": {"system": systems.CHAIN, "value": f"chain-{plan.key}"},
        "dosageInstruction": [_dosage(plan, medicine.unit)],
        "dispenseRequest": _supply(plan, medicine, issued_on),
    }


@dataclass(frozen=True)
class Handover:
    """What a pharmacy handed over, and what was paid for it. `benefit` is R, F or U."""

    id: str
    at: datetime
    gln: str
    packages: int
    benefit: str
    price_ore: int
    paid_ore: int
    counted_ore: int


def dispense(order: dict[str, Any], handover: Handover) -> dict[str, Any]:
    """The dispense of one withdrawal of `order`."""
    pharmacy = {"system": systems.GLN, "value": handover.gln}
    return {
        "resourceType": "MedicationDispense",
        "contained": [each for each in order.get("contained", ()) if each["resourceType"] == "Medication"],
        "extension": _handover_facts(handover),
        "identifier": [{"system": systems.DISPENSE, "value": handover.id}],
        "status": "completed",
        "medicationReference": order["medicationReference"],
        "subject": order["subject"],
        "authorizingPrescription": [{"reference": f"MedicationRequest/{order['id']}"}],
        "performer": [
            {
                "actor": {
                    "identifier": pharmacy,
                    "display": people.pharmacies().get(handover.gln, handover.gln),
                }
            }
        ],
        "quantity": order["dispenseRequest"]["quantity"],
        "whenHandedOver": handover.at.isoformat(),
        "dosageInstruction": [{"text": each["text"]} for each in order.get("dosageInstruction", ())],
    }


def _handover_facts(handover: Handover) -> list[dict[str, Any]]:
    price = [
        {"url": "price", "valueMoney": kronor(handover.price_ore)},
        {"url": "paid", "valueMoney": kronor(handover.paid_ore)},
        {"url": "highCostCounted", "valueMoney": kronor(handover.counted_ore)},
    ]
    return [
        {"url": systems.DISPATCH_ID, "valueString": handover.id},
        {"url": systems.BENEFIT_CHOICE, "valueCode": handover.benefit},
        {"url": systems.PACKAGES_DISPENSED, "valueInteger": handover.packages},
        {"url": systems.PATIENT_PRICE, "extension": price},
    ]


def _prescriber(prescriber: people.Prescriber, clinic: people.Clinic) -> list[dict[str, Any]]:
    practitioner = {
        "resourceType": "Practitioner",
        "id": "prescriber",
        "identifier": [
            {"system": systems.PRESCRIBER_CODE, "value": prescriber.code},
            {"system": systems.HSA_ID, "value": prescriber.hsa_id},
        ],
        "name": [{"text": prescriber.name}],
    }
    role = {
        "resourceType": "PractitionerRole",
        "id": "role",
        "practitioner": {"reference": "#prescriber"},
        "organization": {
            "identifier": {"system": systems.HSA_ID, "value": clinic.hsa_id},
            "display": clinic.name,
        },
    }
    return [practitioner, role]


def _supply(plan: people.PlannedPrescription, medicine: people.Medicine, issued_on: date) -> dict[str, Any]:
    supply: dict[str, Any] = {
        "validityPeriod": {"start": issued_on.isoformat(), "end": _one_year_on(issued_on).isoformat()},
        "numberOfRepeatsAllowed": plan.withdrawals - 1,
        "quantity": quantity(medicine.pack_quantity * plan.packages, medicine.unit),
    }
    if plan.interval:
        days = {"value": plan.interval, "unit": "dag", "system": systems.UNITS, "code": "d"}
        supply["dispenseInterval"] = days
    return supply


def _dosage(plan: people.PlannedPrescription, unit: str) -> dict[str, Any]:
    dosage: dict[str, Any] = {"text": plan.dosage}
    if plan.per_day is not None:
        dosage["timing"] = {"repeat": {"frequency": 1, "period": 1, "periodUnit": "d"}}
        dosage["doseAndRate"] = [{"doseQuantity": quantity(plan.per_day, unit)}]
    elif "vid behov" in plan.dosage:
        dosage["asNeededBoolean"] = True
    return dosage


def _one_year_on(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year + 1, day=28)
