"""The client against answers a well-behaved BankID would not give: broken, cut short, from the future."""

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from fornya.integrations.bankid.client import AlreadyInProgress, BankId, OrderGone
from fornya.integrations.bankid.messages import Complete, Failed, Order, Pending
from fornya.integrations.http import Client, Refused, Unavailable

PROXY_PAGE = b"<!doctype html><title>502</title><h1>Bad gateway</h1>"
TOKENS = {"orderRef": "o", "autoStartToken": "a", "qrStartToken": "q", "qrStartSecret": "s"}
COMPLETION: dict[str, Any] = {
    "user": {
        "personalNumber": "198506149825",
        "name": "Amina Exempel",
        "givenName": "Amina",
        "surname": "Exempel",
        "nickname": "from the future",
    },
    "device": {"ipAddress": "192.0.2.7", "uhi": "u"},
    "bankIdIssueDate": "2025-02-01Z",
    "signature": "c2ln",
    "ocspResponse": "b2NzcA==",
    "newThing": {},
}


def answering(*answers: httpx.Response | Exception) -> tuple[BankId, list[httpx.Request]]:
    """Make a client whose calls get these answers in turn, and the list of what it sent."""
    sent: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        given = answers[len(sent) - 1]
        if isinstance(given, Exception):
            raise given
        return given

    pool = Client("bankid", "https://bankid.example/rp/v6.0/", transport=httpx.MockTransport(answer))
    return BankId(pool, domain="fornya.example"), sent


def saying(status: int, code: str) -> httpx.Response:
    return httpx.Response(status, json={"errorCode": code, "details": "…"})


def start(party: BankId, **changes: Any) -> Order:
    asked: dict[str, Any] = {"user_ip": "192.0.2.7", "return_url": None, "user_agent": "x"}
    return party.start(**(asked | {"device_id": "d", "visible": "Du loggar in."} | changes))


def collect(party: BankId) -> Pending | Complete | Failed:
    return party.collect("o")


def cancel(party: BankId) -> None:
    party.cancel("o")


CALLS: list[Callable[[BankId], object]] = [start, collect, cancel]


def test_the_content_type_is_exactly_json() -> None:
    party, sent = answering(httpx.Response(200, json=TOKENS))

    start(party)

    assert sent[0].headers["content-type"] == "application/json"
    assert str(sent[0].url) == "https://bankid.example/rp/v6.0/auth"


def test_members_we_do_not_know_are_passed_over() -> None:
    answer = {"orderRef": "o", "status": "complete", "completionData": COMPLETION, "extra": [1]}
    party, _ = answering(httpx.Response(200, json=TOKENS | {"extra": 1}), httpx.Response(200, json=answer))

    assert start(party) == Order("o", "a", "q", "s")
    assert collect(party) == Complete(
        "198506149825", "Amina", "Exempel", None, "192.0.2.7", "c2ln", "b2NzcA=="
    )


def test_a_completion_does_not_print_the_person() -> None:
    answer = {"status": "complete", "completionData": COMPLETION}
    party, _ = answering(httpx.Response(200, json=answer))

    assert repr(collect(party)) == "Complete(risk=None)"


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ({"status": "pending", "hintCode": "fromTheFuture"}, Pending("fromTheFuture")),
        ({"status": "pending"}, Pending("")),
        ({"status": "failed", "hintCode": "fromTheFuture"}, Failed("fromTheFuture")),
        ({"status": "postponed"}, Failed("")),
    ],
)
def test_hints_and_states_from_the_future_are_borne(
    answer: dict[str, Any], outcome: Pending | Failed
) -> None:
    party, _ = answering(httpx.Response(200, json=answer))

    assert collect(party) == outcome


@pytest.mark.parametrize("body", [b'{"orderRef": "o", "auto', b"", b"[]", b"null", PROXY_PAGE, b"\xff\xfe"])
@pytest.mark.parametrize("call", CALLS)
def test_an_answer_that_cannot_be_read_is_worth_another_try(
    call: Callable[[BankId], object], body: bytes
) -> None:
    party, _ = answering(httpx.Response(200, content=body))

    with pytest.raises(Unavailable) as problem:
        call(party)

    assert problem.value.outcome_unknown is True


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"status": "complete"},
        {"status": "complete", "completionData": []},
        {"status": "complete", "completionData": COMPLETION | {"user": None}},
        {"status": "complete", "completionData": COMPLETION | {"device": "phone"}},
    ],
)
def test_a_completion_with_something_missing_is_nobody(answer: dict[str, Any]) -> None:
    party, _ = answering(httpx.Response(200, json=answer))

    with pytest.raises(Unavailable):
        collect(party)


def test_an_order_without_a_token_is_no_order() -> None:
    party, _ = answering(httpx.Response(200, json=TOKENS | {"qrStartSecret": None}))

    with pytest.raises(Unavailable):
        start(party)


@pytest.mark.parametrize(
    ("status", "code", "call", "error"),
    [
        (400, "alreadyInProgress", start, AlreadyInProgress),
        (400, "invalidParameters", start, Refused),
        (400, "invalidParameters", collect, OrderGone),
        (400, "invalidParameters", cancel, OrderGone),
        (400, "fromTheFuture", start, Refused),
        (401, "unauthorized", start, Refused),
        (403, "unauthorized", collect, Refused),
        (404, "notFound", start, Refused),
        (405, "methodNotAllowed", start, Refused),
        (415, "unsupportedMediaType", start, Refused),
    ],
)
def test_a_refusal_has_its_class_and_code(
    status: int, code: str, call: Callable[[BankId], object], error: type[Refused]
) -> None:
    party, _ = answering(saying(status, code))

    with pytest.raises(Refused) as refused:
        call(party)

    assert type(refused.value) is error
    assert (refused.value.code, refused.value.status) == (code, status)


@pytest.mark.parametrize("body", [PROXY_PAGE, b'{"errorCode": "alr', b"[1]", b'{"errorCode": 7}', b""])
def test_a_refusal_without_a_code_has_its_status_as_code(body: bytes) -> None:
    party, _ = answering(httpx.Response(400, content=body))

    with pytest.raises(Refused) as refused:
        start(party)

    assert (type(refused.value), refused.value.code) == (Refused, "400")


@pytest.mark.parametrize(
    ("status", "code"),
    [(408, "requestTimeout"), (429, "tooManyRequests"), (500, "internalError"), (503, "maintenance")],
)
def test_a_start_is_never_repeated(status: int, code: str) -> None:
    party, sent = answering(saying(status, code))

    with pytest.raises(Unavailable):
        start(party)

    assert len(sent) == 1


@pytest.mark.parametrize("status", [408, 503])
def test_a_collect_is_quietly_tried_once_more(status: int) -> None:
    pending = httpx.Response(200, json={"status": "pending", "hintCode": "userSign"})
    party, sent = answering(saying(status, "maintenance"), pending)

    assert collect(party) == Pending("userSign")
    assert len(sent) == 2


def test_a_collect_gives_up_after_the_second_try() -> None:
    party, sent = answering(saying(503, "maintenance"), saying(503, "maintenance"))

    with pytest.raises(Unavailable):
        collect(party)

    assert len(sent) == 2


@pytest.mark.parametrize("answer", [saying(500, "internalError"), httpx.ReadTimeout("slow")])
def test_a_collect_whose_answer_may_be_lost_is_not_tried_again(answer: httpx.Response | Exception) -> None:
    party, sent = answering(answer)

    with pytest.raises(Unavailable) as problem:
        collect(party)

    assert problem.value.outcome_unknown is True
    assert len(sent) == 1


def test_a_qr_order_sends_no_return_address_and_an_unknown_browser_no_name() -> None:
    party, sent = answering(httpx.Response(200, json=TOKENS))

    start(party, user_agent="")

    body = json.loads(sent[0].content)
    assert body == {
        "endUserIp": "192.0.2.7",
        "returnRisk": True,
        "web": {"referringDomain": "fornya.example", "deviceIdentifier": "d"},
        "userVisibleData": "RHUgbG9nZ2FyIGluLg==",
    }


def test_a_long_browser_name_is_cut_to_what_bankid_takes() -> None:
    party, sent = answering(httpx.Response(200, json=TOKENS))

    start(party, user_agent="å" * 300)

    assert json.loads(sent[0].content)["web"]["userAgent"] == "å" * 256


def test_a_signature_is_for_one_person_with_the_security_code() -> None:
    party, sent = answering(httpx.Response(200, json=TOKENS))

    party.sign(
        personnummer="198506149825",
        user_ip="192.0.2.7",
        return_url="https://fornya.example/back",
        user_agent="x",
        device_id="d",
        visible="Jag förnyar.",
        hidden=b"\x00\x01",
    )

    body = json.loads(sent[0].content)
    assert sent[0].url.path == "/rp/v6.0/sign"
    assert body["requirement"] == {"personalNumber": "198506149825", "pinCode": True}
    assert (body["returnUrl"], body["userNonVisibleData"]) == ("https://fornya.example/back", "AAE=")


@pytest.mark.parametrize("changes", [{"visible": ""}, {"visible": "å" * 600}, {"device_id": "d" * 65}])
def test_what_bankid_would_refuse_is_never_sent(changes: dict[str, str]) -> None:
    party, sent = answering()

    with pytest.raises(ValueError, match="characters"):
        start(party, **changes)

    assert sent == []
