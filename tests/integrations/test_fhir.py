"""What was checked once is not checked again, and nothing else slips through with it."""

import copy
import json
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


@pytest.fixture(autouse=True)
def _nothing_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fhir, "_RIGHT", set())


def read(bundle: dict[str, Any]) -> dict[str, Any]:
    return fhir.read(json.dumps(bundle).encode(), "Bundle")


def test_the_same_prescription_is_checked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    first = read(BUNDLE)
    checked: list[Any] = []
    monkeypatch.setattr(fhir, "check", checked.append)

    again = read(BUNDLE | {"id": "another-answer"})

    assert again["entry"] == first["entry"]
    assert [each["entry"] for each in checked] == [[{"search": {"mode": "match"}}]]


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("status",), 1),
        (("surprise",), "x"),
        (("doNotPerform",), "perhaps"),
        (("dispenseRequest", "quantity", "value"), "a hundred"),
        (("subject",), None),
    ],
)
def test_a_spoilt_copy_of_what_is_known_is_refused(place: tuple[str, ...], value: object) -> None:
    read(BUNDLE)
    spoilt = copy.deepcopy(BUNDLE)
    *way, last = place
    node = spoilt["entry"][0]["resource"]
    for step in way:
        node = node[step]
    node[last] = value

    with pytest.raises(fhir.NotUnderstood):
        read(spoilt)


def test_what_was_refused_is_refused_again() -> None:
    spoilt = copy.deepcopy(BUNDLE)
    spoilt["entry"][0]["resource"]["surprise"] = "x"

    for _ in range(2):
        with pytest.raises(fhir.NotUnderstood):
            read(spoilt)


def test_what_is_around_the_resources_is_checked_each_time() -> None:
    read(BUNDLE)

    with pytest.raises(fhir.NotUnderstood):
        read(BUNDLE | {"surprise": "x"})


def test_no_more_than_so_many_digests_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fhir, "MOST_KEPT", 2)
    for number in range(5):
        other = copy.deepcopy(BUNDLE)
        other["entry"][0]["resource"]["id"] = f"rx-{number}"
        read(other)

    assert len(fhir._RIGHT) <= 2
