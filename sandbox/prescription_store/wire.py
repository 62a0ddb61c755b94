"""JSON in and out with decimal numbers kept exact: a FHIR decimal is what was written, not a binary float."""

import json
from decimal import Decimal
from typing import Any

from sandbox.prescription_store.refusals import Refusal


def read(text: str | bytes) -> dict[str, Any]:
    """Parse one JSON object.

    raises: Refusal
    """
    try:
        document = json.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError):
        raise Refusal(400, "structure", "The body is not JSON") from None
    if not isinstance(document, dict):
        raise Refusal(400, "structure", "The body is not a JSON object")
    return document


def write(document: dict[str, Any]) -> str:
    return json.dumps(document, default=_number, ensure_ascii=False, allow_nan=False)


def _number(value: object) -> int | float:
    if not isinstance(value, Decimal):
        raise TypeError(f"{type(value).__name__} is not JSON")
    # A float is written with the shortest text that gives it back, so up to 15 digits survive unchanged.
    return int(value) if value == value.to_integral_value() else float(value)
