"""A parent renews for a child, under the band that names the child, until the register ends custody."""

import httpx
import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.patient import Patient
from tests.running import Service

# They share one running Förnya, so they stay in one process.
pytestmark = pytest.mark.xdist_group("journeys")

CLINIC, MEDICINE = "Björkens vårdcentral", "Pulmicort Turbuhaler 200 mikrogram/dos"
AMINA, ALMA = "198506149825", "202003119803"
BAND = "Du gör detta för Alma"


class Parent(Patient):
    """Amina, with Alma's matter open or not."""

    def chooses_whom(self, name: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Vem gäller det?")
        self.sees("whom")
        self.page.locator("label", has_text=name).click()
        self.goes_on()

    def answers_about_alma(self) -> None:
        for question, answer in (
            ("Fungerar läkemedlet bra för Alma?", "Ja"),
            ("Har Alma några biverkningar?", "Nej"),
            ("Tar Alma läkemedlet så som det står på receptet?", "Ja"),
        ):
            group = self.page.get_by_role("group", name=question)
            group.locator("label", has=self.page.get_by_text(answer, exact=True)).click()
        self.sees("questions about a child's medicine")
        self.goes_on()

    def acts_for_alma(self, *, acts: bool) -> None:
        expect(self.page.get_by_text(BAND)).to_have_count(1 if acts else 0)


def custody(service: Service, *, holds: bool) -> None:
    """Let the population register say whether Amina has custody of Alma."""
    told = {"guardian": AMINA, "child": ALMA, "holds": holds}
    httpx.post(f"{service.sandbox}/_control/population/custody", json=told).raise_for_status()


def test_a_parent_renews_for_a_child_until_custody_ends(service: Service, browser: Browser) -> None:
    page = browser.new_context(locale="sv-SE").new_page()
    amina = Parent(page, service)
    amina.opens("/mina/vem", where="sign-in")
    amina.signs_in_here()

    amina.chooses_whom("Alma Exempel")
    amina.acts_for_alma(acts=True)
    amina.opens("/mina/fornya/bjorkens-vardcentral", where="a child's form")
    amina.chooses(MEDICINE)
    amina.answers_about_alma()
    amina.skips_own_questions()
    amina.takes_any_pharmacy()
    amina.reads("Beskeden om Alma går till dig.")
    amina.wants_to_be_told(phone="070-174 06 05")
    amina.sends(CLINIC)
    amina.reads("Förfrågan för Alma är skickad")
    amina.reads("Skickad av Amina Exempel")
    amina.sees("a child's receipt")

    custody(service, holds=False)
    try:
        amina.opens("/mina", where="no longer the guardian")
        amina.reads("Du kan inte längre göra detta för Alma")
    finally:
        custody(service, holds=True)
    page.get_by_role("button", name="Tillbaka till mig själv").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hej Amina")
    amina.acts_for_alma(acts=False)
    page.context.close()
