"""All articles in memory: read and checked once, when the process starts, and the same until it ends."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from fornya.design.languages import BY_CODE, WRITTEN
from fornya.design.places import THEMES
from fornya.pages.public.article import figures, markup
from fornya.pages.public.article.source import Article, BadArticle, read

SWEDISH = markup.SWEDISH
# The rest are translations that a reader of the language has yet to check, and say so.
OURS = frozenset(("sv", "sv-simple", "en"))


class Library:
    """A set of articles that fit together."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self._articles = {(article.slug, article.language): article for article in articles}

    def find(self, slug: str, *languages: str) -> Article | None:
        """Give the article in the first of the languages that it is in, else in Swedish, or nothing."""
        found = (self._articles.get((slug, language)) for language in (*languages, SWEDISH))
        return next((article for article in found if article), None)

    def languages_of(self, slug: str) -> list[str]:
        """Give the languages that the article is written in, Swedish first."""
        return [language for language in WRITTEN if (slug, language) in self._articles]

    def under(self, theme: str, language: str = SWEDISH) -> list[Article]:
        """Give the articles of a theme in their order, each in the language where it is translated."""
        swedish = (article for article in self.written_in(SWEDISH) if article.theme == theme)
        return [self._articles.get((article.slug, language), article) for article in swedish]

    def written_in(self, language: str) -> list[Article]:
        """Give all articles that are written in the language, in their order."""
        chosen = (article for article in self._articles.values() if article.language == language)
        return sorted(chosen, key=lambda article: (article.order, article.title))

    def __iter__(self) -> Iterator[Article]:
        """Go through all of them."""
        return iter(self._articles.values())


def load(folder: Path) -> Library:
    """Read every article below the folder; raises BadArticle for the first that is not right."""
    themes = frozenset(theme.slug for theme in THEMES)
    paths = sorted(folder.glob("*/*.md"))
    articles = [read(path, themes=themes, languages=frozenset(WRITTEN)) for path in paths]
    swedish = {article.slug for article in articles if article.language == SWEDISH}
    for path, article in zip(paths, articles, strict=True):
        _check(path, article, swedish)
    return Library(articles)


@lru_cache(maxsize=1)
def library() -> Library:
    """Give the library of this service."""
    return load(settings.CONTENT)


def _check(path: Path, article: Article, swedish: set[str]) -> None:
    """Refuse an article that does not fit with the others."""
    if article.slug not in swedish:
        raise BadArticle(path, "it is a translation of an article that is not there in Swedish.")
    if article.language not in OURS and not (article.notice or article.reviewed_by):
        raise BadArticle(path, "a translation nobody has checked needs a notice in its own language.")
    if article.language not in BY_CODE and not (article.notice and article.contents):
        raise BadArticle(path, "no catalogue has words in its language: it needs a notice and contents.")
    asked = markup.figures(article.tokens) - set(figures.NAMES)
    if asked:
        raise BadArticle(path, f"there are no figures called {', '.join(sorted(asked))}.")
    named = {*article.related, *article.facts, *([article.parent] if article.parent else [])} - swedish
    if named:
        raise BadArticle(path, f"it points at {', '.join(sorted(named))}, which is no article.")
    prefix = "/artiklar/"
    for link in markup.links(article.tokens):
        slug = link.removeprefix(prefix).partition("#")[0]
        if link.startswith(prefix) and slug not in swedish:
            raise BadArticle(path, f"it links to {link}, which is no article.")
