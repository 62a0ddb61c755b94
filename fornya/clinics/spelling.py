"""The words a search knows, and which of them somebody may have meant by another."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import ClassVar

from rapidfuzz import process
from rapidfuzz.distance import OSA

# Small words that say nothing about which clinic it is.
EMPTY = frozenset(("i", "pa", "vid", "och", "for", "till", "en", "ett", "av", "nara", "min"))
SHORTEST_PART = 3
MOST_PREFIXED = 200
MOST_NEAR = 40
MOST_SEEN = 2000
LIKENESS = 0.5


class Vocabulary:
    """All words of an index, ready to be looked up exactly, as a beginning and as a near miss."""

    SPELT: ClassVar[float] = 0.9  # a match at least this good was spelt right

    def __init__(self, known: Iterable[str]) -> None:
        self._sorted = sorted(known)
        self._known = frozenset(self._sorted)
        self._seen: dict[str, list[tuple[str, float]]] = {}
        self._long = [word for word in self._sorted if len(word) > SHORTEST_PART and not word.isdigit()]

    def read(self, tokens: Sequence[str]) -> list[str]:
        """Drop empty words, and join or split those that were written apart or together by mistake."""
        full = [token for token in tokens if token not in EMPTY] or list(tokens)
        return [part for token in self._joined(full) for part in self._split(token)]

    def matches(self, token: str, *, near: bool) -> list[tuple[str, float]]:
        """Give known words that the token may stand for, each with a quality up to 1, the best first.

        Near misses are looked for where nothing is spelt so, or always when `near` is true: a word spelt
        wrong may happen to be another known word.
        """
        found = {
            word: Vocabulary.SPELT + (1 - Vocabulary.SPELT) * len(token) / len(word)
            for word in self._beginning(token)
        }
        if token in self._known:
            found[token] = 1.0
        if near or not found:
            for word, quality in self._near(token):
                found.setdefault(word, quality)
        return sorted(found.items(), key=lambda pair: -pair[1])

    def like(self, token: str, among: Iterable[str], limit: int) -> list[str]:
        """Give the words that look most like a token nobody could read, even if rather unlike."""
        near = process.extract(
            token, list(among), scorer=OSA.normalized_similarity, score_cutoff=LIKENESS, limit=limit
        )
        return [word for word, _, _ in near]

    def _beginning(self, token: str) -> list[str]:
        if token.isdigit() or len(token) < 2:
            return []
        start = bisect_left(self._sorted, token)
        ahead = self._sorted[start : start + MOST_PREFIXED]
        return [word for word in ahead if word.startswith(token)]

    def _near(self, token: str) -> list[tuple[str, float]]:
        edits = edits_allowed(token)
        if not edits:
            return []
        if token not in self._seen:
            near = process.extract(
                token, self._long, scorer=OSA.distance, score_cutoff=edits, limit=MOST_NEAR
            )
            if len(self._seen) >= MOST_SEEN:
                self._seen.clear()
            self._seen[token] = [
                (word, 0.85 - 0.8 * distance / max(len(word), len(token))) for word, distance, _ in near
            ]
        return self._seen[token]

    def _is_word(self, token: str) -> bool:
        return token in self._known or bool(self._beginning(token))

    def _joined(self, tokens: Sequence[str]) -> list[str]:
        """Join neighbours that only together are a word: vard central."""
        joined: list[str] = []
        for token in tokens:
            both = joined[-1] + token if joined else ""
            apart = joined and joined[-1] in self._known and token in self._known
            if both and not apart and len(both) > SHORTEST_PART and self._is_word(both):
                joined[-1] = both
            else:
                joined.append(token)
        return joined

    def _split(self, token: str) -> list[str]:
        """Split what is two words written as one: bjorkensvardcentral; one of the two may be misspelt."""
        if self._is_word(token) or len(token) < 2 * SHORTEST_PART + 2:
            return [token]
        best, parts = self._likeness(token), [token]
        for cut in range(SHORTEST_PART, len(token) - SHORTEST_PART):
            left, right = token[:cut], token[cut:]
            if (cut > SHORTEST_PART and left in self._known) or right in self._known:
                likeness = min(self._likeness(left), self._likeness(right))
                if likeness > best:
                    best, parts = likeness, [left, right]
        return parts

    def _likeness(self, token: str) -> float:
        return max((quality for _, quality in self.matches(token, near=False)), default=0.0)


def edits_allowed(token: str) -> int:
    """Tell how many letters may be wrong: none in a short word or a number, three in a long one."""
    if token.isdigit() or len(token) < 4:
        return 0
    return 1 if len(token) < 6 else 2 if len(token) < 10 else 3
