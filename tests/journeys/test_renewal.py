"""The whole job, as a patient, a prescriber and a pharmacist do it."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.patient import Patient
from tests.journeys.staff import Prescriber
from tests.running import Service

# They share one running Förnya, so they stay in one process.
pytestmark = pytest.mark.xdist_group("journeys")

CLINIC = "Björkens vårdcentral"
HEALTH = re.compile(r"Metoprolol|Levaxin|Björken|förny(?!a:)|recept", re.IGNORECASE)


def test_a_patient_renews_a_prescription_from_the_clinics_page_to_the_counter(
    service: Service, browser: Browser
) -> None:
    amina = Patient(browser.new_page(), service)
    amina.finds_clinic("vardcentraln bjorken", CLINIC)
    amina.reads_the_answer_box()
    amina.asks_to_renew()
    amina.signs_in_here()
    amina.reads(CLINIC)
    amina.chooses("Metoprolol", "Levaxin")
    amina.answers("Ja", "Nej", "Ja")
    amina.answers("Ja", "Ja", "Ja")
    amina.skips_own_questions()
    amina.takes_any_pharmacy()
    amina.wants_to_be_told(phone="070-174 06 05")
    amina.sends(CLINIC)
    receipt = amina.keeps_the_receipt()

    eva = Prescriber(browser.new_context().new_page(), service)
    eva.signs_in("Eva Läkare", CLINIC)
    eva.opens_request_of("Amina")
    eva.decides("Metoprolol Sandoz 50 mg", "Förnya oförändrat")
    eva.decides(
        "Levaxin 100 mikrogram", "Ni behöver träffas", **{"Varför behöver ni träffas?": "Prov behöver tas"}
    )
    eva.signs()

    amina.waits_until(receipt, "Delvis förnyat")
    amina.sees("request, answered")
    amina.reads("Du behöver lämna prov innan receptet kan förnyas.")
    amina.opens("/mina/inkorg", where="inbox")
    _notices_say_nothing_of_health(service)

    amina.opens("/mina/lakemedel", where="my medicines")
    amina.reads("3 av 3 uttag kvar")
    amina.opens("/mina/hogkostnad", where="high-cost protection")
    paid_before = amina.paid()
    _collects(service, browser, "Amina", "Metoprolol")
    amina.opens("/mina/lakemedel", where="my medicines, after the counter")
    amina.reads("2 av 3 uttag kvar")
    amina.opens("/mina/hogkostnad", where="high-cost protection, after the counter")
    assert amina.paid() > paid_before
    amina.opens("/mina", where="overview")
    amina.opens("/mina/forfragningar", where="my requests")


def test_the_whole_form_works_without_javascript(service: Service, browser: Browser) -> None:
    berit = Patient(
        browser.new_context(java_script_enabled=False).new_page(), service, looks=False, scripts=False
    )
    berit.finds_clinic("bjorkens", CLINIC)
    berit.reads_the_answer_box()
    berit.asks_to_renew()
    berit.signs_in_here("Mira Spärr")
    berit.reads("spärrade")
    berit.chooses("Omeprazol")
    berit.answers("Ja", "Nej", "Vet inte")
    berit.skips_own_questions()
    berit.takes_any_pharmacy()
    berit.wants_to_be_told(phone="070 174 06 06")
    berit.sends(CLINIC)
    berit.keeps_the_receipt()


def test_a_store_that_is_down_is_said_to_be_down_and_the_name_can_be_written_by_hand(
    service: Service, browser: Browser
) -> None:
    kim = Patient(browser.new_context().new_page(), service)
    kim.page.goto(f"{service.url}/mottagning/bjorkens-vardcentral")
    kim.asks_to_renew()
    kim.signs_in_here("Kim Avbrott")
    kim.reads("Receptregistret svarar inte just nu")
    assert "inga recept" not in kim.page.get_by_role("main").inner_text()
    kim.sees("form, store down")


def test_a_clinic_that_does_not_renew_online_shows_how_to_call(service: Service, browser: Browser) -> None:
    anyone = Patient(browser.new_context().new_page(), service)
    anyone.page.goto(f"{service.url}/hitta-vard?q=Björklunda")
    anyone.reads("Förnyar recept på nätet: Nej")
    anyone.page.goto(f"{service.url}/mottagning/bjorklunda-lakarhus")
    anyone.reads("Ring för att förnya recept")
    anyone.sees("clinic that does not renew online")


def _notices_say_nothing_of_health(service: Service) -> None:
    sent = [message["message"] for message in service.seen("sms")]

    assert sent, "an SMS should have told that something waits"
    assert not [text for text in sent if HEALTH.search(text.replace("Förnya", ""))]


def _collects(service: Service, browser: Browser, person: str, medicine: str) -> None:
    counter = browser.new_page()
    counter.goto(f"{service.sandbox}/counter/")
    counter.get_by_role("link", name=re.compile(person)).click()
    prescription = counter.get_by_role("listitem").filter(has_text=medicine)
    prescription.get_by_role("button").first.click()
    expect(counter.get_by_role("main")).to_contain_text("kr")
