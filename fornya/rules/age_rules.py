"""What a person may do by age on a day, and until when a guardian may do it for a child.

A guardian's access ends by itself on the 13th birthday, the day on which the child's own begins.

Source: 1177's published age limits (tables/ages.toml); the overview is for adults only.
Reviewed: 2026-11-23
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from fornya.rules.dated import NothingInForce, in_force, read_table


class AgeRight(StrEnum):
    """What depends on the patient's age."""

    RENEW_ALONE = "renew_alone"
    SEE_RECORD = "see_record"
    SEE_OVERVIEW = "see_overview"
    GUARDIAN_ACTS = "guardian_acts"


@dataclass(frozen=True)
class Ages:
    """The age limits in force from a day."""

    valid_from: date
    renew_alone_from: int
    record_from: int
    overview_from: int
    guardian_below: int
    source: str
    valid_to: date | None = None


def ages_on(day: date) -> Ages:
    """Return the limits in force on a day; raises NothingInForce for a day before the table begins."""
    return in_force(_AGES, day)


def may_by_age(right: AgeRight, *, age: int, day: date) -> bool:
    """Tell whether a patient of this age has the right on a day; where no limits are known, nobody has."""
    try:
        ages = ages_on(day)
    except NothingInForce:
        return False
    return {
        AgeRight.RENEW_ALONE: age >= ages.renew_alone_from,
        AgeRight.SEE_RECORD: age >= ages.record_from,
        AgeRight.SEE_OVERVIEW: age >= ages.overview_from,
        AgeRight.GUARDIAN_ACTS: age < ages.guardian_below,
    }[right]


def _ages(row: dict[str, Any]) -> Ages:
    return Ages(**row)


_AGES = tuple(_ages(row) for row in read_table("ages")["ages"])
