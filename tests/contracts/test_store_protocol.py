"""The sandbox's store as any FHIR client meets it: headers, versions, transactions, description."""

import base64
from typing import Any
from uuid import uuid4

import httpx
import pytest
from fhir.resources.R4B.bundle import Bundle
from fhir.resources.R4B.capabilitystatement import CapabilityStatement
from fhir.resources.R4B.operationoutcome import OperationOutcome

from fornya.integrations.prescription_store import names, orders
from tests.contracts.store import HEADERS, KIM, a_patient, a_renewal, kept, with_prescription
from tests.sandbox_process import Sandbox

FORM = {"identifier": f"{names.PERSONNUMMER}|198506149825"}


def call(sandbox: Sandbox, method: str, path: str, **options: Any) -> httpx.Response:
    headers = {**HEADERS, **options.pop("headers", {})}
    headers = {name: value for name, value in headers.items() if value is not None}
    with httpx.Client(trust_env=False, timeout=10) as client:
        return client.request(method, f"{sandbox.url}/store/fhir/{path}", headers=headers, **options)


def reason(answer: httpx.Response) -> str:
    """The OperationOutcome's code, once the answer has been checked to be one."""
    assert answer.headers["Content-Type"] == "application/fhir+json"
    return str(OperationOutcome.model_validate(answer.json()).issue[0].code)


def patient_id(sandbox: Sandbox, personnummer: str) -> str:
    form = {"identifier": f"{names.PERSONNUMMER}|{personnummer}"}
    found = call(sandbox, "POST", "Patient/_search", data=form).json()
    return str(found["entry"][0]["resource"]["id"])


def an_order(sandbox: Sandbox, personnummer: str) -> dict[str, Any]:
    new = a_renewal(personnummer, None)
    order = orders.order(new, uuid4(), patient_id(sandbox, personnummer), None)
    order["dispenseRequest"]["quantity"]["value"] = 100
    order["dosageInstruction"][0]["doseAndRate"][0]["doseQuantity"]["value"] = 1
    return order


@pytest.mark.parametrize("name", ["x-request-id", "x-purpose", "x-access"])
def test_a_call_without_one_of_the_headers_is_refused(sandbox: Sandbox, name: str) -> None:
    answer = call(sandbox, "POST", "Patient/_search", data=FORM, headers={name: None})

    assert (answer.status_code, reason(answer)) == (400, "required")


@pytest.mark.parametrize("token", [None, "Bearer wrong", "Basic " + base64.b64encode(b"a:b").decode()])
def test_a_call_without_the_token_is_refused(sandbox: Sandbox, token: str | None) -> None:
    answer = call(sandbox, "POST", "Patient/_search", data=FORM, headers={"Authorization": token})

    assert (answer.status_code, reason(answer)) == (401, "login")


def test_who_may_read_their_own_may_not_write(sandbox: Sandbox) -> None:
    order = an_order(sandbox, a_patient())
    own = {"x-purpose": "patient-access", "x-access": "own-data"}

    answer = call(sandbox, "POST", "MedicationRequest", json=order, headers=own)

    assert (answer.status_code, reason(answer)) == (403, "forbidden")


def test_a_personnummer_in_a_url_is_refused(sandbox: Sandbox) -> None:
    asked = f"MedicationRequest?patient.identifier={names.PERSONNUMMER}%7C198506149825"

    answer = call(sandbox, "GET", asked)

    assert (answer.status_code, reason(answer)) == (400, "security")


@pytest.mark.parametrize(
    "query", ["", "?_sort=date&patient=p-1", "?patient=p-1&_count=none", "?patient=p-1&_include=Other:x"]
)
def test_a_search_the_store_cannot_do_is_refused(sandbox: Sandbox, query: str) -> None:
    assert call(sandbox, "GET", f"MedicationRequest{query}").status_code == 400


def test_the_links_of_a_page_name_the_patient_by_logical_id(sandbox: Sandbox) -> None:
    personnummer = a_patient()
    with_prescription(sandbox, personnummer, count=3)
    form = {"patient.identifier": f"{names.PERSONNUMMER}|{personnummer}", "_count": "2"}

    first = call(sandbox, "POST", "MedicationRequest/_search", data=form)

    bundle = first.json()
    Bundle.model_validate(bundle)
    links = {each["relation"]: each["url"] for each in bundle["link"]}
    following = call(sandbox, "GET", links["next"].partition("/store/fhir/")[2]).json()
    assert personnummer not in str(links)
    assert [len(page["entry"]) for page in (bundle, following)] == [2, 1]
    assert bundle["total"] == following["total"] == 3


def test_a_created_order_is_read_with_its_version(sandbox: Sandbox) -> None:
    order = an_order(sandbox, a_patient())

    created = call(sandbox, "POST", "MedicationRequest", json=order)

    place = created.headers["Location"].partition("/store/fhir/")[2].partition("/_history")[0]
    seen = call(sandbox, "GET", place)
    assert (created.status_code, created.headers["ETag"], seen.headers["ETag"]) == (201, 'W/"1"', 'W/"1"')
    assert seen.json()["meta"]["versionId"] == "1"
    assert seen.json()["dosageInstruction"] == order["dosageInstruction"]


def test_if_none_exist_gives_the_one_that_is_there(sandbox: Sandbox) -> None:
    order = an_order(sandbox, a_patient())
    header = {"If-None-Exist": f"identifier={names.DECISION_KEY}|{order['identifier'][0]['value']}"}

    first = call(sandbox, "POST", "MedicationRequest", json=order, headers=header)
    second = call(sandbox, "POST", "MedicationRequest", json=order, headers=header)

    assert (first.status_code, second.status_code) == (201, 200)
    assert first.headers["Location"] == second.headers["Location"]


def test_an_identifier_that_is_taken_is_refused_without_if_none_exist(sandbox: Sandbox) -> None:
    order = an_order(sandbox, a_patient())
    call(sandbox, "POST", "MedicationRequest", json=order)

    answer = call(sandbox, "POST", "MedicationRequest", json=order)

    assert (answer.status_code, reason(answer)) == (409, "duplicate")


@pytest.mark.parametrize(
    ("etag", "status"), [('W/"1"', 200), ('W/"2"', 412), ('W/"0"', 412), ("1", 400), (None, 400)]
)
def test_an_update_needs_the_version_that_stands(sandbox: Sandbox, etag: str | None, status: int) -> None:
    order = an_order(sandbox, a_patient())
    created = call(
        sandbox, "POST", "MedicationRequest", json=order, headers={"Prefer": "return=representation"}
    )
    body = {**created.json(), "status": "completed"}

    answer = call(sandbox, "PUT", f"MedicationRequest/{body['id']}", json=body, headers={"If-Match": etag})

    assert answer.status_code == status
    seen = call(sandbox, "GET", f"MedicationRequest/{body['id']}").json()
    assert seen["status"] == ("completed" if status == 200 else "active")


def test_a_transaction_that_fails_in_its_last_entry_leaves_nothing(sandbox: Sandbox) -> None:
    personnummer = a_patient()
    prior = with_prescription(sandbox, personnummer)
    order = an_order(sandbox, personnummer)
    body = call(sandbox, "GET", f"MedicationRequest/{prior.id}").json()
    bundle = {
        "resourceType": "Bundle",
        "type": "transaction",
        "entry": [
            {"resource": order, "request": {"method": "POST", "url": "MedicationRequest"}},
            {
                "resource": {**body, "status": "completed"},
                "request": {
                    "method": "PUT",
                    "url": f"MedicationRequest/{prior.id}",
                    "ifMatch": 'W/"9"',
                },
            },
        ],
    }

    answer = call(sandbox, "POST", "", json=bundle)

    assert (answer.status_code, reason(answer)) == (412, "conflict")
    assert [each["id"] for each in kept(sandbox, personnummer)] == [prior.id]


def test_references_between_new_resources_are_rewritten(sandbox: Sandbox) -> None:
    personnummer = a_patient()
    first, second = an_order(sandbox, personnummer), an_order(sandbox, personnummer)
    second["priorPrescription"] = {"reference": "urn:uuid:11111111-1111-4111-8111-111111111111"}
    create = {"method": "POST", "url": "MedicationRequest"}
    bundle = {
        "resourceType": "Bundle",
        "type": "transaction",
        "entry": [
            {
                "fullUrl": "urn:uuid:11111111-1111-4111-8111-111111111111",
                "resource": first,
                "request": create,
            },
            {"resource": second, "request": create},
        ],
    }

    answer = call(sandbox, "POST", "", json=bundle)

    Bundle.model_validate(answer.json())
    older, newer = kept(sandbox, personnummer)
    assert newer["prior"] == older["id"]


@pytest.mark.parametrize(
    "change",
    [
        {"status": "sleeping"},
        {"intent": "proposal"},
        {"contained": []},
        {"subject": {"reference": "Patient/p-nobody"}},
        {"priorPrescription": {"reference": "MedicationRequest/rx-nothing"}},
        {"dosageInstruction": []},
        {"dispenseRequest": {}},
        {"surprise": True},
        {"contained": [{"resourceType": "Spaceship", "id": "prescriber"}]},
        {"contained": ["prescriber"]},
        {"dispenseRequest": {"quantity": {"value": "many"}}},
    ],
)
def test_an_order_that_makes_no_sense_is_refused(sandbox: Sandbox, change: dict[str, Any]) -> None:
    order = {**an_order(sandbox, a_patient()), **change}

    answer = call(sandbox, "POST", "MedicationRequest", json=order)

    assert answer.status_code == 422
    assert reason(answer) in {"structure", "business-rule"}


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"<html>", b'{"resourceType": "Bundle"}', b"[" * 9000])
def test_a_body_that_is_no_transaction_is_refused(sandbox: Sandbox, body: bytes) -> None:
    assert call(sandbox, "POST", "", content=body).status_code == 400


def test_the_store_describes_exactly_what_it_does(sandbox: Sandbox) -> None:
    answer = call(sandbox, "GET", "metadata", headers={"Authorization": None})

    described = CapabilityStatement.model_validate(answer.json()).rest[0]
    able = {each.type: {one.code for one in each.interaction} for each in described.resource}
    assert able == {
        "Patient": {"read", "search-type"},
        "Medication": {"read"},
        "MedicationRequest": {"read", "search-type", "create", "update"},
        "MedicationDispense": {"read"},
    }
    assert [each.code for each in described.interaction] == ["transaction"]
    assert reason(call(sandbox, "DELETE", "MedicationRequest/rx-1")) == "not-supported"
    assert reason(call(sandbox, "GET", "Task")) == "not-supported"


def test_kim_cannot_be_reached_by_any_road(sandbox: Sandbox) -> None:
    seen = kept(sandbox, KIM)[0]["id"]

    answers = [
        call(sandbox, "POST", "Patient/_search", data={"identifier": f"{names.PERSONNUMMER}|{KIM}"}),
        call(sandbox, "GET", f"MedicationRequest/{seen}"),
    ]

    assert [each.status_code for each in answers] == [503, 503]
    assert {reason(each) for each in answers} == {"transient"}
