"""What the next withdrawal costs at most, at the price of the last one, and until when that holds.

Within a period the ladder only gets milder: whatever else is bought before, this purchase costs no more. That
ends with the period, and with the year, since the ceiling may then be raised and caught up. What the patient
paid beside the ladder last time, for keeping the prescribed product, is paid beside it again.

Source: lag (2002:160) 5 §, 21 §; the rest follows from the ladder in high_cost.py.
Reviewed: 2026-11-23
"""

from dataclasses import dataclass
from datetime import date

from fornya.rules.benefit import BenefitCode, is_free_by_kind
from fornya.rules.high_cost import Ladder, LadderUnknown, due, ladder_for, ladder_from_ceiling, period_end


@dataclass(frozen=True)
class Account:
    """Where the high-cost account stands; `period_start` is None when no period runs."""

    period_start: date | None
    gross_ore: int
    paid_ore: int
    ceiling_ore: int


@dataclass(frozen=True)
class LastTime:
    """What the last withdrawal cost: its full price, and what of it counted on the ladder."""

    price_ore: int
    counted_ore: int
    code: BenefitCode


@dataclass(frozen=True)
class AtMost:
    """The most that the patient pays, if the withdrawal is made on `until` at the latest.

    To within one öre: the sum of a period is rounded to whole öre after each purchase.
    """

    ore: int
    until: date


def next_cost(last: LastTime, account: Account, *, age_then: int, earliest: date) -> AtMost | None:
    """Return the most the next withdrawal costs when it is made on `earliest` or later; None when unknown.

    `age_then` is the patient's age at the last withdrawal.
    """
    year_end = date(earliest.year, 12, 31)
    if last.code is BenefitCode.OUTSIDE:
        return AtMost(last.price_ore, year_end)
    if last.code is BenefitCode.FREE:
        return AtMost(0, year_end) if is_free_by_kind(age_then, earliest) else None
    if last.code is BenefitCode.FOOD or not 0 <= last.counted_ore <= last.price_ore:
        return None
    beside_ore = last.price_ore - last.counted_ore
    start = account.period_start
    if start is None or not start <= earliest <= period_end(start):
        due_ore = _due(last.counted_ore, 0, 0, _ladder(earliest, earliest))
        return AtMost(due_ore + beside_ore, year_end)
    if account.paid_ore >= account.ceiling_ore:
        # A card in hand is kept to the end of its period, also when the ceiling is raised.
        return AtMost(beside_ore, period_end(start))
    ladder = _ladder(start, earliest, account.ceiling_ore)
    due_ore = _due(last.counted_ore, account.gross_ore, account.paid_ore, ladder)
    return AtMost(due_ore + beside_ore, min(period_end(start), year_end))


def _due(counted_ore: int, gross_ore: int, paid_ore: int, ladder: Ladder | None) -> int:
    """Return what is due; under a ceiling that nobody has decided yet, at most the whole price."""
    return counted_ore if ladder is None else due(counted_ore, gross_ore, paid_ore, ladder)


def _ladder(start: date, day: date, stated_ore: int = 0) -> Ladder | None:
    """Return the ladder of the period on a day, under the account's own ceiling where that is the higher."""
    try:
        known = ladder_for(start, day)
        return known if stated_ore <= known.ceiling_ore else ladder_from_ceiling(start, stated_ore)
    except LadderUnknown:
        return None
