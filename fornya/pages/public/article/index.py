"""Lets the search find articles, forgiving as the clinics' search is: the same folding, the same spelling."""

from collections.abc import Iterable
from functools import lru_cache

from fornya.clinics.folding import words
from fornya.clinics.spelling import Vocabulary
from fornya.pages.public.article import markup
from fornya.pages.public.article.library import library
from fornya.pages.public.article.source import Article

# What a word is worth by where it stands.
TITLE, HEADING, LEAD, TEXT = 8.0, 4.0, 3.0, 1.0
SHORTEST_IN_TEXT = 4
ENOUGH = 0.5  # of the words asked for


class ArticleIndex:
    """A search over articles of one language."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self._articles = tuple(articles)
        self._worth: dict[str, dict[int, float]] = {}
        for number, article in enumerate(self._articles):
            self._add(number, article.title, TITLE)
            self._add(number, article.lead, LEAD)
            for heading in article.headings:
                self._add(number, heading.text, HEADING)
            for text in markup.plain(article.tokens):
                self._add(number, text, TEXT)
        self._vocabulary = Vocabulary(self._worth)

    def search(self, text: str, *, limit: int) -> list[Article]:
        """Give the articles that fit the text, the best first."""
        asked = self._vocabulary.read(words(text))
        values: dict[int, float] = {}
        hits: dict[int, int] = {}
        for token in asked:
            for number, worth in self._best(token).items():
                values[number] = values.get(number, 0) + worth
                hits[number] = hits.get(number, 0) + 1
        fitting = [number for number in values if hits[number] >= ENOUGH * len(asked)]
        # Between equals the shorter title is more about what was asked.
        best = sorted(fitting, key=lambda each: (-values[each], -hits[each], len(self._articles[each].title)))
        return [self._articles[number] for number in best[:limit]]

    def _add(self, number: int, text: str, worth: float) -> None:
        for start in range(0, len(text), 90):
            # Words are folded a stretch at a time; one cut in two is found by its beginning all the same.
            for word in words(text[start : start + 100]):
                if worth > TEXT or len(word) >= SHORTEST_IN_TEXT:
                    at = self._worth.setdefault(word, {})
                    at[number] = max(worth, at.get(number, 0))

    def _best(self, token: str) -> dict[int, float]:
        """Give the worth of a token in each article: that of the known word which fits it best there."""
        found: dict[int, float] = {}
        for word, quality in self._vocabulary.matches(token, near=False):
            for number, worth in self._worth[word].items():
                found[number] = max(found.get(number, 0), worth * quality)
        return found


@lru_cache(maxsize=16)
def index(language: str) -> ArticleIndex:
    """Give the index of the articles in a language."""
    return ArticleIndex(library().written_in(language))
