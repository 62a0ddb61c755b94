"""Every article is there in Swedish, in Easy Swedish and in English, and each says what the others say."""

import pytest

from fornya.pages.public.article import markup
from fornya.pages.public.article.library import library
from tests.content.reader import ARTICLES

# The others fall back to Swedish; these never do.
EVERYWHERE = {"sv", "sv-simple", "en"}
SLUGS = sorted({article.slug for article in ARTICLES})


@pytest.mark.parametrize("slug", SLUGS)
def test_an_article_is_there_in_each_of_our_three_languages(slug):
    assert sorted(EVERYWHERE - set(library().languages_of(slug))) == []


@pytest.mark.parametrize("slug", SLUGS)
def test_english_says_all_that_the_swedish_says(slug):
    """An amount, an age or a phone number that only one language has is one that somebody is not told."""
    english, swedish = (library().find(slug, language) for language in ("en", "sv"))

    assert len(english.headings) == len(swedish.headings)
    assert markup.figures(english.tokens) == markup.figures(swedish.tokens)
    assert phones(english) == phones(swedish)


@pytest.mark.parametrize("slug", SLUGS)
def test_easy_swedish_leaves_out_no_number_to_ring(slug):
    easy, swedish = (library().find(slug, language) for language in ("sv-simple", "sv"))

    assert phones(swedish) - phones(easy) == set()


@pytest.mark.parametrize("language", sorted(EVERYWHERE - {"sv"}))
@pytest.mark.parametrize("slug", SLUGS)
def test_a_text_leads_where_the_swedish_leads(slug, language):
    found, swedish = (library().find(slug, each) for each in (language, "sv"))

    assert set(markup.links(found.tokens)) == set(markup.links(swedish.tokens))
    assert found.related == swedish.related


def phones(article) -> set[str]:
    """Give the numbers that the text tells one to ring."""
    said = " ".join([article.lead, *markup.plain(article.tokens)])
    links = {link for link in markup.links(article.tokens) if link.startswith("tel:")}
    return links | {number for number in ("112", "1177", "90101") if number in said}
