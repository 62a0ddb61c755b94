"""Withdrawals left, until when the supply lasts, and when the pharmacy may dispense again.

No answer is a legal answer, a wrong one never: where the dose cannot be counted or the history makes no
sense there is no date, and a code says why. Everything is in days, so clock changes cannot matter.

Source: förordning (2002:687) 11 §; the national contract's dispensing fields; tables/withdrawals.toml.
Reviewed: 2026-11-23
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from fornya.rules.dated import read_table

Amount = Decimal | int
Dispensed = tuple[date, Amount]


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
    remaining = total - sum((_share(amount, quantity) for _, amount in dispenses), Fraction(0))
    whole = math.floor(remaining)
    rest = 1 if remaining - whole >= _REST_FROM else 0
    return max(0, min(total, whole + rest))


def supply_until(dispenses: Sequence[Dispensed], units_per_day: Amount | None, *, today: date) -> RunOut:
    """Return until when the collected supply lasts, each early pick-up kept for later days."""
    if any(on > today or not _is_amount(amount) for on, amount in dispenses):
        return RunOut(None, Why.HISTORY_UNCLEAR)
    if not dispenses:
        return RunOut(None, Why.NOTHING_COLLECTED)
    if units_per_day is None or not _is_amount(units_per_day):
        return RunOut(None, Why.DOSE_NOT_COUNTABLE)
    per_day = Fraction(units_per_day)
    stock, stock_on = Fraction(0), min(on for on, _ in dispenses)
    for on, amount in sorted(dispenses, key=lambda dispensed: dispensed[0]):
        stock = max(Fraction(0), stock - (on - stock_on).days * per_day) + Fraction(amount)
        stock_on = on
    days = math.floor(stock / per_day)
    if days < 1:
        return RunOut(None, Why.LESS_THAN_A_DAY)
    if days > _LONGEST_SUPPLY_DAYS:
        return RunOut(None, Why.TOO_LONG)
    return RunOut(stock_on + timedelta(days=days - 1), Why.COUNTED)


def next_reimbursed(last_dispensed_on: date, quantity: Amount, units_per_day: Amount | None) -> date | None:
    """Return the first day for a new withdrawal within the benefit; None when the time cannot be counted."""
    if units_per_day is None or not (_is_amount(units_per_day) and _is_amount(quantity)):
        return None
    days = math.ceil(_REIMBURSED_AFTER * Fraction(quantity) / Fraction(units_per_day))
    return last_dispensed_on + timedelta(days=days) if days <= _LONGEST_SUPPLY_DAYS else None


def earliest_by_interval(last_dispensed_on: date, interval_days: int | None) -> date | None:
    """Return the first day the prescriber's interval lets the pharmacy dispense; None without an interval."""
    if interval_days is None or not 0 < interval_days <= _LONGEST_SUPPLY_DAYS:
        return None
    return last_dispensed_on + timedelta(days=interval_days)


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


def _is_amount(amount: Amount) -> bool:
    return Decimal(amount).is_finite() and amount > 0


def _share(amount: Amount, quantity: Amount) -> Fraction:
    """Return how many withdrawals a pick-up used; one when an amount is missing or makes no sense."""
    if not (_is_amount(amount) and _is_amount(quantity)):
        return Fraction(1)
    share = Fraction(amount) / Fraction(quantity)
    whole = math.floor(share + 1 - _WHOLE_FROM)
    is_other_pack_size = whole > 0 and share - whole <= 1 - _WHOLE_FROM
    return Fraction(whole) if is_other_pack_size else share


_TABLE = read_table("withdrawals")
_REIMBURSED_AFTER = Fraction(_TABLE["reimbursed_after"])
_WHOLE_FROM = Fraction(_TABLE["whole_from"])
_REST_FROM = Fraction(_TABLE["rest_from"])
_SOON_DAYS: int = _TABLE["soon_days"]
_LONGEST_SUPPLY_DAYS: int = _TABLE["longest_supply_days"]
