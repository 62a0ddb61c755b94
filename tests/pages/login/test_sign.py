"""Signing a text as a person sees it: with BankID here or on another device, or by confirming at Freja+."""

import base64
import json
import uuid
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.conf import settings

from fornya.integrations.bankid.client import AlreadyInProgress
from fornya.integrations.bankid.messages import Failed
from fornya.integrations.http import Unavailable
from fornya.pages.login import other
from tests import make
from tests.browser import Browser
from tests.committed import owner
from tests.contracts.patient_sign_in import FrejaBrowser, freja_of, issuers
from tests.make import NOW
from tests.people.scripted import AMINA, ScriptedBankId, complete

SAME, OTHER = "BankID på den här enheten", "BankID på en annan enhet"
TEXT = "Jag utser Kim att se mina recept.\n\nDet gäller till den 1 mars."
SIGNED = "SELECT method, visible FROM people_signature"


class Signer:
    """Amina in a browser, who is asked to sign."""

    def __init__(self, token: str | None = None) -> None:
        self.browser = Browser(token or make.patient_token(AMINA))
        self.patient = make.signed_in(self.browser.client.cookies[settings.SESSION_COOKIE].value)
        self.id = make.to_sign(self.patient, visible=TEXT)
        self.path = f"/mina/skriv-under/{self.id}"

    def starts(self, button: str = OTHER):
        return self.browser.press(self.browser.get(self.path), button)


def approved(told: ScriptedBankId) -> None:
    told.answer = complete()
    owner("UPDATE people_signin SET asked_at = asked_at - interval '3 seconds'")


def return_path(told: ScriptedBankId) -> str:
    parts = urlsplit(told.started[-1]["return_url"])
    return f"{parts.path}?{parts.query}"


def poll(browser: Browser, page) -> dict:
    return browser.client.get(page.tree.xpath("//@data-poll")[0]).json()


def test_the_page_shows_the_text_whole_and_the_ways_to_sign(database):
    signer = Signer()

    page = signer.browser.get(signer.path)

    assert page.heading == "Skriv under"
    assert [paragraph in page.text for paragraph in TEXT.split("\n\n")] == [True, True]
    assert page.links("Gå tillbaka utan att skriva under") == ["/mina"]
    assert "Har någon ringt och bett dig skriva under?" in page.text


def test_who_signs_on_the_same_device_is_back_where_it_was_asked_for(database, scripted):
    signer = Signer()
    page = signer.starts(SAME)
    assert page.heading == "Öppna BankID"
    approved(scripted)

    # Waiting alone signs nothing: the text may have been opened by somebody's link.
    assert "next" not in poll(signer.browser, page)
    assert owner(SIGNED) == []
    answer = signer.browser.client.get(return_path(scripted))

    assert (answer.status_code, answer["Location"]) == (302, "/mina")
    assert owner(SIGNED) == [("bankid", TEXT)]
    assert signer.browser.client.get(signer.path)["Location"] == "/mina"


def test_who_scans_the_code_signs_by_waiting(database, scripted):
    signer = Signer()
    page = signer.starts()
    assert page.heading == "Skanna koden med BankID"
    approved(scripted)

    onward = poll(signer.browser, page)["next"]

    assert signer.browser.client.get(onward)["Location"] == "/mina"
    assert owner(SIGNED) == [("bankid", TEXT)]


def test_bankid_is_shown_the_text_itself(database, scripted):
    Signer().starts()

    (sent,) = scripted.started
    assert (sent["visible"], sent["personnummer"]) == (TEXT, AMINA)


@pytest.mark.parametrize("button", [SAME, OTHER])
def test_another_browser_meets_no_order_not_even_the_same_persons(database, scripted, button):
    signer = Signer()
    page = signer.starts(button)
    approved(scripted)
    other_place = Signer()
    other_place.browser.client.cookies[settings.SIGN_IN_COOKIE] = "x"
    path = page.answer.wsgi_request.path

    addresses = [path, f"{path}/lage"] + ([return_path(scripted)] if button == SAME else [])

    assert {other_place.browser.client.get(address).status_code for address in addresses} == {404}
    assert owner(SIGNED) == []


def test_who_is_not_signed_in_any_more_is_sent_to_sign_in_and_back(database):
    signer = Signer()

    answer = Browser().client.get(signer.path)

    assert parse_qs(urlsplit(answer["Location"]).query)["till"] == [signer.path]


@pytest.mark.parametrize(
    ("hint", "words"),
    [
        ("userCancel", "Du avbröt underskriften."),
        ("cancelled", "Underskriften avbröts."),
        ("expiredTransaction", "Det tog för lång tid."),
        ("newAndUnknown", "Något gick fel."),
    ],
)
def test_an_order_that_failed_says_why_beside_the_text(database, scripted, hint, words):
    signer = Signer()
    page = signer.starts()
    approved(scripted)
    scripted.answer = Failed(hint)

    shown = signer.browser.get(page.answer.wsgi_request.path)

    assert (shown.heading, words in shown.text, TEXT.split("\n\n")[0] in shown.text) == (
        "Skriv under",
        True,
        True,
    )
    assert "Underskriften blev inte klar" in shown.text


@pytest.mark.parametrize(
    ("fault", "status", "words"),
    [
        (Unavailable("bankid", "down", outcome_unknown=False), 503, "BankID svarar inte just nu."),
        (AlreadyInProgress("alreadyInProgress"), 200, "Ett annat ärende med ditt BankID pågår redan."),
    ],
)
def test_an_order_that_does_not_start_is_told_beside_the_text(database, scripted, fault, status, words):
    signer = Signer()
    scripted.answer = fault

    page = signer.starts()

    assert (page.status, page.heading, words in page.text) == (status, "Skriv under", True)


def test_stopping_shows_the_text_again(database, scripted):
    signer = Signer()

    page = signer.browser.press(signer.starts(), "Avbryt")

    assert (page.heading, "Du avbröt underskriften." in page.text) == ("Skriv under", True)
    assert scripted.cancelled == ["order-1"]


def test_too_many_starts_are_told_when_to_come_back(database, scripted):
    signer = Signer()

    for _time in range(30):
        page = signer.starts()
        if page.status == 429:
            break

    assert (page.status, "Det blev för många försök på kort tid." in page.text) == (429, True)
    assert page.answer["Retry-After"]


@pytest.fixture
def freja(settings, sandbox):
    """Freja as it answers, at the address that the sandbox sends its people back to."""
    settings.PUBLIC_URL = sandbox.web
    settings.PATIENT_ISSUERS = issuers(freja_of(sandbox))
    other.party_of.cache_clear()
    yield sandbox
    other.party_of.cache_clear()


def at_freja(signer: Signer, **facts):
    """Set out to Freja and come back, approved there."""
    address = signer.browser.client.get(f"{signer.path}/med/freja")["Location"]
    asked = parse_qs(urlsplit(address).query)
    assert (asked["prompt"], asked["max_age"]) == (["login"], ["0"])
    params = FrejaBrowser().approve(address, **({"person": AMINA} | facts))
    return signer.browser.client.get(f"/logga-in/med/freja/tillbaka?{urlencode(params)}")


def test_who_has_freja_confirms_by_signing_in_afresh_for_this_text(database, freja):
    signer = Signer()

    answer = at_freja(signer)

    assert (answer.status_code, answer["Location"]) == (302, "/mina")
    ((method, proof, ocsp, digest),) = owner("SELECT method, proof, ocsp, digest FROM people_signature")
    assert (method, ocsp, proof.count(".")) == ("freja", "", 2)
    # What Freja has signed names the text by its digest.
    assert nonce_of(proof).endswith(f".{digest}")


def nonce_of(token: str) -> str:

    body = token.split(".")[1]
    return str(json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))["nonce"])


@pytest.mark.parametrize("facts", [{"person": "191212121212"}, {"level": "EXTENDED"}, {"assurance": "LOA2"}])
def test_another_person_or_a_weaker_freja_confirms_nothing(database, freja, facts):
    signer = Signer()

    page = at_freja(signer, **facts)

    assert "Det blev inte bekräftat." in page.content.decode()
    assert owner(SIGNED) == []


@pytest.mark.parametrize("claims", [{"auth_time": 1}, {"auth_time": None}, {"nonce": "x"}])
def test_a_sign_in_of_before_or_for_another_text_confirms_nothing(database, freja, claims):
    # Mutant: max_age is asked for and not looked at.
    signer = Signer()
    freja.control("freja/spoil", claims=claims)

    answer = at_freja(signer)

    assert (answer.status_code, owner(SIGNED)) == (200, [])
    assert "Underskriften blev inte klar" in answer.content.decode()


def test_a_confirmation_does_not_sign_in_and_another_patient_cannot_use_it(database, freja):
    signer, thief = Signer(), Signer(make.patient_token())
    address = signer.browser.client.get(f"{signer.path}/med/freja")["Location"]
    thief.browser.client.cookies[settings.SIGN_IN_COOKIE] = signer.browser.client.cookies[
        settings.SIGN_IN_COOKIE
    ].value
    params = FrejaBrowser().approve(address, person=AMINA)

    answer = thief.browser.client.get(f"/logga-in/med/freja/tillbaka?{urlencode(params)}")

    assert (answer.status_code, owner(SIGNED)) == (404, [])
    assert owner("SELECT count(*) FROM people_session WHERE started_at > %s", NOW) == [(0,)]


def test_an_unknown_e_id_or_request_is_no_page(database, freja):
    signer = Signer()

    for path in (f"{signer.path}/med/nobody", f"/mina/skriv-under/{uuid.uuid4()}/med/freja"):
        assert signer.browser.client.get(path).status_code == 404
