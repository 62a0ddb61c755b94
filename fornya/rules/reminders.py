"""When to remind somebody to renew: so early that the clinic has answered before the last dose.

The day is the last on which most who ask (the clinic's measured 80th percentile) are answered a margin of
working days before the supply ends. What can still be collected counts as collected when the supply before it
ends; where no last day can be counted there is no reminder, and a code says why.

Source: our own choice, said per value; tables/reminders.toml.
Reviewed: 2026-11-23
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from fractions import Fraction

from fornya.rules.dated import read_table
from fornya.rules.quiet_hours import is_awake
from fornya.rules.withdrawals import Amount, PrescriptionState, RunOut, Why, is_amount
from fornya.rules.working_days import Closed, ask_by

# Nobody is to go on with these.
NOT_USED = frozenset({PrescriptionState.ENDED, PrescriptionState.BLOCKED})
DAY = timedelta(days=1)


class NoReminder(StrEnum):
    """Why there is no day to remind on."""

    NOT_USED = "not_used"
    NOT_COUNTED = "not_counted"
    ALREADY_OUT = "already_out"


@dataclass(frozen=True)
class Supply:
    """What somebody has of a medicine, and what the prescription still gives.

    `whole_left` counts whole withdrawals that can still be collected, each of at least `amount`.
    """

    state: PrescriptionState
    run_out: RunOut
    per_day: Amount | None
    amount: Amount
    whole_left: int
    valid_until: date


@dataclass(frozen=True)
class Answers:
    """How a clinic answers: within so many working days most of the time, and not while it is closed."""

    days: int | None = None
    closed: Closed | None = None


@dataclass(frozen=True)
class Plan:
    """The day to remind on and the last day with a full dose; or neither, and why."""

    remind_on: date | None
    ends_on: date | None
    why_not: NoReminder | None = None


def plan(supply: Supply, answers: Answers, *, today: date) -> Plan:
    """Return when to remind of a prescription; the day may be past, and is then as good as today."""
    if supply.state in NOT_USED:
        return Plan(None, None, NoReminder.NOT_USED)
    ends_on = lasts_until(supply, today=today)
    if ends_on is None:
        return Plan(None, None, NoReminder.NOT_COUNTED)
    if ends_on < today:
        return Plan(None, None, NoReminder.ALREADY_OUT)
    days = _UNKNOWN_ANSWER_DAYS if answers.days is None else answers.days
    return Plan(ask_by(ends_on, days, _MARGIN_DAYS, closed=answers.closed), ends_on)


def lasts_until(supply: Supply, *, today: date) -> date | None:
    """Return the last day with a full dose when no new prescription comes; None where it cannot be counted.

    Each withdrawal that is left is collected when the supply before it ends, if the prescription is still
    valid then: who collects earlier has it longer, and is looked at again.
    """
    ends_on = supply.run_out.on
    if supply.run_out.why is not Why.COUNTED or ends_on is None:
        return None
    if (
        supply.whole_left < 1
        or supply.per_day is None
        or not (is_amount(supply.per_day) and is_amount(supply.amount))
    ):
        return ends_on
    start = last = max(ends_on, today - DAY)
    days = Fraction(supply.amount) / Fraction(supply.per_day)
    for number in range(1, supply.whole_left + 1):
        if last > supply.valid_until:
            break
        if days * number > _LONGEST_SUPPLY_DAYS:
            return None
        last = start + timedelta(days=int(days * number))
    return last if last > start else ends_on


def comes_along(found: Plan, *, today: date) -> bool:
    """Tell whether it would be told so soon that it is told with what is due today."""
    return found.remind_on is not None and found.remind_on <= today + timedelta(days=_TOGETHER_DAYS)


def is_same_occasion(told: date, ends_on: date) -> bool:
    """Tell whether a supply that ends on one day is the one of which somebody was told another day."""
    return abs((ends_on - told).days) <= _SAME_OCCASION_DAYS


def next_look(plans: Iterable[Plan], *, today: date) -> date:
    """Return the next day on which to look at somebody's prescriptions."""
    coming = (each.remind_on for each in plans if each.remind_on is not None and each.remind_on > today)
    return min([today + timedelta(days=_LOOK_EVERY_DAYS), *coming])


def may_tell_at(now: datetime) -> bool:
    """Tell whether it is a time of day in Sweden at which people may be told.

    Beside the quiet hours of SMS: a reminder goes by e-mail too, and one made by night and kept until the
    morning could be untrue by then.
    """
    return is_awake(now, from_hour=_FROM_HOUR, to_hour=_TO_HOUR)


_TABLE = read_table("reminders")
_MARGIN_DAYS: int = _TABLE["margin_days"]
_UNKNOWN_ANSWER_DAYS: int = _TABLE["unknown_answer_days"]
_LOOK_EVERY_DAYS: int = _TABLE["look_every_days"]
_TOGETHER_DAYS: int = _TABLE["together_days"]
_SAME_OCCASION_DAYS: int = _TABLE["same_occasion_days"]
_FROM_HOUR: int = _TABLE["from_hour"]
_TO_HOUR: int = _TABLE["to_hour"]
_LONGEST_SUPPLY_DAYS: int = read_table("withdrawals")["longest_supply_days"]
ANSWERED_LATELY = timedelta(days=_TABLE["answered_lately_days"])
