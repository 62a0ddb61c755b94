"""An aid is renewed in the same request as a medicine, on a phone, from the list of one's own."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.patient import Patient
from tests.journeys.staff import Prescriber
from tests.running import Service

pytestmark = pytest.mark.xdist_group("journeys")

CLINIC = "Björkens vårdcentral"
AID, MEDICINE = "Accu-Chek Guide", "Bisoprolol Sandoz 5 mg"


def test_an_aid_is_renewed_together_with_a_medicine(service: Service, browser: Browser) -> None:
    phone = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True).new_page()
    tolvan = Patient(phone, service, looks=False)
    tolvan.page.goto(f"{service.url}/mina/lakemedel")
    tolvan.signs_in_here("Tolvan")
    expect(phone.get_by_role("heading", name="Hjälpmedel", exact=True)).to_be_visible()
    for name in (AID, MEDICINE):
        phone.locator("label", has_text=f"Förnya {name} hos {CLINIC}").click()
    phone.get_by_role("button", name="Förnya de valda").first.click()

    expect(phone.get_by_role("checkbox", checked=True)).to_have_count(2)
    tolvan.looks = True
    tolvan.goes_on()
    for _each in range(2):
        is_aid = AID in phone.get_by_role("heading", level=1).inner_text()
        tolvan.answers("Ja", "Nej", "Ja", is_aid=is_aid)
    tolvan.looks = False
    tolvan.skips_own_questions()
    tolvan.takes_any_pharmacy()
    tolvan.wants_to_be_told(phone="070-174 06 07")
    tolvan.sends(CLINIC)
    receipt = phone.url

    eva = Prescriber(browser.new_context().new_page(), service, looks=False)
    eva.signs_in("Eva Läkare", CLINIC)
    eva.opens_request_of("Tolvan", medicine=AID)
    expect(eva.page.get_by_role("main")).to_contain_text("Hjälpmedel, på hjälpmedelskort")
    for name in (AID, MEDICINE):
        eva.decides(name, "Förnya oförändrat")
    eva.signs()

    tolvan.waits_until(receipt, "Förnyat")
    assert re.search(rf"{AID}.*Förnyat", phone.get_by_role("main").inner_text(), re.DOTALL)
