"""Finds clinics by what people remember: a name, an old name, a place, a street; also when it is misspelt.

The index lives in the web process's memory. Each word of a query is looked up in the index's own vocabulary
(as it stands, as a beginning, as a near miss), so the cost follows the number of different words, not of
clinics.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from heapq import nsmallest
from math import log

from rapidfuzz.distance import Indel

from fornya.clinics.cards import ClinicCard
from fornya.clinics.folding import fold, words
from fornya.clinics.spelling import Vocabulary


class Field(StrEnum):
    """What about the clinic the query matched."""

    NAME = "name"
    PLACE = "place"
    FORMER_NAME = "former_name"
    MUNICIPALITY = "municipality"
    STREET = "street"
    KIND = "kind"


WEIGHTS = {
    Field.NAME: 1.0,
    Field.PLACE: 0.9,
    Field.FORMER_NAME: 0.85,
    Field.MUNICIPALITY: 0.8,
    Field.STREET: 0.7,
    Field.KIND: 0.6,
}
# The rarer reasons are the ones worth telling: nobody wonders why a name they typed was found.
TOLD = (Field.FORMER_NAME, Field.STREET, Field.MUNICIPALITY)

# Other words for a kind than those in the clinics' names.
KIND_WORDS = {
    "health_centre": "vårdcentral vc hälsocentral husläkare familjeläkare distriktsläkare",
    "doctors_office": "läkarhus läkare läkarmottagning privatläkare",
    "psychiatry": "psykiatri psykiatrisk öppenvård",
    "child_psychiatry": "bup barnpsykiatri barn ungdomspsykiatri",
    "midwife": "barnmorska mvc mödravård preventivmedel",
    "youth": "ungdomsmottagning umo ungdom",
    "gynaecology": "gynekolog gyn kvinnoklinik",
    "paediatrics": "barnläkare barnklinik",
    "skin": "hud hudläkare dermatolog",
    "internal_medicine": "medicin medicinklinik internmedicin",
    "heart": "hjärta kardiolog hjärtläkare",
    "rheumatology": "reumatolog reumatologi",
    "neurology": "neurolog neurologi",
    "eye": "ögon ögonläkare",
}

KEEP = 0.6  # of the best clinic's value
ENOUGH = 0.35  # of the value that every word spelt right in a name would give
COMMON = 500  # clinics
WEIGHED = 50  # clinics whose whole names are compared
SUGGESTIONS = 3


@dataclass(frozen=True, slots=True)
class Hit:
    """A clinic, and what about it matched where that is worth telling ("Hette tidigare …")."""

    card: ClinicCard
    field: Field | None = None
    matched: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """One page of hits. `exact` is false where only near misses were found."""

    hits: tuple[Hit, ...]
    total: int
    exact: bool = True
    suggestions: tuple[str, ...] = ()


# A token with its known words and their qualities, and in how many clinics those words stand.
_Meant = tuple[str, list[tuple[str, float]], int]


class Index:
    """A search over one set of clinics; build a new one when the directory changes."""

    def __init__(self, cards: Iterable[ClinicCard]) -> None:
        self._cards = tuple(cards)
        self._postings: dict[str, dict[int, Field]] = {}
        for number, card in enumerate(self._cards):
            for where, text in _texts(card):
                for word in words(text):
                    at = self._postings.setdefault(word, {})
                    if number not in at or WEIGHTS[at[number]] < WEIGHTS[where]:
                        at[number] = where
        self._vocabulary = Vocabulary(self._postings)
        self._names = [fold(card.name).replace(" ", "") for card in self._cards]
        self._named = [
            word
            for word, at in self._postings.items()
            if len(word) > 3 and len(at) < COMMON and next(iter(at.values())) in (Field.NAME, Field.PLACE)
        ]
        self._everywhere = frozenset(range(len(self._cards)))
        self._online = frozenset(number for number, card in enumerate(self._cards) if card.renews_online)
        self._regions: dict[str, set[int]] = defaultdict(set)
        for number, card in enumerate(self._cards):
            self._regions[card.region_code].add(number)

    def search(
        self, text: str, *, region: str = "", online: bool = False, offset: int = 0, limit: int = 20
    ) -> Found:
        """Give the clinics that fit the text and the filters, the best first."""
        allowed = self._online if online else self._everywhere
        if region:
            allowed = allowed & self._regions.get(region, set())
        asked = self._vocabulary.read(words(text))
        if not asked:
            everything = sorted(allowed)[offset : offset + limit]
            return Found(tuple(Hit(self._cards[number]) for number in everything), len(allowed))
        meant = self._meant(asked, near=False)
        values, exact = self._values(meant, allowed)
        if not exact:
            meant = self._meant(asked, near=True)
            values, exact = self._values(meant, allowed)
        if not values:
            return Found((), 0, exact=False, suggestions=self._suggestions(meant))
        ranked = self._ranked("".join(asked), values, offset + limit)
        page = tuple(self._hit(number, meant) for number in ranked[offset : offset + limit])
        return Found(page, len(values), exact=exact)

    def _meant(self, asked: Sequence[str], *, near: bool) -> list[_Meant]:
        """Look every token up; those that tell most, because few clinics have them, come first."""
        meant = []
        for token in asked:
            known = self._vocabulary.matches(token, near=near)
            meant.append((token, known, sum(len(self._postings[word]) for word, _ in known)))
        return sorted(meant, key=lambda each: each[2] or len(self._cards))

    def _rarity(self, clinics: int) -> float:
        return log(1 + len(self._cards) / max(1, clinics))

    def _values(self, meant: Sequence[_Meant], allowed: AbstractSet[int]) -> tuple[dict[int, float], bool]:
        """Add up how well each token fits each clinic; tell whether some clinic has them all spelt so."""
        values: dict[int, float] = {}
        spelt: dict[int, int] = defaultdict(int)
        whole = 0.0
        for _token, known, clinics in meant:
            weight = self._rarity(clinics)
            whole += weight
            # A word that most clinics have cannot by itself bring in a clinic that the rarer words did not.
            among = set(values) if values and clinics > COMMON else allowed
            for number, (worth, quality) in self._worths(known, among).items():
                values[number] = values.get(number, 0.0) + worth * weight
                spelt[number] += quality >= Vocabulary.SPELT
        least = max(KEEP * max(values.values(), default=0.0), ENOUGH * whole)
        kept = {number: value for number, value in values.items() if value >= least}
        return kept, any(spelt[number] == len(meant) for number in kept)

    def _worths(
        self, known: Sequence[tuple[str, float]], among: AbstractSet[int]
    ) -> dict[int, tuple[float, float]]:
        best: dict[int, tuple[float, float]] = {}
        for word, quality in known:
            at = self._postings[word]
            for number in at.keys() & among if len(among) < len(at) else at:
                worth = quality * WEIGHTS[at[number]]
                if number in among and worth > best.get(number, (0.0, 0.0))[0]:
                    best[number] = (worth, quality)
        return best

    def _ranked(self, asked: str, values: Mapping[int, float], wanted: int) -> list[int]:
        """Order by value; among the best, likeness of the whole name settles near ties."""
        order = nsmallest(
            max(wanted, WEIGHED), values, key=lambda number: (-round(values[number], 6), number)
        )
        weighed = {
            number: values[number] + Indel.normalized_similarity(asked, self._names[number], score_cutoff=0.5)
            for number in order[:WEIGHED]
        }
        return sorted(weighed, key=lambda number: (-round(weighed[number], 3), number)) + order[WEIGHED:]

    def _hit(self, number: int, meant: Sequence[_Meant]) -> Hit:
        """Say why the clinic was found where it is not plain to see."""
        card = self._cards[number]
        for _token, known, _clinics in meant:
            fits = [
                (quality * WEIGHTS[self._postings[word][number]], word)
                for word, quality in known
                if number in self._postings[word]
            ]
            if fits:
                word = max(fits)[1]
                where = self._postings[word][number]
                if where in TOLD:
                    return Hit(card, where, _original(card, where, word))
        return Hit(card)

    def _suggestions(self, meant: Sequence[_Meant]) -> tuple[str, ...]:
        """Name places and clinics that look like what nobody could read in a query that found nothing."""
        unread = [token for token, known, _ in meant if not known] or [token for token, _, _ in meant]
        suggested: dict[str, None] = {}
        for token in sorted(unread, key=len, reverse=True):
            for word in self._vocabulary.like(token, self._named, SUGGESTIONS):
                number, where = next(iter(self._postings[word].items()))
                card = self._cards[number]
                suggested[card.place if where is Field.PLACE else card.name] = None
        return tuple(suggested)[:SUGGESTIONS]


def _texts(card: ClinicCard) -> list[tuple[Field, str]]:
    texts = [(Field.NAME, card.name), (Field.PLACE, card.place), (Field.MUNICIPALITY, card.municipality)]
    texts += [(Field.FORMER_NAME, name) for name in card.former_names]
    return [*texts, (Field.STREET, card.street), (Field.KIND, KIND_WORDS.get(card.kind, ""))]


def _original(card: ClinicCard, where: Field, word: str) -> str:
    """Give the text of the card, as it is written there, in which the word was found."""
    return next(text for place, text in _texts(card) if place is where and word in words(text))
