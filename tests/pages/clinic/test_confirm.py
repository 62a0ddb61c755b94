"""Signing asks who one is, once in a while, and loses nothing of what was filled in."""

from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.conf import settings

from fornya.pages.login import staff as pages
from tests import make
from tests.browser import Browser, errors, values
from tests.committed import owner
from tests.contracts.staff_sign_in import StaffBrowser
from tests.make import EVA, JOHAN, SIGNE
from tests.pages.clinic.test_assess import SIGN, fields

DECIDED = "SELECT outcome FROM renewals_decision"


@pytest.fixture
def idp(settings, sandbox):
    """The sandbox's identity provider behind our settings."""
    settings.STAFF_ISSUER, settings.PUBLIC_URL = f"{sandbox.url}/idp", sandbox.web
    pages.provider.cache_clear()
    yield sandbox
    pages.provider.cache_clear()


class Doctor:
    """Eva with a request of two medicines open, who has not lately said who she is."""

    def __init__(self) -> None:
        self.browser = Browser(make.staff_token(confirmed=False))
        self.token = self.browser.client.cookies[settings.SESSION_COOKIE].value
        self.request_id = make.request(None, [make.choice(), make.choice("Levaxin")])
        self.path = f"/personal/arende/{self.request_id}"
        self.page = self.browser.press(self.browser.get(self.path), "Börja bedöma")

    def signs(self):
        """Fill in one of each and press Signera; gives the bare answer."""
        renew, decline = fields(self.page)
        return self.browser.send(
            self.page,
            SIGN,
            **{
                renew["do"]: "renew",
                decline["do"]: "decline",
                decline["decline"]: "enough_left",
                decline["decline_text"]: "Egna ord.",
            },
        )

    def confirms(self, hsa_id: str = EVA):
        """Go to the provider from where signing led, and come back as somebody."""
        page = self.browser.get(self.signs()["Location"])
        (start,) = page.links("Legitimera dig")
        address = self.browser.client.get(start)["Location"]
        params = StaffBrowser().choose(address, hsa_id)
        return self.browser.client.get(f"/personal/tillbaka?{urlencode(params)}")


def test_who_has_not_lately_said_who_they_are_is_asked_and_nothing_is_decided(database):
    doctor = Doctor()

    answer = doctor.signs()

    assert answer.status_code == 303
    assert urlsplit(answer["Location"]).path == "/personal/bekrafta"
    page = doctor.browser.get(answer["Location"])
    assert page.heading == "Bekräfta att det är du"
    assert "Det du har fyllt i finns kvar." in page.text
    assert page.links("Tillbaka utan att signera") == [f"{doctor.path}?ifyllt=1"]
    assert owner(DECIDED) == []


BEFOREHAND = "När du signerar beslut får du först legitimera dig igen."


def test_the_page_tells_beforehand_that_signing_will_ask(database, idp):
    doctor = Doctor()
    assert BEFOREHAND in doctor.page.text

    doctor.confirms()

    assert BEFOREHAND not in doctor.browser.get(doctor.path).text


@pytest.mark.parametrize(("minutes", "tells"), [(4, False), (5, True)])
def test_it_is_told_from_the_fifth_minute_on(database, minutes, tells):
    browser = Browser(make.staff_token())
    page = browser.press(browser.get(f"/personal/arende/{make.request()}"), "Börja bedöma")
    owner("UPDATE people_session SET confirmed_at = now() - make_interval(mins => %s)", minutes)

    assert (BEFOREHAND in browser.get(page.answer.wsgi_request.path).text) is tells


def test_who_only_asks_and_prepares_is_told_nothing_of_it(database):
    browser = Browser(make.staff_token(JOHAN, confirmed=False))
    page = browser.press(browser.get(f"/personal/arende/{make.request()}"), "Börja bedöma")

    assert (page.status, BEFOREHAND in page.text) == (200, False)


# Every kind of field of the form, with a value that is nobody's default.
ALL_OF_IT = {
    "do": "change",
    "dosage": 'Två på kvällen å ä ö <b> "\r\nrad två',
    "quantity": "42",
    "unit": "plåster",
    "withdrawals": "3",
    "until": "2027-01-31",
    "told": "Du får färre.",
    "ask": "Hur mår du?",
    "meet": "check_up",
    "meet_text": "Boka tid.",
    "decline": "enough_left",
    "decline_text": "Vänta.",
}


def test_nothing_that_was_chosen_or_written_is_lost_on_the_way(database, idp):
    # Mutant: a field is left out of what is kept.
    doctor = Doctor()
    filled = [{names[field]: value for field, value in ALL_OF_IT.items()} for names in fields(doctor.page)]
    sent = filled[0] | filled[1]

    asked = doctor.browser.get(doctor.browser.send(doctor.page, SIGN, **sent)["Location"])
    address = doctor.browser.client.get(asked.links("Legitimera dig")[0])["Location"]
    params = StaffBrowser().choose(address, EVA)
    page = doctor.browser.get(
        doctor.browser.client.get(f"/personal/tillbaka?{urlencode(params)}")["Location"]
    )

    (form,) = page.tree.xpath("//form[.//input[@name='shown']]")
    back = {name: value.replace("\r\n", "\n") for name, value in values(form).items() if name in sent}
    assert back == {name: value.replace("\r\n", "\n") for name, value in sent.items()}


IDLE = "UPDATE people_session SET last_seen_at = now() - interval '16 minutes'"


def test_what_was_filled_in_when_the_session_was_over_is_there_after_signing_in(database):
    doctor = Doctor()
    owner(IDLE)

    answer = doctor.signs()

    parts = urlsplit(answer["Location"])
    assert (answer.status_code, parts.path) == (302, "/personal/logga-in")
    till = parse_qs(parts.query)["till"][0]
    assert (till, owner(DECIDED)) == (f"{doctor.path}?ifyllt=1", [])
    page = Browser(make.staff_token()).get(till)
    assert "Det du fyllde i finns kvar" in page.text
    assert page.tree.xpath("//input[@type='radio'][@checked]/@value") == ["renew", "decline"]
    assert "Egna ord." in [text.strip() for text in page.tree.xpath("//textarea/text()")]


@pytest.mark.parametrize(
    "over",
    [
        "UPDATE people_session SET ended_at = now()",
        f"{IDLE}; UPDATE people_staff SET assigned = '[]'",
        f"{IDLE}; UPDATE people_session SET clinic_id = (SELECT id FROM clinics_clinic"
        " WHERE slug = 'ekbackens-vardcentral') WHERE staff_id IS NOT NULL",
    ],
)
def test_nothing_is_kept_for_who_has_signed_out_or_is_not_at_the_clinic_any_more(database, over):
    # Mutant: a token that was copied before signing out still writes.
    doctor = Doctor()
    owner(over)

    answer = doctor.signs()

    assert (answer.status_code, urlsplit(answer["Location"]).path) == (302, "/personal/logga-in")
    assert owner("SELECT count(*) FROM renewals_filleddecision") == [(0,)]


def test_the_provider_is_asked_for_a_fresh_sign_in(database, idp):
    doctor = Doctor()

    address = doctor.browser.client.get("/personal/bekrafta/start", {"till": doctor.path})["Location"]

    asked = parse_qs(urlsplit(address).query)
    assert (asked["prompt"], asked["max_age"]) == (["login"], ["0"])


def test_who_comes_back_stands_at_the_same_form_filled_in_and_signs(database, idp):
    doctor = Doctor()
    answer = doctor.confirms()
    assert (answer.status_code, answer["Location"]) == (302, f"{doctor.path}?ifyllt=1")

    page = doctor.browser.get(answer["Location"])

    assert "Det du fyllde i finns kvar" in page.text
    assert page.tree.xpath("//input[@type='radio'][@checked]/@value") == ["renew", "decline"]
    assert "Egna ord." in [text.strip() for text in page.tree.xpath("//textarea/text()")]
    signed = doctor.browser.press(page, SIGN)
    assert (signed.status, sorted(owner(DECIDED))) == (200, [("decline",), ("renew",)])
    assert owner("SELECT count(*) FROM renewals_filleddecision") == [(0,)]


def test_it_is_a_new_session_and_the_stolen_old_one_opens_nothing(database, idp):
    doctor = Doctor()

    doctor.confirms()

    assert doctor.browser.client.cookies[settings.SESSION_COOKIE].value != doctor.token
    assert Browser(doctor.token).client.get("/personal").status_code == 302


def test_the_next_one_within_minutes_is_signed_at_once(database, idp):
    doctor = Doctor()
    doctor.confirms()
    other = make.request()
    page = doctor.browser.press(doctor.browser.get(f"/personal/arende/{other}"), "Börja bedöma")

    # Two key presses for a plain one: what to do, and sign.
    signed = doctor.browser.press(page, SIGN, **{fields(page)[0]["do"]: "renew"})

    assert (signed.status, owner(DECIDED)) == (200, [("renew",)])


@pytest.mark.parametrize("hsa_id", [JOHAN, SIGNE])
def test_another_person_is_turned_away_and_the_session_stays_as_it_was(database, idp, hsa_id):
    doctor = Doctor()

    answer = doctor.confirms(hsa_id)

    assert (answer.status_code, owner(DECIDED)) == (403, [])
    assert "Du är inloggad som Eva Läkare. Legitimera dig som samma person." in answer.content.decode()
    assert doctor.browser.client.cookies[settings.SESSION_COOKIE].value == doctor.token
    assert doctor.signs().status_code == 303


@pytest.mark.parametrize(
    "claims", [{"auth_time": 1}, {"auth_time": None}, {"nonce": "x"}, {"acr": "http://id.sambi.se/loa/loa2"}]
)
def test_an_answer_that_is_not_fresh_or_not_ours_confirms_nothing(database, idp, claims):
    # Mutant: auth_time is not looked at; the provider remembers people for a working day.
    doctor = Doctor()
    idp.control("idp/spoil", claims=claims)

    answer = doctor.confirms()

    assert "Legitimeringen blev inte klar." in answer.content.decode()
    assert doctor.signs().status_code == 303
    assert owner(DECIDED) == []


def test_a_provider_that_is_down_is_said_to_be_with_the_form_kept(database, idp):
    doctor = Doctor()
    onward = doctor.signs()["Location"]
    (start,) = doctor.browser.get(onward).links("Legitimera dig")
    idp.control("faults", service="idp", mode="down")

    answer = doctor.browser.client.get(start)

    assert (answer.status_code, "svarar inte just nu" in answer.content.decode()) == (503, True)
    assert "renew" in doctor.browser.get(f"{doctor.path}?ifyllt=1").tree.xpath(
        "//input[@type='radio'][@checked]/@value"
    )


def test_what_changed_meanwhile_is_shown_again_and_nothing_is_lost(database):
    eva = Browser(make.staff_token())
    request_id = make.request()
    page = eva.press(eva.get(f"/personal/arende/{request_id}"), "Börja bedöma")
    owner("UPDATE renewals_renewalrequest SET message = 'Tänk på att jag är gravid.'")

    shown = eva.press(page, SIGN, **{fields(page)[0]["do"]: "renew"})

    assert (shown.status, owner(DECIDED)) == (422, [])
    assert errors(shown) == [
        "Uppgifterna har ändrats sedan sidan visades. Läs igenom dem igen, och signera sedan."
    ]
    assert "Tänk på att jag är gravid." in shown.text
    assert shown.tree.xpath("//input[@type='radio'][@checked]/@value") == ["renew"]
    assert eva.press(shown, SIGN).status == 200


@pytest.mark.parametrize("till", ["//evil.example", "/mina", "https://evil.example/personal"])
def test_confirming_leads_only_to_pages_of_staff(database, till):
    page = Browser(make.staff_token(confirmed=False)).get("/personal/bekrafta", till=till)

    assert page.links("Tillbaka utan att signera") == ["/personal"]


def test_a_nurse_asks_without_confirming(database):
    johan = Browser(make.staff_token(JOHAN, confirmed=False))
    page = johan.press(johan.get(f"/personal/arende/{make.request()}"), "Börja bedöma")
    (names,) = fields(page)

    asked = johan.press(page, "Skicka frågan", **{names["do"]: "ask", names["ask"]: "Hur mår du?"})

    assert (asked.status, owner("SELECT count(*) FROM renewals_question")) == (200, [(1,)])
