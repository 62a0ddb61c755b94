"""The pharmacy and the way to be told: searching, choosing, and numbers written in any way."""

import pytest

from fornya.clinics import directory
from fornya.messages import texts
from fornya.messages.models import Kind
from fornya.pages.patient.renew.pharmacy import find
from tests import make
from tests.browser import Browser, errors
from tests.committed import owner
from tests.pages.patient.filling import FORM, ON, answered, at
from tests.pages.patient.sources import prescription

PHARMACY, CONTACT = f"{FORM}/apotek", f"{FORM}/besked"


@pytest.fixture
def at_pharmacy(database, sources):
    """Give a browser and the page that asks for a pharmacy."""
    sources.prescriptions_are = [prescription()]
    browser = Browser(make.patient_token())
    return browser, browser.press(answered(browser, "Metoprolol"), ON)


@pytest.fixture
def at_contact(at_pharmacy):
    """Give a browser and the page that asks how to be told."""
    browser, page = at_pharmacy
    return browser, browser.press(page, ON)


def test_any_pharmacy_is_chosen_beforehand(at_pharmacy):
    _browser, page = at_pharmacy

    assert page.tree.xpath('//input[@name="wish"][@checked]/@value') == ["any"]


def test_a_pharmacy_is_searched_for_by_place_and_wished_for(at_pharmacy):
    browser, page = at_pharmacy

    found = browser.press(page, "Sök", sok="uppsala")
    assert at(found).startswith(f"{PHARMACY}?sok=uppsala")
    names = list(found.tree.xpath('//input[@name="gln"]/@value'))
    assert names
    page = browser.press(found, ON, gln=names[0])
    page = browser.press(page, ON, way="here")

    card = directory.pharmacy_by_gln(names[0])
    assert f"{card.name}, {card.place}" in page.text


def test_a_search_without_a_hit_says_so_and_keeps_what_was_written(at_pharmacy):
    browser, page = at_pharmacy

    page = browser.press(page, "Sök", sok="Ingenstans")

    assert "Vi hittade inget apotek för “Ingenstans”." in page.text
    assert page.box("Sök apotek").get("value") == "Ingenstans"


def test_enter_with_nothing_to_search_for_goes_on(at_pharmacy):
    browser, page = at_pharmacy

    assert browser.press(page, "Sök").heading == "Hur vill du få veta att svaret har kommit?"


def test_a_pharmacy_on_the_net_is_chosen_at_once(at_pharmacy):
    browser, page = at_pharmacy
    online = next(card for card in directory.pharmacies() if card.online)

    page = browser.press(page, ON, wish=online.gln)

    assert online.name in browser.press(page, ON, way="here").text


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"wish": "chosen"}, "Sök och välj ett apotek, eller välj vilket apotek som helst"),
        (
            {"wish": "chosen", "gln": "7350099999999"},
            "Sök och välj ett apotek, eller välj vilket apotek som helst",
        ),
        ({"wish": "något annat"}, "Välj var du vill hämta läkemedlet"),
    ],
)
def test_a_wish_without_a_pharmacy_is_put_right(at_pharmacy, typed, message):
    browser, page = at_pharmacy

    page = browser.press(page, ON, **typed)

    assert (page.status, errors(page)) == (422, [message])


def test_every_word_of_a_search_must_be_found_and_twenty_are_enough(at_pharmacy):
    assert {card.place for card in find("exempel uppsala")} == {"Uppsala"}
    assert len(find("apotek")) == 20
    assert find("!!") == []


def test_the_exact_words_of_the_message_are_shown(at_contact):
    _browser, page = at_contact

    assert texts.sms(Kind.RENEWED) in page.text
    assert texts.mail_subject() in page.text


def test_a_number_is_kept_for_sms_and_shown_as_it_was_written(at_contact):
    browser, page = at_contact

    browser.press(page, ON, way="sms", phone="070 - 174 06 05")

    assert owner("SELECT phone, email FROM people_patient") == [("+46701740605", "")]
    assert browser.get(CONTACT).box("Mobilnummer").get("value") == "070 - 174 06 05"


def test_both_ways_are_kept_and_proposed_the_next_time(at_contact):
    browser, page = at_contact

    page = browser.press(page, ON, way="both", phone="0701740605", email="amina@exempel.se")
    receipt = browser.press(page, "Skicka till Björkens vårdcentral")

    assert "Du får sms och e-post när svaret har kommit." in receipt.text
    assert owner("SELECT phone, email FROM people_patient") == [("+46701740605", "amina@exempel.se")]


def test_only_here_forgets_the_number(database, sources):
    sources.prescriptions_are = [prescription()]
    browser = Browser(make.patient_token(phone="+46701740605"))
    page = browser.press(browser.press(answered(browser, "Metoprolol"), ON), ON)
    assert page.tree.xpath('//input[@name="way"][@checked]/@value') == ["sms"]
    assert page.box("Mobilnummer").get("value") == "+46701740605"

    browser.press(page, ON, way="here")

    assert owner("SELECT phone, email FROM people_patient") == [("", "")]


@pytest.mark.parametrize(
    ("typed", "messages"),
    [
        ({}, ["Välj hur du vill få veta att svaret har kommit"]),
        ({"way": "sms", "phone": "12"}, ["Skriv ditt mobilnummer, till exempel 070-174 06 05"]),
        ({"way": "email", "email": "amina"}, ["Skriv din e-postadress, till exempel namn@exempel.se"]),
        (
            {"way": "both", "phone": "", "email": ""},
            [
                "Skriv ditt mobilnummer, till exempel 070-174 06 05",
                "Skriv din e-postadress, till exempel namn@exempel.se",
            ],
        ),
    ],
)
def test_what_cannot_be_reached_is_put_right_and_stays_written(at_contact, typed, messages):
    browser, page = at_contact

    page = browser.press(page, ON, **typed)

    assert (page.status, errors(page)) == (422, messages)
    assert page.box("Mobilnummer").get("value") == typed.get("phone", "")


def test_a_number_half_written_is_still_there_when_one_comes_back_later(at_contact):
    browser, page = at_contact

    browser.press(page, "Spara och gör klart senare", way="sms", phone="0701")

    page = browser.get(f"{FORM}/kontrollera")
    assert at(page) == CONTACT
    assert page.box("Mobilnummer").get("value") == "0701"
    assert owner("SELECT phone FROM people_patient") == [("",)]
