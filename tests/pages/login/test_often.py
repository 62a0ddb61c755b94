"""Starting to sign in too often: when to come back, nothing lost, and no way round by a header."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from fornya.limits.count import count
from fornya.rules.limits import LIMITS, Limited
from tests.browser import Browser
from tests.contracts.patient_sign_in import freja_of, issuers
from tests.pages.public.reading import read

FORM = "/mina/fornya/bjorkens-vardcentral"
SAME = "BankID på den här enheten"
ENOUGH = "Det blev för många inloggningar på kort tid."
A_BROWSER = LIMITS[Limited.SIGN_IN_BY_BROWSER].most


def start(browser: Browser, **headers: str):
    """Press the button, with headers of one's own."""
    for name, value in headers.items():
        browser.client.defaults[name] = value
    return browser.press(browser.get("/logga-in", till=FORM), SAME)


def fill(what: Limited, who: str = "127.0.0.1", *, but: int = 0) -> None:
    """Let others have used up a limit."""
    for _number in range(LIMITS[what].most - but):
        count((what, who), now=datetime.now(UTC))


def test_a_sixth_start_within_a_minute_is_told_when_to_come_back(database, scripted):
    browser = Browser()
    for _number in range(A_BROWSER):
        assert start(browser).heading == "Öppna BankID"

    before = datetime.now(UTC)
    page = start(browser)

    assert (page.status, len(scripted.started)) == (429, A_BROWSER)
    assert ENOUGH in page.text
    assert re.search(r"Försök igen klockan \d\d\.\d\d\.|Försök igen i morgon, klockan 00\.0\d\.", page.text)
    assert 0 < int(page.answer["Retry-After"]) <= 60
    assert before + timedelta(seconds=int(page.answer["Retry-After"])) < before + timedelta(seconds=61)
    # Nothing is lost: the way on is still the same form.
    assert page.tree.xpath('//main//input[@name="till"]/@value') == [FORM]
    assert "Har du redan fyllt i något i formuläret finns det kvar." in page.text


def test_another_browser_behind_the_same_address_is_let_in(database, scripted):
    first = Browser()
    for _number in range(A_BROWSER + 3):
        start(first)

    assert start(Browser()).heading == "Öppna BankID"


def test_an_address_is_full_whichever_browsers_come(database, scripted):
    fill(Limited.SIGN_IN_BY_ADDRESS, but=1)

    assert start(Browser()).status == 200
    assert start(Browser()).status == 429


@pytest.mark.parametrize("forged", ["203.0.113.66", "203.0.113.66, 203.0.113.67", "'", "127.0.0.2:80"])
def test_a_forged_header_makes_nobody_another(database, scripted, forged):
    fill(Limited.SIGN_IN_BY_ADDRESS)

    assert start(Browser(), HTTP_X_FORWARDED_FOR=forged).status == 429
    assert scripted.started == []


def test_behind_one_proxy_its_own_entry_counts_and_what_a_stranger_wrote_before_it_does_not(
    database, scripted, settings
):
    settings.TRUSTED_PROXIES = 1
    fill(Limited.SIGN_IN_BY_ADDRESS, "192.0.2.7")

    assert start(Browser(), HTTP_X_FORWARDED_FOR="192.0.2.7").status == 429
    assert start(Browser(), HTTP_X_FORWARDED_FOR="203.0.113.66, 192.0.2.7").status == 429
    assert start(Browser(), HTTP_X_FORWARDED_FOR="192.0.2.7, 192.0.2.8").status == 200
    assert [each["user_ip"] for each in scripted.started] == ["192.0.2.8"]


def test_bankid_is_told_who_opened_the_connection_whatever_a_header_says(database, scripted):
    start(Browser(), HTTP_X_FORWARDED_FOR="203.0.113.66")

    assert [each["user_ip"] for each in scripted.started] == ["127.0.0.1"]


def test_another_e_id_counts_with_bankid(database, real, settings):
    settings.PATIENT_ISSUERS = issuers(freja_of(real))
    fill(Limited.SIGN_IN_BY_ADDRESS, but=1)
    browser = Browser()

    assert browser.client.get("/logga-in/med/freja", {"till": FORM}).status_code == 302
    page = read(browser.client.get("/logga-in/med/freja", {"till": FORM}))

    assert page.status == 429
    assert ENOUGH in page.text
    assert page.answer["Retry-After"]
    assert page.links("Försök igen med Freja+") == [f"/logga-in/med/freja?till={FORM}"]


def test_staff_have_a_limit_of_their_own(database, real):
    fill(Limited.SIGN_IN_BY_ADDRESS)
    fill(Limited.STAFF_SIGN_IN_BY_ADDRESS, but=1)

    assert Browser().client.get("/personal/logga-in/start").status_code == 302
    page = read(Browser().client.get("/personal/logga-in/start"))

    assert page.status == 429
    assert ENOUGH in page.text
    assert page.answer["Retry-After"]


def test_a_browser_without_a_device_cookie_is_known_by_its_form(database, real, settings):
    settings.PATIENT_ISSUERS = issuers(freja_of(real))
    browser = Browser()
    browser.get("/logga-in")
    path = "/logga-in/med/freja"

    statuses = [browser.client.get(path).status_code for _number in range(A_BROWSER + 1)]

    assert statuses == [302] * A_BROWSER + [429]


@pytest.mark.parametrize("language", ["en", "ar", "fi", "so", "fa"])
def test_the_words_are_in_the_readers_language(database, scripted, language):
    fill(Limited.SIGN_IN_BY_ADDRESS)
    browser = Browser()
    browser.client.cookies["sprak"] = language

    page = browser.get("/logga-in", till=FORM)
    answer = browser.client.post(
        "/logga-in/bankid",
        {
            "csrfmiddlewaretoken": page.tree.xpath('//input[@name="csrfmiddlewaretoken"]/@value')[0],
            "till": FORM,
            "device": "same",
        },
    )
    lead = read(answer).tree.xpath('//main//*[contains(@class, "lead")]')[0].text_content()

    assert answer.status_code == 429
    assert "inloggningar" not in lead
    assert re.search(r"\d", lead)
