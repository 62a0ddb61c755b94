"""Keeps what somebody had typed when the session was over, until they are back.

A form that is sent after the session's end is the last place where the words are: they are kept for the
person whose session it was, and for nobody else who may sign in on the same device.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from fornya.audit.scope import Actor, ActorKind, opened
from fornya.people.models import Session, TypedForm
from fornya.people.session import SignedInPatient, digest
from fornya.rules.retention import KEPT_FOR, Kept


@dataclass(frozen=True, slots=True)
class Typed:
    """A form as it was sent: where to, and its fields with every value."""

    path: str
    fields: dict[str, list[str]]


class NothingTyped(LookupError):
    """The patient has no such form kept: never, or no longer."""


@dataclass(frozen=True, slots=True)
class KeptForm:
    """A form that is kept. `is_anothers`: it belongs to whom its writer acted for, and is read there only."""

    id: uuid.UUID
    is_anothers: bool


def keep_typed(*, token: str, path: str, fields: dict[str, list[str]], now: datetime) -> KeptForm | None:
    """Keep a form in the matter that the token's session had open; gives None when it was nobody's.

    A session that somebody signed out of keeps nothing: its token is dead wherever it was copied to.
    """
    was = Session.objects.filter(~Q(patient=None), token_hash=digest(token), ended_at=None).first()
    if was is None or was.patient_id is None:
        return None
    by = Actor(ActorKind(was.acting_as or ActorKind.PATIENT.value), was.patient_id, "")
    patient_id = was.acts_for_id or was.patient_id
    with opened(by=by, what="typed.kept", patient_id=patient_id, now=now):
        row, _made = TypedForm.objects.update_or_create(
            patient_id=patient_id,
            path=path,
            defaults={"fields": fields, "kept_at": now},
            create_defaults={"id": uuid.uuid4(), "fields": fields, "kept_at": now},
        )
        return KeptForm(row.pk, is_anothers=was.acts_for_id is not None)


def typed(*, form_id: uuid.UUID, patient: SignedInPatient, now: datetime) -> Typed:
    """Give a form of the patient's as it was sent. Raises NothingTyped."""
    with opened(by=patient.actor, what="typed.read", patient_id=patient.patient_id, subject=form_id, now=now):
        row = TypedForm.objects.filter(
            pk=form_id, patient_id=patient.patient_id, kept_at__gt=now - KEPT_FOR[Kept.TYPED_FORM]
        ).first()
    if row is None:
        raise NothingTyped(form_id)
    return Typed(row.path, row.fields)
