"""Articles in the other languages say all that the Swedish says: each heading, figure, number and link."""

import pytest

from fornya.design.languages import WRITTEN
from fornya.pages.public.article import markup
from fornya.pages.public.article.library import library
from tests.content.reader import ARTICLES, named
from tests.content.test_translations import EVERYWHERE, phones

OTHERS = [article for article in ARTICLES if article.language not in EVERYWHERE]
# Digits of their own would be read aloud and copied as other numbers than those that one dials.
FOREIGN_DIGITS = set("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")
each_other = pytest.mark.parametrize("article", OTHERS, ids=named)


def test_there_are_articles_in_other_languages():
    assert {article.language for article in OTHERS} <= set(WRITTEN)
    assert len(OTHERS) > 12


@each_other
def test_a_translation_has_the_headings_figures_and_numbers_of_the_original(article):
    swedish = library().find(article.slug, "sv")

    assert len(article.headings) == len(swedish.headings)
    assert markup.figures(article.tokens) == markup.figures(swedish.tokens)
    assert phones(article) == phones(swedish)


@each_other
def test_a_translation_leads_where_the_original_leads(article):
    swedish = library().find(article.slug, "sv")

    assert set(markup.links(article.tokens)) == set(markup.links(swedish.tokens))
    assert article.related == swedish.related


@each_other
def test_a_translation_writes_numbers_as_they_are_dialled(article):
    said = " ".join([article.title, article.lead, *markup.plain(article.tokens)])

    assert FOREIGN_DIGITS.isdisjoint(said)
