"""Choosing a language: a cookie, back to the same page, and nobody gets a page in the language of another."""

import pytest
from django.test import Client

from fornya.design.languages import LANGUAGES
from tests.pages.public.reading import read

UNREVIEWED = "لم تُراجَع هذه الترجمة بعد."
SWEDISH_ONLY = "هذه الصفحة متوفرة بالسويدية فقط."
each_language = pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)


@pytest.fixture(autouse=True)
def database_of_clinics(db, loaded_demo):
    return loaded_demo


def test_the_page_of_languages_names_each_by_its_own_name(client):
    page = read(client.get("/sprak", {"till": "/hitta-vard"}))

    links = page.tree.xpath('//main//a[contains(@href, "/sprak/")]')
    assert {(link.get("lang"), link.get("dir"), link.text) for link in links} == {
        (language.code, language.direction, language.name) for language in LANGUAGES
    }
    assert all(link.get("href").endswith("?till=%2Fhitta-vard") for link in links)


def test_a_choice_is_remembered_and_leads_back(client):
    answer = client.get("/sprak/fi", {"till": "/hitta-vard?q=bj%C3%B6rken"})

    assert (answer.status_code, answer["Location"]) == (303, "/hitta-vard?q=bj%C3%B6rken")
    cookie = answer.cookies["sprak"]
    assert (cookie.value, cookie["samesite"], cookie["path"]) == ("fi", "Lax", "/")
    assert read(client.get("/")).tree.get("lang") == "fi"


@pytest.mark.parametrize(
    "till", ["//ond.example", "https://ond.example", "/\\ond.example", "/sprak/en", "/inte", ""]
)
def test_a_choice_never_leads_away_from_us(client, till):
    assert client.get("/sprak/en", {"till": till})["Location"] == "/"


def test_a_language_that_is_not_there_is_a_page_that_is_not_there(client):
    assert client.get("/sprak/tlh").status_code == 404


def test_what_the_browser_prefers_is_only_proposed(client):
    start = read(client.get("/", headers={"accept-language": "fi-FI,fi;q=0.9"}))
    listed = read(client.get("/sprak", headers={"accept-language": "fi-FI,fi;q=0.9"}))

    assert start.tree.get("lang") == "sv"
    assert listed.tree.get("lang") == "sv"
    assert listed.tree.xpath('//main//a[contains(@class, "ds-button")]')[0].get("hreflang", "fi") == "fi"
    assert [a.text for a in listed.tree.xpath('//main//p[@lang="fi"]/a')] == ["Suomi"]


@each_language
def test_a_public_page_says_its_language_and_what_it_depends_on(client, language):
    client.cookies["sprak"] = language.code

    answer = client.get("/")

    page = read(answer)
    assert (page.tree.get("lang"), page.tree.get("dir")) == (language.code, language.direction)
    assert answer["Content-Language"] == language.code
    assert "Cookie" in answer["Vary"]
    assert not answer.cookies


@pytest.mark.parametrize(
    "path",
    ["/", "/mottagning/bjorkens-vardcentral", "/hitta-vard", "/artiklar/fornya-recept-och-hall-koll", "/om"],
)
def test_no_page_in_one_language_is_given_to_a_reader_of_another(path):
    arabic, swedish = Client(), Client()
    arabic.cookies["sprak"] = "ar"
    before = swedish.get(path)
    between = arabic.get(path)
    after = swedish.get(path)

    assert before.status_code == after.status_code
    assert after["Content-Language"] == before["Content-Language"] == "sv"
    assert read(after).tree.get("lang") == "sv"
    assert "Cookie" in between["Vary"]


def test_a_page_that_is_not_there_in_a_language_is_whole_in_swedish_and_says_so(client):
    client.cookies["sprak"] = "ar"

    page = read(client.get("/personal/logga-in"))

    assert (page.tree.get("lang"), page.tree.get("dir")) == ("sv", "ltr")
    (note,) = page.tree.xpath('//footer//p[@lang="ar"]')
    assert note.text_content().strip() == SWEDISH_ONLY


def test_an_unreviewed_language_says_so_on_each_page(client):
    client.cookies["sprak"] = "ar"

    for path in ("/", "/hitta-vard", "/logga-in"):
        notes = read(client.get(path)).tree.xpath('//footer//p[@lang="ar"]')
        assert [note.text_content().strip() for note in notes] == [UNREVIEWED]


def test_staff_read_swedish_whatever_was_chosen(client):
    client.cookies["sprak"] = "en"

    assert read(client.get("/personal/logga-in")).tree.get("lang") == "sv"


def test_a_form_whose_words_cannot_be_kept_says_so(client):
    warning = "Send what you have written before you change language. Otherwise it disappears."
    client.cookies["sprak"] = "en"

    assert warning in client.get("/support/skriv").content.decode()
    assert warning not in client.get("/").content.decode()
