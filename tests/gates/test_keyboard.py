"""Without a pointer: everything can be come to, in the order it is read, seen on the way, and left again."""

import re

import pytest
from playwright.sync_api import expect

from tests.gates.hands import Hands
from tests.gates.pages import templates

pytestmark = pytest.mark.xdist_group("journeys")


@pytest.fixture
def hands(screen):
    """Give somebody with a keyboard, at the start page."""
    page = screen(viewport={"width": 1280, "height": 900})
    page.goto("/")
    return Hands(page)


@pytest.mark.parametrize("language", ["sv", "ar"])
def test_every_template_is_walked_through_in_the_order_it_is_read(screen, language):
    hands = Hands(screen(language, viewport={"width": 1280, "height": 900}))
    for sheet in templates(language):
        hands.page.goto(sheet.path)

        places = [each["place"] for each in hands.walk()]

        assert len(places) > 5, sheet
        assert places == sorted(places), sheet


def test_the_way_back_is_the_way_there(hands):
    there = [each["place"] for each in hands.walk()]
    hands.page.goto("/")

    back = [each["place"] for each in hands.walk(back=True)]

    assert set(back) == set(there)
    assert back[-5:] == there[:5][::-1]


def test_the_first_key_leads_past_the_head(hands):
    assert "Till sidans innehåll" in hands.tab()["says"]

    hands.press()

    assert hands.page.evaluate("document.activeElement.id") == "main"


def test_a_clinic_is_found_and_its_sign_in_reached(hands):
    hands.to("Hitta vård")
    hands.press()
    expect(hands.page).to_have_url(re.compile("/hitta-vard$"))
    hands.to("q")
    hands.types("vardcentraln bjorken")
    hands.press()
    hands.to("Björkens vårdcentral")
    hands.press()
    expect(hands.page.get_by_role("heading", level=1)).to_have_text("Björkens vårdcentral")
    hands.to("Förnya recept")
    hands.press()

    expect(hands.page.get_by_role("heading", level=1)).to_have_text("Logga in")


def test_the_menu_opens_and_leads_on(hands):
    hands.to("Meny")
    hands.page.keyboard.press("Space")
    hands.to("Sjukdomar & besvär")
    hands.press()

    expect(hands.page).to_have_url(re.compile("/tema/sjukdomar-besvar$"))


def test_the_language_is_changed_and_the_page_kept(hands):
    hands.page.goto("/om")
    hands.to("English")
    hands.press()

    expect(hands.page).to_have_url(re.compile("/om$"))
    assert hands.page.locator("html").get_attribute("lang") == "en"


def test_a_region_is_chosen_with_arrows_and_kept(hands):
    hands.page.goto("/region")
    hands.to("region", tag="INPUT")
    hands.page.keyboard.press("Space")
    hands.page.keyboard.press("ArrowDown")
    hands.to("Spara")
    hands.press()

    expect(hands.page.get_by_role("main")).to_contain_text("Vi har sparat ditt val")


def test_errors_are_come_to_at_once_and_lead_to_their_fields(hands):
    hands.page.goto("/support/skriv")
    hands.to("Skicka")
    hands.press()

    expect(hands.page).to_have_title(re.compile("^Fel: "))
    assert hands.page.evaluate("'errors' in document.activeElement.dataset")
    first = hands.tab()
    assert first["tag"] == "A"
    hands.press()
    assert hands.page.evaluate("document.activeElement.matches('input, textarea, select')")
