"""How a patient wants to be reached."""

from datetime import datetime

from fornya.audit.scope import Actor, opened
from fornya.people.models import Patient


def set_contact(*, patient_id: int, phone: str, email: str, by: Actor, now: datetime) -> None:
    """Keep the person's phone number (E.164) and e-mail address; an empty text means: not that way."""
    with opened(by=by, what="contact.changed", patient_id=patient_id, now=now):
        keep_contact(patient_id=patient_id, phone=phone, email=email)


def keep_contact(*, patient_id: int, phone: str, email: str) -> None:
    """Do what `set_contact` does, inside a scope of the patient that is already open."""
    Patient.objects.filter(pk=patient_id).update(phone=phone, email=email)
