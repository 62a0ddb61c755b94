"""Staff sign in at their identity provider and choose under which commission they work."""

from urllib.parse import urlencode

import pytest
from django.conf import settings

from fornya.pages.login import staff as pages
from tests import make
from tests.browser import Browser, errors, said
from tests.committed import owner
from tests.contracts.staff_sign_in import StaffBrowser
from tests.make import EVA, JOHAN, SIGNE

TILL = "/personal?visa=done"


def begun(browser: Browser, till: str = "") -> str:
    """Go to the provider; gives its address."""
    answer = browser.client.get("/personal/logga-in/start", {"till": till})
    assert answer.status_code == 302, answer.content
    return answer["Location"]


def back(browser: Browser, params: dict[str, str]):
    """Come back from the provider."""
    return browser.client.get(f"/personal/tillbaka?{urlencode(params)}")


def signed_in(hsa_id: str, till: str = ""):
    browser = Browser()
    answer = back(browser, StaffBrowser().choose(begun(browser, till), hsa_id))
    return browser, answer


def test_who_has_one_commission_stands_in_the_worklist(database, real):
    browser, answer = signed_in(JOHAN, TILL)

    assert (answer.status_code, answer["Location"]) == (302, TILL)
    page = browser.get(TILL)
    assert "Björkens vårdcentral" in said(page.tree.xpath("//header")[0])
    assert owner("SELECT hsa_id, name FROM people_staff") == [(JOHAN, "Johan Sköterska")]
    assert owner("SELECT role FROM people_session") == [("nurse",)]


def test_who_has_several_chooses_one_and_goes_on(database, real):
    browser, answer = signed_in(EVA, TILL)
    assert answer["Location"].startswith("/personal/uppdrag?till=")
    page = browser.get(answer["Location"])
    assert page.heading == "Vilket uppdrag arbetar du i nu?"
    options = {said(label): label.get("for") for label in page.tree.xpath("//main//label")}
    (ekbacken,) = [name for name in options if "Ekbackens" in name]
    value = page.tree.xpath(f'//*[@id="{options[ekbacken]}"]')[0].get("value")

    answer = browser.send(page, "Fortsätt", commission=value)

    assert (answer.status_code, answer["Location"]) == (302, TILL)
    assert "Ekbackens vårdcentral" in said(browser.get("/personal").tree.xpath("//header")[0])


def test_where_one_was_going_is_kept_whole_while_one_chooses(database, real):
    # Mutant: the address stands bare within the other one, which then ends at its first "&".
    till = "/personal?visa=done&sida=2"
    browser, answer = signed_in(EVA, till)
    page = browser.get(answer["Location"])

    answer = browser.send(
        page, "Fortsätt", commission=page.tree.xpath('//main//input[@type="radio"]/@value')[0]
    )

    assert answer["Location"] == till


def test_without_a_chosen_commission_every_page_leads_to_choosing_one(database, real):
    browser, _answer = signed_in(EVA)

    for address in ("/personal", f"/personal/arende/{make.request()}"):
        answer = browser.client.get(address)

        onward = urlencode({"till": address})
        assert (answer.status_code, answer["Location"]) == (302, f"/personal/uppdrag?{onward}")


@pytest.mark.parametrize("chosen", ["", "SE0000000000-C9999", "SE0000000000-C0004"])
def test_a_commission_that_is_not_ones_own_cannot_be_chosen(database, real, chosen):
    browser, answer = signed_in(EVA)
    page = browser.get(answer["Location"])

    shown = browser.press(page, "Fortsätt", commission=chosen)

    assert (shown.status, errors(shown)) == (422, ["Välj vilket uppdrag du arbetar i nu"])


def test_another_commission_is_another_session(database):
    token = make.staff_token()
    browser = Browser(token)
    page = browser.get("/personal/uppdrag")

    browser.press(page, "Fortsätt", commission="SE0000000000-C0001")

    assert browser.client.cookies[settings.SESSION_COOKIE].value != token
    assert Browser(token).client.get("/personal").status_code == 302
    assert owner("SELECT count(*) FROM people_session WHERE ended_at IS NULL") == [(1,)]


def test_the_session_before_is_dead(database, real):
    token = make.patient_token()
    browser = Browser(token)

    back(browser, StaffBrowser().choose(begun(browser), SIGNE))

    assert browser.client.cookies[settings.SESSION_COOKIE].value != token
    assert Browser(token).client.get("/mina").status_code == 302


def test_the_answer_is_taken_once(database, real):
    browser = Browser()
    params = StaffBrowser().choose(begun(browser), JOHAN)
    back(browser, params)

    again = back(browser, params)

    assert again.status_code == 400
    assert owner("SELECT count(*) FROM people_session") == [(1,)]


def test_another_browser_cannot_use_the_answer(database, real):
    browser, thief = Browser(), Browser()
    params = StaffBrowser().choose(begun(browser), JOHAN)

    assert back(thief, params).status_code == 400
    begun(thief)
    assert back(thief, params).status_code == 400
    assert owner("SELECT count(*) FROM people_session") == [(0,)]


@pytest.mark.parametrize(
    "changes", [{"state": "x"}, {"state": ""}, {"code": "x"}, {"code": ""}, {"iss": "https://x"}]
)
def test_an_answer_that_was_changed_signs_nobody_in(database, real, changes):
    browser = Browser()
    params = StaffBrowser().choose(begun(browser), JOHAN)

    answer = back(browser, params | changes)

    assert answer.status_code == 400
    assert "Försök igen" in answer.content.decode()
    assert owner("SELECT count(*) FROM people_session") == [(0,)]


def test_who_changes_their_mind_is_met_with_a_page(database, real):
    browser = Browser()

    answer = back(browser, StaffBrowser().cancel(begun(browser)))

    assert (answer.status_code, "Inloggningen blev inte klar" in answer.content.decode()) == (400, True)


@pytest.mark.parametrize("cookie", ["", "x", "00", "ff" * 40, "å"])
def test_a_cookie_that_we_have_not_sealed_is_none(database, real, cookie):
    browser = Browser()
    params = StaffBrowser().choose(begun(browser), JOHAN)
    browser.client.cookies[settings.SIGN_IN_COOKIE] = cookie

    assert back(browser, params).status_code == 400


def test_the_cookie_hides_what_the_answer_must_match(database, real):
    browser = Browser()
    begun(browser)

    sealed = bytes.fromhex(browser.client.cookies[settings.SIGN_IN_COOKIE].value)

    assert b"verifier" not in sealed
    assert browser.client.cookies[settings.SIGN_IN_COOKIE]["httponly"]


def test_a_spoiled_token_signs_nobody_in(database, real):
    browser = Browser()
    params = StaffBrowser().choose(begun(browser), JOHAN)
    real.control("idp/spoil", claims={"nonce": "another"})

    assert back(browser, params).status_code == 400
    assert owner("SELECT count(*) FROM people_session") == [(0,)]


def test_a_provider_that_is_down_is_said_to_be(database, real):
    browser = Browser()
    params = StaffBrowser().choose(begun(browser), JOHAN)
    real.control("faults", service="idp", mode="down")

    coming_back = back(browser, params)
    pages.provider.cache_clear()
    starting = browser.client.get("/personal/logga-in/start")

    for answer in (coming_back, starting):
        assert answer.status_code == 503
        assert "Inloggningstjänsten svarar inte just nu." in answer.content.decode()


def test_who_has_no_commission_here_is_told_so(database, real):
    browser = Browser()
    params = StaffBrowser().choose(begun(browser), JOHAN)
    owner("UPDATE clinics_clinic SET hsa_id = 'SE0000000000-GONE' WHERE hsa_id = 'SE0000000000-V0001'")
    make.forget_clinics()

    try:
        answer = back(browser, params)
    finally:
        owner("UPDATE clinics_clinic SET hsa_id = 'SE0000000000-V0001' WHERE hsa_id = 'SE0000000000-GONE'")
        make.forget_clinics()

    assert answer.status_code == 403
    assert "Du har inget uppdrag vid en mottagning som använder Förnya." in answer.content.decode()
    assert owner("SELECT count(*) FROM people_session") == [(0,)]


@pytest.mark.parametrize(
    "till", ["//evil.example", "/mina", "/personal/../mina", "https://evil.example/personal"]
)
def test_nobody_is_sent_to_a_page_that_is_not_staffs(database, real, till):
    _browser, answer = signed_in(JOHAN, till)

    assert answer["Location"] == "/personal"


def test_who_is_signed_in_goes_straight_on(database):
    answer = Browser(make.staff_token()).client.get("/personal/logga-in", {"till": TILL})

    assert (answer.status_code, answer["Location"]) == (302, TILL)
