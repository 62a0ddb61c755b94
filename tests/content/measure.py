"""How hard a text is to read: LIX (words in a sentence, share of long words) and how long sentences are."""

import re
from dataclasses import dataclass

WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
END = re.compile(r"(?<=[.!?:])\s+")
LONG = 6  # a longer word counts as long


@dataclass(frozen=True)
class Measure:
    """A text's figures."""

    lix: float
    mean_sentence: float
    longest_sentence: int


def measure(pieces: list[str]) -> Measure:
    """Measure a text given a paragraph, heading or list item at a time; each ends a sentence."""
    sentences = [words for piece in pieces for part in END.split(piece) if (words := WORD.findall(part))]
    words = [word for sentence in sentences for word in sentence]
    mean = len(words) / len(sentences)
    lix = mean + 100 * sum(len(word) > LONG for word in words) / len(words)
    return Measure(lix, mean, max(map(len, sentences)))
