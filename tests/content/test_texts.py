"""What every article keeps to: easy to read, no words that push people away, links that lead somewhere."""

import re

import pytest

from fornya.pages.public.article import markup
from fornya.rules.readability import END, measure
from tests.content.reader import ARTICLES, named

# language: LIX, mean and longest sentence
LIMITS = {"sv": (35, 13, 22), "sv-simple": (27, 9, 15)}
NEVER = (
    *("klicka här", "vänligen", "tyvärr", "ogiltig", "felaktig", "obligatorisk", "oops", "webben"),
    *("click here", "unfortunately", "invalid", "oops"),
)
NO = re.compile(r"\b(inte|ingen|inget|inga|aldrig)\b", re.IGNORECASE)
MOST_NEGATIONS = 0.15
AMOUNT = re.compile(r"\d[\d\s]* ?(?:kr|kronor|SEK|procent|%)", re.IGNORECASE)
WANTED = {"ar": 5, "fi": 5, "so": 5, "fa": 5}
every_article = pytest.mark.parametrize("article", ARTICLES, ids=named)


@pytest.mark.parametrize("article", [each for each in ARTICLES if each.language in LIMITS], ids=named)
def test_an_article_is_easy_to_read(article):
    lix, mean, longest = LIMITS[article.language]

    found = measure([article.title, article.lead, *markup.plain(article.tokens)])

    assert found.lix <= lix
    assert found.mean_sentence <= mean
    assert found.longest_sentence <= longest


def test_the_measure_counts_long_words_and_sentences():
    found = measure(["Du kan ringa. Mottagningen svarar", "Välkommen"])

    assert (found.mean_sentence, found.longest_sentence) == (2, 3)
    assert found.lix == pytest.approx(2 + 100 * 2 / 6)


@pytest.mark.parametrize("article", [each for each in ARTICLES if each.language == "sv-simple"], ids=named)
def test_easy_swedish_says_what_is_rather_than_what_is_not(article):
    said = [article.title, article.lead, *markup.plain(article.tokens)]
    every = [sentence for piece in said for sentence in END.split(piece)]
    turned = [sentence for sentence in every if NO.search(sentence)]

    assert len(turned) <= MOST_NEGATIONS * len(every), turned


@every_article
def test_an_article_has_none_of_the_words_that_we_never_use(article):
    said = " ".join([article.title, article.lead, *markup.plain(article.tokens)]).lower()

    assert [word for word in NEVER if word in said] == []


@every_article
def test_an_amount_is_never_typed_into_a_text(article):
    assert AMOUNT.findall(" ".join(markup.plain(article.tokens))) == []


@pytest.mark.usefixtures("demo_directory")
def test_every_link_in_an_article_leads_to_a_page(client):
    links = {(link, named(each)) for each in ARTICLES for link in markup.links(each.tokens)}
    links |= {(each.action[1], named(each)) for each in ARTICLES if each.action}
    ours = {link for link, _where in links if link.startswith("/")}

    missing = {link for link in ours if client.get(link).status_code not in (200, 302)}

    assert [(link, where) for link, where in sorted(links) if link in missing] == []


@every_article
def test_an_article_says_the_same_facts_in_every_language(article):
    original = next(each for each in ARTICLES if (each.slug, each.language) == (article.slug, "sv"))

    assert facts(article) == facts(original)
    assert (article.theme, article.order, article.parent) == (original.theme, original.order, original.parent)


@pytest.mark.parametrize("language", WANTED)
def test_what_matters_most_is_translated(language):
    assert sum(article.language == language for article in ARTICLES) >= WANTED[language]


def facts(article) -> set[str]:
    """Give the facts that the text and its cards say that they hold."""
    marked = {str(token.attrGet("data-fact") or "") for token in article.tokens}
    return {fact for each in marked for fact in each.split()} | set(article.facts.values())
