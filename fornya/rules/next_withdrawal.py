"""The first day on which a pharmacy may dispense again within the benefit, and what decides it.

Two thirds of the time that the earlier amount was meant for must have passed, and the prescriber's interval
where one is set. Only whole withdrawals are reckoned from: of one that has been split, the first day and the
last both count, and the later answer holds. A day that is too early would send somebody to the pharmacy in
vain; so where the time cannot be counted there is no day, and a code says why.

Source: förordning (2002:687) 11 §; the national contract's dispense interval; tables/withdrawals.toml.
Reviewed: 2026-11-23
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from fornya.rules.dated import read_table
from fornya.rules.withdrawals import Amount, Dispensed, is_amount, is_clear, share_of


class NextWhy(StrEnum):
    """What decides the next day, or why there is none."""

    AT_ONCE = "at_once"
    TWO_THIRDS = "two_thirds"
    INTERVAL = "interval"
    NO_LIMIT = "no_limit"
    NONE_LEFT = "none_left"
    LAPSES_FIRST = "lapses_first"
    DOSE_NOT_COUNTABLE = "dose_not_countable"
    PARTLY_COLLECTED = "partly_collected"
    HISTORY_UNCLEAR = "history_unclear"


@dataclass(frozen=True)
class NextWithdrawal:
    """The first day, where it can be told. `on` is also there when the prescription lapses before it."""

    on: date | None
    why: NextWhy


@dataclass(frozen=True)
class Terms:
    """What a prescription says about dispensing it."""

    quantity: Amount
    units_per_day: Amount | None
    interval_days: int | None
    reimbursed: bool
    valid_until: date


def next_withdrawal(
    dispenses: Sequence[Dispensed], terms: Terms, *, withdrawals_left: int, today: date
) -> NextWithdrawal:
    """Return the first day for the next withdrawal, from all that was collected of the medicine."""
    if withdrawals_left <= 0:
        return NextWithdrawal(None, NextWhy.NONE_LEFT)
    if not is_clear(dispenses, today):
        return NextWithdrawal(None, NextWhy.HISTORY_UNCLEAR)
    if not dispenses:
        return NextWithdrawal(today, NextWhy.AT_ONCE)
    found = _limited(sorted(dispenses, key=lambda each: each[0]), terms, today)
    if found.on is not None and found.on > terms.valid_until:
        return NextWithdrawal(found.on, NextWhy.LAPSES_FIRST)
    return found


def next_reimbursed(last_dispensed_on: date, quantity: Amount, units_per_day: Amount | None) -> date | None:
    """Return the first day for a new withdrawal within the benefit; None when the time cannot be counted."""
    if units_per_day is None or not (is_amount(units_per_day) and is_amount(quantity)):
        return None
    days = _two_thirds_of(quantity, units_per_day)
    return last_dispensed_on + timedelta(days=days) if days <= _LONGEST_SUPPLY_DAYS else None


def earliest_by_interval(last_dispensed_on: date, interval_days: int | None) -> date | None:
    """Return the first day the prescriber's interval lets the pharmacy dispense; None without an interval."""
    if interval_days is None or not 0 < interval_days <= _LONGEST_SUPPLY_DAYS:
        return None
    return last_dispensed_on + timedelta(days=interval_days)


@lru_cache(maxsize=4096)
def _two_thirds_of(quantity: Amount, units_per_day: Amount) -> int:
    return math.ceil(_REIMBURSED_AFTER * Fraction(quantity) / Fraction(units_per_day))


def _limited(dispenses: list[Dispensed], terms: Terms, today: date) -> NextWithdrawal:
    by_interval = earliest_by_interval(dispenses[-1][0], terms.interval_days)
    if not terms.reimbursed:
        return NextWithdrawal(by_interval or today, NextWhy.INTERVAL if by_interval else NextWhy.NO_LIMIT)
    parts = _latest_withdrawal(dispenses, terms.quantity)
    if parts is None:
        return NextWithdrawal(None, NextWhy.PARTLY_COLLECTED)
    whole = sum((Fraction(amount) for _, amount in parts), Fraction(0))
    days = [
        next_reimbursed(parts[0][0], whole, terms.units_per_day),
        next_reimbursed(parts[-1][0], parts[-1][1], terms.units_per_day),
    ]
    known = [day for day in days if day is not None]
    if len(known) < len(days):
        return NextWithdrawal(None, NextWhy.DOSE_NOT_COUNTABLE)
    by_benefit = max(known)
    if by_interval is not None and by_interval > by_benefit:
        return NextWithdrawal(by_interval, NextWhy.INTERVAL)
    return NextWithdrawal(by_benefit, NextWhy.TWO_THIRDS)


def _latest_withdrawal(dispenses: list[Dispensed], quantity: Amount) -> list[Dispensed] | None:
    """Return the pick-ups that make the latest whole withdrawal; None while one is only partly collected."""
    days: dict[date, Amount] = {}
    for on, amount in dispenses:
        days[on] = Fraction(days[on]) + Fraction(amount) if on in days else amount
    latest: list[Dispensed] = []
    parts: list[Dispensed] = []
    for on, amount in days.items():
        parts = [*parts, (on, amount)]
        is_whole = share_of(amount, quantity) >= 1
        if is_whole or _are_whole(parts, quantity):
            latest = [(on, amount)] if is_whole else parts
            parts = []
    return None if parts else latest


def _are_whole(parts: list[Dispensed], quantity: Amount) -> bool:
    return share_of(sum((Fraction(amount) for _, amount in parts), Fraction(0)), quantity) >= 1


_TABLE = read_table("withdrawals")
_REIMBURSED_AFTER = Fraction(_TABLE["reimbursed_after"])
_LONGEST_SUPPLY_DAYS: int = _TABLE["longest_supply_days"]
