"""The box in the main article: price and answer where one lives, and at a clinic that nobody remembers."""

import pytest

from fornya.pages.public.article.library import library
from fornya.renewals import answer_times
from tests.pages.public.reading import read

pytestmark = pytest.mark.usefixtures("demo_directory")
MAIN = "/artiklar/fornya-recept-pa-natet"
BOX = "//*[@id='pris-och-svar']"


def box(client, **query):
    tree = read(client.get(MAIN, query)).tree
    (found,) = tree.xpath(BOX)
    return found


def said(element) -> str:
    return " ".join(" ".join(element.itertext()).replace("\xa0", " ").split())


@pytest.mark.parametrize("language", library().languages_of("fornya-recept-pa-natet"))
def test_the_main_article_has_the_box_in_every_language(client, language):
    assert box(client, sprak=language).get("lang")


def test_a_region_is_chosen_in_the_article_and_leads_back_to_the_box(client):
    form = box(client).xpath(".//form[.//select]")[0]
    query = {each.get("name"): each.get("value") for each in form.xpath(".//input")} | {"region": "03"}

    answer = client.get(form.get("action"), query)

    assert answer["Location"] == f"{MAIN}#pris-och-svar"
    assert answer.cookies["region"].value == "03"
    assert "Region Uppsala" in said(box(client))


def test_without_a_region_chosen_the_question_is_asked_again(client):
    answer = client.get("/region", {"spara": "ja", "region": "", "till": MAIN})

    assert answer.status_code == 422
    assert "region" not in answer.cookies
    assert "Välj en region, eller att du inte vill välja" in read(answer).text


def test_the_region_s_price_stands_with_its_source_and_since_when(client):
    client.cookies["region"] = "03"

    text = said(box(client))

    assert "Kostar 0 kr" in text
    assert "arbetsdagar" in text
    assert "Gäller från 1 januari" in text
    assert "Källa: Exempelpris" in text


def test_a_clinic_is_found_in_the_box_however_it_is_spelt(client):
    hits = box(client, sok="vardcentraln bjorken").xpath(".//ul//a")

    assert hits[0].text == "Björkens vårdcentral"
    assert hits[0].get("href") == f"{MAIN}?mottagning=bjorkens-vardcentral#pris-och-svar"


def test_clinics_of_the_chosen_region_come_first(client):
    client.cookies["region"] = "12"

    hits = box(client, sok="vårdcentral").xpath(".//ul/li/span")

    assert "Region Skåne" in hits[0].text


def test_the_clinic_s_price_and_answer_are_said_and_not_remembered(client):
    answer = client.get(MAIN, {"mottagning": "bjorkens-vardcentral"})

    text = said(read(answer).tree.xpath(BOX)[0])
    assert "Björkens vårdcentral På nätet Ja Kostar 0 kr Svar Senast" in text
    assert "om du skickar i dag" in text
    assert not answer.cookies
    assert "bjorkens" not in said(box(client))


def test_how_soon_the_clinic_has_answered_stands_beside_what_it_promises(client, monkeypatch, demo_directory):
    clinic = next(each for each in demo_directory.clinics if each.slug == "bjorkens-vardcentral")
    times = {clinic.id: answer_times.Measured(days=1, answers=25, most_days=1)}
    monkeypatch.setattr("fornya.pages.public.article.your_price.answer_times", lambda _now: times)

    assert "Har oftast svarat inom 1 arbetsdag, de senaste 30 dagarna." in said(
        box(client, mottagning=clinic.slug)
    )


def test_a_clinic_that_does_not_renew_online_gives_its_phone(client, demo_directory):
    clinic = next(each for each in demo_directory.clinics if not each.renews_online)

    found = box(client, mottagning=clinic.slug)

    assert "På nätet Nej" in said(found)
    assert found.xpath(".//a[starts-with(@href, 'tel:')]")


@pytest.mark.parametrize(
    "odd", [{"mottagning": "borta"}, {"mottagning": "\0"}, {"sok": "\0" * 9}, {"sok": "x" * 900}]
)
def test_an_odd_address_shows_the_box_as_it_was(client, odd):
    assert box(client, **odd).xpath(".//form[@role='search']")


def test_sharing_tells_nobody_which_clinic_was_looked_up(client):
    page = read(client.get(MAIN, {"mottagning": "bjorkens-vardcentral"}))
    shared = page.tree.xpath("//section[@data-fact='F22']//a/@href | //button/@data-copy")
    shared += page.tree.xpath("//head//meta/@content | //head//link/@href")

    assert [each for each in shared if "bjorken" in each] == []


def test_only_the_article_with_the_box_minds_the_region(client):
    assert client.get(MAIN).kept.by_region
    assert not client.get("/artiklar/logga-in").kept.by_region


def test_an_answer_about_one_clinic_is_not_kept_in_memory(client):
    assert client.get(MAIN).kept.in_memory
    assert not client.get(MAIN, {"mottagning": "bjorkens-vardcentral"}).kept.in_memory
