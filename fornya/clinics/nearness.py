"""How far clinics lie from a place that somebody names: for an order, and for a number in kilometres."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import cos, hypot, radians

from fornya.clinics.cards import ClinicCard
from fornya.clinics.folding import fold

KM_PER_DEGREE = 111.2
FAR = 1e9


@dataclass(frozen=True, slots=True)
class Place:
    """A place that clinics lie in, and the middle of them."""

    name: str
    lat: float
    lon: float


class Nearness:
    """The places of one set of clinics. Sweden is small enough for a flat map around the place."""

    def __init__(self, cards: Sequence[ClinicCard]) -> None:
        self._points = [
            None if card.lat is None or card.lon is None else (float(card.lat), float(card.lon))
            for card in cards
        ]
        within: dict[str, list[tuple[float, float]]] = defaultdict(list)
        names: dict[str, str] = {}
        for card, point in zip(cards, self._points, strict=True):
            if point is not None:
                within[fold(card.place)].append(point)
                names[fold(card.place)] = card.place
        self._places = {
            key: Place(
                names[key],
                sum(lat for lat, _ in points) / len(points),
                sum(lon for _, lon in points) / len(points),
            )
            for key, points in within.items()
        }
        self.ranks = lru_cache(maxsize=64)(self._ranks)

    def place(self, name: str) -> Place | None:
        """Give the place of this name, however its letters are written; none where no clinic lies there."""
        return self._places.get(fold(name.strip()))

    def km(self, number: int, place: Place) -> float | None:
        """Give the distance of a clinic as the crow flies; none where nobody has said where it lies."""
        point = self._points[number]
        return None if point is None else self._distance(point, place)

    def km_from(self, card: ClinicCard, place: Place) -> float | None:
        """Give the distance of a clinic by its card; none where nobody has said where it lies."""
        if card.lat is None or card.lon is None:
            return None
        return self._distance((float(card.lat), float(card.lon)), place)

    def _ranks(self, place: Place) -> list[int]:
        """Give each clinic's rank by distance, the nearest 0; those that lie nobody knows where come last."""
        distances = [FAR if point is None else self._distance(point, place) for point in self._points]
        ranks = [0] * len(distances)
        for rank, number in enumerate(sorted(range(len(distances)), key=distances.__getitem__)):
            ranks[number] = rank
        return ranks

    @staticmethod
    def _distance(point: tuple[float, float], place: Place) -> float:
        east = (point[1] - place.lon) * cos(radians(place.lat))
        return KM_PER_DEGREE * hypot(point[0] - place.lat, east)
