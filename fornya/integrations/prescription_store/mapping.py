"""From the store's FHIR to our words. A list is understood whole or not at all.

A prescription left out, or one of somebody else's, is worse than no answer: everything odd raises
`NotUnderstood`, and the page then says that the source cannot be read.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

from fornya.integrations import fhir
from fornya.integrations.fhir import Json, NotUnderstood
from fornya.integrations.prescription_store import dosage, names
from fornya.integrations.prescription_store.messages import Dispense, MedicineList, Prescription, Stored

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def medicine_list(pages: Iterable[Json], personnummer: str, read_at: datetime) -> MedicineList:
    """Read a searchset, page by page, as one person's prescriptions.

    raises: NotUnderstood
    """
    bundles = list(pages)
    orders = _matches(bundles, "MedicationRequest")
    # By reference: what two pages both refer to comes with both of them.
    beside = {
        f"{each['resourceType']}/{_id(each)}": each
        for bundle in bundles
        for each in fhir.entries(bundle, "include")
    }
    try:
        _check_patient([*orders, *beside.values()], personnummer)
        handed_over = _by_order(beside.values())
        return MedicineList(
            read_at=read_at,
            prescriptions=tuple(_prescription(order, beside, handed_over) for order in orders),
            hidden=_hidden(bundles),
        )
    except (LookupError, ValueError, TypeError, AttributeError, InvalidOperation) as problem:
        raise NotUnderstood(type(problem).__name__) from None


def patient_id(bundle: Json, personnummer: str) -> str | None:
    """Return the logical id of the patient who was asked for, or None when the store knows nobody.

    raises: NotUnderstood
    """
    found = _matches([bundle], "Patient")
    if not found:
        return None
    if len(found) > 1 or fhir.identifier(found[0], names.of_person(personnummer)) != personnummer:
        raise NotUnderstood("Patient.identifier")
    return _id(found[0])


def stored(bundle: Json, key: str) -> Stored | None:
    """Return the prescription that carries a decision's key, or None.

    raises: NotUnderstood
    """
    found = _matches([bundle], "MedicationRequest")
    if not found:
        return None
    if len(found) > 1 or fhir.identifier(found[0], names.DECISION_KEY) != key:
        raise NotUnderstood("MedicationRequest.identifier")
    return Stored(_id(found[0]), version(found[0]))


def version(resource: Json) -> str:
    """raises: NotUnderstood"""
    known = resource.get("meta", {}).get("versionId")
    if not known:
        raise NotUnderstood("meta.versionId")
    return str(known)


def _matches(bundles: list[Json], kind: str) -> list[Json]:
    """Return what was searched for, once it is clear that all of it came and nothing else."""
    found = [each for bundle in bundles for each in fhir.entries(bundle, "match")]
    if any(each["resourceType"] != kind for each in found):
        raise NotUnderstood(f"a match that is no {kind}")
    for bundle in bundles:
        if bundle.get("type") != "searchset" or bundle.get("total", len(found)) != len(found):
            raise NotUnderstood("Bundle.total")
    return found


def _id(resource: Json) -> str:
    if not resource.get("id"):
        raise NotUnderstood("id")
    return str(resource["id"])


def _check_patient(resources: list[Json], personnummer: str) -> None:
    """Everything in the answer must be about the one patient who was asked for."""
    system = names.of_person(personnummer)
    about = {each["subject"]["reference"] for each in resources if "subject" in each}
    known = {
        f"Patient/{_id(each)}"
        for each in resources
        if each["resourceType"] == "Patient" and fhir.identifier(each, system) == personnummer
    }
    orders_without = any(
        each["resourceType"] in ("MedicationRequest", "MedicationDispense") and "subject" not in each
        for each in resources
    )
    if orders_without or not about <= known:
        raise NotUnderstood("MedicationRequest.subject")


def _hidden(bundles: list[Json]) -> bool:
    hidden = False
    for bundle in bundles:
        for outcome in fhir.entries(bundle, "outcome"):
            for issue in outcome["issue"]:
                if issue["severity"] in ("fatal", "error"):
                    raise NotUnderstood("OperationOutcome.issue")
                hidden = hidden or issue["code"] == "suppressed"
    return hidden


def _prescription(order: Json, beside: dict[str, Json], handed_over: dict[str, list[Json]]) -> Prescription:
    supply, medication = order["dispenseRequest"], _medication(order, beside)
    prescriber, clinic = _requester(order)
    quantity = supply["quantity"]
    interval = supply.get("dispenseInterval")
    return Prescription(
        id=_id(order),
        version=version(order),
        chain_id=str(order.get("groupIdentifier", {}).get("value") or order["id"]),
        status=str(order["status"]),
        **_medicine(medication),
        dosage_text=" ".join(each["text"] for each in order["dosageInstruction"]),
        units_per_day=dosage.units_per_day(order["dosageInstruction"], quantity.get("unit")),
        quantity=_above_zero(quantity["value"]),
        unit=str(quantity.get("unit", "")),
        withdrawals_total=int(supply.get("numberOfRepeatsAllowed", 0)) + 1,
        issued_on=_day(order["authoredOn"]),
        valid_until=_day(supply["validityPeriod"]["end"]),
        dispense_interval_days=int(interval["value"]) if interval else None,
        reimbursed=fhir.extension(order, names.BENEFIT) is True,
        purpose=next((each.get("text") for each in order.get("reasonCode", ())), None),
        prescriber_name=_name(prescriber),
        prescriber_code=fhir.identifier(prescriber, names.PRESCRIBER_CODE) or "",
        clinic_hsa_id=_hsa_id(clinic),
        clinic_name=str(clinic.get("display", "")),
        dispenses=_dispenses(handed_over.get(f"MedicationRequest/{order['id']}", [])),
        is_aid=_is_aid(order),
    )


def _is_aid(order: Json) -> bool:
    """Tell an aid's card from a prescription of a medicine. A kind that we do not know is neither."""
    codings = [coding for category in order.get("category", ()) for coding in category.get("coding", ())]
    kinds = {each.get("code") for each in codings if each.get("system") == names.PRESCRIPTION_KIND}
    if not kinds <= {"aid"}:
        raise NotUnderstood("MedicationRequest.category")
    return bool(kinds)


def _medication(order: Json, beside: dict[str, Json]) -> Json:
    reference = order["medicationReference"]["reference"]
    if reference.startswith("#"):
        return _contained(order, reference)
    return beside[reference]


def _medicine(medication: Json) -> dict[str, Any]:
    code = medication["code"]
    codings = {each.get("system"): each for each in code.get("coding", ())}
    atc = codings.get(names.ATC, {})
    ingredients = [each["itemCodeableConcept"]["text"] for each in medication.get("ingredient", ())]
    return {
        "product_name": str(code.get("text") or codings[names.NPL_ID]["display"]),
        "substance": " + ".join(ingredients) or str(atc.get("display", "")),
        "atc": atc.get("code"),
        "strength": str(fhir.extension(medication, names.STRENGTH) or ""),
        "form": str(medication.get("form", {}).get("text", "")),
        "narcotic_class": fhir.extension(medication, names.NARCOTIC_CLASS),
        "monitoring_group": fhir.extension(medication, names.MONITORING_GROUP),
    }


def _requester(order: Json) -> tuple[Json, Json]:
    """Return the practitioner and a reference to the clinic; either may be empty in old prescriptions."""
    reference = order.get("requester", {}).get("reference", "")
    if not reference.startswith("#"):
        return {}, {}
    requester = _contained(order, reference)
    if requester["resourceType"] != "PractitionerRole":
        return requester, {}
    practitioner = _contained(order, requester["practitioner"]["reference"])
    return practitioner, requester.get("organization", {})


def _contained(order: Json, reference: str) -> Json:
    contained: dict[str, Json] = {each["id"]: each for each in order["contained"] if "id" in each}
    return contained[reference[1:]]


def _name(practitioner: Json) -> str:
    for name in practitioner.get("name", ()):
        whole = name.get("text") or " ".join([*name.get("given", ()), name.get("family", "")])
        return str(whole).strip()
    return ""


def _hsa_id(organization: Json) -> str:
    known = organization.get("identifier", {})
    if known.get("system") in (names.HSA_ID, names.HSA_ID_BASE_PROFILE):
        return str(known["value"])
    return ""


def _by_order(beside: Iterable[Json]) -> dict[str, list[Json]]:
    """Sort completed dispenses by their prescription: somebody with a hundred has them by the thousand."""
    found: dict[str, list[Json]] = defaultdict(list)
    for each in beside:
        if each["resourceType"] == "MedicationDispense" and each["status"] == "completed":
            for order in {part["reference"] for part in each.get("authorizingPrescription", ())}:
                found[order].append(each)
    return found


def _dispenses(resources: list[Json]) -> tuple[Dispense, ...]:
    return tuple(sorted(map(_dispense, resources), key=lambda each: each.dispensed_at))


def _dispense(resource: Json) -> Dispense:
    actor: Json = next((each["actor"] for each in resource.get("performer", ())), {})
    prices: Json = next(
        (each for each in resource.get("extension", ()) if each["url"] == names.PATIENT_PRICE), {}
    )
    return Dispense(
        id=_id(resource),
        dispensed_at=_moment(resource["whenHandedOver"]),
        quantity=_above_zero(resource["quantity"]["value"]),
        unit=str(resource["quantity"].get("unit", "")),
        pharmacy=actor.get("display"),
        price_ore=_ore(fhir.extension(prices, "price")),
        paid_ore=_ore(fhir.extension(prices, "paid")),
        counted_ore=_ore(fhir.extension(prices, "highCostCounted")),
        benefit=fhir.extension(resource, names.BENEFIT_CHOICE),
    )


def _ore(money: Json | None) -> int | None:
    if money is None:
        return None
    exact = Decimal(money["value"]) * 100
    if money.get("currency") != "SEK" or exact != exact.to_integral_value() or exact < 0:
        raise NotUnderstood("valueMoney")
    return int(exact)


def _above_zero(value: object) -> Decimal:
    number = Decimal(str(value))
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
