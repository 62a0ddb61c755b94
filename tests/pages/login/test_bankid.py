"""Signing in with BankID as a person sees it, with a BankID that says what the test tells it to."""

import uuid
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings

from fornya.integrations.bankid.client import AlreadyInProgress
from fornya.integrations.bankid.messages import Failed, Pending
from fornya.integrations.http import Unavailable
from tests import make
from tests.browser import Browser
from tests.committed import owner
from tests.people.scripted import ScriptedBankId, complete

SAME, OTHER = "BankID på den här enheten", "BankID på en annan enhet"
FORM = "/mina/fornya/bjorkens-vardcentral"


def choose(browser: Browser, till: str = FORM):
    return browser.get("/logga-in", till=till)


def started(browser: Browser, button: str = SAME, till: str = FORM):
    return browser.press(choose(browser, till), button)


def approved(told: ScriptedBankId, **facts) -> None:
    told.answer = complete(**facts)
    # BankID is asked every other second at most: let the last question be a while ago.
    owner("UPDATE people_signin SET asked_at = asked_at - interval '3 seconds'")


def return_path(told: ScriptedBankId) -> str:
    parts = urlsplit(told.started[-1]["return_url"])
    return f"{parts.path}?{parts.query}"


def is_signed_in(browser: Browser) -> bool:
    return (
        settings.SESSION_COOKIE in browser.client.cookies and browser.client.get("/mina").status_code == 200
    )


def poll(browser: Browser, page) -> dict:
    return browser.client.get(page.tree.xpath("//@data-poll")[0]).json()


def test_the_page_says_why_and_what_comes_next(database):
    page = choose(Browser())

    assert page.heading == "Logga in"
    assert "Björkens vårdcentral ska veta vem som ber om recept" in page.text
    assert "formuläret Förnya recept hos Björkens vårdcentral" in page.text


def test_who_approves_on_the_same_device_stands_in_the_clinics_form(database, scripted):
    browser = Browser()
    page = started(browser)
    assert page.heading == "Öppna BankID"
    assert page.links("Öppna BankID")[0].startswith(f"{settings.BANKID_APP_URL}?autostarttoken=auto-1")
    approved(scripted)

    answer = browser.client.get(return_path(scripted))

    assert (answer.status_code, answer["Location"]) == (302, FORM)
    assert is_signed_in(browser)


def test_who_is_back_before_the_answer_waits_on_a_page_that_leads_on(database, scripted):
    browser = Browser()
    started(browser)

    page = browser.get(browser.client.get(return_path(scripted))["Location"])

    assert page.heading == "Väntar på BankID"
    assert "Inloggningen pågår. Vänta en stund." in page.text
    assert not page.links("Öppna BankID")
    assert poll(browser, page)["message"] == "Inloggningen pågår. Vänta en stund."
    approved(scripted)
    answer = browser.client.get(page.links("Fortsätt")[0])
    assert (answer.status_code, answer["Location"]) == (302, FORM)


def test_who_scans_the_code_is_let_in_by_waiting(database, scripted):
    browser = Browser()
    page = started(browser, OTHER)
    assert page.heading == "Skanna koden med BankID"
    assert page.tree.xpath("//img/@src")[0].startswith("data:image/svg+xml")
    approved(scripted)

    assert poll(browser, page)["next"] == page.answer.wsgi_request.path
    answer = browser.client.get(page.answer.wsgi_request.path)

    assert (answer.status_code, answer["Location"]) == (302, FORM)
    assert is_signed_in(browser)


def test_waiting_alone_lets_nobody_in_on_the_same_device(database, scripted):
    # The attacker starts, the victim approves by the link; the attacker's browser only ever waits.
    attacker = Browser()
    page = started(attacker)
    approved(scripted)

    for _time in range(3):
        assert "next" not in poll(attacker, page)
        attacker.client.get(page.answer.wsgi_request.path)

    assert not is_signed_in(attacker)
    assert owner("SELECT count(*) FROM people_session") == [(0,)]


def test_the_victim_who_comes_back_on_the_attackers_address_is_not_let_in(database, scripted):
    started(Browser())
    approved(scripted)
    attackers_address = return_path(scripted)
    victim = Browser()

    assert victim.client.get(attackers_address).status_code == 404
    started(victim)
    assert victim.client.get(attackers_address).status_code == 404
    assert owner("SELECT count(*) FROM people_session") == [(0,)]


@pytest.mark.parametrize("nonce", ["", "x", "a" * 43, None])
def test_a_wrong_nonce_is_no_page(database, scripted, nonce):
    browser = Browser()
    started(browser)
    approved(scripted)
    path = urlsplit(scripted.started[-1]["return_url"]).path

    answer = browser.client.get(path, {} if nonce is None else {"nonce": nonce})

    assert (answer.status_code, is_signed_in(browser)) == (404, False)


def test_anothers_order_is_answered_as_one_that_is_not_there(database, scripted):
    page = started(Browser())
    thief = Browser()
    started(thief)
    path = page.answer.wsgi_request.path
    nowhere = f"/logga-in/bankid/{uuid.uuid4()}"

    for ending in ("", "/lage"):
        answers = [(base, thief.client.get(base + ending)) for base in (path, nowhere)]
        assert [answer.status_code for _base, answer in answers] == [404, 404]
        # A page may name its own address, which whoever asks knows already.
        alike = {answer.content.replace(base.rpartition("/")[2].encode(), b"-") for base, answer in answers}
        assert len(alike) == 1


def test_an_address_that_was_used_lets_in_nobody_more(database, scripted):
    browser = Browser()
    started(browser)
    approved(scripted)
    path = return_path(scripted)
    cookie = browser.client.cookies[settings.SIGN_IN_COOKIE].value
    browser.client.get(path)

    other = Browser()
    other.client.cookies[settings.SIGN_IN_COOKIE] = cookie
    answer = other.client.get(path)

    assert (answer.status_code, is_signed_in(other)) == (200, False)
    assert owner("SELECT count(*) FROM people_session") == [(1,)]


def test_coming_back_twice_is_smiled_at(database, scripted):
    browser = Browser()
    started(browser)
    approved(scripted)
    cookie = browser.client.cookies[settings.SIGN_IN_COOKIE].value
    path = return_path(scripted)
    browser.client.get(path)
    browser.client.cookies[settings.SIGN_IN_COOKIE] = cookie

    answer = browser.client.get(path)

    assert (answer.status_code, answer["Location"]) == (302, FORM)


def test_signing_in_ends_the_session_that_the_browser_had(database, scripted):
    token = make.staff_token()
    browser = Browser(token)
    started(browser)
    approved(scripted)

    browser.client.get(return_path(scripted))

    assert browser.client.cookies[settings.SESSION_COOKIE].value != token
    assert Browser(token).client.get("/personal").status_code == 302
    assert owner("SELECT role, ended_at IS NULL FROM people_session ORDER BY role") == [
        ("patient", True),
        ("prescriber", False),
    ]


def test_a_form_without_its_key_starts_nothing(database, scripted):
    answer = Browser().client.post("/logga-in/bankid", {"till": "/mina", "device": "same"})

    assert (answer.status_code, scripted.started) == (403, [])


@pytest.mark.parametrize(
    ("hint", "words"),
    [
        ("userCancel", "Du avbröt inloggningen."),
        ("expiredTransaction", "Det tog för lång tid."),
        ("startFailed", "BankID-appen öppnades inte."),
        ("certificateErr", "Ditt BankID är spärrat"),
        ("newAndUnknown", "Något gick fel."),
    ],
)
def test_an_order_that_failed_says_why_and_offers_another(database, scripted, hint, words):
    browser = Browser()
    page = started(browser)
    approved(scripted)
    scripted.answer = Failed(hint)

    shown = browser.get(page.answer.wsgi_request.path)

    assert (shown.status, shown.heading) == (200, "Inloggningen blev inte klar")
    assert words in shown.text
    assert "Björkens vårdcentral" in shown.text
    scripted.answer = Pending("outstandingTransaction")
    assert browser.press(shown, "Försök igen på den här enheten").heading == "Öppna BankID"


@pytest.mark.parametrize(
    ("fault", "status", "words"),
    [
        (Unavailable("bankid", "down", outcome_unknown=False), 503, "BankID svarar inte just nu."),
        (AlreadyInProgress("alreadyInProgress"), 200, "Ett annat ärende med ditt BankID pågår redan."),
    ],
)
def test_an_order_that_does_not_start_is_told_with_a_way_on(database, scripted, fault, status, words):
    scripted.answer = fault

    page = started(Browser())

    assert (page.status, page.heading) == (status, "Inloggningen blev inte klar")
    assert words in page.text


def test_stopping_goes_back_to_the_choice(database, scripted):
    browser = Browser()
    page = started(browser)

    stopped = browser.press(page, "Avbryt")

    assert "Du avbröt inloggningen. Försök igen när du vill." in stopped.text
    assert scripted.cancelled == ["order-1"]


def test_nothing_secret_is_on_the_pages(database, scripted):
    same, other = Browser(), Browser()
    shown = [started(same), started(other, OTHER)]
    bodies = [page.answer.content.decode() for page in shown]
    bodies += [str(poll(same, shown[0])), str(poll(other, shown[1]))]

    for secret in ("order-1", "order-2", "secret-1", "secret-2", "auto-2", "qr-1"):
        assert not any(secret in body for body in bodies), secret


def test_what_bankid_is_told_says_who_asks_and_to_stop_if_somebody_called(database, scripted):
    started(Browser())

    (asked,) = scripted.started
    assert "förnya recept hos Björkens vårdcentral" in asked["visible"]
    assert "Avbryt om någon har ringt" in asked["visible"]
    assert asked["user_ip"] == "127.0.0.1"
    assert 16 <= len(asked["device_id"]) <= 64


def test_the_device_keeps_its_name_and_the_order_its_cookie(database, scripted):
    browser = Browser()
    started(browser)
    first = browser.client.cookies[settings.DEVICE_COOKIE].value
    started(browser)

    assert browser.client.cookies[settings.DEVICE_COOKIE].value == first
    for name in (settings.DEVICE_COOKIE, settings.SIGN_IN_COOKIE):
        assert browser.client.cookies[name]["httponly"]
        assert browser.client.cookies[name]["samesite"] in ("Lax", "Strict")


def test_the_session_cookie_is_out_of_reach_of_scripts(database, scripted):
    browser = Browser()
    started(browser, OTHER)
    approved(scripted)
    order = owner("SELECT id FROM people_signin")[0][0]
    browser.client.get(f"/logga-in/bankid/{order}")

    cookie = browser.client.cookies[settings.SESSION_COOKIE]
    assert (bool(cookie["httponly"]), cookie["samesite"], cookie["max-age"]) == (True, "Lax", "")


@pytest.mark.parametrize(
    "till", ["//evil.example", "https://evil.example/mina", "/personal", "/mina/../personal"]
)
def test_nobody_is_sent_to_a_page_that_is_not_ours(database, scripted, till):
    browser = Browser()
    started(browser, OTHER, till)
    approved(scripted)
    order = owner("SELECT id FROM people_signin")[0][0]

    assert browser.client.get(f"/logga-in/bankid/{order}")["Location"] == "/mina"


def test_who_is_signed_in_goes_straight_on(database):
    answer = Browser(make.patient_token()).client.get("/logga-in", {"till": FORM})

    assert (answer.status_code, answer["Location"]) == (302, FORM)


def test_signing_out_ends_the_session_and_empties_the_browser(database):
    token = make.patient_token()
    browser = Browser(token)
    page = browser.get("/mina")
    form = page.tree.xpath('//form[@action="/logga-ut"]')
    key = (form or page.tree.xpath("//form"))[0].xpath(".//input[@name='csrfmiddlewaretoken']/@value")[0]

    answer = browser.client.post("/logga-ut", {"csrfmiddlewaretoken": key})

    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    copy = Browser(token)
    assert copy.client.get("/mina").status_code == 302


def test_an_old_session_is_sent_to_sign_in_and_back(database):
    token = make.patient_token(now=make.NOW - timedelta(hours=13))

    answer = Browser(token).client.get(f"{FORM}?steg=1")

    assert answer.status_code == 302
    assert parse_qs(urlsplit(answer["Location"]).query) == {"till": [f"{FORM}?steg=1"]}


@pytest.mark.parametrize(
    "number", ["198506149826", "198513149825", "19850614982", "１９８５０６１４９８２５", ""]
)
def test_a_number_that_is_no_personnummer_signs_nobody_in_whoever_vouches_for_it(database, scripted, number):
    browser = Browser()
    started(browser)
    approved(scripted, personnummer=number)

    page = browser.get(return_path(scripted))

    assert (page.status, page.heading) == (422, "Inloggningen blev inte klar")
    assert "Personnumret från ditt BankID stämmer inte." in page.text
    assert not is_signed_in(browser)
    assert owner("SELECT count(*) FROM people_patient") == [(0,)]


def test_a_coordination_number_signs_in_and_the_register_is_asked_behind_the_persons_back(database, scripted):
    browser = Browser()
    started(browser)
    approved(scripted, personnummer="197003639817")

    browser.client.get(return_path(scripted))

    assert is_signed_in(browser)
    ((patient_id, born),) = owner("SELECT id, birth_date::text FROM people_patient")
    assert born == "1970-03-03"
    assert owner("SELECT topic, subject FROM outbox_delivery") == [("people.registered", str(patient_id))]
