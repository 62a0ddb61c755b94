"""The plugs of the sandbox: each does exactly what its name says, down to the TCP connection."""

import socket
import time

import httpx
import pytest

from tests.sandbox_process import Sandbox

FORM = {"from": "Test", "to": "+46700000009", "message": "hej"}
AUTH = ("sandbox", "sandbox")


def send(sandbox: Sandbox) -> httpx.Response:
    return httpx.post(f"{sandbox.url}/sms/a1/sms", data=FORM, auth=AUTH, trust_env=False, timeout=10)


def raw_send(sandbox: Sandbox) -> bytes:
    """Send the same over a plain socket and return every byte that came back before the end."""
    body = b"from=Test&to=%2B46700000009&message=hej"
    head = (
        b"POST /sms/a1/sms HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        b"Authorization: Basic c2FuZGJveDpzYW5kYm94\r\n"
        b"Content-Type: application/x-www-form-urlencoded\r\n"
        b"Content-Length: " + str(len(body)).encode() + b"\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", sandbox.port), timeout=5) as connection:
        connection.sendall(head + body)
        received = b""
        try:
            while chunk := connection.recv(4096):
                received += chunk
        except ConnectionResetError:
            pass
    return received


def count(sandbox: Sandbox) -> int:
    return len(sandbox.seen("sms"))


def test_a_dropped_answer_does_the_work_and_closes_the_connection_without_a_byte(sandbox: Sandbox) -> None:
    before = count(sandbox)
    sandbox.control("faults", service="sms", mode="drop_answer", times=1)

    assert raw_send(sandbox) == b""
    assert count(sandbox) == before + 1


def test_a_service_that_is_down_closes_the_connection_and_does_nothing(sandbox: Sandbox) -> None:
    before = count(sandbox)
    sandbox.control("faults", service="sms", mode="down")

    assert raw_send(sandbox) == b""
    assert count(sandbox) == before


@pytest.mark.parametrize(("mode", "done"), [("drop_answer", 1), ("down", 0)])
def test_httpx_meets_a_cut_connection_as_a_protocol_error(sandbox: Sandbox, mode: str, done: int) -> None:
    before = count(sandbox)
    sandbox.control("faults", service="sms", mode=mode, times=1)

    with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
        send(sandbox)

    assert count(sandbox) == before + done
    assert send(sandbox).status_code == 200


def test_a_cut_connection_is_cut_also_when_it_was_kept_alive(sandbox: Sandbox) -> None:
    with httpx.Client(base_url=sandbox.url, auth=AUTH, trust_env=False) as client:
        assert client.post("/sms/a1/sms", data=FORM).status_code == 200
        sandbox.control("faults", service="sms", mode="drop_answer", times=1)

        with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
            client.post("/sms/a1/sms", data=FORM)

        assert client.post("/sms/a1/sms", data=FORM).status_code == 200


def test_an_error_and_too_many_requests_do_nothing(sandbox: Sandbox) -> None:
    before = count(sandbox)

    sandbox.control("faults", service="sms", mode="error500")
    assert send(sandbox).status_code == 500

    sandbox.control("faults", service="sms", mode="429", seconds=7)
    answer = send(sandbox)
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "7")

    assert count(sandbox) == before


def test_a_slow_service_answers_in_the_end(sandbox: Sandbox) -> None:
    sandbox.control("faults", service="sms", mode="slow", seconds=0.4)
    started = time.monotonic()

    assert send(sandbox).status_code == 200
    assert time.monotonic() - started >= 0.4


def test_a_switch_for_two_calls_hits_exactly_two(sandbox: Sandbox) -> None:
    sandbox.control("faults", service="sms", mode="error500", times=2)

    assert [send(sandbox).status_code for _ in range(3)] == [500, 500, 200]


def test_a_switch_for_one_method_leaves_the_others_alone(sandbox: Sandbox) -> None:
    sandbox.control("faults", service="idp", mode="error500", method="post", times=1)

    assert httpx.get(f"{sandbox.url}/idp/jwks", trust_env=False).status_code == 200
    assert httpx.post(f"{sandbox.url}/idp/token", trust_env=False).status_code == 500
    assert httpx.post(f"{sandbox.url}/idp/token", trust_env=False).status_code == 400


def test_one_service_can_be_broken_alone_and_all_work_after_a_reset(sandbox: Sandbox) -> None:
    sandbox.control("faults", service="idp", mode="down")
    sandbox.control("faults", service="sms", mode="error500")
    states = {one["service"]: one["mode"] for one in sandbox.seen("faults")}
    assert (states["idp"], states["sms"], states["email"]) == ("down", "error500", "ok")

    sandbox.control("reset", only=["faults"])

    assert {one["mode"] for one in sandbox.seen("faults")} == {"ok"}


def test_the_mode_ok_mends_a_service(sandbox: Sandbox) -> None:
    sandbox.control("faults", service="sms", mode="error500")

    sandbox.control("faults", service="sms", mode="ok")

    assert send(sandbox).status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        {"service": "post", "mode": "down"},
        {"service": "sms", "mode": "explode"},
        {"service": "sms", "mode": "down", "times": 0},
        {"service": "sms", "mode": "slow", "seconds": 500},
        {"service": "sms"},
        {"service": "sms", "mode": "down", "colour": "red"},
    ],
)
def test_a_switch_that_does_not_exist_is_refused(sandbox: Sandbox, body: dict[str, object]) -> None:
    answer = httpx.post(f"{sandbox.url}/_control/faults", json=body, trust_env=False)

    assert answer.status_code == 400


def test_a_web_page_cannot_pull_a_plug_by_posting_a_form(sandbox: Sandbox) -> None:
    answer = httpx.post(
        f"{sandbox.url}/_control/faults", data={"service": "sms", "mode": "down"}, trust_env=False
    )

    assert answer.status_code == 415


def test_another_name_for_this_machine_is_not_answered(sandbox: Sandbox) -> None:
    answer = httpx.get(f"{sandbox.url}/_control/sms", headers={"host": "evil.example"}, trust_env=False)

    assert answer.status_code == 421
