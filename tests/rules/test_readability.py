"""How hard a text is to read: counted by hand."""

import pytest

from fornya.rules.readability import measure


def test_words_sentences_and_long_words_are_counted():
    found = measure(["Du kan ringa. Mottagningen svarar", "Välkommen"])

    assert (found.mean_sentence, found.longest_sentence) == (2, 3)
    assert found.lix == pytest.approx(2 + 100 * 2 / 6)


@pytest.mark.parametrize("text", ["", "–", "12 34", "?"])
def test_a_text_without_a_word_measures_nothing(text):
    assert (measure([text]).lix, measure([text]).is_easy) == (0, True)


def test_a_long_sentence_or_long_words_are_not_easy():
    assert measure(["Ta den en gång om dagen."]).is_easy
    assert not measure([" ".join(["ja"] * 23)]).is_easy
    assert measure([" ".join(["ja"] * 22)]).is_easy
    assert not measure(["Läkemedelsbehandlingen kontrolleras regelbundet."]).is_easy
