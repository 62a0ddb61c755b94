"""Searching: the few parameters this store knows, and the searchset they give.

An unknown parameter is refused, for a store that ignores one answers another question than it was asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from sandbox.prescription_store import patients, storage, systems
from sandbox.prescription_store.refusals import Refusal, outcome
from sandbox.prescription_store.storage import Kept

# What each kind can be searched by; the CapabilityStatement is made from this.
PARAMETERS = {
    "Patient": {"identifier": "token"},
    "MedicationRequest": {
        "patient": "reference",
        "patient.identifier": "token",
        "status": "token",
        "identifier": "token",
    },
}
INCLUDES = ("MedicationRequest:medication", "MedicationRequest:patient")
REVINCLUDES = ("MedicationDispense:prescription",)
PAGING = ("_count", "_offset")
MOST = 200

Parameters = Mapping[str, list[str]]


@dataclass(frozen=True)
class Page:
    offset: int
    count: int


def of_patients(parameters: Parameters, base: str) -> dict[str, Any]:
    """raises: Refusal"""
    _check_known(parameters, set(PARAMETERS["Patient"]))
    system, value = _token(_one(parameters, "identifier"))
    if system != systems.of_person(value):
        raise Refusal(400, "value", "Patients are found by personnummer or coordination number")
    found = patients.find(value)
    return _bundle([_entry(base, found, "match")], 1, [])


def of_prescriptions(parameters: Parameters, base: str) -> dict[str, Any]:
    """raises: Refusal"""
    known = {*PARAMETERS["MedicationRequest"], "_include", "_revinclude", *PAGING}
    _check_known(parameters, known)
    page = _page(parameters)
    found, patient = _candidates(parameters)
    statuses = {status for text in parameters.get("status", ()) for status in text.split(",")}
    found = [each for each in found if not statuses or each.body["status"] in statuses]
    shown = found[page.offset : page.offset + page.count]
    entries = [_entry(base, each, "match") for each in shown]
    entries += [_entry(base, each, "include") for each in _beside(shown, parameters)]
    if patient and storage.is_hidden(patient):
        hidden = outcome(
            "information", "suppressed", "There is information about this patient that is hidden"
        )
        entries.append({"resource": hidden, "search": {"mode": "outcome"}})
    return _bundle(entries, len(found), _links(base, parameters, page, patient, len(found)))


def _candidates(parameters: Parameters) -> tuple[list[Kept], str | None]:
    if "identifier" in parameters:
        kept = storage.by_identifier("MedicationRequest", *_token(_one(parameters, "identifier")))
        return ([kept] if kept else []), None
    if "patient.identifier" in parameters:
        system, value = _token(_one(parameters, "patient.identifier"))
        if system != systems.of_person(value):
            raise Refusal(400, "value", "Patients are found by personnummer or coordination number")
        patient = patients.find(value).id
    elif "patient" in parameters:
        patient = _one(parameters, "patient").removeprefix("Patient/")
        storage.refuse_if_down(patient)
    else:
        raise Refusal(400, "required", "Say whose prescriptions, or which one")
    return storage.of_patient("MedicationRequest", patient), patient


def _beside(shown: list[Kept], parameters: Parameters) -> list[Kept]:
    includes, revincludes = parameters.get("_include", ()), parameters.get("_revinclude", ())
    if not set(includes) <= set(INCLUDES) or not set(revincludes) <= set(REVINCLUDES):
        raise Refusal(400, "not-supported", "No such _include or _revinclude")
    references: dict[str, None] = {}  # a dict keeps the order and drops repetitions
    for order in shown:
        medication = order.body["medicationReference"]["reference"]
        if INCLUDES[0] in includes and not medication.startswith("#"):
            references[medication] = None
        if INCLUDES[1] in includes:
            references[order.body["subject"]["reference"]] = None
    beside = [storage.read(*reference.split("/")) for reference in references]
    if revincludes:
        beside += [dispense for order in shown for dispense in storage.dispenses(order.id)]
    return beside


def _links(
    base: str, parameters: Parameters, page: Page, patient: str | None, total: int
) -> list[dict[str, str]]:
    # A link is a URL and URLs end in logs: the patient stands in it by logical id, never by personnummer.
    left_out = {"patient.identifier", *PAGING}
    query = [(name, value) for name, values in parameters.items() if name not in left_out for value in values]
    if "patient.identifier" in parameters:
        query.append(("patient", f"Patient/{patient}"))
    links = [{"relation": "self", "url": f"{base}MedicationRequest?{urlencode(query)}"}]
    if page.offset + page.count < total:
        query += [("_count", str(page.count)), ("_offset", str(page.offset + page.count))]
        links.append({"relation": "next", "url": f"{base}MedicationRequest?{urlencode(query)}"})
    return links


def _bundle(entries: list[dict[str, Any]], total: int, links: list[dict[str, str]]) -> dict[str, Any]:
    bundle: dict[str, Any] = {
        "resourceType": "Bundle",
        "type": "searchset",
        "timestamp": datetime.now(UTC).isoformat(timespec="seconds"),
        "total": total,
    }
    if links:
        bundle["link"] = links
    # FHIR has no empty lists: a list with nothing in it is left out.
    return {**bundle, "entry": entries} if entries else bundle


def _entry(base: str, kept: Kept, mode: str) -> dict[str, Any]:
    return {"fullUrl": f"{base}{kept.reference}", "resource": kept.body, "search": {"mode": mode}}


def _check_known(parameters: Parameters, known: set[str]) -> None:
    unknown = sorted(set(parameters) - known)
    if unknown:
        raise Refusal(400, "not-supported", f"No such parameter: {', '.join(unknown)}")


def _one(parameters: Parameters, name: str) -> str:
    values = parameters.get(name, [])
    if len(values) != 1:
        raise Refusal(400, "required", f"Exactly one {name} is needed")
    return values[0]


def _token(text: str) -> tuple[str, str]:
    system, bar, value = text.partition("|")
    if not (system and bar and value):
        raise Refusal(400, "value", "An identifier is written system|value")
    return system, value


def _page(parameters: Parameters) -> Page:
    try:
        offset = int(parameters.get("_offset", ["0"])[0])
        count = int(parameters.get("_count", [str(MOST)])[0])
    except ValueError:
        raise Refusal(400, "value", "_count and _offset are whole numbers") from None
    if offset < 0 or count < 1:
        raise Refusal(400, "value", "_count is at least 1 and _offset at least 0")
    return Page(offset, min(count, MOST))
