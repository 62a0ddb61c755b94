"""Who is told that a promise is about to break, and who when it has: who answers for it, then who leads.

Source: our own rule. On the promised day whoever answers for the request is told: whose it is, or who stands
in while they are away. Of what is nobody's, and of what is late, the clinic's administrators are told.
Reviewed: 2026-11-23
"""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum

from fornya.rules.swedish_time import STOCKHOLM
from fornya.rules.working_days import is_working_day


class Step(StrEnum):
    """How far a promise has come."""

    DUE = "due"
    LATE = "late"


class Alarm(StrEnum):
    """What a clinic is told of outside its worklist: what nobody has taken on its day, and what is late."""

    NOBODYS = "nobodys"
    LATE = "late"


# When somebody is at work to hear it. In the morning most of what is to be answered that day is nobody's yet.
ALARM_UNTIL = 16
ALARM_FROM = {Alarm.LATE: 8, Alarm.NOBODYS: 13}


def alarms_at(now: datetime) -> frozenset[Alarm]:
    """Give which alarms may be sounded now: none when nobody is at work."""
    there = now.astimezone(STOCKHOLM)
    if not is_working_day(there.date()):
        return frozenset()
    return frozenset(kind for kind, hour in ALARM_FROM.items() if hour <= there.hour < ALARM_UNTIL)


def step_on(answer_by: date, today: date) -> Step | None:
    """Say how far a promise has come; None while there is time."""
    if answer_by > today:
        return None
    return Step.DUE if answer_by == today else Step.LATE


def told_at(step: Step, *, answers: str | None, leads: Sequence[str]) -> tuple[str, ...]:
    """Give who is told: of those who lead, or who answers for the request, if anybody does.

    Where a clinic has nobody who leads, who answers is told of that too: it is never told to nobody unless
    there is nobody.
    """
    own = (answers,) if answers else ()
    if step is Step.DUE:
        return own or tuple(leads)
    return tuple(leads) or own
