"""Text messages: our client against the sandbox's gateway."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs

import httpx
import pytest

from fornya.integrations.http import Client, Refused, Unavailable
from fornya.integrations.sms import InvalidNumber, SmsGateway
from tests.sandbox_process import Sandbox

NUMBER = "+46700000001"
TEXT = "Du har ett nytt meddelande i Förnya. Logga in på portalen du brukar använda."


def gateway_for(sandbox: Sandbox, *, password: str = "sandbox", callback: str | None = None) -> SmsGateway:
    return SmsGateway(f"{sandbox.url}/sms/a1/sms", "sandbox", password, callback_url=callback)


def test_a_text_message_arrives_in_one_part_and_gets_an_id(sandbox: Sandbox) -> None:
    gateway_id = gateway_for(sandbox).send(NUMBER, TEXT, "message-1")

    latest = sandbox.seen("sms")[0]
    assert latest["id"] == gateway_id
    assert (latest["sender"], latest["recipient"], latest["message"]) == ("Fornya", NUMBER, TEXT)
    assert latest["parts"] == 1


def test_the_gateway_keeps_the_same_text_twice(sandbox: Sandbox) -> None:
    gateway = gateway_for(sandbox)

    first, second = (gateway.send(NUMBER, TEXT, "message-2") for _ in range(2))

    assert first != second
    assert [one["id"] for one in sandbox.seen("sms")[:2]] == [second, first]


@pytest.mark.parametrize("number", ["0700000001", "+4670", "", "+46 70 000 00 01", "+46700000001\n"])
def test_a_number_in_another_form_is_refused_without_a_call(sandbox: Sandbox, number: str) -> None:
    before = len(sandbox.seen("sms"))

    with pytest.raises(InvalidNumber):
        gateway_for(sandbox).send(number, TEXT, "message-3")

    assert len(sandbox.seen("sms")) == before


def test_a_wrong_password_is_refused(sandbox: Sandbox) -> None:
    with pytest.raises(Refused) as refused:
        gateway_for(sandbox, password="guess").send(NUMBER, TEXT, "message-4")

    assert refused.value.code == "401"


@pytest.mark.parametrize(
    ("mode", "sent", "unknown"),
    [
        ("down", False, True),
        ("error500", False, True),
        ("429", False, False),
        ("drop_answer", True, True),
    ],
)
def test_a_gateway_in_trouble_is_unavailable_and_says_whether_it_may_have_sent(
    sandbox: Sandbox, mode: str, sent: bool, unknown: bool
) -> None:
    before = len(sandbox.seen("sms"))
    sandbox.control("faults", service="sms", mode=mode, times=1)

    with pytest.raises(Unavailable) as trouble:
        gateway_for(sandbox).send(NUMBER, TEXT, "message-5")

    assert trouble.value.outcome_unknown is unknown
    assert len(sandbox.seen("sms")) == before + sent


def test_a_gateway_that_is_not_there_has_certainly_not_sent_anything() -> None:
    gateway = SmsGateway("http://127.0.0.1:9/sms", "sandbox", "sandbox")

    with pytest.raises(Unavailable) as trouble:
        gateway.send(NUMBER, TEXT, "message-6")

    assert trouble.value.outcome_unknown is False


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"id": 7}', "<html>"])
def test_an_answer_that_makes_no_sense_is_refused(body: str) -> None:
    transport = httpx.MockTransport(lambda request: httpx.Response(200, text=body))
    gateway = SmsGateway("http://127.0.0.1:9/sms", "u", "p", client=Client("sms", transport=transport))

    with pytest.raises(Refused) as refused:
        gateway.send(NUMBER, TEXT, "message-7")

    assert refused.value.code == "answer"


def test_the_gateway_reports_a_delivery_to_an_address_that_ends_in_our_reference(sandbox: Sandbox) -> None:
    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            form = parse_qs(self.rfile.read(int(self.headers["content-length"])).decode())
            reports.append((self.path, form))
            self.send_response(204)
            self.end_headers()

    reports: list[tuple[str, dict[str, list[str]]]] = []
    with HTTPServer(("127.0.0.1", 0), Receiver) as receiver:
        thread = threading.Thread(target=receiver.handle_request)
        thread.start()
        address = f"http://127.0.0.1:{receiver.server_port}/reports/"
        gateway_id = gateway_for(sandbox, callback=address).send(NUMBER, TEXT, "message-8")
        thread.join(5)

    [(path, form)] = reports
    assert path == "/reports/message-8"
    assert (form["id"], form["status"]) == ([gateway_id], ["delivered"])


def test_a_sender_that_phones_cannot_show_stops_the_start() -> None:
    with pytest.raises(ValueError, match="SMS sender"):
        SmsGateway("http://127.0.0.1:9/sms", "u", "p", sender="Förnya recept")
