"""One word for each thing in every language, as docs/glossary-languages.md says."""

import re

import pytest

from fornya.design.languages import WRITTEN
from tests.content.reader import ARTICLES
from tests.house.tree import ROOT
from tooling.words import catalogues, read

GLOSSARY = (ROOT / "docs/glossary-languages.md").read_text(encoding="utf-8")
AVOIDED = re.compile(r"^- ([a-z]+): (.+?) → (.+)$", re.MULTILINE)
PAIRS = AVOIDED.findall(GLOSSARY)


def said_in(language: str) -> list[str]:
    """Give every sentence and every article that is written in a language."""
    words = [read(path) for path in catalogues() if path.parent.parent.name == language]
    forms = [message.string for catalogue in words for message in catalogue if message.id]
    sentences = [one for form in forms for one in ([form] if isinstance(form, str) else form)]
    files = [article for article in ARTICLES if article.language == language]
    return sentences + [
        (ROOT / f"content/{each.slug}/{language}.md").read_text(encoding="utf-8") for each in files
    ]


def test_the_glossary_names_words_that_are_not_used():
    assert {language for language, _no, _yes in PAIRS} <= set(WRITTEN)
    assert len(PAIRS) > 10


@pytest.mark.parametrize("language", sorted({language for language, _no, _yes in PAIRS}))
def test_a_thing_has_one_word(language):
    said = [text.lower() for text in said_in(language)]
    avoided = [re.compile(rf"\b{re.escape(no.lower())}") for of, no, _yes in PAIRS if of == language]

    assert said
    assert [text for text in said if any(word.search(text) for word in avoided)] == []


def test_a_table_of_words_has_a_word_in_every_language():
    rows = [line for line in GLOSSARY.splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in rows]

    assert {len(row) for row in cells} == {7}
    assert all(all(row) for row in cells)
