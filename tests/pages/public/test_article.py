"""An article's page: the thirty facts, the frame around the text, its languages, and how it is kept."""

from urllib.parse import quote

import pytest

from fornya.design.languages import READING
from fornya.pages.public.article import views
from fornya.pages.public.article.library import library, load
from tests.content.reader import write
from tests.pages.public.reading import read

pytestmark = pytest.mark.usefixtures("demo_directory")
MAIN = "/artiklar/fornya-recept-pa-natet"
FACTS = {f"F{number}" for number in range(1, 31)}


@pytest.mark.parametrize("language", library().languages_of("fornya-recept-pa-natet"))
def test_the_main_article_holds_all_thirty_facts_in_each_of_its_languages(client, language):
    page = read(client.get(MAIN, {"sprak": language}))

    marked = {
        fact: element
        for element in page.tree.xpath("//*[@data-fact]")
        for fact in element.get("data-fact").split()
    }

    assert set(marked) == FACTS
    assert [fact for fact, element in marked.items() if not element.text_content().strip()] == []


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        ("F1", ("Läs här", "logga in", "1177")),
        ("F2", ("Logga in", "Hitta vård", "Sök", "Meny")),
        ("F3", ("Liv & hälsa", "Barn & gravid", "Olyckor & skador", "Sjukdomar & besvär")),
        ("F3", ("Undersökning & behandling", "Så fungerar vården")),
        (
            "F4",
            (
                "Start",
                "Förnya recept och håll koll på dina läkemedel och hjälpmedel",
                "Förnya recept på nätet",
            ),
        ),
        ("F9", ("1177", "kan ingen förnya")),
        ("F11", ("18 år", "uttag", "frikort")),
        ("F14", ("Våra e-tjänster", "Förnya recept")),
        ("F19", ("var du bor", "vilken mottagning", "avgiften i varje region")),
        ("F21", ("alla dagar", "klockan 6–22")),
        ("F22", ("Facebook", "Twitter", "X", "E-post", "Skriv ut")),
        (
            "F28",
            ("Other languages", "Lätt svenska", "Om Förnya", "E-tjänster", "Aktuellt", "Kontakt", "Press"),
        ),
        ("F28", ("Digital tillgänglighet",)),
        ("F29", ("Behandling av personuppgifter", "Hantering av kakor", "Inställningar för kakor")),
    ],
)
def test_a_fact_is_said_where_it_is_marked(client, fact, words):
    page = read(client.get(MAIN))
    (element,) = page.tree.xpath(f"//*[contains(concat(' ', @data-fact, ' '), ' {fact} ')]")
    said = " ".join(element.text_content().split())

    assert [word for word in words if word not in said] == []


def test_the_footer_says_who_runs_the_service(client, settings):
    page = read(client.get(MAIN))

    assert settings.OPERATOR in page.tree.xpath("string(//*[@data-fact='F30'])")


def test_an_article_says_when_it_was_reviewed_and_by_whom(client):
    text = read(client.get(MAIN)).text

    assert "Granskad 23 november 2026." in text
    assert "Ansvarig: Förnyas redaktion." in text


def test_the_contents_list_leads_to_every_heading(client):
    page = read(client.get(MAIN))
    listed = page.tree.xpath("//nav[@data-fact='F23']//a/@href")

    assert listed == [f"#{name}" for name in page.tree.xpath("//div[@class='prose']/h2/@id")]
    assert len(listed) > 5


def test_sharing_is_plain_links_with_nothing_but_the_address(client, settings):
    page = read(client.get(MAIN))
    hrefs = page.tree.xpath("//section[@data-fact='F22']//a/@href")

    assert len(hrefs) == 3
    assert all("artiklar%2Ffornya-recept-pa-natet" in href for href in hrefs)
    assert page.tree.xpath("//button/@data-copy") == [settings.PUBLIC_URL + MAIN]
    assert page.tree.xpath("//img | //iframe | //script[contains(@src, '//')]") == []


def test_read_more_leads_to_other_articles(client):
    page = read(client.get(MAIN))
    cards = page.tree.xpath("//section[@aria-labelledby='more-title']//a/@href")

    assert cards[:2] == ["/artiklar/nar-du-far-ett-recept", "/artiklar/fa-recept-och-kopa-lakemedel"]


def test_the_cost_ladder_comes_with_its_source_and_since_when(client):
    text = read(client.get("/artiklar/vad-kostar-det")).text.replace("\xa0", " ")

    assert "0 kr till 2 000 kr" in text
    assert "Gäller från 1 januari 2026. Källa: lag (2002:160)" in text


def test_a_hub_shows_what_lies_under_it(client):
    page = read(client.get("/artiklar/fornya-recept-och-hall-koll"))
    cards = page.tree.xpath("//div[@class='article__cards']//a/@href")

    assert MAIN in cards
    assert len(cards) >= 6


def test_an_unchecked_translation_says_so_and_runs_its_own_way(client):
    page = read(client.get(MAIN, {"sprak": "ar"}))
    (prose,) = page.tree.xpath("//div[@class='prose']")

    assert (prose.get("lang"), prose.get("dir")) == ("ar", "rtl")
    assert "لم يراجع أحد هذه الترجمة بعد" in page.text
    assert (page.tree.get("lang"), page.tree.get("dir")) == ("ar", "rtl")


def test_an_article_that_is_not_translated_is_shown_as_the_swedish_that_it_is(client):
    page = read(client.get("/artiklar/hjalpmedel-pa-recept", {"sprak": "ar"}))
    (prose,) = page.tree.xpath("//div[@class='prose']")

    assert (prose.get("lang"), prose.get("dir")) == ("sv", "ltr")


def test_the_reader_s_own_language_is_kept(client):
    client.cookies["sprak"] = "en"

    assert read(client.get(MAIN)).heading == "Renew prescriptions online"


def test_changing_language_leads_back_to_the_page_and_not_to_the_language_left(client):
    page = read(client.get(MAIN, {"sprak": "ar"}))

    assert page.tree.xpath("//nav[@id='sprak']//a[@hreflang='en']/@href") == [
        f"/sprak/en?till={quote(MAIN, safe='')}"
    ]


def test_there_is_no_page_for_an_article_that_is_not_there(client):
    assert client.get("/artiklar/borta").status_code == 404


def test_easy_swedish_has_a_page_that_lists_it(client):
    page = read(client.get("/latt-svenska"))

    assert page.links("Om du får nej") == ["/artiklar/om-receptet-inte-fornyas?sprak=sv-simple"]


def test_every_language_that_is_listed_as_having_articles_has_the_main_one():
    assert {each.code for each in READING} <= set(library().languages_of("fornya-recept-pa-natet"))


def test_a_language_of_articles_only_has_the_reader_s_own_pages_around_it(client, tmp_path, monkeypatch):
    for language in ("sv", "uk"):
        words = {"notice": '"Ніхто ще не перевірив."', "contents": '"На цій сторінці"'}
        write(tmp_path, "## Раз\n\nА\n\n## Два\n\nБ", slug="provtext", language=language, **words)
    monkeypatch.setattr(views, "library", lambda: load(tmp_path))
    client.cookies["sprak"] = "en"

    page = read(client.get("/artiklar/provtext", {"sprak": "uk"}))

    (prose,) = page.tree.xpath("//div[@class='prose']")
    (heading,) = page.tree.xpath("//h2[@id='contents-title']")
    assert (page.tree.get("lang"), prose.get("lang")) == ("en", "uk")
    assert (heading.text, heading.get("lang")) == ("На цій сторінці", "uk")
    assert page.tree.xpath("//ul[contains(@class, 'article__languages')]//a/@hreflang") == ["sv"]


def test_a_translation_says_in_its_own_language_that_nobody_has_reviewed_it(client):
    page = read(client.get("/artiklar/logga-in", {"sprak": "en"}))
    (note,) = page.tree.xpath("//div[@class='article__checked']")

    assert note.get("lang") == "en"
    assert "has not been reviewed yet" in note.text_content()
    assert "The Swedish text was reviewed on" in page.text
    assert not read(client.get("/artiklar/logga-in")).tree.xpath("//div[@class='article__checked']")


def test_a_translation_says_who_has_reviewed_it(client, tmp_path, monkeypatch):
    write(tmp_path, slug="provtext")
    write(tmp_path, slug="provtext", language="en", reviewed_by='"Ann Example, pharmacist"')
    monkeypatch.setattr(views, "library", lambda: load(tmp_path))

    page = read(client.get("/artiklar/provtext", {"sprak": "en"}))

    assert "reviewed by Ann Example, pharmacist." in page.text


def test_search_engines_are_told_of_the_article_in_each_language(client, settings):
    tree = read(client.get(MAIN, {"sprak": "fi"})).tree
    told = dict(zip(tree.xpath("//link/@hreflang"), tree.xpath("//link[@hreflang]/@href"), strict=True))

    assert tree.xpath("//link[@rel='canonical']/@href") == [f"{settings.PUBLIC_URL}{MAIN}?sprak=fi"]
    assert told["x-default"] == told["sv"] == settings.PUBLIC_URL + MAIN
    assert told["ar"] == f"{settings.PUBLIC_URL}{MAIN}?sprak=ar"
    assert tree.xpath("//meta[@property='og:locale']/@content") == ["fi_FI"]
    assert tree.xpath("//meta[@property='og:type']/@content") == ["article"]


def test_a_parent_in_another_language_says_so_in_the_breadcrumb(client, tmp_path, monkeypatch):
    write(tmp_path, slug="nav")
    for language in ("sv", "en"):
        write(tmp_path, slug="provtext", language=language, parent='"nav"')
    monkeypatch.setattr(views, "library", lambda: load(tmp_path))

    page = read(client.get("/artiklar/provtext", {"sprak": "en"}))

    assert page.tree.xpath("//nav[@class='crumbs no-print']//a[@href='/artiklar/nav']/@lang") == ["sv"]
