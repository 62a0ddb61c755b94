"""The sandbox's phone: the pages a person presses, without scripts, and the codes it takes and refuses."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from lxml import html

from fornya.integrations.bankid.client import BankId
from fornya.integrations.bankid.links import start_link
from fornya.integrations.bankid.messages import Complete, Failed, Order, Pending
from fornya.integrations.bankid.qr import qr_text
from tests.contracts import bankid_parties as parties
from tests.contracts.bankid_parties import AMINA, RETURN_URL, TOLVAN
from tests.sandbox_process import Sandbox


@pytest.fixture(autouse=True)
def _no_orders_left(sandbox: Sandbox) -> Iterator[None]:
    yield
    sandbox.control("reset", only=["bankid", "faults"])


@pytest.fixture
def party(sandbox: Sandbox) -> BankId:
    return parties.ours(sandbox)


@pytest.fixture
def phone(sandbox: Sandbox) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=sandbox.url, trust_env=False) as client:
        yield client


def link_of(sandbox: Sandbox, order: Order, **more: Any) -> str:
    return start_link(f"{sandbox.url}/bankid/", order.auto_start_token, **more)


def press(phone: httpx.Client, page: httpx.Response, button: str, **fields: str) -> httpx.Response:
    """Press a button as a browser without scripts would: with every field of its form as it stands."""
    assert page.status_code == 200, page.text
    root = html.fromstring(page.text)
    for form in root.forms:
        for element in form.xpath(".//button"):
            if element.text_content() == button:
                name, value = element.get("name"), element.get("value", "")
                data = dict(form.form_values()) | ({name: value} if name else {}) | fields
                return phone.post(element.get("formaction") or form.action, data=data)
    raise AssertionError(f"there is no button {button!r}")


def text_of(page: httpx.Response) -> str:
    return " ".join(html.fromstring(page.text).find(".//main").text_content().split())


def test_a_start_link_shows_who_asks_and_what_for(
    sandbox: Sandbox, party: BankId, phone: httpx.Client
) -> None:
    order = parties.start(party, return_url=RETURN_URL)

    page = phone.get(link_of(sandbox, order))

    assert "Förnya vill att du legitimerar dig" in text_of(page)
    assert "Avbryt om någon har ringt och bett dig att logga in." in text_of(page)
    assert "fornya.example" in text_of(page)
    assert party.collect(order.order_ref) == Pending("userSign")


def test_approving_on_the_same_device_leads_back_with_the_nonce_untouched(
    sandbox: Sandbox, party: BankId, phone: httpx.Client
) -> None:
    order = parties.start(party, return_url=RETURN_URL)

    answer = press(phone, phone.get(link_of(sandbox, order)), "Legitimera", personnummer=TOLVAN)

    assert (answer.status_code, answer.headers["location"]) == (303, RETURN_URL)
    done = party.collect(order.order_ref)
    assert isinstance(done, Complete)
    assert (done.personnummer, done.risk) == (TOLVAN, "low")


def test_without_a_return_address_the_links_redirect_is_followed(
    sandbox: Sandbox, party: BankId, phone: httpx.Client
) -> None:
    order = parties.start(party)
    page = phone.get(link_of(sandbox, order, redirect=f"{sandbox.web}/tillbaka?a=1&b=2"))

    answer = press(phone, page, "Legitimera")

    assert (answer.status_code, answer.headers["location"]) == (303, f"{sandbox.web}/tillbaka?a=1&b=2")


def test_cancelling_on_the_same_device_leads_back_too(
    sandbox: Sandbox, party: BankId, phone: httpx.Client
) -> None:
    order = parties.start(party, return_url=RETURN_URL)

    answer = press(phone, phone.get(link_of(sandbox, order)), "Avbryt")

    assert answer.headers["location"] == RETURN_URL
    assert party.collect(order.order_ref) == Failed("userCancel")


def test_a_scanned_order_stays_on_the_phone_when_it_is_done(party: BankId, phone: httpx.Client) -> None:
    order = parties.start(party, return_url=RETURN_URL)

    opened = press(phone, phone.get("/bankid/"), "Läs koden", text=qr_text(order, 0))
    page = phone.get(opened.headers["location"])
    answer = press(phone, page, "Legitimera", risk="high")

    assert "på en annan enhet" in text_of(page)
    assert urlsplit(answer.headers["location"]).path == "/bankid/done/approved"
    assert "Klart" in text_of(phone.get(answer.headers["location"]))
    done = party.collect(order.order_ref)
    assert isinstance(done, Complete)
    assert done.risk == "high"


def test_an_order_of_the_list_can_be_scanned_and_then_continued(party: BankId, phone: httpx.Client) -> None:
    order = parties.start(party)

    press(phone, phone.get("/bankid/"), "Skanna QR-koden")
    again = phone.get("/bankid/")

    assert "Fortsätt" in text_of(again)
    assert party.collect(order.order_ref) == Pending("userSign")


def test_a_signature_is_offered_only_to_the_person_it_is_for(
    sandbox: Sandbox, party: BankId, phone: httpx.Client
) -> None:
    order = parties.sign(party, personnummer=AMINA)
    page = phone.get(link_of(sandbox, order))

    assert "Amina Exempel" in text_of(page)
    assert "Tolvan" not in text_of(page)
    assert press(phone, page, "Skriv under", personnummer=TOLVAN).status_code == 409
    assert press(phone, page, "Skriv under").status_code == 303


def test_a_typed_number_must_be_a_personnummer(sandbox: Sandbox, party: BankId, phone: httpx.Client) -> None:
    order = parties.start(party)
    page = phone.get(link_of(sandbox, order))

    wrong = press(phone, page, "Legitimera", other="19850614-9824")
    right = press(phone, page, "Legitimera", other="19850614-9825")

    assert wrong.status_code == 422
    assert "Skriv tolv siffror" in text_of(wrong)
    assert right.status_code == 303


def test_the_phone_can_show_another_step_or_a_failure(
    sandbox: Sandbox, party: BankId, phone: httpx.Client
) -> None:
    order = parties.start(party)
    page = phone.get(link_of(sandbox, order))

    press(phone, page, "Visa det", hint="userMrtd")
    during = party.collect(order.order_ref)
    press(phone, page, "Visa det", hint="certificateErr")

    assert during == Pending("userMrtd")
    assert party.collect(order.order_ref) == Failed("certificateErr")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda text: text[:-1] + ("0" if text[-1] != "0" else "1"), "inte äkta"),
        (lambda text: text.replace(".0.", ".1."), "inte äkta"),
        (lambda text: text.removeprefix("bankid."), "ingen QR-kod"),
        (lambda text: "", "ingen QR-kod"),
    ],
)
def test_a_forged_code_is_refused(party: BankId, phone: httpx.Client, change: Any, words: str) -> None:
    order = parties.start(party)

    answer = phone.post("/bankid/scan", data={"text": change(qr_text(order, 0))})

    assert answer.status_code == 409
    assert words in text_of(answer)
    assert party.collect(order.order_ref) == Pending("outstandingTransaction")


@pytest.mark.parametrize(("age", "status"), [(4, 303), (7, 409)])
def test_a_code_is_good_for_five_seconds(
    sandbox: Sandbox, party: BankId, phone: httpx.Client, age: int, status: int
) -> None:
    order = parties.start(party)
    sandbox.control("bankid/clock", forward=age)

    answer = phone.post("/bankid/scan", data={"text": qr_text(order, 0)})

    assert answer.status_code == status


def test_a_code_from_the_future_is_refused(party: BankId, phone: httpx.Client) -> None:
    order = parties.start(party)

    answer = phone.post("/bankid/scan", data={"text": qr_text(order, 7)})

    assert answer.status_code == 409


def test_an_order_that_has_ended_gets_a_page_of_its_own(
    sandbox: Sandbox, party: BankId, phone: httpx.Client
) -> None:
    order = parties.start(party)
    party.cancel(order.order_ref)

    answer = phone.get(link_of(sandbox, order))

    assert answer.status_code == 409
    assert "inget att svara på längre" in text_of(answer)


def test_no_personnummer_stands_in_the_sandboxs_log(
    sandbox: Sandbox, party: BankId, phone: httpx.Client
) -> None:
    order = parties.start(party, return_url=RETURN_URL)
    press(phone, phone.get(link_of(sandbox, order)), "Legitimera")

    assert "/bankid/order/" in sandbox.log
    assert AMINA not in sandbox.log
