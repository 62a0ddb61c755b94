"""Reads one article's file and refuses what is not whole: no reader is to find out that a word is missing.

A file is TOML between two lines of +++, then Markdown. DEVELOPERS.md tells editors how.
"""

import re
import tomllib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from fornya.design.languages import WRITTEN
from fornya.pages.public.article import markup

FENCE = "+++"
NEEDED = {"title": str, "lead": str, "reviewed": date, "owner": str, "theme": str, "order": int}
OPTIONAL: dict[str, type] = {"parent": str, "related": list, "facts": dict, "action": list}
# Of a translation: who has checked it, and what it says of that itself, in its own words.
OPTIONAL |= {"reviewed_by": str, "notice": str}
# In a language without a catalogue: what stands over the list of headings.
OPTIONAL |= {"contents": str}
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class BadArticle(Exception):
    """A file that cannot be an article; the message is a sentence with its path."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path.parent.name}/{path.name}: {why}")


@dataclass(frozen=True, slots=True)
class Article:
    """One article in one language."""

    slug: str
    language: str
    title: str
    lead: str
    reviewed: date
    owner: str
    theme: str
    order: int
    tokens: markup.Tokens = field(repr=False)
    headings: tuple[markup.Heading, ...]
    parent: str = ""
    related: tuple[str, ...] = ()
    facts: dict[str, str] = field(default_factory=dict)
    notice: str = ""
    reviewed_by: str = ""
    contents: str = ""
    action: tuple[str, ...] = ()

    @property
    def direction(self) -> str:
        """Give the direction of the article's writing."""
        return WRITTEN[self.language].direction

    @property
    def address(self) -> str:
        """Give the path of the page, with the language where it is not Swedish."""
        return markup.in_language(f"/artiklar/{self.slug}", self.language)


def read(path: Path, *, themes: frozenset[str], languages: frozenset[str]) -> Article:
    """Read a file; raises BadArticle with what is wrong."""
    slug, language = path.parent.name, path.stem
    if not SLUG.fullmatch(slug):
        raise BadArticle(path, "the folder's name is to be small letters, digits and hyphens.")
    if language not in languages:
        raise BadArticle(path, f"{language} is none of the languages {', '.join(sorted(languages))}.")
    facts, text = _halves(path)
    _check_facts(path, facts)
    if facts["theme"] not in themes:
        raise BadArticle(path, f"there is no theme {facts['theme']}.")
    try:
        tokens = markup.parse(text)
    except markup.BadText as fault:
        raise BadArticle(path, str(fault)) from fault
    facts |= {name: tuple(facts.get(name, ())) for name in ("related", "action")}
    return Article(slug=slug, language=language, tokens=tokens, headings=markup.headings(tokens), **facts)


def _halves(path: Path) -> tuple[dict[str, Any], str]:
    text = path.read_text(encoding="utf-8")
    before, opening, rest = text.partition(FENCE + "\n")
    front, closing, body = rest.partition("\n" + FENCE + "\n")
    if before.strip() or not opening or not closing:
        raise BadArticle(path, "it does not begin with front matter between two lines of +++.")
    if not body.strip():
        raise BadArticle(path, "it has no text.")
    try:
        return tomllib.loads(front), body
    except tomllib.TOMLDecodeError as fault:
        raise BadArticle(path, f"its front matter is not TOML: {fault}.") from fault


def _check_facts(path: Path, facts: dict[str, Any]) -> None:
    missing = [name for name in NEEDED if facts.get(name) in (None, "")]
    if missing:
        raise BadArticle(path, f"its front matter lacks {', '.join(missing)}.")
    kinds = NEEDED | OPTIONAL
    unknown = sorted(set(facts) - set(kinds))
    if unknown:
        raise BadArticle(path, f"its front matter has {', '.join(unknown)}, which nobody reads.")
    wrong = [name for name, value in facts.items() if type(value) is not kinds[name]]
    if wrong:
        raise BadArticle(path, f"its front matter has the wrong kind of value for {', '.join(wrong)}.")
