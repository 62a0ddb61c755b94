"""Which clinics answer the phone at a moment, for a filter over all of them.

Clinics share a few dozen weeks, so the rules are asked once for each week and not once for each clinic; those
with a day of their own just now are asked one by one.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from fornya.clinics.cards import ClinicCard, ClinicPage
from fornya.rules.opening_hours import Hours, Open, Span, status_at
from fornya.rules.swedish_time import swedish_day

Week = tuple[tuple[Span, ...], ...]


class OpenNow:
    """The hours of one set of clinics, sorted by their weeks."""

    def __init__(self, cards: Sequence[ClinicCard]) -> None:
        self._weeks: dict[tuple[Week, bool], set[int]] = defaultdict(set)
        self._odd: dict[int, Hours] = {}
        for number, card in enumerate(cards):
            if isinstance(card, ClinicPage):
                self._weeks[card.phone_hours.weekly, card.phone_hours.closed_on_holidays].add(number)
                if card.phone_hours.exceptions:
                    self._odd[number] = card.phone_hours
        self._kept: tuple[datetime, frozenset[int]] | None = None

    def numbers(self, now: datetime) -> frozenset[int]:
        """Give the places in the sequence of those that are open; worked out at most once a minute."""
        minute = now.replace(second=0, microsecond=0)
        if self._kept is None or self._kept[0] != minute:
            self._kept = (minute, self._open(now))
        return self._kept[1]

    def _open(self, now: datetime) -> frozenset[int]:
        found: set[int] = set()
        for (weekly, closed_on_holidays), numbers in self._weeks.items():
            hours = Hours(weekly, closed_on_holidays=closed_on_holidays)
            if isinstance(status_at(hours, now), Open):
                found |= numbers
        today = swedish_day(now)
        # Hours that began the day before may go on past midnight.
        for number, hours in self._odd.items():
            if not hours.exceptions.keys() & {today, today - timedelta(days=1)}:
                continue
            found.discard(number)
            if isinstance(status_at(hours, now), Open):
                found.add(number)
        return frozenset(found)
