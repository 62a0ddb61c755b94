"""The frame of every page: title, landmarks, the way in, errors, and who is signed in."""

from dataclasses import fields

import pytest
from django.urls import resolve
from django.utils import translation
from lxml import html

from fornya.design import gallery
from fornya.design.fields import Errors
from fornya.design.places import PLACES
from tests.design import drawn

PAGES = ("gallery", *gallery.PAGES)
WRONG = Errors().add("lines", "Välj minst ett recept")


@pytest.fixture(params=PAGES)
def page(request):
    return drawn.page(request.param)


def test_a_page_has_one_main_heading_and_skips_no_level(page):
    levels = [
        int(heading.tag[1])
        for heading in page.xpath("//main//*[self::h1 or self::h2 or self::h3 or self::h4]")
    ]

    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))


def test_ids_are_unique_and_all_that_is_pointed_at_exists(page):
    ids = page.xpath("//@id")
    pointed = [
        part
        for value in page.xpath("//@aria-describedby | //@aria-labelledby | //label/@for")
        for part in value.split()
    ]

    assert len(ids) == len(set(ids))
    assert set(pointed) <= set(ids)


def test_every_field_has_a_label(page):
    for box in page.xpath("//main//input[@type!='hidden'] | //main//select | //main//textarea"):
        assert page.xpath(f"//label[@for='{box.get('id')}']"), html.tostring(box)


def test_nothing_is_inline_and_nothing_comes_from_elsewhere(page):
    assert page.xpath("//style | //script[not(@src)] | //@style") == []
    assert [name for element in page.iter() for name in element.attrib if name.startswith("on")] == []
    assert [value for value in page.xpath("//@src | //link/@href") if "//" in value] == []


def test_the_way_past_the_header_comes_first(page):
    first = page.xpath("//body//a")[0]

    assert first.get("href") == "#main"
    assert page.xpath("//main[@id='main']")


def test_the_menu_opens_below_the_header_without_a_script(page):
    staff = page.xpath("//header//p[@class='workplace']")
    links = page.xpath("//header//details[summary[normalize-space()='Meny']]//nav[@id='meny']//a/@href")

    wanted = set() if staff else {PLACES.find_care, PLACES.fees, "/tema/liv-halsa", PLACES.other_languages}
    assert wanted <= set(links)
    assert len(page.xpath("//header//details")) == (0 if staff else 1)
    assert page.xpath("//footer//nav//a")


def test_the_menu_s_handle_has_its_place_kept_in_the_row_before_it():
    page = drawn.page("clinic")
    (room,) = page.xpath("//header//span[contains(@class, 'drawer__room')]")

    assert room.get("aria-hidden") == "true"
    assert room.text_content() == page.findtext(".//header//summary/span")


def test_the_title_says_step_and_service():
    assert (
        drawn.page("question").findtext(".//title") == "Vilka recept vill du förnya? – Förnya recept – Förnya"
    )


def test_an_error_comes_first_in_title_and_main():
    page = drawn.page("question", errors=WRONG)
    first = page.xpath("//main//*[self::a or self::input or self::button]")[0]

    assert page.findtext(".//title").startswith("Fel: Vilka recept")
    assert (first.get("href"), first.text) == ("#lines", "Välj minst ett recept")
    assert page.get_element_by_id("lines").get("type") == "checkbox"


def test_without_errors_there_is_no_summary():
    assert drawn.page("question").xpath("//*[@data-errors]") == []


def test_a_guest_may_sign_in_and_a_person_may_sign_out():
    guest, person = drawn.page("clinic"), drawn.page("question")

    assert guest.xpath(f"//header//a[@href='{PLACES.sign_in}']")
    assert not guest.xpath(f"//form[@action='{PLACES.sign_out}']")
    assert person.xpath(f"//form[@action='{PLACES.sign_out}' and @method='post']")
    assert "Amina Exempel" in person.xpath("string(//header)")


def test_a_page_without_any_context_can_be_drawn():
    page = html.document_fromstring(drawn.text('{% extends "design/layout.jinja" %}'))

    assert page.xpath(f"//header//a[@href='{PLACES.sign_in}']")


def test_help_stands_at_the_same_place_on_every_page_for_patients():
    for name in ("question", "receipt", "clinic", "overview"):
        assert drawn.page(name).xpath("//aside[following-sibling::*[1][self::footer]]"), name


def test_staff_see_where_they_work_and_their_lists():
    page = drawn.page("worklist")

    assert page.xpath("string(//p[@class='workplace'])") == "Björkens vårdcentral"
    assert (
        page.xpath("//nav[@class='tabs no-print']//a[@aria-current='page']")[0]
        .text_content()
        .startswith("Nya")
    )


def test_a_choice_of_look_is_written_on_the_page():
    assert drawn.page("question", theme="dark").get("data-theme") == "dark"
    assert drawn.page("question").get("data-theme") is None


def test_direction_and_language_follow_the_language():
    with translation.override("ar"):
        page = drawn.page("question")

    assert (page.get("lang"), page.get("dir")) == ("ar", "rtl")


def test_an_error_page_says_what_happened_and_what_to_do():
    template = drawn.environment().get_template("design/error_page.jinja")
    context = {"heading": "Sidan finns inte", "text": "Adressen kan vara fel.", "phone": "018-6110000"}

    page = html.document_fromstring(
        template.render(context | {"phone_heading": "Ring oss", "paragraphs": ["Inget är borta."]})
    )

    assert page.findtext(".//main//h1") == "Sidan finns inte"
    assert page.xpath("//main//a[@href='tel:+46186110000']")
    assert "Inget är borta." in page.text_content()
    assert page.xpath("//main//a[@href='/']")


def test_an_error_page_needs_only_a_heading_and_a_text():
    template = drawn.environment().get_template("design/error_page.jinja")

    page = html.document_fromstring(template.render({"heading": "Något gick fel", "text": "Försök igen."}))

    assert page.xpath("string(//main)").strip()


@pytest.mark.parametrize("name", ["question", "clinic", "worklist"])
def test_every_page_leads_to_the_pages_that_the_law_asks_for(name):
    linked = drawn.page(name).xpath("//footer//a/@href")

    assert {"/tillganglighet", "/personuppgifter", "/kakor", "/support", "/om"} <= set(linked)


def test_every_place_in_header_and_footer_has_a_view():
    for field in fields(PLACES):
        assert resolve(getattr(PLACES, field.name)).func, field.name
