"""Phone and opening hours: open until when, or closed until when, right through the clock changes.

A week of hours, exceptions by date, and closed on public holidays unless an exception says otherwise.
Hours that close at or before they open go on past midnight; 00:00-00:00 is round the clock.

Source: clinics' own hours; holidays as in working_days.py.
Reviewed: 2026-11-23
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from fornya.rules.swedish_time import STOCKHOLM, at_clock, day_begins, swedish_day
from fornya.rules.working_days import is_holiday

LOOK_AHEAD_DAYS = 60
DAYS_IN_WEEK = 7


@dataclass(frozen=True)
class Span:
    """One stretch of open hours, in Swedish wall-clock time."""

    opens: time
    closes: time


@dataclass(frozen=True)
class Hours:
    """A week of spans (Monday first) and the dates that differ; an empty exception is a day closed."""

    weekly: tuple[tuple[Span, ...], ...]
    exceptions: Mapping[date, tuple[Span, ...]] = field(default_factory=dict)
    closed_on_holidays: bool = True

    def __post_init__(self) -> None:
        if len(self.weekly) != DAYS_IN_WEEK:
            raise ValueError("a week has seven days")


@dataclass(frozen=True)
class Open:
    """Open now; `until` is None when no closing is in sight."""

    until: datetime | None


@dataclass(frozen=True)
class Closed:
    """Closed now; `opens_at` is None when no opening is in sight."""

    opens_at: datetime | None


def status_at(hours: Hours, at: datetime) -> Open | Closed:
    """Return whether it is open at a moment, and when that changes (Swedish time).

    Takes a time in any zone; raises TimeWithoutZone for one without.
    """
    today = swedish_day(at)
    last_day = today + timedelta(days=LOOK_AHEAD_DAYS)
    for opens, closes in _joined(hours, today - timedelta(days=1), last_day):
        if closes <= at:
            continue
        if opens > at:
            return Closed(opens.astimezone(STOCKHOLM))
        return Open(closes.astimezone(STOCKHOLM) if closes <= day_begins(last_day) else None)
    return Closed(None)


def spans_on(hours: Hours, day: date) -> tuple[Span, ...]:
    """Return the day's spans, earliest first."""
    if day in hours.exceptions:
        spans = hours.exceptions[day]
    elif hours.closed_on_holidays and is_holiday(day):
        spans = ()
    else:
        spans = hours.weekly[day.weekday()]
    return tuple(sorted(spans, key=lambda span: span.opens))


def _joined(hours: Hours, first: date, last: date) -> Iterator[tuple[datetime, datetime]]:
    """Yield open stretches in UTC, those that touch made into one: lunch is a gap, midnight is not."""
    current: tuple[datetime, datetime] | None = None
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        for span in spans_on(hours, day):
            opens, closes = _instants(day, span)
            if closes <= opens:
                # Hours inside the one that the clock skips in spring: nobody is there.
                continue
            if current is not None and opens <= current[1]:
                current = (current[0], max(current[1], closes))
                continue
            if current is not None:
                yield current
            current = (opens, closes)
    if current is not None:
        yield current


def _instants(day: date, span: Span) -> tuple[datetime, datetime]:
    closing_day = day + timedelta(days=1) if span.closes <= span.opens else day
    return at_clock(day, span.opens), at_clock(closing_day, span.closes)
