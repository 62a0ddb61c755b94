"""What only the server or only one browser may know is in no page, no address and no line of the log."""

import logging
from dataclasses import dataclass, replace
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from tests.attacks.held_off import held_off_by
from tests.attacks.scenes import BankIdScene
from tests.browser import Browser
from tests.mutants import Change
from tests.people.scripted import AMINA, complete

PEOPLE = "fornya.people"
# Not guards but faults put in: what is scanned for has to be found.
SHOWN = Change(PEOPLE, 'order.auto_start_token if pending else ""', "order.order_ref")
TOLD = Change(PEOPLE, "hashlib.sha256(order.order_ref.encode()).hexdigest()[:16]", "order.order_ref")
SENT = Change("fornya.integrations.oidc", "urlencode(query)", 'urlencode(query | {"v": verifier})')


@dataclass(frozen=True)
class Seen:
    """All that one request has let out: its address, and the headers and the text of its answer."""

    address: str
    text: str


class Watching(Client):
    """A client that remembers everything that came and went but cookies, which are the browser's own."""

    def __init__(self) -> None:
        super().__init__(enforce_csrf_checks=True, raise_request_exception=False)
        self.seen: list[Seen] = []

    def request(self, **request: Any) -> Any:
        answer = super().request(**request)
        address = f"{request['PATH_INFO']}?{request.get('QUERY_STRING', '')}"
        headers = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
        self.seen.append(Seen(address, f"{headers}\n{answer.content.decode()}"))
        return answer

    def cookie(self, name: str) -> str:
        return str(self.cookies[name].value)


def watched() -> Browser:
    browser = Browser()
    browser.client = Watching()
    return browser


def leaks(secrets: list[str], seen: list[Seen], log: str) -> list[tuple[str, str]]:
    """Name each secret that came out, and where."""
    assert all(len(secret) > 5 for secret in secrets)
    found = [
        (secret, each.address) for each in seen for secret in secrets if secret in each.address + each.text
    ]
    return found + [(secret, "the log") for secret in secrets if secret in log]


@held_off_by(SHOWN, TOLD, lets_in=False)
@pytest.mark.parametrize("same_device", [True, False], ids=["same", "qr"])
def test_nothing_of_bankids_comes_out(scene: BankIdScene, told, caplog, same_device):
    caplog.set_level(logging.DEBUG)
    browser = watched()
    secrets = [
        "secret-1",
        "order-1",
        "kanariesignatur",
        "kanarieocsp",
        AMINA,
        *([] if same_device else ["auto-1"]),
    ]
    order = scene.start(browser, same_device=same_device)
    secrets.append(browser.client.cookie(settings.SIGN_IN_COOKIE))
    order.poll()
    scene.told.answer = replace(
        complete(), signature="kanariesignatur", ocsp="kanarieocsp", device_ip="192.0.2.9"
    )
    scene.pass_time()

    order.poll()
    browser.client.get(scene.way_back() if same_device else order.path)

    secrets.append(browser.client.cookie(settings.SESSION_COOKIE))
    assert leaks(secrets, browser.client.seen, caplog.text + str(told)) == []
    assert len(browser.client.seen) >= 5


@held_off_by(SENT, lets_in=False)
def test_nothing_of_a_providers_comes_out(openid, caplog):
    caplog.set_level(logging.DEBUG)
    browser = watched()
    params = openid.approve(openid.set_out(browser))
    made = openid.made(browser)
    hidden = [
        made["verifier"],
        settings.STAFF_CLIENT_SECRET,
        settings.PATIENT_ISSUERS[0].client_secret,
        AMINA,
    ]
    hidden.append(browser.client.cookie(settings.SIGN_IN_COOKIE))

    openid.come_back(browser, params)

    hidden.append(browser.client.cookie(settings.SESSION_COOKIE))
    came_back = replace(browser.client.seen[-1], address="")
    log = caplog.text + str(openid.told)
    assert leaks(hidden, browser.client.seen, log) == []
    assert leaks([params["code"], params["state"], made["nonce"]], [came_back], log) == []
