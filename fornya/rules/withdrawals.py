"""Withdrawals left, until when the supply lasts, and what a prescription is good for today.

No answer is a legal answer, a wrong one never: where the dose cannot be counted or the history makes no
sense there is no date, and a code says why. Everything is in days, so clock changes cannot matter.

Source: the national contract's dispensing fields; tables/withdrawals.toml.
Reviewed: 2026-11-23
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from operator import itemgetter

from fornya.rules.dated import read_table

Amount = Decimal | Fraction | int
Dispensed = tuple[date, Amount]
_Dose = tuple[date, int]


class StoreStatus(StrEnum):
    """A prescription's status in the national store (FHIR MedicationRequest)."""

    ACTIVE = "active"
    ON_HOLD = "on-hold"
    COMPLETED = "completed"
    STOPPED = "stopped"
    CANCELLED = "cancelled"
    ENTERED_IN_ERROR = "entered-in-error"
    DRAFT = "draft"
    UNKNOWN = "unknown"

    @classmethod
    def _missing_(cls, value: object) -> "StoreStatus":
        return cls.UNKNOWN


ENDED_BY_PRESCRIBER = frozenset({StoreStatus.STOPPED, StoreStatus.CANCELLED, StoreStatus.ENTERED_IN_ERROR})
CANNOT_BE_COLLECTED = frozenset({StoreStatus.ON_HOLD, StoreStatus.DRAFT, StoreStatus.UNKNOWN})


class PrescriptionState(StrEnum):
    """What a prescription is good for today."""

    HAS_WITHDRAWALS = "has_withdrawals"
    SOON_OUT = "soon_out"
    NONE_LEFT = "none_left"
    EXPIRED = "expired"
    ENDED = "ended"
    BLOCKED = "blocked"


class Why(StrEnum):
    """Why there is a run-out date, or why there is none."""

    COUNTED = "counted"
    DOSE_NOT_COUNTABLE = "dose_not_countable"
    NOTHING_COLLECTED = "nothing_collected"
    HISTORY_UNCLEAR = "history_unclear"
    LESS_THAN_A_DAY = "less_than_a_day"
    TOO_LONG = "too_long"


@dataclass(frozen=True)
class RunOut:
    """The last day with a full dose, reckoned from what was collected, and why."""

    on: date | None
    why: Why


def left(
    total: int,
    quantity: Amount,
    dispenses: Sequence[Dispensed],
    *,
    status: str,
    valid_until: date,
    today: date,
) -> int:
    """Return the withdrawals left today, never below 0 nor above `total`.

    Whole pick-ups are counted; those of a split withdrawal are added up by quantity, and what is
    left of a withdrawal that has been started is one more.
    """
    if StoreStatus(status) is not StoreStatus.ACTIVE or today > valid_until:
        return 0
    remaining = _remaining(total, quantity, dispenses)
    whole = math.floor(remaining)
    rest = 1 if remaining - whole >= _REST_FROM else 0
    return max(0, min(total, whole + rest))


def whole_left(
    total: int,
    quantity: Amount,
    dispenses: Sequence[Dispensed],
    *,
    status: str,
    valid_until: date,
    today: date,
) -> int:
    """Return how many whole withdrawals are left today: as `left`, without what remains of a split one."""
    if StoreStatus(status) is not StoreStatus.ACTIVE or today > valid_until:
        return 0
    return max(0, min(total, math.floor(_remaining(total, quantity, dispenses))))


def supply_until(
    dispenses: Sequence[Dispensed],
    units_per_day: Amount | None,
    *,
    today: date,
    counted: Dispensed | None = None,
    earlier: Sequence[tuple[date, Amount | None]] = (),
) -> RunOut:
    """Return until when the collected supply lasts, each early pick-up kept for later days.

    `counted` is what the person had left on a day, pick-ups before which are left out of `dispenses`.
    `earlier` are doses of before, each with the day from which it was another.
    """
    held = counted is None or (counted[0] <= today and (counted[1] == 0 or is_amount(counted[1])))
    if not held or not is_clear(dispenses, today):
        return RunOut(None, Why.HISTORY_UNCLEAR)
    if counted is None and not dispenses:
        return RunOut(None, Why.NOTHING_COLLECTED)
    arrivals = sorted(dispenses, key=_day)
    start = counted[0] if counted else arrivals[0][0]
    taken = [*(each for each in sorted(earlier, key=_day) if each[0] > start), (date.max, units_per_day)]
    per_day = [dose for _, dose in taken if dose is not None and is_amount(dose)]
    if len(per_day) < len(taken):
        return RunOut(None, Why.DOSE_NOT_COUNTABLE)
    # Exact all through: somebody with thousands of pick-ups should not wait for fractions to be made short.
    in_stock, *amounts = _whole_numbers(
        [counted[1] if counted else 0, *(each[1] for each in arrivals), *per_day]
    )
    doses = [(until, amounts[len(arrivals) + index]) for index, (until, _) in enumerate(taken)]
    stock, since = in_stock, start
    for (on, _), amount in zip(arrivals, amounts, strict=False):
        if on > since:
            stock = max(0, stock - _used(doses, since, on))
            since = on
        stock += amount
    last = _last_day(doses, since, stock)
    if last is None:
        return RunOut(None, Why.TOO_LONG)
    return RunOut(None, Why.LESS_THAN_A_DAY) if last < since and not counted else RunOut(last, Why.COUNTED)


def state(
    *,
    status: str,
    withdrawals_left: int,
    valid_until: date,
    runs_out_on: date | None,
    today: date,
) -> PrescriptionState:
    """Return what the prescription is good for today.

    Soon out: all is collected and the supply ends shortly, or what can still be collected lapses shortly.
    """
    store_status = StoreStatus(status)
    soon = today + timedelta(days=_SOON_DAYS)
    if store_status in ENDED_BY_PRESCRIBER:
        return PrescriptionState.ENDED
    if store_status in CANNOT_BE_COLLECTED:
        return PrescriptionState.BLOCKED
    if today > valid_until:
        return PrescriptionState.EXPIRED
    if withdrawals_left > 0 and store_status is StoreStatus.ACTIVE:
        return PrescriptionState.SOON_OUT if valid_until <= soon else PrescriptionState.HAS_WITHDRAWALS
    if runs_out_on is not None and today <= runs_out_on <= soon:
        return PrescriptionState.SOON_OUT
    return PrescriptionState.NONE_LEFT


def is_clear(dispenses: Sequence[Dispensed], today: date) -> bool:
    """Tell whether each pick-up is of some amount and none of a day to come."""
    return all(map(is_amount, set(map(_amount, dispenses)))) and (
        not dispenses or max(map(_day, dispenses)) <= today
    )


def is_amount(amount: Amount) -> bool:
    """Tell whether an amount is a number above zero."""
    if isinstance(amount, Decimal):
        return amount.is_finite() and amount > 0
    return amount > 0


def _remaining(total: int, quantity: Amount, dispenses: Sequence[Dispensed]) -> Fraction | int:
    # Most pick-ups are whole withdrawals, and sums of fractions are slow.
    times = Counter(map(_amount, dispenses))
    whole = times.pop(quantity, 0)
    return total - whole - sum((share_of(amount, quantity) * number for amount, number in times.items()), 0)


_day = itemgetter(0)
_amount = itemgetter(1)


def _whole_numbers(amounts: Sequence[Amount]) -> list[int]:
    """Return the amounts in parts so small that all of them are whole."""
    ratios = [amount.as_integer_ratio() for amount in amounts]
    parts = math.lcm(*(below for _, below in ratios))
    return [above * (parts // below) for above, below in ratios]


def _used(doses: list[_Dose], start: date, end: date) -> int:
    used = 0
    for until, dose in doses:
        if until >= end:
            return used + dose * (end - start).days
        if until > start:
            used += dose * (until - start).days
            start = until
    return used


def _last_day(doses: list[_Dose], start: date, stock: int) -> date | None:
    """Return the last day with a full dose, the day before `start` when there is none; None when too far."""
    first = start
    for until, dose in doses:
        if until <= start:
            continue
        days = stock // dose
        if days < (until - start).days:
            total = (start - first).days + days
            return start + timedelta(days=days - 1) if total <= _LONGEST_SUPPLY_DAYS else None
        stock -= dose * (until - start).days
        start = until
    return None


def share_of(amount: Amount, quantity: Amount) -> Fraction:
    """Return how many withdrawals a pick-up used; one when an amount is missing or makes no sense."""
    if amount == quantity or not (is_amount(amount) and is_amount(quantity)):
        return _WHOLE
    share = Fraction(amount) / Fraction(quantity)
    whole = math.floor(share + 1 - _WHOLE_FROM)
    is_other_pack_size = whole > 0 and share - whole <= 1 - _WHOLE_FROM
    return Fraction(whole) if is_other_pack_size else share


_WHOLE = Fraction(1)
_TABLE = read_table("withdrawals")
_WHOLE_FROM = Fraction(_TABLE["whole_from"])
_REST_FROM = Fraction(_TABLE["rest_from"])
_SOON_DAYS: int = _TABLE["soon_days"]
_LONGEST_SUPPLY_DAYS: int = _TABLE["longest_supply_days"]
