"""Signing in with BankID lets in the browser that started, and nobody else, whoever approves."""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from fornya.integrations.bankid.client import AlreadyInProgress, OrderGone
from fornya.integrations.bankid.messages import Failed, Pending
from fornya.integrations.http import Refused, Unavailable
from fornya.people import sign_in
from fornya.people.sign_in import NoSuchSignIn, Progress
from tests.committed import owner
from tests.make import NOW
from tests.people.scripted import AMINA, ScriptedBankId, complete
from tests.threads import at_once

LATER = NOW + timedelta(seconds=3)
BACK = "http://127.0.0.1:8000/logga-in/bankid/klar/"


@dataclass
class Browser:
    """A browser that has started an order."""

    bankid: ScriptedBankId
    id: uuid.UUID
    token: str

    @property
    def nonce(self) -> str:
        """The nonce of the return address, which only BankID and the returning browser see."""
        return parse_qs(urlsplit(self.bankid.started[-1]["return_url"]).query)["nonce"][0]

    def follow(self, *, now=LATER) -> Progress:
        return sign_in.follow(bankid=self.bankid, order_id=self.id, browser_token=self.token, now=now)

    def finish(self, nonce: str | None = None, *, token: str | None = None, now=LATER):
        return sign_in.finish(
            bankid=self.bankid, order_id=self.id, browser_token=token or self.token, nonce=nonce, now=now
        )


def started(*, same_device: bool = True, bankid: ScriptedBankId | None = None) -> Browser:
    bankid = bankid or ScriptedBankId()
    order = sign_in.start(
        bankid=bankid,
        same_device=same_device,
        next_path="/mina",
        return_base=BACK,
        visible="Du loggar in i Förnya.",
        user_ip="192.0.2.7",
        user_agent="Testläsare",
        device_id="device-1",
        now=NOW,
    )
    return Browser(bankid, order.id, order.browser_token)


def approved(*, same_device: bool = True) -> Browser:
    browser = started(same_device=same_device)
    browser.bankid.answer = complete()
    return browser


def states() -> list[tuple]:
    return owner("SELECT state FROM people_signin")


def test_who_approves_on_the_same_device_and_comes_back_is_let_in(database):
    browser = approved()

    patient_id, onward = browser.finish(browser.nonce)

    assert owner("SELECT id, personnummer, given_name, surname FROM people_patient") == [
        (patient_id, AMINA, "Amina", "Exempel")
    ]
    assert (onward, states()) == ("/mina", [("used",)])


def test_who_approves_by_qr_code_is_let_in_by_the_cookie_alone(database):
    patient_id, _onward = approved(same_device=False).finish()

    assert owner("SELECT id FROM people_patient") == [(patient_id,)]


def test_following_alone_never_lets_in_on_the_same_device(database):
    # Mutant: no nonce asked for. The attacker polls the order that the victim has approved.
    attacker = approved()

    assert attacker.follow().approved
    for guess in (None, "", "x" * 43):
        with pytest.raises(NoSuchSignIn):
            attacker.finish(guess)

    assert states() == [("failed",)]


def test_a_wrong_guess_ends_the_order_here_and_at_bankid(database):
    attacker = started()
    nonce = attacker.nonce

    with pytest.raises(NoSuchSignIn):
        attacker.finish("x" * 43)
    attacker.bankid.answer = complete()

    assert attacker.bankid.cancelled == ["order-1"]
    assert attacker.finish(nonce).message == "rfa3"


def test_the_victim_who_approved_the_attackers_link_is_not_let_in_either(database):
    # The return address opens in the victim's browser, which has no cookie of this order: that ends it.
    for cookie in ("none", started().token):
        attacker = approved()
        with pytest.raises(NoSuchSignIn):
            attacker.finish(attacker.nonce, token=cookie)
        assert attacker.finish(attacker.nonce).message == "rfa3"


def test_neither_cookie_nor_nonce_ends_nothing(database):
    # Whoever has seen the address of a waiting page could stop people from signing in.
    browser = approved()

    with pytest.raises(NoSuchSignIn):
        browser.finish("x" * 43, token="none")

    assert not isinstance(browser.finish(browser.nonce), Progress)


@pytest.mark.parametrize("same_device", [True, False])
def test_an_approval_that_nobody_came_back_with_lapses(database, same_device):
    browser = approved(same_device=same_device)
    nonce = browser.nonce if same_device else None
    browser.follow()

    late = browser.finish(nonce, now=NOW + timedelta(minutes=10))

    assert (late.approved, late.message, states()) == (False, "rfa8", [("failed",)])


def test_coming_back_asks_bankid_as_seldom_as_following_does(database):
    browser = started(same_device=False)

    for _hit in range(5):
        assert browser.finish().pending
    browser.follow()

    assert len(browser.bankid.collected) == 1


@pytest.mark.parametrize("same_device", [True, False])
def test_another_browser_does_not_see_the_order(database, same_device):
    browser, other = approved(same_device=same_device), started()
    stolen = {"bankid": browser.bankid, "order_id": browser.id, "browser_token": other.token, "now": LATER}

    with pytest.raises(NoSuchSignIn):
        sign_in.follow(**stolen)
    with pytest.raises(NoSuchSignIn):
        sign_in.finish(nonce=None, **stolen)
    with pytest.raises(NoSuchSignIn):
        sign_in.cancel(bankid=browser.bankid, order_id=browser.id, browser_token=other.token)

    assert browser.bankid.collected == []


def test_an_order_that_is_not_there_is_answered_as_anothers(database):
    browser = started()
    browser.id = uuid.uuid4()

    with pytest.raises(NoSuchSignIn):
        browser.follow()


@pytest.mark.parametrize("same_device", [True, False])
def test_an_order_lets_in_once(database, same_device):
    browser = approved(same_device=same_device)
    nonce = browser.nonce if same_device else None
    browser.finish(nonce)

    again = browser.finish(nonce)

    assert isinstance(again, Progress)
    assert (again.pending, again.approved) == (False, False)


def test_ten_tabs_at_once_get_one_session_between_them(database):
    browser = approved(same_device=False)
    browser.follow()

    results = at_once(10, lambda _number: browser.finish())

    assert sum(not isinstance(result, Progress) for result in results) == 1


def test_bankid_is_asked_once_in_two_seconds_however_many_ask_us(database):
    browser = started()
    third = NOW + timedelta(seconds=3)

    at_once(6, lambda _number: browser.follow(now=third))
    browser.follow(now=third + timedelta(seconds=1))
    assert len(browser.bankid.collected) == 1

    browser.follow(now=third + timedelta(seconds=2))
    assert len(browser.bankid.collected) == 2


@pytest.mark.parametrize(
    ("hint", "message"),
    [
        ("userCancel", "rfa6"),
        ("expiredTransaction", "rfa8"),
        ("certificateErr", "rfa16"),
        ("startFailed", "rfa17a"),
        ("somethingNew", "rfa22"),
    ],
)
def test_an_order_that_failed_says_why_and_lets_nobody_in(database, hint, message):
    browser = started()
    browser.bankid.answer = Failed(hint)

    progress = browser.follow()

    assert (progress.pending, progress.approved, progress.message) == (False, False, message)
    assert isinstance(browser.finish(browser.nonce), Progress)
    assert owner("SELECT count(*) FROM people_patient") == [(0,)]


def test_an_approval_at_high_risk_lets_nobody_in(database):
    browser = started()
    browser.bankid.answer = complete(risk="high")

    assert not browser.follow().approved
    assert owner("SELECT count(*) FROM people_patient") == [(0,)]


def test_a_bankid_that_stumbles_is_waited_for_until_the_order_is_too_old(database):
    browser = started()
    browser.bankid.answer = Unavailable("bankid", "503", outcome_unknown=False)

    silent = browser.follow()

    assert (silent.pending, silent.message) == (True, "silent")
    assert browser.follow(now=NOW + timedelta(minutes=11)).message == "rfa8"


def test_a_bankid_that_answers_again_is_heard(database):
    browser = started()
    browser.bankid.answer = Unavailable("bankid", "503", outcome_unknown=False)
    browser.follow()
    browser.bankid.answer = Pending("userSign")

    assert browser.follow(now=LATER + sign_in.ASK_EVERY).message == "rfa9"


@pytest.mark.parametrize(("status", "message"), [(400, "rfa22"), (401, "ours"), (403, "ours")])
def test_a_bankid_that_refuses_to_tell_ends_the_order_here_and_there(database, status, message):
    browser = started()
    browser.bankid.answer = Refused("unauthorized", status=status)

    progress = browser.follow()

    assert (progress.pending, progress.approved, progress.message) == (False, False, message)
    assert browser.bankid.cancelled == ["order-1"]


def test_an_order_that_bankid_has_forgotten_has_failed(database, monkeypatch):
    monkeypatch.setattr("time.sleep", lambda _seconds: None)
    browser = started()
    browser.bankid.answer = OrderGone("invalidParameters")

    assert browser.follow().message == "rfa22"


def test_a_result_that_another_process_heard_is_kept(database, monkeypatch):
    # BankID tells a result once; the second question meets an order that is gone.
    browser, other = started(), ScriptedBankId(OrderGone("invalidParameters"))
    browser.bankid.answer = complete()
    nonce = browser.nonce
    a_moment_later = LATER + sign_in.ASK_EVERY
    monkeypatch.setattr("time.sleep", lambda _seconds: browser.follow(now=a_moment_later))
    browser_of_the_return = Browser(other, browser.id, browser.token)

    patient_id, _onward = browser_of_the_return.finish(nonce)

    assert owner("SELECT id FROM people_patient") == [(patient_id,)]


@pytest.mark.parametrize("fault", [AlreadyInProgress("alreadyInProgress"), Refused("x")])
def test_an_order_that_did_not_start_leaves_no_row(database, fault):
    with pytest.raises(type(fault)):
        started(bankid=ScriptedBankId(fault))

    assert states() == []


def test_the_name_follows_the_e_id(database):
    first, second = approved(same_device=False), started(same_device=False)
    before, _onward = first.finish()
    second.bankid.answer = complete(name="Amina Gift")

    after, _onward = second.finish()

    assert (before, owner("SELECT surname FROM people_patient")) == (after, [("Gift",)])


def test_a_stopped_order_is_stopped_at_bankid_and_lets_nobody_in(database):
    browser = started()

    sign_in.cancel(bankid=browser.bankid, order_id=browser.id, browser_token=browser.token)
    browser.bankid.answer = complete()

    assert browser.bankid.cancelled == ["order-1"]
    assert isinstance(browser.finish(browser.nonce), Progress)


def test_nothing_in_the_row_opens_anything(database):
    same, other = started(), started(same_device=False)
    secrets = (same.token, other.token, same.nonce, "secret-1")

    rows = str(owner("SELECT * FROM people_signin")) + str(
        owner("SELECT encode(qr_start_secret, 'escape'), encode(browser_hash, 'escape') FROM people_signin")
    )

    assert [secret for secret in secrets if secret in rows] == []


def test_a_qr_order_gives_no_start_link_and_the_other_no_code(database):
    same, other = started().follow(), started(same_device=False).follow()

    assert (same.qr, same.auto_start_token) == (None, "auto-1")
    assert (other.auto_start_token, other.qr.split(".")[:3]) == ("", ["bankid", "qr-1", "3"])


def test_the_code_is_no_longer_shown_when_the_order_has_ended(database):
    browser = started(same_device=False)
    browser.bankid.answer = Failed("userCancel")

    assert browser.follow().qr is None


def test_a_hint_from_bankid_becomes_the_words_of_the_page(database):
    browser = started()
    browser.bankid.answer = Pending("userSign")

    assert browser.follow().message == "rfa9"
