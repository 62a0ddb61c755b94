"""The rules of the relying-party API in bare HTTP calls: what BankID refuses, the sandbox refuses."""

from base64 import b64encode
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from fornya.integrations.bankid.client import OrderGone
from fornya.integrations.bankid.messages import Pending
from fornya.integrations.http import Unavailable
from tests.contracts import bankid_parties as parties
from tests.contracts.bankid_parties import AMINA, TOLVAN
from tests.sandbox_process import Sandbox

IP = {"endUserIp": "192.0.2.7"}


@pytest.fixture(autouse=True)
def _no_orders_left(sandbox: Sandbox) -> Iterator[None]:
    yield
    sandbox.control("reset", only=["bankid"])


@pytest.fixture
def caller(sandbox: Sandbox) -> Iterator[httpx.Client]:
    with parties.bare(sandbox) as client:
        yield client


def test_everything_but_post_is_answered_405(caller: httpx.Client) -> None:
    answer = caller.get("auth")

    assert (answer.status_code, answer.json()["errorCode"]) == (405, "methodNotAllowed")


def test_a_charset_in_the_content_type_is_answered_415(caller: httpx.Client) -> None:
    headers = {"Content-Type": "application/json; charset=utf-8"}

    answer = caller.post("auth", content=b'{"endUserIp": "192.0.2.7"}', headers=headers)

    assert (answer.status_code, answer.json()["errorCode"]) == (415, "unsupportedMediaType")


def test_an_unknown_method_is_answered_404(caller: httpx.Client) -> None:
    answer = caller.post("phone/auth", json={})

    assert (answer.status_code, answer.json()["errorCode"]) == (404, "notFound")


def base64(length: int) -> str:
    return b64encode(b"a" * (length * 3 // 4)).decode()


REFUSED: list[tuple[str, dict[str, Any]]] = [
    ("auth", {}),
    ("auth", {"endUserIp": "not an address"}),
    ("auth", IP | {"returnUrl": ""}),
    ("auth", IP | {"returnUrl": "https://fornya.example/" + "a" * 490}),
    ("auth", IP | {"returnUrl": "http://fornya.example/"}),
    ("auth", IP | {"returnRisk": "yes"}),
    ("auth", IP | {"userVisibleData": "not base64!"}),
    ("auth", IP | {"userVisibleData": "/w=="}),
    ("auth", IP | {"userVisibleData": base64(1_504)}),
    ("auth", IP | {"userNonVisibleData": base64(1_504)}),
    ("auth", IP | {"userVisibleDataFormat": "html"}),
    ("auth", IP | {"web": {}}),
    ("auth", IP | {"web": {"userAgent": "a" * 257}}),
    ("auth", IP | {"web": {"deviceIdentifier": "a" * 65}}),
    ("auth", IP | {"web": {"referringDomain": "ab"}}),
    ("auth", IP | {"web": {"referringDomain": "förnya.example"}}),
    ("auth", IP | {"web": {"userAgent": "a"}, "app": {"deviceOS": "b"}}),
    ("auth", IP | {"requirement": {"personalNumber": "198506149824"}}),
    ("auth", IP | {"requirement": {"certificatePolicies": ["1.2.*"]}}),
    ("sign", IP),
    ("sign", IP | {"userVisibleData": base64(40_004)}),
    ("sign", IP | {"userVisibleData": "YQ==", "userNonVisibleData": base64(200_004)}),
    ("collect", {}),
    ("cancel", {"orderRef": 7}),
]


@pytest.mark.parametrize(("method", "body"), REFUSED)
def test_a_member_outside_its_limits_is_refused(
    caller: httpx.Client, method: str, body: dict[str, Any]
) -> None:
    answer = caller.post(method, json=body)

    assert (answer.status_code, answer.json()["errorCode"]) == (400, "invalidParameters")
    assert set(answer.json()) == {"errorCode", "details"}


ACCEPTED: list[tuple[str, dict[str, Any]]] = [
    ("auth", {"endUserIp": "2001:db8::7"}),
    ("auth", IP | {"returnUrl": "https://fornya.example/" + "a" * 489}),
    ("auth", IP | {"returnUrl": "fornya-app://back"}),
    ("auth", IP | {"userVisibleData": base64(1_500)}),
    ("auth", IP | {"web": {"userAgent": "a" * 256, "deviceIdentifier": "a" * 64}}),
    ("auth", IP | {"requirement": {"certificatePolicies": ["1.2.752.78.*"]}}),
    ("auth", IP | {"aMemberFromTheFuture": {"a": 1}}),
    ("sign", IP | {"userVisibleData": base64(40_000), "userNonVisibleData": base64(200_000)}),
]


@pytest.mark.parametrize(("method", "body"), ACCEPTED)
def test_a_member_at_its_limit_is_accepted(caller: httpx.Client, method: str, body: dict[str, Any]) -> None:
    answer = caller.post(method, json=body)

    assert answer.status_code == 200
    assert set(answer.json()) == {"orderRef", "autoStartToken", "qrStartToken", "qrStartSecret"}


@pytest.mark.parametrize("content", [b"{", b"[]", b"\xff", b"[" * 5_000])
def test_a_body_that_is_no_json_object_is_refused(caller: httpx.Client, content: bytes) -> None:
    answer = caller.post("auth", content=content, headers={"Content-Type": "application/json"})

    assert (answer.status_code, answer.json()["errorCode"]) == (400, "invalidParameters")


def collect(caller: httpx.Client, order_ref: str) -> tuple[str, str]:
    answer = caller.post("collect", json={"orderRef": order_ref}).json()
    if "errorCode" in answer:
        return "refused", answer["errorCode"]
    return answer["status"], answer.get("hintCode", "")


GONE = ("refused", "invalidParameters")


def test_an_order_nobody_opens_within_thirty_seconds_fails(sandbox: Sandbox, caller: httpx.Client) -> None:
    order_ref = caller.post("auth", json=IP).json()["orderRef"]

    sandbox.control("bankid/clock", forward=27)
    before = collect(caller, order_ref)
    sandbox.control("bankid/clock", forward=4)

    assert before == ("pending", "outstandingTransaction")
    assert collect(caller, order_ref) == ("failed", "startFailed")


def test_an_opened_order_fails_after_three_minutes(sandbox: Sandbox, caller: httpx.Client) -> None:
    order = caller.post("auth", json=IP).json()
    sandbox.control("bankid/hint", autoStartToken=order["autoStartToken"], hint="userSign")

    sandbox.control("bankid/clock", forward=177)
    before = collect(caller, order["orderRef"])
    sandbox.control("bankid/clock", forward=4)

    assert before == ("pending", "userSign")
    assert collect(caller, order["orderRef"]) == ("failed", "expiredTransaction")


def test_a_finished_order_is_told_of_once(sandbox: Sandbox, caller: httpx.Client) -> None:
    order = caller.post("auth", json=IP).json()
    sandbox.control("bankid/approve", autoStartToken=order["autoStartToken"], personnummer=AMINA)

    first, second = collect(caller, order["orderRef"]), collect(caller, order["orderRef"])

    assert first == ("complete", "")
    assert second == GONE


def test_of_many_who_collect_at_once_one_is_told(sandbox: Sandbox, caller: httpx.Client) -> None:
    order = caller.post("auth", json=IP).json()
    sandbox.control("bankid/approve", autoStartToken=order["autoStartToken"], personnummer=AMINA)

    with ThreadPoolExecutor(8) as pool:
        heard = list(pool.map(lambda _: collect(caller, order["orderRef"]), range(32)))

    assert sorted(heard) == [("complete", "")] + [GONE] * 31


def test_a_failed_order_is_told_of_once(sandbox: Sandbox, caller: httpx.Client) -> None:
    order = caller.post("auth", json=IP).json()
    sandbox.control("bankid/cancel", autoStartToken=order["autoStartToken"])

    first, second = collect(caller, order["orderRef"]), collect(caller, order["orderRef"])

    assert first == ("failed", "userCancel")
    assert second == GONE


def test_an_approved_order_is_kept_for_three_minutes(sandbox: Sandbox, caller: httpx.Client) -> None:
    order = caller.post("auth", json=IP).json()
    collect(caller, order["orderRef"])
    sandbox.control("bankid/approve", autoStartToken=order["autoStartToken"], personnummer=AMINA)

    sandbox.control("bankid/clock", forward=181)

    assert collect(caller, order["orderRef"]) == GONE


def test_a_cancelled_order_is_gone_and_cannot_be_approved(sandbox: Sandbox, caller: httpx.Client) -> None:
    order = caller.post("auth", json=IP).json()

    answer = caller.post("cancel", json={"orderRef": order["orderRef"]})

    assert (answer.status_code, answer.json()) == (200, {})
    assert caller.post("cancel", json={"orderRef": order["orderRef"]}).status_code == 400
    with pytest.raises(httpx.HTTPStatusError, match="409"):
        sandbox.control("bankid/approve", autoStartToken=order["autoStartToken"], personnummer=AMINA)


def test_a_second_order_for_the_same_person_stops_the_first_and_makes_none(
    sandbox: Sandbox, caller: httpx.Client
) -> None:
    body = IP | {"requirement": {"personalNumber": AMINA}}
    first = caller.post("auth", json=body).json()

    second = caller.post("auth", json=body)

    assert (second.status_code, second.json()["errorCode"]) == (400, "alreadyInProgress")
    assert sandbox.seen("bankid/orders") == []
    assert collect(caller, first["orderRef"]) == ("failed", "cancelled")
    assert caller.post("auth", json=body).status_code == 200


def test_whoever_approves_one_order_gives_up_the_other(sandbox: Sandbox, caller: httpx.Client) -> None:
    wanted = IP | {"requirement": {"personalNumber": AMINA}}
    first, second = caller.post("auth", json=wanted).json(), caller.post("auth", json=IP).json()

    sandbox.control("bankid/approve", autoStartToken=second["autoStartToken"], personnummer=AMINA)

    assert collect(caller, first["orderRef"]) == ("failed", "cancelled")
    assert collect(caller, second["orderRef"]) == ("complete", "")


@pytest.mark.parametrize(
    ("requirement", "reason"),
    [
        ({"personalNumber": TOLVAN}, "another_person"),
        ({"certificatePolicies": ["1.2.3.4.10"]}, "another_kind_of_bankid"),
    ],
)
def test_a_requirement_stops_the_wrong_phone(
    sandbox: Sandbox, caller: httpx.Client, requirement: dict[str, Any], reason: str
) -> None:
    order = caller.post("auth", json=IP | {"requirement": requirement}).json()

    with pytest.raises(httpx.HTTPStatusError) as refused:
        sandbox.control("bankid/approve", autoStartToken=order["autoStartToken"], personnummer=AMINA)

    assert refused.value.response.json() == {"error": reason}
    assert collect(caller, order["orderRef"])[0] == "pending"


def test_risk_is_told_only_to_those_who_ask(sandbox: Sandbox, caller: httpx.Client) -> None:
    asked = caller.post("auth", json=IP | {"returnRisk": True}).json()
    not_asked = caller.post("auth", json=IP).json()
    people = {asked["autoStartToken"]: AMINA, not_asked["autoStartToken"]: TOLVAN}
    for token, person in people.items():
        sandbox.control("bankid/approve", autoStartToken=token, personnummer=person, risk="moderate")

    told = caller.post("collect", json={"orderRef": asked["orderRef"]}).json()
    not_told = caller.post("collect", json={"orderRef": not_asked["orderRef"]}).json()

    assert told["completionData"]["risk"] == "moderate"
    assert "risk" not in not_told["completionData"]
    assert "cert" not in told["completionData"]


@pytest.mark.parametrize(
    ("mode", "outcome_unknown"),
    [("error500", True), ("429", False), ("down", True), ("drop_answer", True)],
)
def test_a_plug_that_is_pulled_for_collect_leaves_the_order_as_it_was(
    sandbox: Sandbox, mode: str, outcome_unknown: bool
) -> None:
    party = parties.ours(sandbox)
    sandbox.control("faults", service="bankid", mode=mode, method="collect", times=1)
    order = parties.start(party)

    with pytest.raises(Unavailable) as problem:
        party.collect(order.order_ref)

    assert problem.value.outcome_unknown is outcome_unknown
    assert party.collect(order.order_ref) == Pending("outstandingTransaction")


def test_an_answer_lost_on_the_way_takes_the_result_with_it(sandbox: Sandbox) -> None:
    party = parties.ours(sandbox)
    order = parties.start(party)
    parties.approve(sandbox, order)
    sandbox.control("faults", service="bankid", mode="drop_answer", method="collect", times=1)

    with pytest.raises(Unavailable):
        party.collect(order.order_ref)

    with pytest.raises(OrderGone):
        party.collect(order.order_ref)
