"""The tables that the checks compare with, read once.

Source: tables/checks.toml.
Reviewed: 2026-11-23
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from fornya.rules.checks.case import Pair
from fornya.rules.dated import read_table


@dataclass(frozen=True, slots=True)
class KidneyLimit:
    """From which eGFR downwards some medicines stop, or need care."""

    atc: tuple[str, ...]
    stop: int
    warn: int


@dataclass(frozen=True, slots=True)
class AgeLimit:
    """From which age some medicines should rather not be taken."""

    atc: tuple[str, ...]
    since: int


@dataclass(frozen=True, slots=True)
class Allergen:
    """Words of an allergy, and what they are about."""

    words: tuple[str, ...]
    atc: tuple[str, ...]


def begins(atc: str, prefixes: Iterable[str]) -> bool:
    """Tell whether a code is in one of the groups."""
    return any(atc.startswith(prefix) for prefix in prefixes)


def _tuples(row: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: tuple(row[name]) for name in names}


_TABLE = read_table("checks")
VERSION: str = _TABLE["version"]
SOURCE: str = f"tables/checks.toml {_TABLE['reviewed'].isoformat()}"
RECORD_MONTHS: int = _TABLE["record_months"]
EARLY_SHARE = Fraction(str(_TABLE["early_share"]))
EARLY_DAYS: int = _TABLE["early_days"]
LATE_SHARE = Fraction(str(_TABLE["late_share"]))
PLENTY_DAYS: int = _TABLE["plenty_days"]
FERTILE = range(_TABLE["fertile_from"], _TABLE["fertile_to"] + 1)
ADULT_FROM: int = _TABLE["adult_from"]
MOST_MG = {atc: Decimal(str(most)) for atc, most in _TABLE["most_mg"].items()}
HABIT_FORMING: tuple[str, ...] = tuple(_TABLE["habit_forming"]["atc"])
OLD = tuple(AgeLimit(tuple(row["atc"]), row["from"]) for row in _TABLE["old"])
IN_PREGNANCY: tuple[str, ...] = tuple(_TABLE["pregnancy"]["known"])
PREVENTION: tuple[str, ...] = tuple(_TABLE["pregnancy"]["prevention"])
KIDNEY = tuple(KidneyLimit(tuple(row["atc"]), row["stop"], row["warn"]) for row in _TABLE["kidney"])
ALLERGENS = tuple(Allergen(**_tuples(row, "words", "atc")) for row in _TABLE["allergy"])
PAIRS = tuple(Pair(**row) for row in _TABLE["pair"])
