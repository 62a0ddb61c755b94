"""Reads a patient's inbox."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from fornya.audit.scope import Actor, ActorKind, opened
from fornya.messages.models import ABOUT_AGENTS, Kind, Message

AT_MOST = 100


@dataclass(frozen=True, slots=True)
class Letter:
    """A message as the pages show it."""

    id: uuid.UUID
    kind: Kind
    about: uuid.UUID
    facts: dict
    created_at: datetime
    is_read: bool


class NoSuchMessage(LookupError):
    """The patient has no such message."""


def inbox(*, patient_id: int, by: Actor, now: datetime) -> list[Letter]:
    """Give the newest messages first, at most 100."""
    with opened(by=by, what="inbox.read", patient_id=patient_id, now=now):
        return [_letter(row) for row in _of(patient_id, by).order_by("-created_at")[:AT_MOST]]


def read(*, message_id: uuid.UUID, patient_id: int, by: Actor, now: datetime) -> Letter:
    """Give one message and mark it as read. Raises NoSuchMessage."""
    with opened(by=by, what="message.read", patient_id=patient_id, subject=message_id, now=now):
        row = _of(patient_id, by).filter(pk=message_id).first()
        if row is None:
            raise NoSuchMessage(message_id)
        if row.read_at is None:
            _of(patient_id, by).filter(pk=message_id, read_at=None).update(read_at=now)
        return _letter(row)


def _of(patient_id: int, by: Actor) -> QuerySet[Message]:
    rows = Message.objects.filter(patient_id=patient_id)
    return rows if by.kind is ActorKind.PATIENT else rows.exclude(kind__in=ABOUT_AGENTS)


def _letter(row: Message) -> Letter:
    return Letter(row.pk, Kind(row.kind), row.about, row.facts, row.created_at, row.read_at is not None)
