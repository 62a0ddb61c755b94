"""The same sign-in against the sandbox's BankID server, over mutual TLS."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from fornya.integrations.bankid.chain import read_trust
from fornya.integrations.bankid.client import BankId, connect
from fornya.people import sign_in
from fornya.people.sign_in import Progress
from tests.committed import owner
from tests.people.scripted import AMINA
from tests.sandbox_process import Sandbox

BACK = "http://127.0.0.1:8000/logga-in/bankid/klar/"


class Browser:
    """A browser that has started an order. Its clock is ours: each look is a while after the one before."""

    def __init__(self, sandbox: Sandbox, party: BankId, *, same_device: bool) -> None:
        self.sandbox, self.party, self.looks = sandbox, party, 0
        # A proof tells when it was made, by the sandbox's clock, which is the machine's.
        self.began = datetime.now(UTC)
        self.order = sign_in.start(
            bankid=party,
            same_device=same_device,
            next_path="/mina",
            return_base=BACK,
            visible="Du loggar in i Förnya.",
            user_ip="127.0.0.1",
            user_agent="Testläsare",
            device_id="device-1",
            now=self.began,
        )

    def later(self):
        self.looks += 1
        return self.began + self.looks * sign_in.ASK_EVERY

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
    trust = read_trust(folder / "user-ca.pem", ["1.2.3.4.25"])
    yield BankId(pool, domain="127.0.0.1", trust=trust)
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


@pytest.mark.parametrize("how", ["changed_text", "wrapped", "another_person", "foreign_issuer", "revoked"])
def test_a_proof_that_was_tampered_with_on_the_way_signs_nobody_in(database, sandbox, party, how, caplog):
    browser = Browser(sandbox, party, same_device=False)

    sandbox.control("bankid/spoil", how=how)
    approve(sandbox, latest=True)

    assert browser.follow().message == "not_proven"
    assert isinstance(browser.finish(), Progress)
    assert owner("SELECT count(*) FROM people_patient") == [(0,)]
    assert "bankid_not_proven" in caplog.text
    assert AMINA not in caplog.text


@pytest.mark.parametrize("risk", ["moderate", "high"])
def test_a_risky_approval_counts_for_no_more_than_the_setting_says(database, sandbox, party, settings, risk):
    browsers = []
    for accepted in ("low", "moderate"):
        settings.BANKID_ACCEPTED_RISK = accepted
        browsers.append(Browser(sandbox, party, same_device=False))
        approve(sandbox, latest=True, risk=risk)
        browsers[-1].follow()

    assert [browser.follow().approved for browser in browsers] == [False, risk == "moderate"]
    assert browsers[0].follow().message == ("risk" if risk == "moderate" else "rfa22")


@pytest.mark.parametrize(("same_device", "told"), [(True, True), (False, False)])
def test_a_phone_at_another_address_is_a_signal_and_no_more(
    database, sandbox, party, same_device, told, caplog
):
    browser = Browser(sandbox, party, same_device=same_device)

    approve(sandbox, latest=True, deviceIp="203.0.113.9")

    assert browser.follow().approved
    assert ("bankid_from_another_address" in caplog.text, "203.0.113.9" in caplog.text) == (told, False)
