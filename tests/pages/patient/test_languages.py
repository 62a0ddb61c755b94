"""Changing the language in the middle of the form: what was typed stays, and so does the step."""

import pytest
from django.urls import reverse

from fornya.design.languages import LANGUAGES
from tests import make
from tests.browser import Browser, said
from tests.pages.patient.filling import ANSWERS, FORM, ON, at, chosen
from tests.pages.patient.sources import prescription
from tests.pages.public.reading import Page, read

ISOLATES = "\N{LEFT-TO-RIGHT ISOLATE}\N{FIRST STRONG ISOLATE}\N{POP DIRECTIONAL ISOLATE}"
ARABIC_ON = "متابعة"


@pytest.fixture
def person(database, sources):
    sources.prescriptions_are = [prescription()]
    return Browser(make.patient_token())


def in_language(browser: Browser, page: Page, code: str, **typed: str) -> Page:
    """Press a language below a form, which belongs to it though it stands outside."""
    (button,) = page.tree.xpath(f'//nav[@id="sprak"]//button[@value="sprak-{code}"]')
    (form,) = page.tree.xpath(f'//form[@id="{button.get("form")}"]')
    data = dict(form.form_values()) | typed | {button.get("name"): button.get("value")}
    address = form.get("action") or page.answer.wsgi_request.get_full_path()
    return read(browser.client.post(address, data, follow=True))


def test_a_half_filled_page_keeps_its_step_and_its_answers(person):
    page = chosen(person, "Metoprolol")

    arabic = in_language(person, page, "ar", works="yes", note="Jag blir trött")

    assert at(arabic) == at(page)
    assert arabic.tree.get("lang") == "ar"
    assert arabic.tree.get("dir") == "rtl"
    assert [box.get("value") for box in arabic.tree.xpath('//input[@name="works"][@checked]')] == ["yes"]
    assert said(arabic.tree.xpath('//textarea[@name="note"]')[0]) == "Jag blir trött"


def test_the_form_goes_on_in_the_language_and_back(person):
    arabic = in_language(person, chosen(person, "Metoprolol"), "ar")

    onward = person.press(arabic, ARABIC_ON, **ANSWERS)
    swedish = in_language(person, onward, "sv")

    assert "/fragor/" not in at(onward)
    assert at(swedish) == at(onward)
    assert swedish.tree.get("lang") == "sv"
    assert any(said(button) == ON for button in swedish.tree.xpath("//main//button"))


def test_enter_in_a_field_never_changes_the_language(person):
    page = chosen(person, "Metoprolol")
    (form,) = page.tree.xpath('//form[@id="steg"]')
    ours = [
        button
        for button in page.tree.iter("button")
        if button.get("form") == "steg" or form in button.iterancestors()
    ]

    assert said(ours[0]) == ON


def test_what_comes_from_the_store_stands_apart_from_arabic(person):
    person.client.cookies["sprak"] = "ar"

    page = person.get(FORM)

    apart = [said(each).strip(ISOLATES) for each in page.tree.xpath("//main//bdi")]
    assert "1 tablett varje morgon" in apart
    assert any(text.startswith("Metoprolol Sandoz 50") for text in apart)
    (phone,) = {each.text for each in page.tree.xpath('//*[contains(@class,"call-box")]//a/bdi')} or {None}
    assert phone is None or phone.strip(ISOLATES) != phone


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_the_overview_is_in_each_language(person, language):
    person.client.cookies["sprak"] = language.code

    page = person.get("/mina")

    assert page.status == 200
    assert (page.tree.get("lang"), page.tree.get("dir")) == (language.code, language.direction)


def test_a_medicine_written_by_hand_is_kept_too(person):
    person.get(FORM)
    page = person.get(reverse("patient:by_hand", kwargs={"slug": make.BJORKEN}))

    arabic = in_language(person, page, "ar", name="Salva", why="Eksem")

    assert at(arabic) == at(page)
    assert arabic.tree.xpath('//input[@name="name"]/@value') == ["Salva"]
    assert said(arabic.tree.xpath('//textarea[@name="why"]')[0]) == "Eksem"
