"""The same sign-in against the sandbox's BankID server, over mutual TLS."""

import time
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest

from fornya.integrations.bankid.client import BankId, connect
from fornya.people import sign_in
from fornya.people.sign_in import Progress
from tests.committed import owner
from tests.make import NOW
from tests.people.scripted import AMINA
from tests.sandbox_process import Sandbox

BACK = "http://127.0.0.1:8000/logga-in/bankid/klar/"


class Browser:
    """A browser that has started an order. Its clock is ours: each look is a while after the one before."""

    def __init__(self, sandbox: Sandbox, party: BankId, *, same_device: bool) -> None:
        self.sandbox, self.party, self.looks = sandbox, party, 0
        self.order = sign_in.start(
            bankid=party,
            same_device=same_device,
            next_path="/mina",
            return_base=BACK,
            visible="Du loggar in i Förnya.",
            user_ip="127.0.0.1",
            user_agent="Testläsare",
            device_id="device-1",
            now=NOW,
        )

    def later(self):
        self.looks += 1
        return NOW + self.looks * sign_in.ASK_EVERY

    def follow(self) -> Progress:
        return self._ask(sign_in.follow)

    def finish(self, nonce: str | None = None):
        return self._ask(sign_in.finish, nonce=nonce)

    def _ask(self, deed: Callable, **more):
        token = self.order.browser_token
        return deed(bankid=self.party, order_id=self.order.id, browser_token=token, now=self.later(), **more)


@pytest.fixture
def party(sandbox):
    folder = sandbox.data / "sandbox" / "bankid"
    pool = connect(sandbox.bankid_url, client_pem=folder / "client.pem", root_pem=folder / "root.pem")
    yield BankId(pool, domain="127.0.0.1")
    pool.close()


def approve(sandbox: Sandbox, **which) -> str:
    return sandbox.control("bankid/approve", personnummer=AMINA, **which)["returnUrl"]


def test_the_phone_on_the_same_device_sends_the_browser_back_and_in(database, sandbox, party):
    browser = Browser(sandbox, party, same_device=True)
    token = browser.follow().auto_start_token

    back = approve(sandbox, autoStartToken=token)

    assert browser.follow().approved
    patient_id, onward = browser.finish(parse_qs(urlsplit(back).query)["nonce"][0])
    assert owner("SELECT id, personnummer FROM people_patient") == [(patient_id, AMINA)]
    assert onward == "/mina"


def test_the_code_on_the_screen_is_one_that_the_phone_takes(database, sandbox, party):
    browser = Browser(sandbox, party, same_device=False)
    order = owner("SELECT started_at FROM people_signin")[0][0]
    # A code is good for seconds: it is shown for the age that the order has by the sandbox's clock.
    age = int(time.time() - order.timestamp())
    shown = sign_in.follow(
        bankid=party,
        order_id=browser.order.id,
        browser_token=browser.order.browser_token,
        now=order + age * sign_in.ASK_EVERY / 2,
    )

    approve(sandbox, qr=shown.qr) if age < 2 else approve(sandbox, latest=True)
    browser.looks = age

    assert not isinstance(browser.finish(), Progress)


def test_a_person_who_cancels_on_the_phone_is_not_signed_in(database, sandbox, party):
    browser = Browser(sandbox, party, same_device=False)

    sandbox.control("bankid/cancel", latest=True)

    assert browser.follow().message == "rfa6"
    assert isinstance(browser.finish(), Progress)


def test_an_approval_from_far_away_is_refused_when_bankid_judges_it_risky(database, sandbox, party):
    browser = Browser(sandbox, party, same_device=False)

    approve(sandbox, latest=True, risk="high")

    assert not browser.follow().approved
    assert owner("SELECT count(*) FROM people_patient") == [(0,)]


def test_stopping_here_stops_it_on_the_phone(database, sandbox, party):
    browser = Browser(sandbox, party, same_device=True)

    sign_in.cancel(bankid=party, order_id=browser.order.id, browser_token=browser.order.browser_token)

    assert [
        each
        for each in sandbox.seen("bankid/orders")
        if each["autoStartToken"] == browser.follow().auto_start_token
    ] == []
