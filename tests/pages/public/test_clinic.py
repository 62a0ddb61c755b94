"""The page of one clinic: whether it renews here, what it costs, when it answers; else whom to call."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from fornya.clinics import directory
from fornya.clinics.cards import Link
from fornya.design import formats
from fornya.pages.public.clinic import views
from fornya.renewals.answer_times import Measured
from tests.pages.public.reading import read

BJORKEN = "/mottagning/bjorkens-vardcentral"
pytestmark = pytest.mark.usefixtures("demo_directory")


@pytest.fixture
def changed(demo_directory, monkeypatch):
    """Show Björken's page as if the directory said something else about it."""

    def change(**changes):
        clinic = replace(directory.by_slug("bjorkens-vardcentral"), **changes)
        monkeypatch.setitem(demo_directory.slugs, clinic.slug, clinic)

    return change


def test_the_answer_box_says_whether_what_and_when(client):
    page = read(client.get(BJORKEN))
    clinic = directory.by_slug("bjorkens-vardcentral")
    now = datetime.now(UTC)
    promised = formats.day(directory.answer_by(clinic, now), formats.local_day(now))

    assert page.heading == "Björkens vårdcentral"
    assert "På nätet Ja" in page.text
    assert "Kostar 0 kr" in page.text
    assert f"Senast {promised} om du skickar i dag" in page.text
    assert "Priset är ett exempel." in page.text


def test_the_way_to_the_form_is_said_twice_and_leads_to_the_clinics_form(client):
    page = read(client.get(BJORKEN))

    assert page.links("Förnya recept") == ["/mina/fornya/bjorkens-vardcentral"] * 2
    assert "Du loggar in först." in page.text
    assert "Våra e-tjänster" in page.headings()


def test_a_notice_stands_before_the_answer_box(client):
    page = read(client.get(BJORKEN))

    assert page.headings()[0].startswith("Tillfällig information till och med ")
    assert page.headings()[1] == "Förnya recept här"
    assert "för utbildning" in page.text


def test_what_is_not_renewed_here_is_listed(client):
    page = read(client.get(BJORKEN))

    assert "Det här förnyas inte på nätet" in page.headings()
    assert "narkotikaklassade läkemedel" in page.text
    assert "läkemedel som du har fått av en annan mottagning" in page.text


def test_a_clinic_open_to_others_patients_does_not_refuse_them(client):
    page = read(client.get("/mottagning/ekbackens-vardcentral"))

    assert "en annan mottagning" not in page.text


def test_a_clinic_that_does_not_renew_online_shows_the_phone_instead_of_the_form(client):
    page = read(client.get("/mottagning/bjorklunda-lakarhus"))

    assert "Ring för att förnya recept" in page.headings()
    assert "Björklunda läkarhus förnyar inte recept på nätet." in page.text
    assert page.links("018-000 00 02") == ["tel:+46180000002"]
    assert page.links("Förnya recept") == []


def test_dalarnas_price_comes_with_its_exceptions(client):
    page = read(client.get("/mottagning/strandgatans-vardcentral"))

    assert "Kostar 100 kr" in page.text
    assert "250 kr om läkemedlet inte är mot en sjukdom." in page.text
    assert "0 kr om läkemedlet inte räcker till ett besök som redan är bokat." in page.text
    assert "0 kr för den som är under 18 år." in page.text
    assert "0 kr för den som har fyllt 85 år." in page.text
    assert "räknas in i högkostnadsskyddet för vårdbesök" in page.text


def test_a_price_nobody_knows_is_not_guessed(client, changed):
    changed(fees=())

    page = read(client.get(BJORKEN))

    assert "Kostar Fråga mottagningen" in page.text
    assert "0 kr" not in page.text


def test_hours_are_read_in_words_and_neighbouring_days_together(client):
    page = read(client.get(BJORKEN))

    assert "Måndag–fredag Klockan 8–16" in page.text
    assert "Lördag och söndag Stängt" in page.text
    assert "Stängt (utbildningsdag)" in page.text


def test_links_that_the_clinic_sets_stand_among_its_e_services(client, changed):
    changed(links=(Link("book", "https://prov.example/boka"),))

    assert read(client.get(BJORKEN)).links("Boka tid") == ["https://prov.example/boka"]


@pytest.mark.parametrize(
    ("ages", "words"),
    [
        ({"min_age": 13, "max_age": 22}, "För dig som är 13–22 år."),
        ({"min_age": 18}, "För dig som har fyllt 18 år."),
        ({"max_age": 17}, "För dig som är under 18 år."),
    ],
)
def test_a_clinic_for_some_ages_says_so(client, changed, ages, words):
    changed(**ages)

    assert words in read(client.get(BJORKEN)).text


def test_the_page_says_when_its_facts_were_changed(client, changed):
    changed(updated_on=date(2020, 2, 29))

    assert "Uppgifterna ändrades 29 februari 2020." in read(client.get(BJORKEN)).text


def test_every_clinics_page_renders_and_those_that_do_not_renew_show_a_phone(client, demo_directory):
    for clinic in demo_directory.clinics:
        page = read(client.get(f"/mottagning/{clinic.slug}"))
        assert page.status == 200, clinic.slug
        assert page.tree.xpath(f'//main//a[@href="tel:{clinic.phone}"]'), clinic.slug
        assert bool(page.links("Förnya recept")) == clinic.renews_online, clinic.slug


def test_the_page_asks_the_database_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get(BJORKEN)


def test_an_unknown_clinic_leads_to_the_search(client):
    page = read(client.get("/mottagning/finns-inte"))

    assert page.status == 404
    assert page.links("Hitta vård") == ["/hitta-vard"]


def test_a_clinic_says_how_soon_it_has_answered_lately_beside_its_promise(client, monkeypatch):
    found = directory.by_slug("bjorkens-vardcentral")
    monkeypatch.setattr(
        views, "answer_times", lambda _now: {found.id: Measured(days=1, answers=20, most_days=1)}
    )

    text = read(client.get("/mottagning/bjorkens-vardcentral")).text

    assert "Hittills Har oftast svarat inom 1 arbetsdag, de senaste 30 dagarna" in text
    assert "Senast" in text


def test_where_few_have_asked_nothing_is_said_of_how_soon_it_answers(client):
    assert "oftast svarat" not in read(client.get("/mottagning/bjorkens-vardcentral")).text


def test_the_address_opens_in_a_map_of_the_readers_own(client):
    page = read(client.get("/mottagning/bjorkens-vardcentral"))

    assert page.links("Öppna i din kartapp") == ["geo:59.85000,17.63000"]
    assert page.tree.xpath("//iframe | //main//img") == []


def test_other_clinics_in_the_place_are_named_those_of_the_same_kind_first(client):
    page = read(client.get("/mottagning/bjorkens-vardcentral"))
    related = directory.related(directory.by_slug("bjorkens-vardcentral"))

    assert "Andra mottagningar i Uppsala" in page.headings()
    assert related[0].kind == "health_centre"
    assert all(page.links(each.name) for each in related)
    assert "bjorkens-vardcentral" not in {each.slug for each in related}


def test_a_link_to_the_clinic_is_shown_by_its_name_where_it_is_shared(client, settings):
    page = read(client.get("/mottagning/bjorkens-vardcentral"))
    shared = {each.get("property"): each.get("content") for each in page.tree.xpath("//meta[@property]")}

    assert shared["og:title"] == "Björkens vårdcentral"
    assert shared["og:description"] == "Björkens vårdcentral. Vårdcentral i Uppsala, Region Uppsala."
    assert shared["og:url"] == f"{settings.PUBLIC_URL}/mottagning/bjorkens-vardcentral"
