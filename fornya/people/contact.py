"""How a person wants to be told: a patient about themselves, and each guardian about the child."""

from datetime import datetime

from fornya.audit.scope import Actor, ActorKind, opened
from fornya.people.models import GuardianContact, Patient


def set_contact(*, patient_id: int, phone: str, email: str, by: Actor, now: datetime) -> None:
    """Keep how whoever acts wants to be told; an empty text means: not that way."""
    with opened(by=by, what="contact.changed", patient_id=patient_id, now=now):
        keep_contact(patient_id=patient_id, phone=phone, email=email, by=by)


def keep_contact(*, patient_id: int, phone: str, email: str, by: Actor) -> None:
    """Do what `set_contact` does, inside a scope of the patient that is already open.

    A guardian's are their own: those of another guardian, and the child's, stay as they are.
    """
    if by.kind is ActorKind.GUARDIAN:
        GuardianContact.objects.update_or_create(
            patient_id=patient_id, guardian_id=by.id, defaults={"phone": phone, "email": email}
        )
        return
    Patient.objects.filter(pk=patient_id).update(phone=phone, email=email, contact_by_id=None)


def chosen_ways(*, patient_id: int, guardian_id: int | None = None) -> tuple[str, str]:
    """Give phone and e-mail that a patient has chosen, or the guardian about them; empty where not that way.

    Inside a scope of the patient, or as the worker.
    """
    if guardian_id is None:
        own = Patient.objects.filter(pk=patient_id, contact_by=None).values_list("phone", "email")
        return own.first() or ("", "")
    theirs = GuardianContact.objects.filter(patient_id=patient_id, guardian_id=guardian_id)
    return theirs.values_list("phone", "email").first() or ("", "")
