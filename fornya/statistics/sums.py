"""What ended requests come to: plain sums, added up before they are written."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from fornya.rules.answer_time import answer_days, answer_hours, is_late_answer
from fornya.rules.medicine_groups import medicine_group
from fornya.rules.swedish_time import swedish_day
from fornya.statistics.models import ALL

WITHDRAWN = "withdrawn"
OUTCOMES = ("renewed", "renewed_changed", "meet", "declined", WITHDRAWN)
COLUMNS = ("sent", "answered", "late", *OUTCOMES)

# A clinic, a month by its first day, a medicine group.
Key = tuple[int, date, str]


@dataclass(frozen=True, slots=True)
class EndedRequest:
    """A request in which nothing is open any more; of each medicine how it ended, and its ATC code."""

    clinic_id: int
    sent_at: datetime
    ended_at: datetime
    answer_by: date
    lines: tuple[tuple[str, str | None], ...]

    @property
    def is_answered(self) -> bool:
        """Tell whether the clinic has answered; a request is taken back whole or not at all."""
        return any(outcome != WITHDRAWN for outcome, _atc in self.lines)


@dataclass(frozen=True, slots=True)
class Sums:
    """How many of each, by key; and of answer times by key, days and hours."""

    tallies: dict[Key, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    times: Counter[tuple[Key, int, int]] = field(default_factory=Counter)


def sums(requests: Iterable[EndedRequest]) -> Sums:
    """Add requests up."""
    found = Sums()
    for request in requests:
        _add(request, found)
    return found


def month_of(moment: datetime) -> date:
    """Give the first day of the month that a moment is in, in Sweden."""
    return swedish_day(moment).replace(day=1)


def _add(request: EndedRequest, found: Sums) -> None:
    month = month_of(request.ended_at)
    outcomes = [(outcome, medicine_group(atc)) for outcome, atc in request.lines]
    for group in {ALL, *(group for _outcome, group in outcomes)}:
        key = request.clinic_id, month, group
        found.tallies[request.clinic_id, month_of(request.sent_at), group]["sent"] += 1
        found.tallies[key].update(outcome for outcome, of in outcomes if group in (ALL, of))
        if request.is_answered:
            late = is_late_answer(request.answer_by, request.ended_at)
            found.tallies[key].update(["answered", "late"] if late else ["answered"])
            days = answer_days(request.sent_at, request.ended_at)
            found.times[key, days, answer_hours(request.sent_at, request.ended_at)] += 1
