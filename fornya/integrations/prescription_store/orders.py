"""From our words to the store's FHIR: the one transaction that writes a renewed prescription.

The new order is created under the decision's key, and the one it replaces is ended, or neither happens.
"""

from uuid import UUID

from fornya.integrations.fhir import Json
from fornya.integrations.prescription_store import dosage, names
from fornya.integrations.prescription_store.messages import NewPrescription


def transaction(new: NewPrescription, key: UUID, patient: str, before: Json | None) -> Json:
    """Build the transaction. `patient` is the logical id, `before` the prior order as the store has it."""
    entries = [
        {
            "fullUrl": f"urn:uuid:{key}",
            "resource": order(new, key, patient, before),
            "request": {
                "method": "POST",
                "url": "MedicationRequest",
                "ifNoneExist": f"identifier={token(key)}",
            },
        }
    ]
    if before is not None and new.prior is not None:
        entries.append(
            {
                "resource": {**before, "status": "completed"},
                "request": {
                    "method": "PUT",
                    "url": f"MedicationRequest/{before['id']}",
                    "ifMatch": f'W/"{new.prior.version}"',
                },
            }
        )
    return {"resourceType": "Bundle", "type": "transaction", "entry": entries}


def token(key: UUID) -> str:
    """Write a decision's key as FHIR searches for it."""
    return f"{names.DECISION_KEY}|{key}"


def order(new: NewPrescription, key: UUID, patient: str, before: Json | None) -> Json:
    """Write the new order."""
    medication, contained = _medication(new, before)
    written: Json = {
        "resourceType": "MedicationRequest",
        "extension": _extensions(new),
        "contained": [*_requester(new), *contained],
        "identifier": [{"system": names.DECISION_KEY, "value": str(key)}],
        "status": "active",
        "intent": "order",
        "medicationReference": medication,
        "subject": {"reference": f"Patient/{patient}"},
        "authoredOn": new.issued_on.isoformat(),
        "requester": {"reference": "#role"},
        "groupIdentifier": {
            "system": names.CHAIN,
            "value": new.prior.chain_id if new.prior else str(key),
        },
        "dosageInstruction": [dosage.instruction(new.dosage_text, new.units_per_day, new.unit)],
        "dispenseRequest": _supply(new),
    }
    if new.purpose:
        written["reasonCode"] = [{"text": new.purpose}]
    if before is not None and "category" in before:
        written["category"] = before["category"]
    if before is not None:
        written["priorPrescription"] = {"reference": f"MedicationRequest/{before['id']}"}
    return written


def _extensions(new: NewPrescription) -> list[Json]:
    return [
        {"url": names.BENEFIT, "valueBoolean": new.reimbursed},
        {"url": names.DECISION_DIGEST, "valueString": new.digest},
    ]


def _requester(new: NewPrescription) -> list[Json]:
    practitioner = {
        "resourceType": "Practitioner",
        "id": "prescriber",
        "identifier": [
            {"system": names.PRESCRIBER_CODE, "value": new.prescriber_code},
            {"system": names.HSA_ID, "value": new.prescriber_hsa_id},
        ],
        "name": [{"text": new.prescriber_name}],
    }
    role = {
        "resourceType": "PractitionerRole",
        "id": "role",
        "practitioner": {"reference": "#prescriber"},
        "organization": {
            "identifier": {"system": names.HSA_ID, "value": new.clinic_hsa_id},
            "display": new.clinic_name,
        },
    }
    return [practitioner, role]


def _supply(new: NewPrescription) -> Json:
    supply: Json = {
        "validityPeriod": {"start": new.issued_on.isoformat(), "end": new.valid_until.isoformat()},
        "numberOfRepeatsAllowed": new.withdrawals_total - 1,
        "quantity": {"value": new.quantity, "unit": new.unit},
    }
    if new.prior is not None and new.prior.dispense_interval_days:
        supply["dispenseInterval"] = {
            "value": new.prior.dispense_interval_days,
            "unit": "dag",
            "system": names.UNITS,
            "code": "d",
        }
    if new.pharmacy_gln:
        supply["performer"] = {"identifier": {"system": names.GLN, "value": new.pharmacy_gln}}
    return supply


def _medication(new: NewPrescription, before: Json | None) -> tuple[Json, list[Json]]:
    """Point at the product the store already knows when it is the same one, else describe it in the order."""
    if before is not None and new.prior is not None and _same_product(new):
        reference = before["medicationReference"]
        kept = [each for each in before.get("contained", ()) if each["resourceType"] == "Medication"]
        return reference, kept
    return {"reference": "#medication"}, [_described(new)]


def _same_product(new: NewPrescription) -> bool:
    prior = new.prior
    return prior is not None and (new.product_name, new.strength, new.form, new.atc) == (
        prior.product_name,
        prior.strength,
        prior.form,
        prior.atc,
    )


def _described(new: NewPrescription) -> Json:
    code: Json = {"text": new.product_name}
    if new.atc:
        coding: Json = {"system": names.ATC, "code": new.atc}
        code["coding"] = [{**coding, "display": new.substance} if new.substance else coding]
    medication: Json = {"resourceType": "Medication", "id": "medication", "code": code}
    if new.strength:
        medication["extension"] = [{"url": names.STRENGTH, "valueString": new.strength}]
    if new.form:
        medication["form"] = {"text": new.form}
    if new.substance:
        medication["ingredient"] = [{"itemCodeableConcept": {"text": new.substance}}]
    return medication
