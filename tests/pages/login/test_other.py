"""Patients sign in with Freja+, or with any issuer that the settings name; every attack signs nobody in."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import pytest
from django.conf import settings as current

from tests import make
from tests.browser import Browser
from tests.committed import owner
from tests.contracts.patient_sign_in import AMINA, EIDAS, SPACE, FrejaBrowser, freja_of, issuers
from tests.contracts.staff_sign_in import StaffBrowser
from tests.make import JOHAN
from tests.people.scripted import ScriptedBankId, complete

FORM = "/mina/fornya/bjorkens-vardcentral"
NOT_FROM_HERE = "Inloggningen hör inte till den här webbläsaren."
LONG_AGO = int((datetime.now(UTC) - timedelta(days=1)).timestamp())


@pytest.fixture
def freja(settings, real):
    """Förnya with the sandbox's Freja as its one issuer."""
    settings.PATIENT_ISSUERS = issuers(freja_of(real))
    return real


def begun(browser: Browser, key: str = "freja", till: str = FORM) -> str:
    """Set out to the issuer; gives its address."""
    answer = browser.client.get(f"/logga-in/med/{key}", {"till": till})
    assert answer.status_code == 302, answer.content
    return answer["Location"]


def back(browser: Browser, params: dict[str, str], key: str = "freja"):
    return browser.client.get(f"/logga-in/med/{key}/tillbaka?{urlencode(params)}")


def came(browser: Browser, **kind: str):
    return back(browser, FrejaBrowser().approve(begun(browser), **kind))


def sessions() -> int:
    return owner("SELECT count(*) FROM people_session WHERE ended_at IS NULL")[0][0]


def test_the_page_offers_each_issuer_by_its_name(database, freja):
    page = Browser().get("/logga-in", till=FORM)

    assert page.links("Freja+") == [f"/logga-in/med/freja?till={FORM}"]


def test_without_issuers_the_page_offers_bankid_alone(database, settings):
    settings.PATIENT_ISSUERS = ()
    browser = Browser()

    assert browser.get("/logga-in").links("Freja+") == []
    assert browser.client.get("/logga-in/med/freja").status_code == 404
    assert browser.client.get("/logga-in/med/freja/tillbaka").status_code == 404


def test_who_approves_stands_in_the_clinics_form(database, freja):
    browser = Browser()

    answer = came(browser)

    assert (answer.status_code, answer["Location"]) == (302, FORM)
    assert browser.client.get("/mina").status_code == 200
    named = owner("SELECT personnummer, given_name, surname FROM people_patient")
    assert named == [(AMINA, "Amina", "Exempel")]
    assert browser.client.cookies[current.SIGN_IN_COOKIE].value == ""


def test_the_same_person_by_bankid_and_by_freja_is_one_patient(database, freja, monkeypatch):
    with_bankid, with_freja = Browser(), Browser()
    with monkeypatch.context() as bankid:
        told = ScriptedBankId()
        bankid.setattr("fornya.pages.login.bankid.bankid", lambda: told)
        page = with_bankid.press(with_bankid.get("/logga-in", till=FORM), "BankID på en annan enhet")
        told.answer = complete()
        owner("UPDATE people_signin SET asked_at = asked_at - interval '3 seconds'")
        with_bankid.client.get(page.answer.wsgi_request.path)

    came(with_freja)

    assert owner("SELECT count(*), count(DISTINCT patient_id) FROM people_session") == [(2, 1)]


def test_the_session_before_is_dead_and_the_new_one_is_another(database, freja):
    token = make.patient_token()
    browser = Browser(token)

    came(browser)

    assert browser.client.cookies[current.SESSION_COOKIE].value != token
    assert Browser(token).client.get("/mina").status_code == 302
    assert sessions() == 1


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ({"country": "NO"}, ["Landet"]),
        ({"level": "BASIC"}, ["Nivån"]),
        ({"level": "EXTENDED"}, ["Nivån"]),
        ({"assurance": "LOA2"}, ["Tilliten"]),
        ({"assurance": "LOA3_NR"}, ["Tilliten"]),
        ({"level": "BASIC", "assurance": "LOA1"}, ["Nivån", "Tilliten"]),
        ({"country": "NO", "level": "BASIC", "assurance": "LOA1"}, ["Landet", "Nivån", "Tilliten"]),
    ],
)
def test_what_is_not_good_enough_is_told_with_how_to_raise_it_and_other_ways(database, freja, kind, said):
    browser = Browser()

    answer = came(browser, **kind)

    page = browser.get("/logga-in", till=FORM)
    text = answer.content.decode()
    assert (answer.status_code, sessions()) == (403, 0)
    assert "Din e-legitimation räcker inte" in text
    assert [word for word in ("Landet", "Nivån", "Tilliten") if f"<h2>{word}</h2>" in text] == said
    for way in ("BankID på den här enheten", "ringa Björkens vårdcentral", "Försök igen med Freja+"):
        assert way in text
    assert page.heading == "Logga in"
    assert owner("SELECT count(*) FROM people_patient") == [(0,)]


ATTACKS = [
    {"claims": {"nonce": "another"}},
    {"claims": {"nonce": None}},
    {"claims": {"iss": "http://127.0.0.1:1/freja/"}},
    {"claims": {"aud": "fornya"}},
    {"claims": {"exp": LONG_AGO}},
    {"claims": {"iat": LONG_AGO}},
    {"claims": {"sub": None}},
    {"claims": {"given_name": None}},
    {"claims": {"family_name": "x" * 81}},
    {"claims": {"given_name": "A\x00"}},
    {"alg": "none"},
    {"alg": "HS256"},
    {"key": "foreign"},
]


@pytest.mark.parametrize("plan", ATTACKS, ids=[str(place) for place, _ in enumerate(ATTACKS)])
def test_a_token_that_is_wrong_in_one_way_signs_nobody_in(database, freja, plan):
    freja.control("freja/spoil", **plan)

    answer = came(Browser())

    assert (answer.status_code, sessions()) == (400, 0)
    assert "Inloggningen blev inte klar" in answer.content.decode()


@pytest.mark.parametrize("missing", ["country", "registrationLevel", "loaLevel"])
@pytest.mark.parametrize("value", [None, ["SE", "PLUS", "LOA3"], True, ""])
def test_a_claim_that_is_missing_or_no_text_is_not_good_enough(database, freja, missing, value):
    freja.control("freja/spoil", claims={f"{SPACE}/{missing}": value})

    assert (came(Browser()).status_code, sessions()) == (403, 0)


@pytest.mark.parametrize("number", [None, "", "198506149826", "x", 198506149825])
def test_a_number_that_is_no_persons_signs_nobody_in(database, freja, number):
    freja.control("freja/spoil", claims={f"{SPACE}/personalIdentityNumber": number})

    answer = came(Browser())

    assert (answer.status_code, sessions()) == (422, 0)
    assert "Personnumret från Freja+ stämmer inte." in answer.content.decode()


@pytest.mark.parametrize(
    "changes",
    [{"state": "x"}, {"state": ""}, {"code": "x"}, {"code": ""}, {"iss": "https://x"}, {"iss": ""}],
)
def test_an_answer_that_was_changed_signs_nobody_in(database, freja, changes):
    browser = Browser()
    params = FrejaBrowser().approve(begun(browser))

    assert (back(browser, params | changes).status_code, sessions()) == (400, 0)


def test_another_browser_cannot_use_the_answer_and_nobody_uses_it_twice(database, freja):
    browser, thief = Browser(), Browser()
    params = FrejaBrowser().approve(begun(browser))

    assert back(thief, params).status_code == 400
    begun(thief)
    assert back(thief, params).status_code == 400
    assert back(browser, params).status_code == 302
    assert back(browser, params).status_code == 400
    assert sessions() == 1


def test_another_verifier_than_that_of_the_start_signs_nobody_in(database, freja):
    # Two starts of one browser: the second cookie replaces the first, with its state and its verifier.
    browser = Browser()
    first = FrejaBrowser().approve(begun(browser))
    second = FrejaBrowser().approve(begun(browser))

    assert (back(browser, second | {"code": first["code"]}).status_code, sessions()) == (400, 0)


def test_staffs_answer_is_nothing_to_patients_nor_patients_to_staff(database, freja):
    patient, member = Browser(), Browser()
    freja_says = FrejaBrowser().approve(begun(patient))
    start = member.client.get("/personal/logga-in/start")["Location"]
    staffs_says = StaffBrowser().choose(start, JOHAN)

    to_patients = back(member, staffs_says)
    to_staff = patient.client.get(f"/personal/tillbaka?{urlencode(freja_says)}")

    for answer in (to_patients, to_staff):
        assert (answer.status_code, NOT_FROM_HERE in answer.content.decode()) == (400, True)
    assert sessions() == 0


def test_two_issuers_of_patients_are_not_mixed_up(database, settings, freja):
    # The other issuer is a provider of its own: the staff's plays it here.
    other = freja_of(freja, key="other", name="Annan", issuer=f"{freja.url}/idp")
    settings.PATIENT_ISSUERS = issuers(freja_of(freja), other)
    browser = Browser()
    from_freja = FrejaBrowser().approve(begun(browser))

    # What was sealed for one is not even opened for another; the checks after it hold by themselves too.
    sealed = back(browser, from_freja, "other")
    assert (sealed.status_code, NOT_FROM_HERE in sealed.content.decode()) == (400, True)
    state = dict(pair.split("=", 1) for pair in begun(browser, "other").split("?")[1].split("&"))["state"]
    assert back(browser, from_freja | {"state": state}, "other").status_code == 400
    disguised = from_freja | {"state": state, "iss": other["issuer"]}
    assert back(browser, disguised, "other").status_code == 400
    assert sessions() == 0


def test_new_keys_are_followed(database, freja):
    came(Browser())
    freja.control("freja/rotate")

    assert came(Browser()).status_code == 302


def test_an_old_start_is_over(database, freja, monkeypatch):
    browser = Browser()
    params = FrejaBrowser().approve(begun(browser))
    monkeypatch.setattr("fornya.pages.login.provider.MINUTES_TO_SIGN_IN", -1)

    assert (back(browser, params).status_code, sessions()) == (400, 0)


def test_who_gives_up_is_met_with_a_page_that_leads_back_to_the_form(database, freja):
    browser = Browser()

    answer = back(browser, FrejaBrowser().cancel(begun(browser)))

    text = answer.content.decode()
    assert (answer.status_code, "Du avbröt inloggningen." in text) == (200, True)
    assert f"/logga-in/med/freja?till={FORM}" in text
    assert f'name="till" value="{FORM}"' in text


def test_a_freja_that_is_down_is_said_to_be_with_bankid_beside_it(database, freja):
    browser = Browser()
    params = FrejaBrowser().approve(begun(browser))
    freja.control("faults", service="freja", mode="down")

    answer = back(browser, params)

    assert (answer.status_code, sessions()) == (503, 0)
    assert "Freja+ svarar inte just nu." in answer.content.decode()
    assert "BankID på den här enheten" in answer.content.decode()


@pytest.mark.parametrize("till", ["//evil.example", "/personal", "/mina/../personal", "https://evil.example"])
def test_nobody_is_sent_to_a_page_that_is_not_a_patients(database, freja, till):
    browser = Browser()

    answer = back(browser, FrejaBrowser().approve(begun(browser, till=till)))

    assert answer["Location"] == "/mina"


def eidas_says(freja, **changes: object) -> None:
    who = {"swedish": {"number": AMINA}, "first": "Amina", "last": "Exempel"}
    claims = {"urn:example:person": who, "acr": "urn:example:loa:high"} | changes
    freja.control("freja/spoil", claims=claims)


@pytest.fixture
def eidas(settings, real):
    """An invented issuer with a claim map of its own, by settings alone; Freja's address plays it."""
    place = {name: freja_of(real)[name] for name in ("issuer", "client_id", "client_secret")}
    settings.PATIENT_ISSUERS = issuers(EIDAS | place | {"key": "freja"})
    return real


def test_an_issuer_that_nobody_wrote_code_for_signs_in_by_settings_alone(database, eidas):
    eidas_says(eidas)
    browser = Browser()

    answer = came(browser)

    assert browser.get("/logga-in").status == 200
    assert (answer.status_code, answer["Location"], sessions()) == (302, FORM, 1)
    assert owner("SELECT personnummer, given_name FROM people_patient") == [(AMINA, "Amina")]


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"acr": "urn:example:loa:low"}, 403),
        ({"acr": None}, 403),
        ({"urn:example:person": {"swedish": "x", "first": "A", "last": "B"}}, 422),
        ({"urn:example:person": None}, 400),
    ],
)
def test_its_own_demands_and_paths_are_kept_to(database, eidas, changes, status):
    eidas_says(eidas, **changes)

    assert (came(Browser()).status_code, sessions()) == (status, 0)
