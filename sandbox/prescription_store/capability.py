"""The CapabilityStatement, made from the same table as the routes, so that it cannot promise too much."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sandbox.prescription_store.search import INCLUDES, PARAMETERS, REVINCLUDES


@dataclass(frozen=True)
class Interaction:
    """One thing the store can do. `kind` is "" for what concerns the whole store."""

    kind: str
    code: str
    method: str
    rule: str
    view: Callable[..., Any]


def statement(interactions: tuple[Interaction, ...], base: str) -> dict[str, Any]:
    """Describe what the store can do."""
    kinds = dict.fromkeys(each.kind for each in interactions if each.kind)
    system = [each.code for each in interactions if not each.kind and each.code != "capabilities"]
    return {
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": datetime.now(UTC).date().isoformat(),
        "kind": "instance",
        "implementation": {"description": "A played national prescription store", "url": base},
        "fhirVersion": "4.0.1",
        "format": ["application/fhir+json"],
        "rest": [
            {
                "mode": "server",
                "resource": [_resource(kind, interactions) for kind in kinds],
                "interaction": [{"code": code} for code in system],
            }
        ],
    }


def _resource(kind: str, interactions: tuple[Interaction, ...]) -> dict[str, Any]:
    codes = dict.fromkeys(each.code for each in interactions if each.kind == kind)
    described: dict[str, Any] = {
        "type": kind,
        "interaction": [{"code": code} for code in codes],
        "versioning": "versioned-update" if "update" in codes else "versioned",
    }
    if "create" in codes:
        described["conditionalCreate"] = True
    if "search-type" in codes:
        described["searchParam"] = [{"name": name, "type": kind_} for name, kind_ in PARAMETERS[kind].items()]
    if kind == "MedicationRequest":
        described["searchInclude"] = list(INCLUDES)
        described["searchRevInclude"] = list(REVINCLUDES)
    return described
