"""The log of changes: who changed what in a clinic's settings, and when. It is only added to."""

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


@dataclass(frozen=True, slots=True)
class Changed:
    """One change: of each field what it was and what it became, as plain values."""

    at: datetime
    by: str
    part: Part
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


def latest(clinic_id: int) -> tuple[Changed, ...]:
    """Give the clinic's latest changes, the newest first; inside a transaction opened for the clinic."""
    rows = SettingChange.objects.filter(clinic_id=clinic_id).order_by("-at", "-id")[:SHOWN]
    return tuple(
        Changed(row.at, row.by_name, Part(row.part), {name: tuple(pair) for name, pair in row.fields.items()})
        for row in rows
    )


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
