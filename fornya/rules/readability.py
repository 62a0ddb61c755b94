"""How hard a text is to read: LIX (words in a sentence, share of long words) and how long sentences are.

Source: C-H Björnsson, Läsbarhet (1968), whose index LIX is; the limits are this service's own.
Reviewed: 2026-11-23
"""

import re
from dataclasses import dataclass

WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
END = re.compile(r"(?<=[.!?:])\s+")
LONG = 6  # a longer word counts as long
LIX_AT_MOST = 35
WORDS_AT_MOST = 22


@dataclass(frozen=True)
class Measure:
    """A text's figures."""

    lix: float
    mean_sentence: float
    longest_sentence: int

    @property
    def is_easy(self) -> bool:
        """Whether the text is as easy as what patients read here should be."""
        return self.lix <= LIX_AT_MOST and self.longest_sentence <= WORDS_AT_MOST


def measure(pieces: list[str]) -> Measure:
    """Measure a text given a paragraph, heading or list item at a time; each ends a sentence.

    A text without a word measures nothing.
    """
    sentences = [words for piece in pieces for part in END.split(piece) if (words := WORD.findall(part))]
    words = [word for sentence in sentences for word in sentence]
    if not words:
        return Measure(0, 0, 0)
    mean = len(words) / len(sentences)
    lix = mean + 100 * sum(len(word) > LONG for word in words) / len(words)
    return Measure(lix, mean, max(map(len, sentences)))
