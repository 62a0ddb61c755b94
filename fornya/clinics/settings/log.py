"""The log of changes: who changed what in the settings of a clinic or a region, and when. Only added to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from fornya.audit.scope import Actor
from fornya.clinics.models import SettingChange

SHOWN = 20

Values = Mapping[str, Any]


class Part(StrEnum):
    """The parts of the settings, in the order in which a new clinic goes through them."""

    ANSWER = "answer"
    HOURS = "hours"
    FEE = "fee"
    WHO = "who"
    POLICY = "policy"
    QUESTIONS = "questions"
    REPLIES = "replies"
    SERVICE = "service"
    ADMINISTRATORS = "administrators"
    ABSENCES = "absences"
    ALARM = "alarm"


class RegionPart(StrEnum):
    """What a region changes."""

    FEE = "region_fee"
    NOTICE = "region_notice"
    RULE = "region_rule"


@dataclass(frozen=True, slots=True)
class Changed:
    """One change: of each field what it was and what it became, as plain values."""

    at: datetime
    by: str
    part: Part
    fields: Mapping[str, tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class RegionChanged:
    """One change of a region's, as Changed is one of a clinic's."""

    at: datetime
    by: str
    fields: Mapping[str, tuple[Any, Any]]


def difference(before: Values, after: Values) -> dict[str, list[Any]]:
    """Give the fields that differ as pairs of plain values."""
    pairs = {name: [_plain(before.get(name)), _plain(value)] for name, value in after.items()}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def note(*, clinic_id: int, part: Part, fields: Mapping[str, list[Any]], by: Actor, now: datetime) -> None:
    """Write a row, inside the deed's own transaction: what is not logged is not changed."""
    SettingChange.objects.create(
        clinic_id=clinic_id, at=now, by_id=by.id, by_name=by.name, part=part.value, fields=dict(fields)
    )


def note_of_region(
    *, region_id: str, part: RegionPart, fields: Mapping[str, list[Any]], by: Actor, now: datetime
) -> None:
    """Write a row about a region, inside the deed's own transaction."""
    SettingChange.objects.create(
        region_id=region_id, at=now, by_id=by.id, by_name=by.name, part=part.value, fields=dict(fields)
    )


def latest(clinic_id: int) -> tuple[Changed, ...]:
    """Give the clinic's latest changes, the newest first; inside a transaction opened for the clinic."""
    rows = SettingChange.objects.filter(clinic_id=clinic_id).order_by("-at", "-id")[:SHOWN]
    return tuple(Changed(row.at, row.by_name, Part(row.part), _pairs(row)) for row in rows)


def latest_of_region(region_id: str, part: RegionPart) -> tuple[RegionChanged, ...]:
    """Give a region's latest changes of one part; inside a transaction opened for the region."""
    rows = SettingChange.objects.filter(region_id=region_id, part=part.value).order_by("-at", "-id")[:SHOWN]
    return tuple(RegionChanged(row.at, row.by_name, _pairs(row)) for row in rows)


def _pairs(row: SettingChange) -> dict[str, tuple[Any, Any]]:
    return {name: tuple(pair) for name, pair in row.fields.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
