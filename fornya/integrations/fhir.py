"""FHIR R4 at the edge: exact JSON in and out, checked against the R4B models, and the few shapes all share.

The models only check. What is read afterwards is the plain JSON, so that a resource that is sent back
changed in one place is otherwise the one that came, with the extensions of others in it.
"""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from hashlib import blake2b
from typing import Any

from fhir.resources.R4B.bundle import Bundle
from fhir.resources.R4B.medicationrequest import MedicationRequest
from pydantic import BaseModel, ValidationError

MEDIA_TYPE = "application/fhir+json"
ETAG = re.compile(r'W/"([A-Za-z0-9.\-]{1,64})"')

# The nine resources that come in answers are reached through Bundle, which checks each by its own type.
MODELS: dict[str, type[BaseModel]] = {"Bundle": Bundle, "MedicationRequest": MedicationRequest}

Json = dict[str, Any]


class NotUnderstood(Exception):
    """Raised for an answer that is not the FHIR it should be. Names the place, never the content."""


def read(body: bytes, kind: str) -> Json:
    """Read one resource of a kind, and check it.

    raises: NotUnderstood
    """
    try:
        document = json.loads(body, parse_float=Decimal, object_pairs_hook=_object)
    except (ValueError, RecursionError):
        raise NotUnderstood("not JSON") from None
    if not isinstance(document, dict) or document.get("resourceType") != kind:
        raise NotUnderstood(f"not a {kind}")
    if kind == "Bundle" and _is_list_of_resources(document.get("entry")):
        _check_entries(document)
    else:
        check(document)
    return document


def check(document: Json) -> None:
    """Check a Bundle or a MedicationRequest, with everything in it, against its model.

    raises: NotUnderstood
    """
    try:
        MODELS[document["resourceType"]].model_validate(document)
    except ValidationError as problem:
        first = problem.errors(include_url=False, include_input=False, include_context=False)[0]
        raise NotUnderstood(".".join(str(part) for part in first["loc"])) from None
    except (LookupError, TypeError, ValueError, AttributeError) as problem:
        # The models stumble over a resourceType that does not exist, instead of saying so.
        raise NotUnderstood(type(problem).__name__) from None


# The models take 0.7 ms for a prescription, and the same are read page after page: a resource that was
# found right, by a digest of everything in it, is not looked at again. Only digests are kept.
_RIGHT: set[bytes] = set()
MOST_KEPT = 20_000


def _check_entries(bundle: Json) -> None:
    """Check a Bundle in parts: what is around its resources, and each resource that is new to us."""
    entries = bundle["entry"]
    check(bundle | {"entry": [{k: v for k, v in each.items() if k != "resource"} for each in entries]})
    for each in entries:
        # repr() tells a number from a text and True from 1, as JSON texts of exact numbers would not.
        digest = blake2b(repr(each["resource"]).encode(), digest_size=32).digest()
        if digest not in _RIGHT:
            check({"resourceType": "Bundle", "type": "collection", "entry": [{"resource": each["resource"]}]})
            if len(_RIGHT) >= MOST_KEPT:
                _RIGHT.clear()
            _RIGHT.add(digest)


def _is_list_of_resources(entries: object) -> bool:
    return isinstance(entries, list) and all(
        isinstance(each, dict) and len(each) > 1 and isinstance(each.get("resource"), dict)
        for each in entries
    )


def write(document: Json) -> bytes:
    """Write a checked resource, its decimals as they are.

    raises: NotUnderstood
    """
    check(document)
    return json.dumps(document, default=_number, ensure_ascii=False, allow_nan=False).encode()


def entries(bundle: Json, mode: str) -> Iterator[Json]:
    """Go through the resources of a searchset that are there for one reason: match, include or outcome.

    raises: NotUnderstood
    """
    for entry in bundle.get("entry", ()):
        resource = entry.get("resource")
        if not resource or "resourceType" not in resource:
            raise NotUnderstood("Bundle.entry.resource")
        if entry.get("search", {}).get("mode", "match") == mode:
            yield resource


def extension(resource: Json, url: str) -> Any:
    """Return the value of an extension, or None where it is missing."""
    for each in resource.get("extension", ()):
        if each["url"] == url:
            return next((value for name, value in each.items() if name.startswith("value")), None)
    return None


def identifier(resource: Json, *systems: str) -> str | None:
    """Return the first identifier that has one of the systems."""
    for each in resource.get("identifier", ()):
        if each.get("system") in systems:
            return str(each.get("value", "")) or None
    return None


def version(etag: str) -> str:
    """Take the version out of an ETag.

    raises: NotUnderstood
    """
    found = ETAG.fullmatch(etag)
    if found is None:
        raise NotUnderstood("etag")
    return found.group(1)


def issue_code(body: bytes) -> str | None:
    """Say what an OperationOutcome gives as its first reason; None when the body is something else."""
    try:
        issue = json.loads(body)["issue"][0]
        return str(issue["code"])
    except (ValueError, RecursionError, LookupError, TypeError):
        return None


def _object(pairs: list[tuple[str, Any]]) -> Json:
    """FHIR knows neither null members nor a name twice; the models let both through."""
    made = {name: value for name, value in pairs if value is not None}
    if len(made) != len(pairs):
        raise ValueError("null, or a name twice")
    return made


def _number(value: object) -> int | float:
    if not isinstance(value, Decimal):
        raise TypeError(f"{type(value).__name__} is not JSON")
    # A float is written with the shortest text that gives it back, so up to 15 digits survive unchanged.
    return int(value) if value == value.to_integral_value() else float(value)
