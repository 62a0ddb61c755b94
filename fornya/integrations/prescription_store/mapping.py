"""From the store's FHIR to our words. A list is understood whole or not at all.

A prescription left out, or one of somebody else's, is worse than no answer: everything odd raises
`NotUnderstood`, and the page then says that the source cannot be read.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from fornya.integrations.fhir import NotUnderstood
from fornya.integrations.fhir.typed import MISSING, Number, Resource, number
from fornya.integrations.prescription_store import dosage, names, shapes
from fornya.integrations.prescription_store.messages import Dispense, MedicineList, Prescription, Stored

STOCKHOLM = ZoneInfo("Europe/Stockholm")

Kind = TypeVar("Kind", bound=Resource)
ByMode = dict[str, list[Resource]]
Medications = dict[str, shapes.Medication]
Given = dict[str, dict[str, Dispense]]
Prices = tuple[int | None, int | None, int | None]
Cost = tuple[int | None, int | None, int | None, str | None]

NOT_TOLD: Cost = (None, None, None, None)
LENGTH_OF_A_DAY = len("2026-11-23")


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
    medications = {f"Medication/{_id(each)}": each for each in _of_kind(found["include"], shapes.Medication)}
    dispenses = _of_kind(found["include"], shapes.MedicationDispense)
    try:
        _check_patient([*orders, *found["include"]], personnummer)
        handed_over = _by_order(dispenses, _Parts(costs=costs))
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
    return _id(patients[0])


def stored(found: shapes.Searchset, key: str) -> Stored | None:
    """Return the prescription that carries a decision's key, or None.

    raises: NotUnderstood
    """
    orders = _matches([found], _by_mode([found])["match"], shapes.MedicationRequest)
    if not orders:
        return None
    if len(orders) > 1 or _identifier(orders[0].identifier, names.DECISION_KEY) != key:
        raise NotUnderstood("MedicationRequest.identifier")
    return Stored(_id(orders[0]), _version(orders[0]))


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
    for page in pages:
        if page.total is not MISSING and page.total != len(found):
            raise NotUnderstood("Bundle.total")
    return of_kind


def _id(resource: Resource) -> str:
    if not resource.id:
        raise NotUnderstood("id")
    return resource.id


def _version(order: shapes.MedicationRequest) -> str:
    if not order.meta.versionId:
        raise NotUnderstood("meta.versionId")
    return order.meta.versionId


def _check_patient(resources: list[Resource], personnummer: str) -> None:
    """Everything in the answer must be about the one patient who was asked for."""
    system = names.of_person(personnummer)
    known = {
        f"Patient/{_id(each)}"
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
        id=_id(order),
        version=_version(order),
        chain_id=(chain and chain.value) or _id(order),
        status=order.status,
        **_medicine(_medication(order, medications)),
        dosage_text=" ".join(each.text for each in order.dosageInstruction),
        units_per_day=dosage.units_per_day(order.dosageInstruction, supply.quantity.unit),
        quantity=_above_zero(supply.quantity.value),
        unit=supply.quantity.unit,
        withdrawals_total=supply.numberOfRepeatsAllowed + 1,
        issued_on=_day(order.authoredOn),
        valid_until=_day(supply.validityPeriod.end),
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
    return _said(extension.valueString) if extension else None


def _code_of(found: Iterable[shapes.Extension], url: str) -> str | None:
    """Return an extension's code, or None where it is missing; without a code it is not understood."""
    extension = _extension(found, url)
    return _said(extension.valueCode) if extension else None


def _said(value: str) -> str:
    if not value:
        raise NotUnderstood("Extension.value")
    return value


class _Parts:
    """What is the same in one dispense after another: each text of an answer is read but once."""

    def __init__(self, *, costs: bool) -> None:
        self.amount = cache(_amount)
        self.pharmacy = cache(_pharmacy)
        self.orders = cache(_orders)
        self.cost: Callable[[bytes], Cost] = _cost if costs else _not_asked


def _by_order(resources: Iterable[shapes.MedicationDispense], parts: _Parts) -> Given:
    """Sort completed dispenses by their prescription: somebody with a hundred has them by the thousand."""
    found: Given = defaultdict(dict)
    for each in resources:
        if each.status == "completed":
            given = _dispense(each, parts)
            for order in parts.orders(bytes(each.authorizingPrescription)):
                found[order][given.id] = given
    return found


def _dispense(resource: shapes.MedicationDispense, parts: _Parts) -> Dispense:
    amount, unit = parts.amount(bytes(resource.quantity))
    price, paid, counted, benefit = parts.cost(bytes(resource.extension))
    return Dispense(
        _id(resource),
        _moment(resource.whenHandedOver),
        amount,
        unit,
        parts.pharmacy(bytes(resource.performer)),
        price,
        paid,
        counted,
        benefit,
    )


def _amount(text: bytes) -> tuple[Decimal, str]:
    found = shapes.AMOUNT.read(text)
    return _above_zero(found.value), found.unit


def _pharmacy(text: bytes) -> str | None:
    performers = shapes.PERFORMERS.read(text)
    return (performers[0].actor.display or None) if performers else None


def _orders(text: bytes) -> list[str]:
    orders = [each.reference for each in shapes.ORDERS.read(text)]
    if not all(orders):
        raise NotUnderstood("MedicationDispense.authorizingPrescription")
    return orders


def _not_asked(_text: bytes) -> Cost:
    return NOT_TOLD


def _cost(text: bytes) -> Cost:
    price, paid, counted, benefit = NOT_TOLD
    for each in shapes.EXTENSIONS.read(text):
        if each.url == names.PATIENT_PRICE:
            price, paid, counted = _prices(bytes(each.extension))
        elif each.url == names.BENEFIT_CHOICE:
            benefit = _said(each.valueCode)
    return price, paid, counted, benefit


@lru_cache(maxsize=4096)
def _prices(parts: bytes) -> Prices:
    """Give a pick-up's full price, what was paid and what counted: the same come again and again."""
    said = {each.url: _ore(each.valueMoney) for each in shapes.PARTS.read(parts)}
    return said.get("price"), said.get("paid"), said.get("highCostCounted")


def _ore(money: shapes.Money) -> int:
    exact = number(money.value) * 100
    if money.currency != "SEK" or exact < 0 or exact != exact.to_integral_value():
        raise NotUnderstood("valueMoney")
    return int(exact)


def _above_zero(written: Number) -> Decimal:
    found = number(written)
    if found <= 0:
        raise NotUnderstood("quantity")
    return found


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is not None:
        return moment.astimezone(UTC)
    if len(text) != LENGTH_OF_A_DAY:
        raise NotUnderstood("dateTime")
    # FHIR allows a day alone; noon in Sweden is on that day everywhere it matters
    return moment.replace(hour=12, tzinfo=STOCKHOLM).astimezone(UTC)


def _day(text: str) -> date:
    if len(text) == LENGTH_OF_A_DAY:
        return date.fromisoformat(text)
    return _moment(text).astimezone(STOCKHOLM).date()
