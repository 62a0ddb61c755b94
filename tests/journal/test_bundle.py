"""The bundle of one's own data: FHIR R4 by our table and by fhir.resources, whole, and tied together."""

import json
from copy import deepcopy
from typing import Any

import pytest
from fhir.resources.R4B.bundle import Bundle
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from fornya.integrations.fhir import check
from fornya.journal.bundle import bundle
from fornya.journal.own_data import own_data
from fornya.rules.renewal_states import LineState
from tests import make
from tests.journal.course import patient_with_everything

Json = dict[str, Any]


@pytest.fixture
def own(database) -> Json:
    """Give what is kept of somebody, its messages worded."""
    found = own_data(patient=patient_with_everything(), now=make.NOW)
    for message in found["messages"]:
        message["text"] = "Ditt recept är förnyat"
    return found


def resources(own: Json, kind: str = "") -> list[Json]:
    """Give the bundle's resources, those of one kind if it is named."""
    entries = json.loads(bundle(own))["entry"]
    return [each["resource"] for each in entries if kind in ("", each["resource"]["resourceType"])]


def test_it_is_valid_to_the_models_of_fhir_resources(own):
    written = bundle(own)

    read = Bundle.model_validate_json(written)

    assert read.type == "collection"
    check(json.loads(written, parse_float=str) | {"entry": []})


def test_it_has_a_task_and_a_proposal_for_each_medicine_an_order_for_each_yes_and_every_message(own):
    orders = [each for each in resources(own, "MedicationRequest") if each["intent"] == "order"]

    assert [task["status"] for task in resources(own, "Task")] == ["accepted", "rejected", "on-hold"]
    assert len(resources(own, "MedicationRequest")) - len(orders) == 3
    assert [order["status"] for order in orders] == ["draft"]
    assert len(resources(own, "Communication")) == len(own["messages"])
    (patient,) = resources(own, "Patient")
    assert patient["identifier"][0]["value"] == own["person"]["personnummer"]


def test_a_no_carries_its_reason_and_a_question_its_words(own):
    _renewed, refused, asked = resources(own, "Task")

    assert refused["statusReason"] == {
        "coding": [{"system": "https://fornya.example/fhir/CodeSystem/renewal-reason", "code": "check_up"}],
        "text": "Ring oss, så bokar vi en tid.",
    }
    assert asked["note"][0]["text"] == "Hur ofta tar du den?"


@pytest.mark.parametrize(
    ("facts", "status", "patient"),
    [
        ({}, "proposed", "needs-action"),
        ({"booked_at": "2026-11-24T10:00:00+00:00"}, "booked", "accepted"),
        (
            {"booked_at": "2026-11-24T10:00:00+00:00", "closed_at": "2026-12-24T10:00:00+00:00"},
            "booked",
            "accepted",
        ),
        ({"closed_at": "2026-11-24T10:00:00+00:00"}, "cancelled", "declined"),
        ({"withdrawn_at": "2026-11-24T10:00:00+00:00"}, "cancelled", "declined"),
    ],
)
def test_a_time_to_meet_is_an_appointment(own, facts, status, patient):
    (time,) = [each for request in own["requests"] for each in request["times"]]
    time |= facts

    (found,) = resources(own, "Appointment")

    assert (found["status"], found["participant"][0]["status"]) == (status, patient)
    assert found["minutesDuration"] == 30
    assert Bundle.model_validate_json(bundle(own)).type == "collection"


def test_every_reference_leads_to_something_in_it(own):
    entries = json.loads(bundle(own))["entry"]
    there = {each["fullUrl"] for each in entries}

    named = set(references(entries))

    assert named <= there
    assert len(there) == len(entries)
    assert len(named) >= 5


def references(value: Any) -> list[str]:
    """Give every reference within a value."""
    if isinstance(value, list):
        return [found for each in value for found in references(each)]
    if not isinstance(value, dict):
        return []
    own = [value["reference"]] if isinstance(value.get("reference"), str) else []
    return own + [found for each in value.values() for found in references(each)]


@pytest.mark.parametrize("state", LineState)
def test_every_state_of_a_medicine_has_a_status(own, state):
    own["requests"][0]["medicines"][0]["state"] = state.value

    assert resources(own, "Task")[0]["businessStatus"]["coding"][0]["code"] == state.value


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(words="\x0c")
@given(words=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30))
def test_whatever_anybody_wrote_it_is_valid(own, words):
    # Mutant: a note without words, which FHIR has no place for.
    written = deepcopy(own)
    for request in written["requests"]:
        request["message"] = words
        for line in request["medicines"]:
            line["answers"]["note"] = words
            for decision in line["decisions"]:
                decision["text"] = words
            for question in line["questions"]:
                question["answer"], question["answered_at"] = words, question["asked_at"]

    Bundle.model_validate_json(bundle(written))
