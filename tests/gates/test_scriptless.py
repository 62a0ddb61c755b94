"""Without JavaScript a public page says the same, and what can be pressed still leads on."""

import re

import pytest
from lxml import html
from playwright.sync_api import expect

from tests.gates.pages import RENEWS, templates

pytestmark = pytest.mark.xdist_group("journeys")


@pytest.mark.parametrize("language", ["sv", "ar"])
def test_every_template_shows_the_same_without_a_script(screen, language):
    scripted, scriptless = screen(language), screen(language, java_script_enabled=False)
    for sheet in templates(language):
        scripted.goto(sheet.path)
        scriptless.goto(sheet.path)

        said = set(scripted.locator("main").inner_text().split())
        without = set(scriptless.locator("main").inner_text().split())

        # The words of a button or two that only a script can answer for, and what stands in their place.
        assert len(said ^ without) <= 12, (sheet, said ^ without)
        assert len(without) > 10, sheet


def test_no_page_hides_its_text_until_a_script_shows_it(documents):
    for sheet, answer in documents.items():
        hidden = html.fromstring(answer.content.decode()).xpath("//main//*[@hidden][not(self::button)]")

        assert [each.tag for each in hidden if each.text_content().strip()] == [], sheet


def test_a_clinic_is_found_and_the_language_changed_without_a_script(screen):
    page = screen(java_script_enabled=False)
    page.goto("/")
    page.get_by_role("link", name="Hitta vård").first.click()
    page.get_by_label("Namn, ort eller adress").fill("vardcentraln bjorken")
    page.get_by_role("button", name="Sök").click()
    page.get_by_role("link", name="Björkens vårdcentral").first.click()
    expect(page).to_have_url(re.compile(f"/mottagning/{RENEWS}$"))

    page.get_by_role("link", name="English").last.click()

    assert page.locator("html").get_attribute("lang") == "en"
    expect(page).to_have_url(re.compile(f"/mottagning/{RENEWS}$"))


def test_a_case_is_sent_to_the_support_without_a_script(screen):
    page = screen(java_script_enabled=False)
    page.goto("/support/skriv")
    page.get_by_role("button", name="Skicka").click()
    expect(page).to_have_title(re.compile("^Fel: "))
    page.get_by_label("Vad vill du fråga eller berätta?").fill("Sidan om avgifter är svår att hitta.")

    page.get_by_role("button", name="Skicka").click()

    expect(page).to_have_url(re.compile("/support/skickat/"))
