"""Where a patient is signed in now, and signing out from afar."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from fornya.audit.scope import opened
from fornya.people.models import Session
from fornya.people.session import SignedInPatient
from fornya.rules.retention import KEPT_FOR, Kept


@dataclass(frozen=True, slots=True)
class OpenSession:
    """One browser that is signed in. `key` names it to the patient alone; `device` is empty when unknown."""

    key: str
    device: str
    started_at: datetime
    last_seen_at: datetime
    is_this: bool


def open_sessions(*, patient: SignedInPatient, now: datetime) -> list[OpenSession]:
    """Give the patient's browsers that are signed in, this one first, then the latest used."""
    with opened(by=patient.actor, what="sessions.read", patient_id=patient.patient_id, now=now):
        rows = _open(patient, now).order_by("-last_seen_at")
        found = [
            OpenSession(
                key=bytes(row.token_hash).hex(),
                device=row.device,
                started_at=row.started_at,
                last_seen_at=row.last_seen_at,
                is_this=bytes(row.token_hash) == patient.token_hash,
            )
            for row in rows
        ]
    return sorted(found, key=lambda each: not each.is_this)


def end_session(*, key: str, patient: SignedInPatient, now: datetime) -> None:
    """Sign one of the patient's browsers out; does nothing when there is none of that key."""
    try:
        token_hash = bytes.fromhex(key)
    except ValueError:
        return
    with opened(by=patient.actor, what="session.ended", patient_id=patient.patient_id, now=now):
        _open(patient, now).filter(token_hash=token_hash).update(ended_at=now)


def end_all_sessions(*, patient: SignedInPatient, now: datetime) -> None:
    """Sign the patient out everywhere, here too."""
    with opened(by=patient.actor, what="sessions.ended", patient_id=patient.patient_id, now=now):
        _open(patient, now).update(ended_at=now)


def _open(patient: SignedInPatient, now: datetime) -> QuerySet[Session]:
    """Give the rows that still sign in: neither ended nor over by the clock."""
    return Session.objects.filter(
        patient_id=patient.patient_id,
        ended_at=None,
        last_seen_at__gt=now - KEPT_FOR[Kept.PATIENT_SESSION_IDLE],
        started_at__gt=now - KEPT_FOR[Kept.PATIENT_SESSION],
    )
