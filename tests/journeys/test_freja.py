"""Into the form with Freja+, in a browser without JavaScript; first with a Freja that is not enough."""

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.patient import Patient
from tests.running import Service

# They share one running Förnya, so they stay in one process.
pytestmark = pytest.mark.xdist_group("journeys")

CLINIC = "Björkens vårdcentral"


def test_a_patient_comes_to_the_clinics_form_with_freja(service: Service, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    # Looking needs a script in the page; here there is none on purpose.
    amina = Patient(context.new_page(), service, looks=False)
    amina.opens("/mina/fornya/bjorkens-vardcentral", where="sign-in")

    amina.signs_in_with_freja(level="BASIC")
    expect(amina.page.get_by_role("heading", level=1)).to_have_text("Din e-legitimation räcker inte")
    amina.reads("Ditt konto är inte på den högsta nivån än.")
    amina.page.get_by_role("link", name="Försök igen med Freja+").click()
    amina.page.get_by_role("button", name="Godkänn").click()

    expect(amina.page.get_by_role("heading", level=1)).to_have_text("Vilka recept vill du förnya?")
    amina.reads(CLINIC)
    context.close()
