"""The library refuses every file that is not whole, with a sentence that names it."""

import pytest
from django.core.checks import Error

from fornya.config import checks
from fornya.pages.public.article import library as shelf
from fornya.pages.public.article.source import BadArticle
from tests.content.reader import write


def test_a_whole_article_is_read_with_all_it_says(tmp_path):
    write(tmp_path, "## Så gör du\n\nRing oss.", action='["Hitta vård", "/hitta-vard"]')

    article = shelf.load(tmp_path).find("om")

    assert (article.title, article.theme, article.address) == ("Om recept", "liv-halsa", "/artiklar/om")
    assert [(heading.id, heading.text) for heading in article.headings] == [("sa-gor-du", "Så gör du")]
    assert article.action == ("Hitta vård", "/hitta-vard")


@pytest.mark.parametrize(
    ("front", "text", "why"),
    [
        ({"owner": None}, "Hej.", "lacks owner"),
        ({"title": '""'}, "Hej.", "lacks title"),
        ({"reviewed": '"i går"'}, "Hej.", "wrong kind of value for reviewed"),
        ({"order": "true"}, "Hej.", "wrong kind of value for order"),
        ({"colour": '"red"'}, "Hej.", "colour, which nobody reads"),
        ({"theme": '"stjarnor"'}, "Hej.", "no theme stjarnor"),
        ({"lead": '"'}, "Hej.", "not TOML"),
        ({"related": '["borta"]'}, "Hej.", "points at borta"),
        ({"parent": '"borta"'}, "Hej.", "points at borta"),
        ({}, "  ", "has no text"),
        ({}, "# Rubrik", "first level"),
        ({}, "## Ett\n\n#### Tre", "skips a level"),
        ({}, "Hej <b>du</b>.", "raw HTML is shut off"),
        ({}, "![bild](/bild.png)", "has a picture"),
        ({}, "[Hit](javascript.html)", "neither a path of ours"),
        ({}, "[Hit](/artiklar/borta)", "which is no article"),
        ({}, "Det kostar {{guld}}.", "no figures called guld"),
    ],
)
def test_a_file_that_is_not_whole_is_refused_by_name(tmp_path, front, text, why):
    write(tmp_path, text, **front)

    with pytest.raises(BadArticle, match=f"^om/sv.md: .*{why}"):
        shelf.load(tmp_path)


@pytest.mark.parametrize("text", ["Bara text.", "Text\n+++\ntitle = 1\n+++\nText", "+++\ntitle = 1\n"])
def test_a_file_without_front_matter_is_refused(tmp_path, text):
    path = write(tmp_path)
    path.write_text(text, encoding="utf-8")

    with pytest.raises(BadArticle, match="front matter"):
        shelf.load(tmp_path)


@pytest.mark.parametrize(
    ("slug", "language", "why"),
    [
        ("om", "xx", "xx is none of the languages"),
        ("Om Oss", "sv", "folder's name"),
        ("om", "fi", "not there in Swedish"),
    ],
)
def test_a_file_in_the_wrong_place_is_refused(tmp_path, slug, language, why):
    write(tmp_path, slug=slug, language=language)

    with pytest.raises(BadArticle, match=why):
        shelf.load(tmp_path)


def test_a_translation_that_nobody_has_checked_has_to_say_so(tmp_path):
    write(tmp_path)
    write(tmp_path, language="fi")

    with pytest.raises(BadArticle, match="^om/fi.md: .*notice"):
        shelf.load(tmp_path)


def test_an_article_in_a_language_without_a_catalogue_brings_its_own_words(tmp_path):
    write(tmp_path)
    write(tmp_path, language="uk", notice='"Ніхто не перевірив."')

    with pytest.raises(BadArticle, match="^om/uk.md: .*contents"):
        shelf.load(tmp_path)


def test_what_is_not_translated_is_found_in_swedish(tmp_path):
    write(tmp_path)
    write(tmp_path, language="en")
    write(tmp_path, slug="annat", order="2")
    library = shelf.load(tmp_path)

    assert [each.language for each in library.under("liv-halsa", "en")] == ["en", "sv"]
    assert library.find("annat", "en").language == "sv"
    assert library.find("borta") is None
    assert library.languages_of("om") == ["sv", "en"]


def test_the_service_does_not_start_with_a_bad_article(tmp_path, settings):
    write(tmp_path, owner=None)
    settings.CONTENT = tmp_path
    shelf.library.cache_clear()

    try:
        (error,) = checks.every_article_is_whole()
    finally:
        shelf.library.cache_clear()

    assert isinstance(error, Error)
    assert error.msg == "om/sv.md: its front matter lacks owner."


def test_the_articles_of_the_service_are_whole():
    assert checks.every_article_is_whole() == []


def test_a_language_that_has_articles_and_no_pages_can_be_written_in(tmp_path):
    write(tmp_path)
    write(tmp_path, language="en")
    write(tmp_path, language="prs", notice='"…"', contents='"…"')
    library = shelf.load(tmp_path)

    assert library.find("om", "prs").direction == "rtl"
    assert library.find("om", "uk", "en").language == "en"
    assert library.languages_of("om") == ["sv", "en", "prs"]
