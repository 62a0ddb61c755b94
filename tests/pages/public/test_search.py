"""The search of the whole site: articles and clinics in one list, also for those who spell as they can."""

import pytest

from tests.pages.public.reading import read

pytestmark = pytest.mark.usefixtures("demo_directory")


def search(client, text, **more):
    return read(client.get("/sok", {"q": text} | more))


def titles(page):
    return [" ".join(link.text_content().split()) for link in page.tree.xpath("//ol[@class='hits']//h3/a")]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("förnya recept", "Förnya recept på nätet"),
        ("fornya recpt", "Förnya recept på nätet"),
        ("frikort", "Se dina recept, uttag och högkostnadsskydd"),
        ("logga inn", "Att logga in"),
        ("gravd ammar", "Läkemedel när du är gravid eller ammar"),
        ("jhälpmedel", "Hjälpmedel på recept"),
        ("prover", "Prover innan du förnyar"),
        ("vardcentraln bjorken", "Björkens vårdcentral"),
        ("björkens vårdcentral", "Björkens vårdcentral"),
    ],
)
def test_what_was_meant_is_among_the_first_three(client, text, title):
    assert title in titles(search(client, text))[:3]


def test_each_hit_says_what_it_is(client):
    page = search(client, "björkens vårdcentral")
    hits = page.tree.xpath("//ol[@class='hits']/li")

    assert "Mottagning" in hits[0].text_content()
    assert "Förnyar recept på nätet." in hits[0].text_content()
    assert "Att läsa" in search(client, "frikort").text


def test_articles_are_found_in_the_reader_s_language_and_then_in_swedish(client):
    assert titles(search(client, "not renewed", sprak="en"))[0] == "If the prescription is not renewed"
    assert "Prover innan du förnyar" in titles(search(client, "prover", sprak="en"))


def test_nothing_asked_shows_the_themes(client):
    page = search(client, "")

    assert page.box("Vad letar du efter?").get("name") == "q"
    assert page.tree.xpath("//main//a[@href='/tema/liv-halsa']")


def test_nothing_found_says_so_and_leads_on(client):
    page = search(client, "qwxzqwxz")

    assert "Inget passar ”qwxzqwxz”" in page.text
    assert page.tree.xpath("//main//a[@href='/tema/liv-halsa']")


def test_odd_letters_are_only_letters(client):
    page = search(client, "<b>\0 'x")

    assert page.status == 200
    assert page.box("Vad letar du efter?").get("value") == "<b> 'x"
