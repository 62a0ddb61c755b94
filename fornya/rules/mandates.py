"""How long a mandate may last, and where one stands: waiting, holding, or over.

Whether two people may have one at all, and what it lets the agent do, is in acting.py, as are the limits.

Source: the terms of fullmakt för apoteksärenden, taken as a model (seven days to answer, four years at most);
how many at once is our own choice.
Reviewed: 2026-11-23
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from fornya.rules.acting import limits_on
from fornya.rules.months import add_months, add_years

# Open at once from one giver: more helpers nobody needs, and offers reach strangers.
AT_MOST = 5


class Period(StrEnum):
    """How long the giver wants it to hold; CHOSEN is to a day of the giver's own."""

    QUARTER = "quarter"
    YEAR = "year"
    LONGEST = "longest"
    CHOSEN = "chosen"


class EndsTooSoon(ValueError):
    """The last day is over before anybody can have answered."""


class EndsTooLate(ValueError):
    """The last day is later than a mandate may last."""


class MandateState(StrEnum):
    """Where a mandate stands."""

    DRAFTED = "drafted"
    OFFERED = "offered"
    LAPSED = "lapsed"
    DECLINED = "declined"
    LIVE = "live"
    EXPIRED = "expired"
    ENDED = "ended"


OPEN = frozenset({MandateState.OFFERED, MandateState.LIVE})


@dataclass(frozen=True, slots=True)
class Course:
    """What has happened to a mandate, and when. `ended_by_time`: it was found to have run out."""

    ends_on: date
    offered_at: datetime | None = None
    accepted_at: datetime | None = None
    declined_at: datetime | None = None
    ended_at: datetime | None = None
    ended_by_time: bool = False


def last_day(period: Period, today: date, chosen: date | None = None) -> date:
    """Return the last day on which a mandate given today holds. Raises EndsTooSoon, EndsTooLate.

    A day of the giver's own is tomorrow at the earliest, since the agent has to answer too.
    """
    match period:
        case Period.QUARTER:
            return add_months(today, 3)
        case Period.YEAR:
            return add_years(today, 1)
        case Period.LONGEST:
            return add_years(today, limits_on(today).mandate_longest_years)
        case Period.CHOSEN:
            if chosen is None or chosen <= today:
                raise EndsTooSoon
            if chosen > last_day(Period.LONGEST, today):
                raise EndsTooLate
            return chosen


def lapses_at(offered_at: datetime) -> datetime:
    """Return when an offer that nobody has answered is over."""
    return offered_at + timedelta(days=limits_on(offered_at.date()).mandate_answer_days)


def offers_count_from(now: datetime) -> datetime:
    """Return the moment after which an offer must have been made to be still waiting."""
    return now - timedelta(days=limits_on(now.date()).mandate_answer_days)


def state_of(course: Course, *, now: datetime, today: date) -> MandateState:
    """Return where a mandate stands; `today` is the day of `now` where people live."""
    if course.offered_at is None:
        return MandateState.DRAFTED
    if course.declined_at is not None:
        return MandateState.DECLINED
    if course.ended_at is not None and not course.ended_by_time:
        return MandateState.ENDED
    if course.accepted_at is not None:
        is_over = course.ended_by_time or today > course.ends_on
        return MandateState.EXPIRED if is_over else MandateState.LIVE
    is_over = course.ended_by_time or now >= lapses_at(course.offered_at) or today > course.ends_on
    return MandateState.LAPSED if is_over else MandateState.OFFERED
