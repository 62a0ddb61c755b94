"""How a patient wants to be reached."""

from datetime import datetime

from fornya.audit.scope import Actor, ActorKind, opened
from fornya.people.models import Patient


def set_contact(*, patient_id: int, phone: str, email: str, by: Actor, now: datetime) -> None:
    """Keep a phone number (E.164) and an e-mail address to tell at; an empty text means: not that way."""
    with opened(by=by, what="contact.changed", patient_id=patient_id, now=now):
        keep_contact(patient_id=patient_id, phone=phone, email=email, by=by)


def keep_contact(*, patient_id: int, phone: str, email: str, by: Actor) -> None:
    """Do what `set_contact` does, inside a scope of the patient that is already open.

    For a child they are the ways of the guardian who says so, and end with the guardian's part.
    """
    guardian = by.id if by.kind is ActorKind.GUARDIAN else None
    Patient.objects.filter(pk=patient_id).update(phone=phone, email=email, contact_by_id=guardian)
