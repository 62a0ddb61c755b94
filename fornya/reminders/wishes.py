"""What somebody has chosen about reminders: read, choose, and say no."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from fornya.audit.scope import opened
from fornya.medicines.overview import Overview, computed, read_list
from fornya.medicines.own_counts import own_counts
from fornya.people.session import SignedInPatient
from fornya.reminders.models import Wish
from fornya.rules.swedish_time import swedish_day

# Nobody has more medicines than this, and no form is longer than a row should be.
MOST_CHAINS = 200


@dataclass(frozen=True, slots=True)
class Chosen:
    """How somebody wants to be reminded, and of which medicines; of all when `chains` is empty."""

    phone: str
    email: str
    chains: frozenset[str]


def chosen_with_medicines(*, patient: SignedInPatient, now: datetime) -> tuple[Chosen | None, Overview]:
    """Give what the patient has chosen, None for no reminders, and the medicines it is chosen among.

    Calls the store, so it is called with no transaction open.
    """
    reading = read_list(patient.personnummer, now=now)
    with opened(by=patient.actor, what="reminders.read", patient_id=patient.patient_id, now=now):
        row = Wish.objects.filter(patient_id=patient.patient_id).first()
        counts = own_counts(patient.patient_id)
    return _chosen(row), computed(reading, counts, now=now)


def choose(
    *, patient: SignedInPatient, phone: str, email: str, chains: Collection[str], now: datetime
) -> None:
    """Keep that the patient wants reminders, and how; the phone in E.164. No `chains`: of all medicines."""
    with opened(by=patient.actor, what="reminders.chosen", patient_id=patient.patient_id, now=now):
        row = Wish(
            patient_id=patient.patient_id,
            phone=phone,
            email=email,
            chains=sorted(chains)[:MOST_CHAINS],
            while_protected=patient.is_protected,
            chosen_at=now,
            look_on=swedish_day(now),
        )
        Wish.objects.bulk_create(
            [row],
            update_conflicts=True,
            unique_fields=["patient"],
            update_fields=["phone", "email", "chains", "while_protected", "chosen_at", "look_on"],
        )


def decline(*, patient: SignedInPatient, now: datetime) -> None:
    """Let there be no more reminders, those on their way included; does nothing when there are none."""
    with opened(by=patient.actor, what="reminders.declined", patient_id=patient.patient_id, now=now):
        Wish.objects.filter(patient_id=patient.patient_id).delete()


def _chosen(row: Wish | None) -> Chosen | None:
    return Chosen(row.phone, row.email, frozenset(row.chains)) if row else None
