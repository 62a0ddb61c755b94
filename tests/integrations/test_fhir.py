"""What comes in is checked each time, wherever in it something is spoilt."""

import copy
import json
from decimal import Decimal
from typing import Any

import pytest

from fornya.integrations import fhir

BUNDLE: dict[str, Any] = {
    "resourceType": "Bundle",
    "type": "searchset",
    "total": 1,
    "entry": [
        {
            "search": {"mode": "match"},
            "resource": {
                "resourceType": "MedicationRequest",
                "id": "rx-1",
                "status": "active",
                "intent": "order",
                "doNotPerform": True,
                "subject": {"reference": "Patient/p-1"},
                "medicationCodeableConcept": {"text": "Levaxin"},
                "dispenseRequest": {"quantity": {"value": 100.5, "unit": "tablett"}},
            },
        }
    ],
}


def read(bundle: dict[str, Any]) -> dict[str, Any]:
    return fhir.read(json.dumps(bundle).encode(), "Bundle")


def test_what_is_right_is_given_as_it_came_with_exact_numbers() -> None:
    quantity = read(BUNDLE)["entry"][0]["resource"]["dispenseRequest"]["quantity"]

    assert read(BUNDLE) == BUNDLE
    assert quantity["value"] == Decimal("100.5")


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("status",), 1),
        (("surprise",), "x"),
        (("doNotPerform",), "perhaps"),
        (("dispenseRequest", "quantity", "value"), "a hundred"),
        (("subject",), None),
        (("resourceType",), "Prescription"),
        (("resourceType",), ["MedicationRequest"]),
        (("medicationReference",), {"reference": "#1"}),
    ],
)
def test_a_spoilt_resource_is_refused_though_a_right_one_was_read(
    place: tuple[str, ...], value: object
) -> None:
    read(BUNDLE)
    spoilt = copy.deepcopy(BUNDLE)
    *way, last = place
    node = spoilt["entry"][0]["resource"]
    for step in way:
        node = node[step]
    node[last] = value

    with pytest.raises(fhir.NotUnderstood):
        read(spoilt)


def test_what_is_around_the_resources_is_checked_too() -> None:
    with pytest.raises(fhir.NotUnderstood):
        read(BUNDLE | {"surprise": "x"})


def test_a_refusal_names_a_place_and_not_what_stood_there() -> None:
    with pytest.raises(fhir.NotUnderstood) as known:
        read(BUNDLE | {"type": "19121212-1212 "})
    with pytest.raises(fhir.NotUnderstood) as unknown:
        read(BUNDLE | {"19121212-1212": 1})

    assert str(known.value) == "Bundle.type"
    assert "1212" not in str(unknown.value)


def test_extensions_within_extensions_without_end_are_refused() -> None:
    deep = (
        b'{"resourceType": "Bundle", "type": "searchset", "entry": ['
        + b'{"extension": [' * 300
        + b"]}" * 300
        + b"]}"
    )

    with pytest.raises(fhir.NotUnderstood):
        fhir.read(deep, "Bundle")
