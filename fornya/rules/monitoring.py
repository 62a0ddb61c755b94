"""Which checks a standing treatment needs, and whether the latest is too old. It warns, it never decides.

Source: tables/monitoring.toml (regional guidance; intervals marked customary await the clinical owner).
Reviewed: 2026-11-23
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from fornya.rules.dated import read_table
from fornya.rules.months import add_months


class DueStatus(StrEnum):
    """How the checks stand, the most pressing last."""

    NOT_MONITORED = "not_monitored"
    OK = "ok"
    SOON = "soon"
    UNKNOWN = "unknown"
    DUE = "due"


class Check(StrEnum):
    """What is measured or talked through."""

    ALBUMINURIA = "albuminuria"
    BLOOD_COUNT = "blood_count"
    BLOOD_PRESSURE = "blood_pressure"
    CALCIUM = "calcium"
    CREATININE = "creatinine"
    EGFR = "egfr"
    HBA1C = "hba1c"
    INR = "inr"
    LIPIDS = "lipids"
    LITHIUM_LEVEL = "lithium_level"
    LIVER = "liver"
    POTASSIUM = "potassium"
    PROLACTIN = "prolactin"
    PULSE = "pulse"
    REVIEW = "review"
    SODIUM = "sodium"
    TSH = "tsh"
    URATE = "urate"
    WEIGHT = "weight"


class Caution(StrEnum):
    """What to keep in mind with the group, whatever the checks say."""

    WEEKLY_DOSE = "weekly_dose"
    PREGNANCY_PREVENTION = "pregnancy_prevention"
    SPECIALIST = "specialist"


class Certainty(StrEnum):
    """Whether an interval was read in a source, or is customary and waits for the clinical owner."""

    READ = "read"
    CUSTOMARY = "customary"


@dataclass(frozen=True)
class CheckDue:
    """One check: how often, and how it stands by the latest check."""

    check: Check
    months: int
    status: DueStatus


@dataclass(frozen=True)
class Due:
    """How a group stands: the most pressing of its checks, and the shortest interval."""

    status: DueStatus
    months: int | None
    checks: tuple[CheckDue, ...]
    cautions: tuple[Caution, ...]
    certainty: Certainty | None


def review(group: str | None, last_check_on: date | None, today: date) -> Due:
    """Return how the group's checks stand when all were last made on one day; a day to come is no answer."""
    monitored = _GROUPS.get(group or "")
    if monitored is None:
        return Due(DueStatus.NOT_MONITORED, None, (), (), None)
    checks = tuple(
        CheckDue(check, months, _status(months, last_check_on, today)) for check, months in monitored.checks
    )
    pressing = list(DueStatus)
    return Due(
        status=max((check.status for check in checks), key=pressing.index),
        months=min(check.months for check in checks),
        checks=checks,
        cautions=monitored.cautions,
        certainty=monitored.certainty,
    )


def groups() -> frozenset[str]:
    """Return the names of the monitored groups."""
    return frozenset(_GROUPS)


def _status(months: int, last_check_on: date | None, today: date) -> DueStatus:
    if last_check_on is None or last_check_on > today:
        return DueStatus.UNKNOWN
    good_through = add_months(last_check_on, months)
    if today > good_through:
        return DueStatus.DUE
    return DueStatus.SOON if today + _SOON > good_through else DueStatus.OK


@dataclass(frozen=True)
class _Group:
    checks: tuple[tuple[Check, int], ...]
    cautions: tuple[Caution, ...]
    certainty: Certainty


def _group(row: dict[str, Any]) -> _Group:
    return _Group(
        checks=tuple((Check(item["check"]), item["months"]) for item in row["checks"]),
        cautions=tuple(Caution(code) for code in row.get("cautions", ())),
        certainty=Certainty(row["certainty"]),
    )


_TABLE = read_table("monitoring")
_SOON = timedelta(days=_TABLE["soon_days"])
_GROUPS = {name: _group(row) for name, row in _TABLE.items() if isinstance(row, dict)}
