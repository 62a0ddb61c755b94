"""Reads a catalogue in FHIR R4: a Bundle of Organization, Location and HealthcareService.

An Organization is a clinic. A Location it manages says where it lies, a HealthcareService it provides that it
renews online, and which languages are spoken. They name it by reference or by its HSA-id. Whatever is not
understood is left empty here; the check of each clinic says what is missing.
"""

import json
from collections.abc import Iterator
from typing import Any

from fornya.clinics.catalogue.entry import Raw
from fornya.clinics.catalogue.faults import BadEntry, Fault

HSA_SYSTEM = "urn:oid:1.2.752.129.2.1.4.1"
RENEWS = "renewal-online"
ANSWER_DAYS = "https://fornya.example/fhir/StructureDefinition/answer-days"

Json = dict[str, Any]


def read_fhir(text: str) -> Iterator[Raw]:
    """Give each organization; its `line` is its place among the bundle's entries. Raises BadEntry."""
    try:
        bundle = json.loads(text, parse_float=str)
    except (ValueError, RecursionError):
        raise BadEntry(Fault.NOT_JSON) from None
    if not isinstance(bundle, dict) or bundle.get("resourceType") != "Bundle":
        raise BadEntry(Fault.NO_BUNDLE)
    resources = [_dict(_dict(entry).get("resource")) for entry in _list(bundle.get("entry"))]
    for line, resource in enumerate(resources, start=1):
        if resource.get("resourceType") == "Organization":
            yield Raw(line, _fields(resource, resources))


def _fields(organization: Json, resources: list[Json]) -> dict[str, str]:
    names = {f"Organization/{organization.get('id')}", _hsa_id(organization)} - {""}
    location = _first(resources, "Location", "managingOrganization", names)
    service = _first(resources, "HealthcareService", "providedBy", names)
    address, position = _dict(location.get("address")), _dict(location.get("position"))
    renews = RENEWS in _codes(service.get("characteristic"))
    spoken = {"languages": "|".join(_codes(service["communication"]))} if "communication" in service else {}
    return spoken | {
        "hsa_id": _hsa_id(organization),
        "name": _text(organization.get("name")),
        "former_names": "|".join(_text(alias) for alias in _list(organization.get("alias"))),
        "kind": next(iter(_codes(organization.get("type"))), ""),
        "municipality": _text(address.get("district")),
        "street": ", ".join(_text(line) for line in _list(address.get("line"))),
        "postcode": _text(address.get("postalCode")),
        "place": _text(address.get("city")),
        "lat": _text(position.get("latitude")),
        "lon": _text(position.get("longitude")),
        "phone": _phone(service) or _phone(location) or _phone(organization),
        "renews_online": "yes" if renews and service.get("active", True) is True else "no",
        "answer_days": _answer_days(service) if renews else "",
    }


def _first(resources: list[Json], kind: str, by: str, names: set[str]) -> Json:
    for resource in resources:
        owner = _dict(resource.get(by))
        named = {_text(owner.get("reference")), _text(_dict(owner.get("identifier")).get("value"))}
        if resource.get("resourceType") == kind and named & names:
            return resource
    return {}


def _hsa_id(resource: Json) -> str:
    for each in map(_dict, _list(resource.get("identifier"))):
        if each.get("system") == HSA_SYSTEM:
            return _text(each.get("value"))
    return ""


def _phone(resource: Json) -> str:
    for each in map(_dict, _list(resource.get("telecom"))):
        if each.get("system") == "phone":
            return _text(each.get("value"))
    return ""


def _answer_days(service: Json) -> str:
    for each in map(_dict, _list(service.get("extension"))):
        if each.get("url") == ANSWER_DAYS:
            return _text(each.get("valueInteger"))
    return ""


def _codes(concepts: object) -> list[str]:
    codings = [coding for each in map(_dict, _list(concepts)) for coding in _list(each.get("coding"))]
    return [_text(_dict(coding).get("code")) for coding in codings]


def _text(value: object) -> str:
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _dict(value: object) -> Json:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
