"""Finds clinics by what people remember: a name, an old name, a place, a street; also when it is misspelt.

The index lives in the web process's memory. Each word of a query is looked up in the index's own vocabulary
(as it stands, as a beginning, as a near miss), so the cost follows the number of different words, not of
clinics.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from heapq import nsmallest
from math import log

from rapidfuzz.distance import Indel

from fornya.clinics.cards import ClinicCard
from fornya.clinics.folding import fold, words
from fornya.clinics.nearness import Nearness, Place
from fornya.clinics.open_now import OpenNow
from fornya.clinics.spelling import Vocabulary


class Field(StrEnum):
    """What about the clinic the query matched."""

    NAME = "name"
    PLACE = "place"
    FORMER_NAME = "former_name"
    MUNICIPALITY = "municipality"
    STREET = "street"
    KIND = "kind"
    REGION = "region"


WEIGHTS = {
    Field.NAME: 1.0,
    Field.PLACE: 0.9,
    Field.FORMER_NAME: 0.85,
    Field.MUNICIPALITY: 0.8,
    Field.STREET: 0.7,
    Field.KIND: 0.6,
    Field.REGION: 0.5,
}
# Where a clinic fits for several reasons, these are worth more to tell than that the name is the one typed.
TOLD = (Field.FORMER_NAME, Field.STREET, Field.MUNICIPALITY)
# What the names of all regions have in common.
REGION_WORDS = frozenset(("region", "regionen", "lan", "i"))

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

_KINDS = frozenset(word for spoken in KIND_WORDS.values() for word in words(spoken))
NAMING = 0.97  # how well a word has to fit to name a clinic or a place among words about something else
NAMING_LETTERS = 4
KEEP = 0.6  # of the best clinic's value
ENOUGH = 0.35  # of the value that every word spelt right in a name would give
COMMON = 500  # clinics
WEIGHED = 50  # clinics whose whole names are compared
SUGGESTIONS = 3


@dataclass(frozen=True, slots=True)
class Hit:
    """A clinic, and what about it matched ("Hette tidigare …"); `spelt` is false for a near miss."""

    card: ClinicCard
    field: Field | None = None
    matched: str = ""
    spelt: bool = True
    km: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the clinics have to be besides fitting the words; `open_at` leaves those that answer then."""

    region: str = ""
    municipality: str = ""
    kind: str = ""
    language: str = ""
    online: bool = False
    open_at: datetime | None = None


ANY = Wanted()


@dataclass(frozen=True, slots=True)
class Found:
    """One page of hits. `exact` is false where only near misses were found; then `suggestions` say what was
    perhaps meant."""

    hits: tuple[Hit, ...]
    total: int
    exact: bool = True
    suggestions: tuple[str, ...] = ()


# A token with its known words and their qualities, and in how many clinics those words stand.
_Meant = tuple[str, list[tuple[str, float]], int]


@dataclass(frozen=True, slots=True)
class _Fits:
    """All clinics that fit, and how well; `values` may hold only as many of the best as a page needs."""

    values: Mapping[int, float]
    numbers: AbstractSet[int]
    exact: bool


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
        self._fields = {word: _by_field(at) for word, at in self._postings.items()}
        self._vocabulary = Vocabulary(self._postings)
        self._names = [fold(card.name).replace(" ", "") for card in self._cards]
        self._named = [
            word
            for word, at in self._postings.items()
            if len(word) > 3 and len(at) < COMMON and next(iter(at.values())) in (Field.NAME, Field.PLACE)
        ]
        self._everywhere = frozenset(range(len(self._cards)))
        self._online = frozenset(number for number, card in enumerate(self._cards) if card.renews_online)
        # Who belongs to each region, municipality and kind; a name and a code are never alike.
        self._groups: dict[str, set[int]] = defaultdict(set)
        for number, card in enumerate(self._cards):
            for group in (card.region_code, card.municipality, card.kind, *map(_speaks, card.languages)):
                self._groups[group].add(number)
        self._open = OpenNow(self._cards)
        self.nearness = Nearness(self._cards)

    def search(
        self, text: str, wanted: Wanted = ANY, *, near: Place | None = None, offset: int = 0, limit: int = 20
    ) -> Found:
        """Give the clinics that fit the text and the filters, the best (or the nearest) first."""
        allowed = self._allowed(wanted)
        asked = self._vocabulary.read(words(text))
        last = offset + limit
        if not asked:
            order = self._ordered(allowed, near, last)
            return Found(tuple(self._hit(number, (), near) for number in order[offset:]), len(allowed))
        meant = self._meant(asked, near=False)
        fits = self._fits(meant, allowed, max(last, WEIGHED))
        if not fits.exact:
            meant = self._meant(asked, near=True)
            fits = self._fits(meant, allowed, max(last, WEIGHED))
        if not fits.numbers:
            return Found((), 0, exact=False, suggestions=self._suggestions(meant))
        if near:
            order = self._ordered(fits.numbers, near, last)
        else:
            order = self._ranked("".join(asked), fits.values, last)
        page = tuple(self._hit(number, meant, near) for number in order[offset:last])
        suggestions = () if fits.exact else self._spelt_right(text, asked, meant, order[0])
        return Found(page, len(fits.numbers), exact=fits.exact, suggestions=suggestions)

    def naming(self, text: str) -> str:
        """Give those words of a text that name a clinic or a place, and kinds of clinics beside them.

        For a search of more than clinics: "högkostnad dalarna" asks for what there is to read and for clinics
        in Dalarna. Empty where no word names anything.
        """
        asked = words(text)
        named = [token for token in asked if self._names_something(token)]
        return " ".join(token for token in asked if token in named or token in _KINDS) if named else ""

    def _names_something(self, token: str) -> bool:
        return (
            len(token) >= NAMING_LETTERS
            and token not in _KINDS
            and any(
                quality >= NAMING and set(self._fields[word]) != {Field.KIND}
                for word, quality in self._vocabulary.matches(token, near=False)
            )
        )

    def _allowed(self, wanted: Wanted) -> AbstractSet[int]:
        allowed: AbstractSet[int] = self._online if wanted.online else self._everywhere
        spoken = _speaks(wanted.language) if wanted.language else ""
        for group in (wanted.region, wanted.municipality, wanted.kind, spoken):
            if group:
                allowed = allowed & self._groups.get(group, set())
        return allowed & self._open.numbers(wanted.open_at) if wanted.open_at else allowed

    def _ordered(self, numbers: AbstractSet[int], near: Place | None, wanted: int) -> list[int]:
        if near is None:
            return sorted(numbers)[:wanted]
        ranks = self.nearness.ranks(near)
        return nsmallest(wanted, numbers, key=ranks.__getitem__)

    def _meant(self, asked: Sequence[str], *, near: bool) -> list[_Meant]:
        """Look every token up; those that tell most, because few clinics have them, come first."""
        meant = []
        for token in asked:
            known = self._vocabulary.matches(token, near=near)
            meant.append((token, known, sum(len(self._postings[word]) for word, _ in known)))
        return sorted(meant, key=lambda each: each[2] or len(self._cards))

    def _rarity(self, clinics: int) -> float:
        return log(1 + len(self._cards) / max(1, clinics))

    def _fits(self, meant: Sequence[_Meant], allowed: AbstractSet[int], wanted: int) -> _Fits:
        """Add up how well each token fits each clinic; tell whether some clinic has them all spelt so."""
        readable = [each for each in meant if each[1]]
        if len(readable) == 1:
            unread = sum(self._rarity(0) for each in meant if not each[1])
            return self._fits_of_one(readable[0], allowed, wanted, unread=unread)
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
        return _Fits(kept, kept.keys(), any(spelt[number] == len(meant) for number in kept))

    def _fits_of_one(
        self, meant: _Meant, allowed: AbstractSet[int], wanted: int, *, unread: float = 0.0
    ) -> _Fits:
        """Do what `_fits` does for a single word, by whole sets: half the country may have it.

        `unread` is what the words that nobody could read would have been worth.
        """
        _token, known, clinics = meant
        worths: dict[float, tuple[float, set[int]]] = {}
        for word, quality in known:
            for where, numbers in self._fields[word].items():
                _, gathered = worths.setdefault(round(quality * WEIGHTS[where], 6), (quality, set()))
                gathered |= numbers if allowed is self._everywhere else numbers & allowed
        first: dict[int, float] = {}
        everything: set[int] = set()
        weight, exact = self._rarity(clinics), False
        least = ENOUGH * (weight + unread) / weight
        for worth in sorted(worths, reverse=True):
            quality, numbers = worths[worth]
            if worth < least:
                break
            if numbers := numbers - everything:
                least = max(least, KEEP * worth)
                exact = exact or (quality >= Vocabulary.SPELT and not unread)
                if len(first) < wanted:
                    first |= dict.fromkeys(nsmallest(wanted - len(first), numbers), worth * weight)
                everything |= numbers
        return _Fits(first, everything, exact)

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

    def _hit(self, number: int, meant: Sequence[_Meant], near: Place | None = None) -> Hit:
        """Say why the clinic was found, the least plain reason first, and how far away it lies."""
        card = self._cards[number]
        km = self.nearness.km(number, near) if near else None
        reasons = [reason for each in meant if (reason := self._reason(number, each))]
        if not reasons:
            return Hit(card, km=km)
        told = (reason for reason in reasons if self._postings[reason[1]][number] in TOLD)
        quality, word = next(told, reasons[0])
        where = self._postings[word][number]
        return Hit(card, where, _original(card, where, word), quality >= Vocabulary.SPELT, km)

    def _reason(self, number: int, meant: _Meant) -> tuple[float, str] | None:
        """Give the known word of the clinic by which a token fits it best, and how well it is spelt."""
        fits = [
            (quality * WEIGHTS[self._postings[word][number]], quality, word)
            for word, quality in meant[1]
            if number in self._postings[word]
        ]
        return max(fits)[1:] if fits else None

    def _spelt_right(
        self, text: str, asked: Sequence[str], meant: Sequence[_Meant], best: int
    ) -> tuple[str, ...]:
        """Write the query as the best clinic would have it; nothing where that is what was written."""
        by_token = {each[0]: self._reason(best, each) for each in meant}
        written = []
        for token in asked:
            if reason := by_token.get(token):
                where = self._postings[reason[1]][best]
                written.append(_as_written(_original(self._cards[best], where, reason[1]), reason[1]))
        query = " ".join(dict.fromkeys(written))
        return (query,) if query and fold(query) != fold(text) else ()

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


def _by_field(at: Mapping[int, Field]) -> dict[Field, set[int]]:
    fields: dict[Field, set[int]] = defaultdict(set)
    for number, where in at.items():
        fields[where].add(number)
    return dict(fields)


def _texts(card: ClinicCard) -> list[tuple[Field, str]]:
    texts = [(Field.NAME, card.name), (Field.PLACE, card.place), (Field.MUNICIPALITY, card.municipality)]
    texts += [(Field.FORMER_NAME, name) for name in card.former_names]
    region = " ".join(each for each in card.region_name.split() if fold(each) not in REGION_WORDS)
    texts += [(Field.STREET, card.street), (Field.KIND, KIND_WORDS.get(card.kind, ""))]
    return [*texts, (Field.REGION, region)]


def _original(card: ClinicCard, where: Field, word: str) -> str:
    """Give the text of the card, as it is written there, in which the word was found."""
    return next(text for place, text in _texts(card) if place is where and word in words(text))


def _as_written(text: str, word: str) -> str:
    """Give the piece of a text that holds the word, with the letters it is written in."""
    return next((piece.strip(",.") for piece in text.split() if word in words(piece)), word)


def _speaks(language: str) -> str:
    return f"speaks {language}"
