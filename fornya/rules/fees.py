"""What a renewal costs the patient at a clinic on a day, and why that much.

The clinic's own fee goes before its region's, and the newest version in force before older ones.

Source: tables/fees.toml; age exemptions and whether a fee counts to the frikort for visits are set per row.
Reviewed: 2026-11-23
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from fornya.rules.dated import is_in_force, read_table


class Purpose(StrEnum):
    """What kind of renewal the fee is for."""

    ILLNESS = "illness"
    NOT_ILLNESS = "not_illness"
    UNTIL_VISIT = "until_visit"


class FeeReason(StrEnum):
    """Why the amount is what it is."""

    FEE = "fee"
    NO_FEE = "no_fee"
    YOUNG = "young"
    OLD = "old"


class FeeUnknown(LookupError):
    """No fee in force is known for this clinic, region and purpose; say so rather than guess 0 kr."""


@dataclass(frozen=True)
class FeeRule:
    """One dated fee of a clinic or a whole region; `is_example` when no decision is behind it."""

    amount_ore: int
    valid_from: date
    source: str
    region_code: str | None = None
    clinic_hsa_id: str | None = None
    purpose: Purpose = Purpose.ILLNESS
    valid_to: date | None = None
    free_under: int | None = None
    free_from_age: int | None = None
    counts_to_frikort: bool = True
    is_example: bool = False


@dataclass(frozen=True)
class Fee:
    """What this person pays."""

    amount_ore: int
    reason: FeeReason
    counts_to_frikort: bool
    valid_from: date
    source: str
    is_example: bool = False


def published_fees() -> tuple[FeeRule, ...]:
    """Return the fees of the table."""
    return _PUBLISHED


def fee_for(
    fees: Iterable[FeeRule],
    *,
    age: int | None,
    day: date,
    region_code: str,
    clinic_hsa_id: str | None = None,
    purpose: Purpose = Purpose.ILLNESS,
) -> Fee:
    """Return the fee in force; without an age (nobody signed in) the one that most pay.

    Raises FeeUnknown when no row fits.
    """
    fitting = [
        rule
        for rule in fees
        if rule.purpose is purpose
        and is_in_force(rule, day)
        and rule.region_code in (None, region_code)
        and rule.clinic_hsa_id in (None, clinic_hsa_id)
    ]
    if not fitting:
        raise FeeUnknown
    rule = max(
        fitting,
        key=lambda rule: (rule.clinic_hsa_id is not None, rule.region_code is not None, rule.valid_from),
    )
    reason = _reason(rule, age)
    amount_ore = rule.amount_ore if reason is FeeReason.FEE else 0
    return Fee(amount_ore, reason, rule.counts_to_frikort, rule.valid_from, rule.source, rule.is_example)


def in_force_on(fees: Iterable[FeeRule], day: date) -> dict[Purpose, FeeRule]:
    """Return a region's newest rule in force for each purpose; one without any is left out."""
    rules: dict[Purpose, FeeRule] = {}
    for rule in sorted(fees, key=lambda rule: rule.valid_from):
        if is_in_force(rule, day):
            rules[rule.purpose] = rule
    return rules


def _reason(rule: FeeRule, age: int | None) -> FeeReason:
    if rule.amount_ore == 0:
        return FeeReason.NO_FEE
    if age is not None and rule.free_under is not None and age < rule.free_under:
        return FeeReason.YOUNG
    if age is not None and rule.free_from_age is not None and age >= rule.free_from_age:
        return FeeReason.OLD
    return FeeReason.FEE


def _rule(row: dict[str, Any]) -> FeeRule:
    return FeeRule(**{**row, "purpose": Purpose(row["purpose"])})


_PUBLISHED = tuple(_rule(row) for row in read_table("fees")["fee"])
