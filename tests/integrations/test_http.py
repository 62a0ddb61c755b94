"""The one way of calling foreign systems: what it says when they fail, and what it never writes down."""

import json
import socket
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress

import httpx
import pytest
import structlog
from structlog.testing import capture_logs

from fornya.integrations.http import Client, Fault, Refused, Unavailable, json_of

SECRET = "198506149825"


def client_that(answer: Callable[[httpx.Request], httpx.Response]) -> Client:
    return Client("store", "http://127.0.0.1:9/fhir/", transport=httpx.MockTransport(answer))


def answering(status: int, **more: object) -> Client:
    return client_that(lambda request: httpx.Response(status, **more))  # type: ignore[arg-type]


def failing(problem: type[httpx.TransportError]) -> Client:
    def fail(request: httpx.Request) -> httpx.Response:
        raise problem("boom", request=request)

    return client_that(fail)


@pytest.mark.parametrize(
    ("problem", "unknown"),
    [
        (httpx.ConnectError, False),
        (httpx.ConnectTimeout, False),
        (httpx.PoolTimeout, False),
        (httpx.WriteError, True),
        (httpx.WriteTimeout, True),
        (httpx.ReadError, True),
        (httpx.ReadTimeout, True),
        (httpx.RemoteProtocolError, True),
    ],
)
def test_a_broken_connection_says_whether_the_work_may_have_been_done(
    problem: type[httpx.TransportError], unknown: bool
) -> None:
    with pytest.raises(Unavailable) as trouble:
        failing(problem).post("MedicationRequest")

    assert trouble.value.outcome_unknown is unknown
    assert trouble.value.reason == problem.__name__
    slow = issubclass(problem, httpx.TimeoutException)
    assert trouble.value.fault is (Fault.SLOW if slow else Fault.DOWN)


@pytest.mark.parametrize(
    ("status", "unknown"), [(408, False), (425, False), (429, False), (500, True), (502, True), (503, True)]
)
def test_a_status_that_may_pass_is_unavailable(status: int, unknown: bool) -> None:
    with pytest.raises(Unavailable) as trouble:
        answering(status).post("Bundle")

    assert trouble.value.outcome_unknown is unknown
    assert trouble.value.status == status


@pytest.mark.parametrize("status", [301, 302, 304, 400, 401, 403, 404, 409, 412, 415, 422])
def test_a_status_that_will_not_pass_is_refused(status: int) -> None:
    with pytest.raises(Refused) as refused:
        answering(status, json={"errorCode": "why"}).post("auth")

    assert refused.value.code == str(status)
    assert json.loads(refused.value.body) == {"errorCode": "why"}


def test_the_caller_may_take_a_status_as_an_answer() -> None:
    assert answering(412).get("Bundle", accept={412}).status_code == 412


def test_the_wait_a_busy_system_asks_for_is_handed_on() -> None:
    with pytest.raises(Unavailable) as trouble:
        answering(429, headers={"Retry-After": "30"}).get("x")
    assert trouble.value.retry_after == 30

    with pytest.raises(Unavailable) as dated:
        answering(503, headers={"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}).get("x")
    assert dated.value.retry_after is None


def test_the_same_correlation_id_is_used_on_every_attempt() -> None:
    seen = []

    def flaky(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers["x-request-id"])
        return httpx.Response(503 if len(seen) < 3 else 200)

    assert client_that(flaky).get("x", attempts=3).status_code == 200
    assert len(seen) == 3
    assert len(set(seen)) == 1


def test_a_job_that_tries_again_may_keep_its_correlation_id() -> None:
    seen = []
    client = client_that(lambda request: seen.append(request.headers["x-request-id"]) or httpx.Response(200))

    client.get("x", request_id="job-7")
    client.get("x", request_id="job-7")

    assert seen == ["job-7", "job-7"]


def test_without_an_id_the_request_being_served_lends_its_own() -> None:
    seen = []
    client = client_that(lambda request: seen.append(request.headers["x-request-id"]) or httpx.Response(200))

    with structlog.contextvars.bound_contextvars(request_id="page-3"):
        client.get("x")
    client.get("x")

    assert seen[0] == "page-3"
    assert len(seen[1]) == 36


def test_one_attempt_is_all_unless_more_are_asked_for() -> None:
    calls = []

    with pytest.raises(Unavailable):
        client_that(lambda request: calls.append(1) or httpx.Response(503)).post("x")

    assert len(calls) == 1


@pytest.mark.parametrize("status", [404, 500])
def test_an_exception_says_nothing_about_the_person(status: int) -> None:
    client = answering(status, json={"patient": SECRET})

    with pytest.raises((Unavailable, Refused)) as trouble:
        client.post("Patient", params={"identifier": SECRET}, json={"identifier": SECRET})

    assert SECRET not in f"{trouble.value!r} {trouble.value}"


@pytest.mark.parametrize("status", [200, 404, 500])
def test_a_log_line_holds_method_host_path_and_status_and_nothing_about_the_person(status: int) -> None:
    client = answering(status, json={"patient": SECRET})
    with capture_logs() as lines, suppress(Unavailable, Refused):
        client.post(
            "Patient",
            params={"identifier": SECRET},
            json={"identifier": SECRET},
            headers={"x-person": SECRET},
            auth=("user", SECRET),
        )

    [line] = lines
    assert (line["method"], line["host"], line["path"]) == ("POST", "127.0.0.1:9", "/fhir/Patient")
    assert line["status"] == status
    assert isinstance(line["ms"], int)
    assert SECRET not in str(lines)


def test_httpx_does_not_write_addresses_to_the_log_by_itself(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")

    answering(200).get("Patient", params={"identifier": SECRET})

    assert SECRET not in caplog.text


def test_an_answer_leaves_no_cookie_behind_for_the_next_person() -> None:
    cookies = []

    def answer(request: httpx.Request) -> httpx.Response:
        cookies.append(request.headers.get("cookie"))
        return httpx.Response(200, headers={"set-cookie": "session=one; Path=/"})

    client = client_that(answer)
    client.get("x")
    client.get("x")

    assert cookies == [None, None]


def test_a_proxy_in_the_environment_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as proxy:
        monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{proxy.getsockname()[1]}")
        proxy.settimeout(0.2)
        with pytest.raises(Unavailable):
            Client("store", "http://127.0.0.1:9/").get("x")
        with pytest.raises(TimeoutError):
            proxy.accept()


def test_a_silent_system_is_given_up_after_the_read_timeout() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        with pytest.raises(Unavailable) as trouble:
            Client("store", address, read_timeout=0.1).get("x")

    assert trouble.value.reason == "ReadTimeout"
    assert trouble.value.outcome_unknown is True


def test_a_server_outside_the_trusted_root_is_never_spoken_to() -> None:
    with socket.create_server(("127.0.0.1", 0)) as plain:
        thread = threading.Thread(target=lambda: plain.accept()[0].close())
        thread.start()
        with pytest.raises(Unavailable) as trouble:
            Client(
                "bankid",
                f"https://127.0.0.1:{plain.getsockname()[1]}/",
                verify=ssl.create_default_context(),
            ).get("x")
        thread.join(5)

    assert trouble.value.outcome_unknown is False


@pytest.mark.parametrize("body", ["", "[]", "7", "<html>"])
def test_an_answer_that_is_no_json_object_is_refused(body: str) -> None:
    with pytest.raises(Refused) as refused:
        json_of(httpx.Response(200, text=body))

    assert refused.value.code == "answer"
