"""What a prescription must be before the store takes it: valid FHIR first, then the store's own demands."""

from datetime import date
from typing import Any

from fhir.resources.R4B.medicationrequest import MedicationRequest
from pydantic import ValidationError

from sandbox.prescription_store import storage, systems
from sandbox.prescription_store.refusals import Refusal

STATUSES = frozenset({"active", "on-hold", "completed", "stopped", "cancelled", "entered-in-error"})


def check(resource: dict[str, Any]) -> None:
    """Check an order that is about to be written.

    raises: Refusal
    """
    if resource.get("resourceType") != "MedicationRequest":
        raise Refusal(422, "not-supported", "Only MedicationRequest can be written")
    try:
        MedicationRequest.model_validate(resource)
    except ValidationError as problem:
        first = problem.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise Refusal(422, "structure", f"{place}: {first['msg']}") from None
    except (LookupError, TypeError, ValueError, AttributeError):
        # The models stumble over a resourceType that does not exist, instead of saying so.
        raise Refusal(422, "structure", "A resource of no known type") from None
    problem_text = next((text for text, holds in _demands(resource) if not holds), None)
    if problem_text:
        raise Refusal(422, "business-rule", problem_text)
    _check_references(resource)


def patient_of(resource: dict[str, Any]) -> str:
    return str(resource.get("subject", {}).get("reference", "")).removeprefix("Patient/")


def _demands(resource: dict[str, Any]) -> list[tuple[str, bool]]:
    supply = resource.get("dispenseRequest", {})
    period = supply.get("validityPeriod", {})
    amount = supply.get("quantity", {}).get("value", 0)
    return [
        ("status is not one that the store knows", resource.get("status") in STATUSES),
        ("intent must be order", resource.get("intent") == "order"),
        ("medicationReference is missing", bool(resource.get("medicationReference", {}).get("reference"))),
        ("an identifier with system and value is missing", bool(_named(resource))),
        ("the quantity of a withdrawal must be above 0", amount > 0),
        ("numberOfRepeatsAllowed is missing", isinstance(supply.get("numberOfRepeatsAllowed"), int)),
        ("the validity period is missing or ends before it starts", _in_order(period)),
        (
            "dosageInstruction.text is missing",
            any(d.get("text") for d in resource.get("dosageInstruction", ())),
        ),
        ("the requester has no prescriber code", _has_prescriber_code(resource)),
    ]


def _named(resource: dict[str, Any]) -> list[Any]:
    return [each for each in resource.get("identifier", ()) if each.get("system") and each.get("value")]


def _in_order(period: dict[str, Any]) -> bool:
    try:
        return date.fromisoformat(period["start"]) <= date.fromisoformat(period["end"])
    except (KeyError, ValueError):
        return False


def _has_prescriber_code(resource: dict[str, Any]) -> bool:
    return any(
        identifier.get("system") == systems.PRESCRIBER_CODE and identifier.get("value")
        for contained in resource.get("contained", ())
        if contained.get("resourceType") == "Practitioner"
        for identifier in contained.get("identifier", ())
    )


def _check_references(resource: dict[str, Any]) -> None:
    patient = patient_of(resource)
    _must_exist("Patient", patient)
    medication = resource["medicationReference"]["reference"]
    if medication.startswith("#"):
        if not any(each.get("id") == medication[1:] for each in resource.get("contained", ())):
            raise Refusal(422, "business-rule", "The contained medication is missing")
    else:
        _must_exist("Medication", medication.removeprefix("Medication/"))
    prior = resource.get("priorPrescription", {}).get("reference")
    if prior:
        before = _must_exist("MedicationRequest", prior.removeprefix("MedicationRequest/"))
        if patient_of(before.body) != patient:
            raise Refusal(422, "business-rule", "The prior prescription belongs to another patient")


def _must_exist(kind: str, resource_id: str) -> storage.Kept:
    try:
        return storage.read(kind, resource_id)
    except Refusal:
        raise Refusal(422, "business-rule", f"{kind}/{resource_id} does not exist") from None
