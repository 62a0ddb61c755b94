"""The cost ladder: what a patient pays for medicines in the benefit, to the öre, and how near the frikort is.

Every purchase is reckoned on the sum of itself and all earlier ones of the twelve months. The limits are
exact shares of the ceiling and never rounded; only the ceiling is (down to 50 kr) and what is paid (half up
to the öre). When the ceiling is raised at New Year, earlier purchases climb the new ladder too, so the first
purchases of the year catch up, never above their own price; a frikort already reached is kept.

Source: lag (2002:160) 5 §, SFS 2025:578; förordning (2002:687) 3 § on the twelve months; published ladders
2018-2026; half-up rounding agrees with E-hälsomyndigheten's published catch-up sums.
Reviewed: 2026-11-23
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import Any

from fornya.rules.dated import NothingInForce, in_force, read_table
from fornya.rules.months import add_years

ORE_IN_KRONA = 100
CEILING_STEP_ORE = 50 * ORE_IN_KRONA


class LadderKind(StrEnum):
    """Which ladder: by the first purchase of the period."""

    OLD = "old"
    NEW = "new"


class PeriodKind(StrEnum):
    """Whose twelve months: medicines run through the anniversary, visits through the day before."""

    MEDICINES = "medicines"
    VISITS = "visits"


class LadderUnknown(LookupError):
    """No ladder is known for the day: outside the period, or a year whose base amount is not in the table."""


@dataclass(frozen=True)
class Step:
    """One step: of the cost between two limits the patient pays this percentage."""

    percent: int
    from_ore: Fraction
    up_to_ore: Fraction


@dataclass(frozen=True)
class Ladder:
    """The ladder in force for a period on a day."""

    kind: LadderKind
    ceiling_ore: int
    steps: tuple[Step, ...]
    source: str


@dataclass(frozen=True)
class StepRow:
    """A step as a row to show, limits rounded to the öre; the last row, above all limits, has no end."""

    percent: int
    from_ore: int
    up_to_ore: int | None
    paid_at_end_ore: int

    @property
    def in_kronor(self) -> "StepRow":
        """The row in whole kronor, half up, as ladders are published: nobody pays by it."""
        up_to_ore = None if self.up_to_ore is None else _whole_kronor(self.up_to_ore)
        return StepRow(
            self.percent, _whole_kronor(self.from_ore), up_to_ore, _whole_kronor(self.paid_at_end_ore)
        )


@dataclass(frozen=True)
class Progress:
    """How far a patient has come: `step` counts from 1, and the last step is the frikort."""

    paid_ore: int
    ceiling_ore: int
    left_ore: int
    percent: int
    step: int
    step_percent: int
    has_high_cost_card: bool


@dataclass(frozen=True)
class Charge:
    """What one purchase cost, and where the account stood after it."""

    on: date
    period_start: date
    gross_ore: int
    due_ore: int
    gross_after_ore: int
    paid_after_ore: int
    has_card: bool


def period_end(start: date, kind: PeriodKind = PeriodKind.MEDICINES) -> date:
    """Return the last day of the twelve months that began with a purchase on `start`."""
    anniversary = add_years(start, 1)
    return anniversary if kind is PeriodKind.MEDICINES else anniversary - timedelta(days=1)


def ladder_for(period_start: date, day: date) -> Ladder:
    """Return the ladder for a purchase on `day` in the period that began on `period_start`.

    Raises LadderUnknown for a day outside the period and for a year whose base amount is not decided.
    """
    if not period_start <= day <= period_end(period_start):
        raise LadderUnknown(day)
    try:
        factors = in_force(_FACTORS, period_start)
        base_amount_ore = in_force(_BASE_AMOUNTS, day).kronor * ORE_IN_KRONA
    except NothingInForce:
        raise LadderUnknown(day) from None
    ceiling_ore = int(factors.ceiling_of_base_amount * base_amount_ore) // CEILING_STEP_ORE * CEILING_STEP_ORE
    return _ladder(factors, ceiling_ore)


def ladder_from_ceiling(period_start: date, ceiling_ore: int) -> Ladder:
    """Return the ladder of a period under a ceiling that the account itself states, for any year.

    Raises LadderUnknown for a period older than the table, or a ceiling no law can give.
    """
    if ceiling_ore <= 0 or ceiling_ore % CEILING_STEP_ORE:
        raise LadderUnknown(ceiling_ore)
    try:
        return _ladder(in_force(_FACTORS, period_start), ceiling_ore)
    except NothingInForce:
        raise LadderUnknown(period_start) from None


def patient_total(gross_ore: int, ladder: Ladder) -> int:
    """Return what the patient pays in all for purchases with this total price, rounded half up."""
    if gross_ore < 0:
        raise ValueError("gross is negative")
    return _rounded(_exact_total(Fraction(gross_ore), ladder))


def gross_for(paid_ore: int, ladder: Ladder) -> int:
    """Return the least total price for which the patient has paid this much.

    Raises ValueError for a sum that nobody pays: below nothing, or above the ceiling.
    """
    if not 0 <= paid_ore <= ladder.ceiling_ore:
        raise ValueError("nobody has paid that")
    # What is paid is rounded half up, so half an öre less is enough.
    wanted = max(Fraction(0), paid_ore - Fraction(1, 2))
    paid = Fraction(0)
    for step in ladder.steps:
        share = Fraction(step.percent, 100)
        height = (step.up_to_ore - step.from_ore) * share
        if paid + height >= wanted:
            return math.ceil(step.from_ore + (wanted - paid) / share)
        paid += height
    return math.ceil(ladder.steps[-1].up_to_ore)


def due(
    gross_ore: int, gross_before_ore: int, paid_before_ore: int, ladder: Ladder, *, has_card: bool = False
) -> int:
    """Return what the patient pays for one purchase; nothing while a frikort of the period is kept."""
    if gross_ore < 0:
        raise ValueError("gross is negative")
    if has_card:
        return 0
    owed = patient_total(gross_before_ore + gross_ore, ladder) - paid_before_ore
    return min(gross_ore, max(0, owed))


def progress(gross_ore: int, paid_ore: int, ladder: Ladder, has_card: bool = False) -> Progress:
    """Return how far the patient has come; the bar is full only with the frikort in hand."""
    has_high_cost_card = has_card or paid_ore >= ladder.ceiling_ore
    reached = sum(1 for step in ladder.steps if gross_ore >= step.up_to_ore)
    index = len(ladder.steps) if has_high_cost_card else min(reached, len(ladder.steps) - 1)
    return Progress(
        paid_ore=paid_ore,
        ceiling_ore=ladder.ceiling_ore,
        left_ore=0 if has_high_cost_card else ladder.ceiling_ore - paid_ore,
        percent=100 if has_high_cost_card else max(0, paid_ore * 100 // ladder.ceiling_ore),
        step=index + 1,
        step_percent=0 if has_high_cost_card else ladder.steps[index].percent,
        has_high_cost_card=has_high_cost_card,
    )


def step_rows(ladder: Ladder) -> tuple[StepRow, ...]:
    """Return the steps as rows to show, the frikort last."""
    rows = tuple(
        StepRow(
            step.percent,
            _rounded(step.from_ore),
            _rounded(step.up_to_ore),
            _rounded(_exact_total(step.up_to_ore, ladder)),
        )
        for step in ladder.steps
    )
    return (*rows, StepRow(0, _rounded(ladder.steps[-1].up_to_ore), None, ladder.ceiling_ore))


def charges(purchases: Sequence[tuple[date, int]]) -> tuple[Charge, ...]:
    """Reckon purchases (day, gross öre) in order of day.

    After a period ends the next purchase opens a new one. Raises LadderUnknown for a day without a ladder.
    """
    reckoned: list[Charge] = []
    for on, gross_ore in sorted(purchases, key=lambda purchase: purchase[0]):
        before = reckoned[-1] if reckoned else None
        if before is None or on > period_end(before.period_start):
            before = Charge(on, on, 0, 0, 0, 0, False)
        ladder = ladder_for(before.period_start, on)
        due_ore = due(
            gross_ore, before.gross_after_ore, before.paid_after_ore, ladder, has_card=before.has_card
        )
        paid_ore = before.paid_after_ore + due_ore
        has_card = before.has_card or paid_ore >= ladder.ceiling_ore
        gross_after_ore = before.gross_after_ore + gross_ore
        reckoned.append(
            Charge(on, before.period_start, gross_ore, due_ore, gross_after_ore, paid_ore, has_card)
        )
    return tuple(reckoned)


def credit(purchases: Sequence[tuple[date, int]], index: int) -> int:
    """Return what the patient gets back when one purchase is undone: at most its price, never a debt."""
    without = [*purchases[:index], *purchases[index + 1 :]]
    difference = sum(c.due_ore for c in charges(purchases)) - sum(c.due_ore for c in charges(without))
    return min(purchases[index][1], max(0, difference))


@dataclass(frozen=True)
class _Factors:
    kind: LadderKind
    valid_from: date
    valid_to: date | None
    ceiling_of_base_amount: Fraction
    steps: tuple[tuple[int, Fraction], ...]
    source: str


@dataclass(frozen=True)
class _BaseAmount:
    valid_from: date
    valid_to: date | None
    kronor: int


@lru_cache(maxsize=64)
def _ladder(factors: _Factors, ceiling_ore: int) -> Ladder:
    limits = [Fraction(0), *(share * ceiling_ore for _, share in factors.steps)]
    steps = tuple(
        Step(percent, lower, upper)
        for (percent, _), lower, upper in zip(factors.steps, limits, limits[1:], strict=False)
    )
    return Ladder(factors.kind, ceiling_ore, steps, factors.source)


def _exact_total(gross_ore: Fraction, ladder: Ladder) -> Fraction:
    return sum(
        (
            (min(gross_ore, step.up_to_ore) - step.from_ore) * step.percent / 100
            for step in ladder.steps
            if gross_ore > step.from_ore
        ),
        Fraction(0),
    )


def _rounded(ore: Fraction) -> int:
    """Round half up to the öre; no amount here is negative."""
    return int(ore + Fraction(1, 2))


def _whole_kronor(ore: int) -> int:
    return (ore + ORE_IN_KRONA // 2) // ORE_IN_KRONA * ORE_IN_KRONA


def _factors(row: dict[str, Any]) -> _Factors:
    return _Factors(
        kind=LadderKind(row["kind"]),
        valid_from=row["valid_from"],
        valid_to=row.get("valid_to"),
        ceiling_of_base_amount=Fraction(row["ceiling_of_base_amount"]),
        steps=tuple((step["percent"], Fraction(step["up_to"])) for step in row["steps"]),
        source=row["source"],
    )


_TABLE = read_table("high_cost")
_FACTORS = tuple(_factors(row) for row in _TABLE["ladder"])
_BASE_AMOUNTS = tuple(
    _BaseAmount(row["valid_from"], row.get("valid_to"), row["kronor"]) for row in _TABLE["base_amount"]
)
