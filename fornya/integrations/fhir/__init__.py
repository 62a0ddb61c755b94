"""FHIR R4 at the edge: exact JSON in and out, checked element by element, and the few shapes all share.

What is sent back is read as plain JSON, so that a resource that is changed in one place is otherwise the one
that came, with the extensions of others in it. `elements` says what may stand where; `typed` is for what is
only read.
"""

import json
import re
from decimal import Decimal
from typing import Any

from fornya.integrations.fhir import elements
from fornya.integrations.fhir.elements import Misshapen

MEDIA_TYPE = "application/fhir+json"
ETAG = re.compile(r'W/"([A-Za-z0-9.\-]{1,64})"')

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
    check(document)
    return document


def check(document: Json) -> None:
    """Check a resource, with everything in it.

    raises: NotUnderstood
    """
    try:
        elements.check(document, document["resourceType"])
    except Misshapen as problem:
        raise NotUnderstood(str(problem)) from None
    except (LookupError, RecursionError):
        raise NotUnderstood("resourceType") from None


def write(document: Json) -> bytes:
    """Write a checked resource, its decimals as they are.

    raises: NotUnderstood
    """
    check(document)
    return json.dumps(document, default=_number, ensure_ascii=False, allow_nan=False).encode()


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
