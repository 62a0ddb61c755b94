"""One's own sign-ins on a page: to see, to end one, to end all."""

import pytest

from fornya.people import session
from tests import make
from tests.browser import Browser


@pytest.fixture
def number(database):
    """Give the number of somebody who is signed in twice, the second time on a telephone."""
    number = make.personnummer()
    patient = make.patient(number)
    session.start_for_patient(patient_id=patient.patient_id, now=make.NOW, device="Chrome, Android")
    return number


def test_each_browser_is_named_and_this_one_marked(number):
    page = Browser(make.patient_token(number)).get("/mina/inloggningar")

    assert page.heading == "Dina inloggningar"
    assert page.text.count("Den här enheten") == 1
    assert "Chrome, Android" in page.text


def test_another_browser_is_signed_out_from_here(database):
    number = make.personnummer()
    here, there = Browser(make.patient_token(number)), Browser(make.patient_token(number))
    page = here.get("/mina/inloggningar")

    left = here.press(page, "Logga ut där")

    assert "Logga ut där" not in left.text
    assert there.client.get("/mina").status_code == 302
    assert here.client.get("/mina").status_code == 200


def test_signing_out_everywhere_leads_out_and_empties_the_browser(number):
    browser = Browser(make.patient_token(number))
    page = browser.get("/mina/inloggningar")

    answer = browser.send(page, "Logga ut överallt")

    assert (answer.status_code, answer["Location"]) == (303, "/utloggad")
    assert '"cache"' in answer["Clear-Site-Data"]
    assert browser.client.get("/mina").status_code == 302
