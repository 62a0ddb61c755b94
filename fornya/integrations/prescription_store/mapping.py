"""From the store's FHIR to our words. A list is understood whole or not at all.

A prescription left out, or one of somebody else's, is worse than no answer: everything odd raises
`NotUnderstood`, and the page then says that the source cannot be read.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from operator import attrgetter
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from fornya.integrations.fhir import NotUnderstood
from fornya.integrations.prescription_store import dosage, names, shapes
from fornya.integrations.prescription_store.messages import Dispense, MedicineList, Prescription, Stored

STOCKHOLM = ZoneInfo("Europe/Stockholm")

OF_SOMEBODY = (shapes.MedicationRequest, shapes.MedicationDispense)
NOBODYS = ""

Kind = TypeVar("Kind", bound=shapes.Resource)
ByMode = dict[str, list[shapes.Resource]]
Beside = dict[str, shapes.Resource]
Given = dict[str, list[shapes.MedicationDispense]]


def medicine_list(pages: Iterable[shapes.Searchset], personnummer: str, read_at: datetime) -> MedicineList:
    """Read a searchset, page by page, as one person's prescriptions.

    raises: NotUnderstood
    """
    searched = list(pages)
    found = _by_mode(searched)
    orders = _matches(searched, found["match"], shapes.MedicationRequest)
    # By reference: what two pages both refer to comes with both of them.
    beside = {f"{type(each).__name__}/{_id(each)}": each for each in found["include"]}
    try:
        _check_patient([*orders, *beside.values()], personnummer)
        handed_over = _by_order(beside.values())
        return MedicineList(
            read_at=read_at,
            prescriptions=tuple(_prescription(order, beside, handed_over) for order in orders),
            hidden=_hidden(found["outcome"]),
        )
    except (LookupError, ValueError, TypeError, AttributeError, InvalidOperation) as problem:
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
        for entry in page.entry or ():
            if entry.resource is None:
                raise NotUnderstood("Bundle.entry.resource")
            found[(entry.search and entry.search.mode) or "match"].append(entry.resource)
    return found


def _matches(pages: list[shapes.Searchset], found: list[shapes.Resource], kind: type[Kind]) -> list[Kind]:
    """Return what was searched for, once it is clear that all of it came and nothing else."""
    of_kind = [each for each in found if isinstance(each, kind)]
    if len(of_kind) < len(found):
        raise NotUnderstood(f"a match that is no {kind.__name__}")
    for page in pages:
        if page.type != "searchset" or page.total not in (None, len(found)):
            raise NotUnderstood("Bundle.total")
    return of_kind


def _id(resource: shapes.Resource) -> str:
    if not resource.id:
        raise NotUnderstood("id")
    return resource.id


def _version(resource: shapes.Resource) -> str:
    if resource.meta is None or not resource.meta.versionId:
        raise NotUnderstood("meta.versionId")
    return resource.meta.versionId


def _check_patient(resources: list[shapes.Resource], personnummer: str) -> None:
    """Everything in the answer must be about the one patient who was asked for."""
    system = names.of_person(personnummer)
    known = {
        f"Patient/{_id(each)}"
        for each in resources
        if isinstance(each, shapes.Patient) and _identifier(each.identifier, system) == personnummer
    }
    about = {_subject(each) for each in resources} - {NOBODYS}
    if not about <= known:
        raise NotUnderstood("MedicationRequest.subject")


def _subject(resource: Any) -> str | None:
    """Say whom a resource is about; None where it must say so and does not."""
    if not hasattr(resource, "subject"):
        return NOBODYS
    if resource.subject is not None:
        return str(resource.subject.reference)
    return None if isinstance(resource, OF_SOMEBODY) else NOBODYS


def _hidden(outcomes: list[shapes.Resource]) -> bool:
    hidden = False
    for outcome in outcomes:
        if not isinstance(outcome, shapes.OperationOutcome):
            raise NotUnderstood("an outcome that is no OperationOutcome")
        for issue in outcome.issue:
            if issue.severity in ("fatal", "error"):
                raise NotUnderstood("OperationOutcome.issue")
            hidden = hidden or issue.code == "suppressed"
    return hidden


def _prescription(order: Any, beside: Beside, handed_over: Given) -> Prescription:
    supply, medication = order.dispenseRequest, _medication(order, beside)
    prescriber, clinic = _requester(order)
    interval = supply.dispenseInterval
    chain = order.groupIdentifier
    return Prescription(
        id=_id(order),
        version=_version(order),
        chain_id=(chain and chain.value) or _id(order),
        status=order.status,
        **_medicine(medication),
        dosage_text=" ".join(each.text for each in order.dosageInstruction),
        units_per_day=dosage.units_per_day(order.dosageInstruction, supply.quantity.unit),
        quantity=_above_zero(supply.quantity.value),
        unit=supply.quantity.unit or "",
        withdrawals_total=(supply.numberOfRepeatsAllowed or 0) + 1,
        issued_on=_day(order.authoredOn),
        valid_until=_day(supply.validityPeriod.end),
        dispense_interval_days=int(interval.value) if interval else None,
        reimbursed=_extension(order, names.BENEFIT) is True,
        purpose=order.reasonCode[0].text if order.reasonCode else None,
        prescriber_name=_name(prescriber),
        prescriber_code=_identifier(getattr(prescriber, "identifier", None), names.PRESCRIBER_CODE) or "",
        clinic_hsa_id=_hsa_id(clinic),
        clinic_name=(clinic and clinic.display) or "",
        dispenses=_dispenses(handed_over.get(f"MedicationRequest/{order.id}", [])),
        is_aid=_is_aid(order),
    )


def _is_aid(order: shapes.MedicationRequest) -> bool:
    """Tell an aid's card from a prescription of a medicine. A kind that we do not know is neither."""
    codings = [coding for category in order.category or () for coding in category.coding or ()]
    kinds = {each.code for each in codings if each.system == names.PRESCRIPTION_KIND}
    if not kinds <= {"aid"}:
        raise NotUnderstood("MedicationRequest.category")
    return bool(kinds)


def _medication(order: Any, beside: Beside) -> Any:
    reference = order.medicationReference.reference
    if reference.startswith("#"):
        return _contained(order, reference)
    return beside[reference]


def _medicine(medication: Any) -> dict[str, Any]:
    code = medication.code
    codings = {each.system: each for each in code.coding or ()}
    atc = codings.get(names.ATC)
    ingredients = [each.itemCodeableConcept.text for each in medication.ingredient or ()]
    return {
        "product_name": code.text or codings[names.NPL_ID].display,
        "substance": " + ".join(ingredients) or (atc and atc.display) or "",
        "atc": atc and atc.code,
        "strength": _extension(medication, names.STRENGTH) or "",
        "form": (medication.form and medication.form.text) or "",
        "narcotic_class": _extension(medication, names.NARCOTIC_CLASS),
        "monitoring_group": _extension(medication, names.MONITORING_GROUP),
    }


def _requester(order: Any) -> tuple[Any, shapes.Reference | None]:
    """Return the practitioner and a reference to the clinic; either may be missing in old prescriptions."""
    reference = (order.requester and order.requester.reference) or ""
    if not reference.startswith("#"):
        return None, None
    requester = _contained(order, reference)
    if not isinstance(requester, shapes.PractitionerRole):
        return requester, None
    practitioner: Any = requester.practitioner
    return _contained(order, practitioner.reference), requester.organization


def _contained(order: Any, reference: str) -> Any:
    return {each.id: each for each in order.contained}[reference[1:]]


def _name(practitioner: Any) -> str:
    for name in getattr(practitioner, "name", None) or ():
        whole = name.text or " ".join([*(name.given or ()), name.family or ""])
        return str(whole).strip()
    return ""


def _hsa_id(organization: shapes.Reference | None) -> str:
    known = organization and organization.identifier
    if known and known.system in (names.HSA_ID, names.HSA_ID_BASE_PROFILE):
        if known.value is None:
            raise NotUnderstood("Reference.identifier")
        return known.value
    return ""


def _identifier(found: list[shapes.Identifier] | None, system: str) -> str | None:
    """Return the first identifier that has a system."""
    return next((each.value for each in found or () if each.system == system), None)


def _extension(resource: shapes.Resource, url: str) -> Any:
    """Return the value of an extension, or None where it is missing."""
    for each in resource.extension or ():
        if each.url == url:
            return _value(each)
    return None


def _value(extension: shapes.Extension) -> Any:
    """Return a value that we asked for; of a type that we do not read it is not understood."""
    kinds = (
        *(extension.valueBoolean, extension.valueCode, extension.valueInteger),
        *(extension.valueMoney, extension.valueString),
    )
    for value in kinds:
        if value is not None:
            return value
    raise NotUnderstood("Extension.value")


def _by_order(beside: Iterable[shapes.Resource]) -> Given:
    """Sort completed dispenses by their prescription: somebody with a hundred has them by the thousand."""
    found: Given = defaultdict(list)
    for each in beside:
        if isinstance(each, shapes.MedicationDispense) and each.status == "completed":
            for order in {part.reference for part in each.authorizingPrescription or ()}:
                if order is None:
                    raise NotUnderstood("MedicationDispense.authorizingPrescription")
                found[order].append(each)
    return found


def _dispenses(resources: list[shapes.MedicationDispense]) -> tuple[Dispense, ...]:
    return tuple(sorted(map(_dispense, resources), key=attrgetter("dispensed_at")))


def _dispense(resource: Any) -> Dispense:
    prices: dict[str, shapes.Money | None] = {}
    benefit = None
    for each in resource.extension or ():
        if each.url == names.PATIENT_PRICE:
            prices = {part.url: part.valueMoney for part in each.extension or ()}
        elif each.url == names.BENEFIT_CHOICE:
            benefit = _value(each)
    return Dispense(
        id=_id(resource),
        dispensed_at=_moment(resource.whenHandedOver),
        quantity=_above_zero(resource.quantity.value),
        unit=resource.quantity.unit or "",
        pharmacy=resource.performer[0].actor.display if resource.performer else None,
        price_ore=_price(prices, "price"),
        paid_ore=_price(prices, "paid"),
        counted_ore=_price(prices, "highCostCounted"),
        benefit=benefit,
    )


def _price(prices: dict[str, Any], name: str) -> int | None:
    if name not in prices:
        return None
    return _ore(prices[name].value, prices[name].currency)


@lru_cache(maxsize=1024)
def _ore(kronor: Decimal, currency: str | None) -> int:
    """Give an amount as whole öre; the same amounts come again and again."""
    exact = kronor * 100
    whole = int(exact)
    if currency != "SEK" or exact != whole or whole < 0:
        raise NotUnderstood("valueMoney")
    return whole


def _above_zero(number: Decimal) -> Decimal:
    if not number.is_finite() or number <= 0:
        raise NotUnderstood("quantity")
    return number


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:  # FHIR allows a day alone; noon in Sweden is on that day everywhere it matters
        return datetime(moment.year, moment.month, moment.day, 12, tzinfo=STOCKHOLM).astimezone(UTC)
    return moment.astimezone(UTC)


def _day(text: str) -> date:
    if "T" in text:
        return datetime.fromisoformat(text).astimezone(STOCKHOLM).date()
    return date.fromisoformat(text)
