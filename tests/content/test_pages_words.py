"""The pages' own sentences, for the public and for patients, are as easy to read as the articles are.

What a reader of Easy Swedish meets is measured, not what happens to be translated: a sentence that is easy in
Swedish has no other wording.
"""

import re
from functools import lru_cache

import pytest
from babel.messages.catalog import Message

from fornya.rules.readability import Measure, measure
from tooling.words import catalogues, is_translated, read

PLACE = re.compile(r"%\([a-z_]+\)[sd]|%%")
# Staff read Swedish whatever language is chosen (fornya/config/language.py).
STAFF = ("fornya/pages/clinic/", "fornya/pages/region/")
STAFF += ("fornya/pages/login/staff", "fornya/pages/login/commission")
LAW = "lag (2002:160) om läkemedelsförmåner"
# A catalogue holds every sentence that is shown to anybody but staff who are signed in.
EASY = next(read(path) for path in catalogues() if path.parent.parent.name == "sv_Simple")
FOR_ALL = [
    said for said in EASY if said.id and not all(place.startswith(STAFF) for place, _ in said.locations)
]


def wordings(said: Message, *, easy: bool) -> list[str]:
    """Give what is shown of a sentence, in all its forms, with a word in each place."""
    shown = said.string if easy and is_translated(said) else said.id
    return [PLACE.sub("Anna", form) for form in ([shown] if isinstance(shown, str) else shown)]


@lru_cache(maxsize=2)
def measured(*, easy: bool) -> dict[str, Measure]:
    """Measure each thing that the pages say."""
    shown = (form for said in FOR_ALL for form in wordings(said, easy=easy))
    return {form: measure([form]) for form in shown if re.search(r"[^\W\d_]", form)}


@pytest.mark.parametrize(("easy", "words"), [(True, 15), (False, 22)])
def test_no_sentence_on_a_page_is_long(easy, words):
    found = measured(easy=easy)

    assert len(found) > 500
    assert [form for form, figures in found.items() if figures.longest_sentence > words] == []


@pytest.mark.parametrize(("easy", "lix", "mean"), [(True, 27, 9), (False, 35, 13)])
def test_the_pages_read_as_easily_as_the_articles(easy, lix, mean):
    found = measure(list(measured(easy=easy)))

    assert found.lix <= lix
    assert found.mean_sentence <= mean


def test_easy_swedish_leaves_hard_words_out():
    """Each of them has an easier one, and stands in the Swedish, so that the list is known to be real."""
    hard = ("läkemed", "förfråg", "e-legitimation", "högkostnad", "utlogg", "enhet", "biverkning", "formulär")
    easy, swedish = (" ".join(measured(easy=each)).lower() for each in (True, False))

    assert [word for word in hard if word in easy.replace(LAW, "")] == []
    assert [word for word in hard if word not in swedish] == []
