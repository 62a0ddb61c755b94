"""Answers that are not what they should be: a store that cannot be understood is a store that is down."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

import httpx
import pytest

from fornya.integrations.http import Client, Fault, Unavailable
from fornya.integrations.prescription_store import PrescriptionStore, names
from tests.contracts.store import AMINA, HEADERS, NILS, a_renewal
from tests.sandbox_process import Sandbox

KEY = UUID("0d0a6c1e-52f6-4a58-9a53-8b8f2a3f5b11")
EMPTY = {"resourceType": "Bundle", "type": "searchset", "total": 0}
FORM = {
    "patient.identifier": f"{names.PERSONNUMMER}|{AMINA}",
    "_include": ["MedicationRequest:medication", "MedicationRequest:patient"],
    "_revinclude": "MedicationDispense:prescription",
}

Change = Callable[[dict[str, Any]], object]


def answering(content: bytes, status: int = 200) -> PrescriptionStore:
    transport = httpx.MockTransport(lambda _: httpx.Response(status, content=content))
    return PrescriptionStore("http://127.0.0.1:9/", "t", client=Client("store", transport=transport))


@pytest.fixture(scope="module")
def aminas_answer(sandbox: Sandbox) -> bytes:
    with httpx.Client(trust_env=False) as client:
        address = f"{sandbox.url}/store/fhir/MedicationRequest/_search"
        return client.post(address, data=FORM, headers=HEADERS).content


def test_the_answer_the_others_are_made_from_is_understood(aminas_answer: bytes) -> None:
    assert len(answering(aminas_answer).prescriptions(AMINA).prescriptions) == 5


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b"<html><body>Service page</body></html>",
        b"\xff\xfe",
        b"[" * 20_000,
        b'{"resourceType": "OperationOutcome", "issue": [{"severity": "error", "code": "exception"}]}',
        b'{"resourceType": "Bundle", "type": "searchset", "total": 1}',
        b'{"resourceType": "Bundle", "type": "collection"}',
        b'{"resourceType": "Bundle"}',
        b'{"resourceType": "Bundle", "type": "searchset", "surprise": 1}',
        b'{"resourceType": "Bundle", "type": "searchset", "entry": []}',
    ],
)
def test_garbage_is_never_an_empty_list(content: bytes) -> None:
    with pytest.raises(Unavailable) as problem:
        answering(content).prescriptions(NILS)
    assert problem.value.fault is Fault.GARBLED
    with pytest.raises(Unavailable):
        answering(content).find(KEY)


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.999])
def test_a_truncated_answer_is_not_understood(aminas_answer: bytes, part: float) -> None:
    with pytest.raises(Unavailable):
        answering(aminas_answer[: int(len(aminas_answer) * part)]).prescriptions(AMINA)


def test_prescriptions_of_another_patient_are_not_shown(aminas_answer: bytes) -> None:
    with pytest.raises(Unavailable):
        answering(aminas_answer).prescriptions(NILS)


def _order(bundle: dict[str, Any]) -> dict[str, Any]:
    return next(
        each["resource"]
        for each in bundle["entry"]
        if each["resource"]["resourceType"] == "MedicationRequest"
    )


def _drop(kind: str) -> Change:
    def change(bundle: dict[str, Any]) -> None:
        bundle["entry"] = [each for each in bundle["entry"] if each["resource"]["resourceType"] != kind]

    return change


CHANGES: dict[str, Change] = {
    "a prescription of somebody else": lambda b: _order(b)["subject"].update(reference="Patient/p-2"),
    "a prescription of nobody": lambda b: _order(b)["subject"].update(reference="urn:uuid:1"),
    "no patient to check against": _drop("Patient"),
    "a medicine that is missing": _drop("Medication"),
    "a prescription that is missing": lambda b: b["entry"].pop(0),
    "no validity": lambda b: _order(b)["dispenseRequest"].pop("validityPeriod"),
    "half a date": lambda b: _order(b)["dispenseRequest"]["validityPeriod"].update(end="2027-01"),
    "no quantity": lambda b: _order(b)["dispenseRequest"].pop("quantity"),
    "a quantity of nothing": lambda b: _order(b)["dispenseRequest"]["quantity"].update(value=0),
    "no version": lambda b: _order(b)["meta"].pop("versionId"),
    "no id": lambda b: _order(b).pop("id"),
    "no dosage": lambda b: _order(b).pop("dosageInstruction"),
    "a negative number of repeats": lambda b: _order(b)["dispenseRequest"].update(numberOfRepeatsAllowed=-1),
    "an error beside the prescriptions": lambda b: b["entry"].append(
        {
            "resource": {
                "resourceType": "OperationOutcome",
                "issue": [{"severity": "error", "code": "incomplete"}],
            },
            "search": {"mode": "outcome"},
        }
    ),
    "a next page on another host": lambda b: b["link"].append(
        {"relation": "next", "url": "http://127.0.0.2:9/MedicationRequest"}
    ),
    "a next page that never ends": lambda b: b["link"].append(
        {"relation": "next", "url": "http://127.0.0.1:9/MedicationRequest"}
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_list_with_one_thing_wrong_is_not_shown(aminas_answer: bytes, what: str) -> None:
    bundle = json.loads(aminas_answer)
    CHANGES[what](bundle)

    with pytest.raises(Unavailable):
        answering(json.dumps(bundle).encode()).prescriptions(AMINA)


def test_a_price_with_parts_of_an_ore_is_not_understood(aminas_answer: bytes) -> None:
    changed = aminas_answer.replace(b'"value": 96', b'"value": 96.005', 1)
    assert changed != aminas_answer

    with pytest.raises(Unavailable):
        answering(changed).prescriptions(AMINA, costs=True)


@pytest.mark.parametrize(
    "content", [b"", b"<html>", b'{"resourceType": "Bundle"', json.dumps(EMPTY).encode()]
)
def test_an_unreadable_answer_to_a_transaction_leaves_its_outcome_unknown(content: bytes) -> None:
    patient = {
        "resourceType": "Patient",
        "id": "p-1",
        "identifier": [{"system": names.PERSONNUMMER, "value": NILS}],
    }
    known = {**EMPTY, "total": 1, "entry": [{"resource": patient, "search": {"mode": "match"}}]}

    def answer(request: httpx.Request) -> httpx.Response:
        searching = request.url.path.endswith("_search")
        return httpx.Response(200, content=json.dumps(known).encode() if searching else content)

    client = Client("store", transport=httpx.MockTransport(answer))

    with pytest.raises(Unavailable) as problem:
        PrescriptionStore("http://127.0.0.1:9/", "t", client=client).create(a_renewal(NILS, None), KEY)

    assert problem.value.outcome_unknown


def test_nothing_of_a_person_stands_in_an_exception(aminas_answer: bytes) -> None:
    bundle = json.loads(aminas_answer)
    _order(bundle)["intent"] = AMINA

    with pytest.raises(Unavailable) as problem:
        answering(json.dumps(bundle).encode()).prescriptions(AMINA)

    assert AMINA not in f"{problem.value!r} {vars(problem.value)} {problem.value.__cause__!r}"
