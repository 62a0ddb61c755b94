"""Simple values of the store's FHIR in our words."""

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from fornya.integrations.fhir import NotUnderstood
from fornya.integrations.fhir.typed import Number, Resource, number

STOCKHOLM = ZoneInfo("Europe/Stockholm")
LENGTH_OF_A_DAY = len("2026-11-23")


def id_of(resource: Resource) -> str:
    """Give a resource's id. raises: NotUnderstood"""
    if not resource.id:
        raise NotUnderstood("id")
    return resource.id


def said(value: str) -> str:
    """Give the value of an extension that must have one. raises: NotUnderstood"""
    if not value:
        raise NotUnderstood("Extension.value")
    return value


def above_zero(written: Number) -> Decimal:
    """Give a quantity, exactly. raises: NotUnderstood, ValueError"""
    found = number(written)
    if found <= 0:
        raise NotUnderstood("quantity")
    return found


def moment_of(text: str) -> datetime:
    """Give a FHIR dateTime in UTC. raises: NotUnderstood, ValueError, OverflowError"""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is not None:
        return moment.astimezone(UTC)
    if len(text) != LENGTH_OF_A_DAY:
        raise NotUnderstood("dateTime")
    # FHIR allows a day alone; noon in Sweden is on that day everywhere it matters
    return moment.replace(hour=12, tzinfo=STOCKHOLM).astimezone(UTC)


def day_of(text: str) -> date:
    """Give the Swedish day of a FHIR date or dateTime. raises: as moment_of"""
    if len(text) == LENGTH_OF_A_DAY:
        return date.fromisoformat(text)
    return moment_of(text).astimezone(STOCKHOLM).date()
