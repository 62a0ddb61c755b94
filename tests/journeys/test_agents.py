"""One adult appoints another, who renews under the band that names the giver, until the giver ends it."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.patient import Patient
from tests.running import Service

# They share one running Förnya, so they stay in one process.
pytestmark = pytest.mark.xdist_group("journeys")

CLINIC, MEDICINE = "Björkens vårdcentral", "Furix 40 mg"
TOLVAN, BERIT = "Tolvan Tolvansson", "Berit Skottdag"
BERITS_NUMBER = "520229-9839"
BAND = "Du gör detta för Tolvan"


class Signer(Patient):
    """Somebody who signs with the BankID on the same device."""

    def chooses_an_agent(self, number: str) -> None:
        self.page.get_by_role("link", name="Välj ett ombud").click()
        self.page.get_by_label("Personnummer till den som ska hjälpa dig").fill(number)
        self.page.locator("label", has_text="Se och förnya").click()
        self.page.locator("label", has_text="3 månader").click()
        self.sees("choose an agent")
        self.goes_on()

    def signs(self, button: str, name: str) -> None:
        self.sees("what is signed")
        self.page.get_by_role("button", name=button, exact=True).click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Skriv under")
        self.sees("sign")
        self.page.get_by_role("button", name="BankID på den här enheten").click()
        self.page.get_by_role("link", name="Öppna BankID").click()
        self.page.get_by_label(re.compile(name)).check()
        self.page.get_by_role("button", name="Skriv under").click()

    def is_at(self, heading: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)

    def answers_about_tolvan(self) -> None:
        for question, answer in (
            ("Fungerar läkemedlet bra för Tolvan?", "Ja"),
            ("Har Tolvan några biverkningar?", "Nej"),
            ("Tar Tolvan läkemedlet så som det står på receptet?", "Ja"),
        ):
            group = self.page.get_by_role("group", name=question)
            group.locator("label", has=self.page.get_by_text(answer, exact=True)).click()
        self.goes_on()

    def acts_for_tolvan(self, *, acts: bool) -> None:
        expect(self.page.get_by_text(BAND)).to_have_count(1 if acts else 0)


def test_an_agent_renews_for_another_until_the_other_ends_it(service: Service, browser: Browser) -> None:
    tolvan = Signer(browser.new_context(locale="sv-SE").new_page(), service)
    tolvan.opens("/mina/ombud", where="sign-in")
    tolvan.signs_in_here(TOLVAN)
    tolvan.is_at("Ombud")
    tolvan.sees("no agent yet")
    tolvan.chooses_an_agent(BERITS_NUMBER)
    tolvan.signs("Skriv under med e-legitimation", TOLVAN)
    tolvan.is_at("Du har skrivit under")
    tolvan.sees("the giver has signed")

    berit = Signer(browser.new_context(locale="sv-SE").new_page(), service)
    berit.opens("/mina", where="sign-in")
    berit.signs_in_here(BERIT)
    berit.reads(f"{TOLVAN} vill att du blir ombud")
    berit.page.get_by_role("link", name="Läs och svara").click()
    berit.signs("Ja, skriv under med e-legitimation", BERIT)
    berit.is_at(f"Du är nu ombud för {TOLVAN}")
    berit.sees("the agent has signed")

    berit.page.get_by_role("link", name="Vem gäller det?").click()
    berit.page.locator("label", has_text=TOLVAN).click()
    berit.goes_on()
    berit.acts_for_tolvan(acts=True)
    berit.opens("/mina/fornya/bjorkens-vardcentral", where="the giver's form")
    berit.chooses(MEDICINE)
    berit.answers_about_tolvan()
    berit.acts_for_tolvan(acts=True)
    berit.skips_own_questions()
    berit.takes_any_pharmacy()
    berit.sends(CLINIC)
    berit.reads(f"Skickad av {BERIT}")
    berit.acts_for_tolvan(acts=True)

    tolvan.opens("/mina/ombud", where="an agent")
    tolvan.page.get_by_role("link", name="Se vad ombudet har gjort").click()
    tolvan.reads("Skickade en förfrågan")
    tolvan.reads(f"{BERIT}, som ombud för dig")
    tolvan.sees("what the agent has done")
    tolvan.page.get_by_role("link", name="Avsluta ombudet").click()
    tolvan.sees("end it")
    tolvan.page.get_by_role("button", name="Avsluta nu").click()
    tolvan.reads("Avslutat")

    berit.page.get_by_role("link", name="Översikt").first.click()
    berit.reads("Du kan inte längre göra detta för Tolvan")
    berit.sees("no longer the agent")
    tolvan.waits_until(f"{service.url}/mina/inkorg", f"{BERIT} har börjat hjälpa dig")
    for person in (tolvan, berit):
        person.page.context.close()
