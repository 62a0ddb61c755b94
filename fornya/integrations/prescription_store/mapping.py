"""From the store's FHIR to our words. A list is understood whole or not at all.

A prescription left out, or one of somebody else's, is worse than no answer: everything odd raises
`NotUnderstood`, and the page then says that the source cannot be read.
"""

from collections.abc import Iterable
from datetime import datetime
from operator import attrgetter
from typing import Any, TypeVar

from fornya.integrations.fhir import NotUnderstood
from fornya.integrations.fhir.typed import MISSING, Resource, number
from fornya.integrations.prescription_store import dosage, names, shapes
from fornya.integrations.prescription_store.dispenses import Given, by_order
from fornya.integrations.prescription_store.messages import MedicineList, Prescription, Stored
from fornya.integrations.prescription_store.values import above_zero, day_of, id_of, said

Kind = TypeVar("Kind", bound=Resource)
ByMode = dict[str, list[Resource]]
Medications = dict[str, shapes.Medication]


def medicine_list(
    pages: Iterable[shapes.Searchset], personnummer: str, read_at: datetime, *, costs: bool
) -> MedicineList:
    """Read a searchset, page by page, as one person's prescriptions, and with `costs` what was paid.

    raises: NotUnderstood
    """
    searched = list(pages)
    found = _by_mode(searched)
    orders = _matches(searched, found["match"], shapes.MedicationRequest)
    # By reference: what two pages both refer to comes with both of them.
    medications = {
        f"Medication/{id_of(each)}": each for each in _of_kind(found["include"], shapes.Medication)
    }
    dispenses = _of_kind(found["include"], shapes.MedicationDispense)
    try:
        _check_patient([*orders, *found["include"]], personnummer)
        handed_over = by_order(dispenses, costs=costs)
        return MedicineList(
            read_at=read_at,
            prescriptions=tuple(_prescription(order, medications, handed_over) for order in orders),
            hidden=_hidden(found["outcome"]),
        )
    except (LookupError, ValueError, TypeError, AttributeError, ArithmeticError) as problem:
        raise NotUnderstood(type(problem).__name__) from None


def patient_id(found: shapes.Searchset, personnummer: str) -> str | None:
    """Return the logical id of the patient who was asked for, or None when the store knows nobody.

    raises: NotUnderstood
    """
    patients = _matches([found], _by_mode([found])["match"], shapes.Patient)
    if not patients:
        return None
    if (
        len(patients) > 1
        or _identifier(patients[0].identifier, names.of_person(personnummer)) != personnummer
    ):
        raise NotUnderstood("Patient.identifier")
    return id_of(patients[0])


def stored(found: shapes.Searchset, key: str) -> Stored | None:
    """Return the prescription that carries a decision's key, or None.

    raises: NotUnderstood
    """
    orders = _matches([found], _by_mode([found])["match"], shapes.MedicationRequest)
    if not orders:
        return None
    if len(orders) > 1 or _identifier(orders[0].identifier, names.DECISION_KEY) != key:
        raise NotUnderstood("MedicationRequest.identifier")
    return Stored(id_of(orders[0]), _version(orders[0]))


def _by_mode(pages: list[shapes.Searchset]) -> ByMode:
    """Sort the resources by why they are there: match, include or outcome."""
    found: ByMode = {"match": [], "include": [], "outcome": []}
    for page in pages:
        for entry in page.entry:
            found[entry.search.mode if entry.search else "match"].append(entry.resource)
    return found


def _of_kind(resources: list[Resource], kind: type[Kind]) -> list[Kind]:
    return [each for each in resources if isinstance(each, kind)]


def _matches(pages: list[shapes.Searchset], found: list[Resource], kind: type[Kind]) -> list[Kind]:
    """Return what was searched for, once it is clear that all of it came and nothing else."""
    of_kind = _of_kind(found, kind)
    if len(of_kind) < len(found):
        raise NotUnderstood(f"a match that is no {kind.__name__}")
    totals = {page.total for page in pages} - {MISSING}
    # That there is nothing counts only where it is said.
    if not totals <= {len(found)} or not (found or totals):
        raise NotUnderstood("Bundle.total")
    return of_kind


def _version(order: shapes.MedicationRequest) -> str:
    if not order.meta.versionId:
        raise NotUnderstood("meta.versionId")
    return order.meta.versionId


def _check_patient(resources: list[Resource], personnummer: str) -> None:
    """Everything in the answer must be about the one patient who was asked for."""
    system = names.of_person(personnummer)
    known = {
        f"Patient/{id_of(each)}"
        for each in _of_kind(resources, shapes.Patient)
        if _identifier(each.identifier, system) == personnummer
    }
    dispenses = {bytes(each.subject) for each in _of_kind(resources, shapes.MedicationDispense)}
    others = [each for each in resources if not isinstance(each, shapes.MedicationDispense)]
    about = {shapes.SUBJECT.read(each).reference for each in dispenses}
    about |= {subject.reference for each in others if (subject := getattr(each, "subject", None))}
    if not about <= known:
        raise NotUnderstood("MedicationRequest.subject")


def _hidden(outcomes: list[Resource]) -> bool:
    hidden = False
    for outcome in outcomes:
        if not isinstance(outcome, shapes.OperationOutcome):
            raise NotUnderstood("an outcome that is no OperationOutcome")
        for issue in outcome.issue:
            if issue.severity in ("fatal", "error"):
                raise NotUnderstood("OperationOutcome.issue")
            hidden = hidden or issue.code == "suppressed"
    return hidden


def _prescription(
    order: shapes.MedicationRequest, medications: Medications, handed_over: Given
) -> Prescription:
    supply = order.dispenseRequest
    prescriber, clinic = _requester(order)
    interval, chain = supply.dispenseInterval, order.groupIdentifier
    return Prescription(
        id=id_of(order),
        version=_version(order),
        chain_id=(chain and chain.value) or id_of(order),
        status=order.status,
        **_medicine(_medication(order, medications)),
        dosage_text=" ".join(each.text for each in order.dosageInstruction),
        units_per_day=dosage.units_per_day(order.dosageInstruction, supply.quantity.unit),
        quantity=above_zero(supply.quantity.value),
        unit=supply.quantity.unit,
        withdrawals_total=supply.numberOfRepeatsAllowed + 1,
        issued_on=day_of(order.authoredOn),
        valid_until=day_of(supply.validityPeriod.end),
        dispense_interval_days=int(number(interval.value)) if interval else None,
        reimbursed=_is_reimbursed(order),
        purpose=(order.reasonCode[0].text or None) if order.reasonCode else None,
        prescriber_name=_name(prescriber),
        prescriber_code=(prescriber and _identifier(prescriber.identifier, names.PRESCRIBER_CODE)) or "",
        clinic_hsa_id=_hsa_id(clinic),
        clinic_name=clinic.display if clinic else "",
        dispenses=tuple(
            sorted(handed_over[f"MedicationRequest/{order.id}"].values(), key=attrgetter("dispensed_at"))
        ),
        is_aid=_is_aid(order),
    )


def _is_aid(order: shapes.MedicationRequest) -> bool:
    """Tell an aid's card from a prescription of a medicine. A kind that we do not know is neither."""
    codings = [coding for category in order.category for coding in category.coding]
    kinds = {each.code for each in codings if each.system == names.PRESCRIPTION_KIND}
    if not kinds <= {"aid"}:
        raise NotUnderstood("MedicationRequest.category")
    return bool(kinds)


def _is_reimbursed(order: shapes.MedicationRequest) -> bool:
    benefit = _extension(order.extension, names.BENEFIT)
    if benefit is None:
        return False
    if benefit.valueBoolean is MISSING:
        raise NotUnderstood("Extension.value")
    return benefit.valueBoolean


def _medication(order: shapes.MedicationRequest, medications: Medications) -> shapes.Medication:
    reference = order.medicationReference.reference
    found = _contained(order, reference) if reference.startswith("#") else medications[reference]
    if not isinstance(found, shapes.Medication):
        raise NotUnderstood("MedicationRequest.medication")
    return found


def _medicine(medication: shapes.Medication) -> dict[str, Any]:
    code, form = medication.code, medication.form
    codings = {each.system: each for each in code.coding}
    atc = codings.get(names.ATC)
    ingredients = [_of_text(each.itemCodeableConcept) for each in medication.ingredient]
    return {
        "product_name": code.text or _of_display(codings[names.NPL_ID]),
        "substance": " + ".join(ingredients) or (atc.display if atc else ""),
        "atc": (atc and atc.code) or None,
        "strength": _text_of(medication.extension, names.STRENGTH) or "",
        "form": form.text if form else "",
        "narcotic_class": _code_of(medication.extension, names.NARCOTIC_CLASS),
        "monitoring_group": _code_of(medication.extension, names.MONITORING_GROUP),
    }


def _of_text(concept: shapes.CodeableConcept) -> str:
    if not concept.text:
        raise NotUnderstood("CodeableConcept.text")
    return concept.text


def _of_display(coding: shapes.Coding) -> str:
    if not coding.display:
        raise NotUnderstood("Coding.display")
    return coding.display


def _requester(
    order: shapes.MedicationRequest,
) -> tuple[shapes.Practitioner | None, shapes.Reference | None]:
    """Return the practitioner and a reference to the clinic; either may be missing in old prescriptions."""
    reference = order.requester.reference if order.requester else ""
    if not reference.startswith("#"):
        return None, None
    requester = _contained(order, reference)
    if not isinstance(requester, shapes.PractitionerRole):
        return _practitioner(requester), None
    practitioner = _contained(order, requester.practitioner.reference)
    return _practitioner(practitioner), requester.organization or None


def _practitioner(resource: Resource) -> shapes.Practitioner | None:
    return resource if isinstance(resource, shapes.Practitioner) else None


def _contained(order: shapes.MedicationRequest, reference: str) -> Resource:
    return {each.id: each for each in order.contained}[reference[1:]]


def _name(practitioner: shapes.Practitioner | None) -> str:
    for name in practitioner.name if practitioner else ():
        return (name.text or " ".join([*name.given, name.family])).strip()
    return ""


def _hsa_id(organization: shapes.Reference | None) -> str:
    known = organization and organization.identifier
    if known and known.system in (names.HSA_ID, names.HSA_ID_BASE_PROFILE):
        if not known.value:
            raise NotUnderstood("Reference.identifier")
        return known.value
    return ""


def _identifier(found: Iterable[shapes.Identifier], system: str) -> str | None:
    """Return the first identifier that has a system."""
    return next((each.value for each in found if each.system == system), None)


def _extension(found: Iterable[shapes.Extension], url: str) -> shapes.Extension | None:
    return next((each for each in found if each.url == url), None)


def _text_of(found: Iterable[shapes.Extension], url: str) -> str | None:
    """Return an extension's text, or None where it is missing; without a text it is not understood."""
    extension = _extension(found, url)
    return said(extension.valueString) if extension else None


def _code_of(found: Iterable[shapes.Extension], url: str) -> str | None:
    """Return an extension's code, or None where it is missing; without a code it is not understood."""
    extension = _extension(found, url)
    return said(extension.valueCode) if extension else None
