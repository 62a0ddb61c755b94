"""What a person says that they have left of a medicine: kept for their own pages, and for nobody else."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from fornya.audit.scope import opened
from fornya.medicines.models import OwnCountRow
from fornya.people.session import SignedInPatient

MOST = Decimal(9_999)


@dataclass(frozen=True, slots=True)
class OwnCount:
    """How much was left of a medicine, in the unit it is handed out in, and when it was counted."""

    amount: Decimal
    unit: str
    counted_at: datetime


# For statements that gather more: they say whose, and that whoever acts for a patient sees none of it.
COUNTS = """SELECT json_agg(json_build_array(chain_id, amount::text, unit, counted_at))
  FROM medicines_owncount"""


def as_counts(rows: list[list[str]] | None) -> dict[str, OwnCount]:
    """Give what `COUNTS` found, by the store's chain."""
    return {
        chain_id: OwnCount(Decimal(amount), unit, datetime.fromisoformat(counted_at))
        for chain_id, amount, unit, counted_at in rows or ()
    }


def own_counts(patient_id: int) -> dict[str, OwnCount]:
    """Give what the patient has counted, by the store's chain; within a scope that is open for them."""
    rows = OwnCountRow.objects.filter(patient_id=patient_id).values_list(
        "chain_id", "amount", "unit", "counted_at"
    )
    return {chain_id: OwnCount(amount, unit, counted_at) for chain_id, amount, unit, counted_at in rows}


def keep_count(*, patient: SignedInPatient, chain_id: str, amount: Decimal, unit: str, now: datetime) -> None:
    """Keep what the patient has left now of a medicine, in place of what they said before."""
    if not 0 <= amount <= MOST:
        raise ValueError("an amount out of range")
    with opened(by=patient.actor, what="own_count.kept", patient_id=patient.patient_id, now=now):
        row = OwnCountRow(
            patient_id=patient.patient_id, chain_id=chain_id, amount=amount, unit=unit, counted_at=now
        )
        OwnCountRow.objects.bulk_create(
            [row],
            update_conflicts=True,
            unique_fields=["patient", "chain_id"],
            update_fields=["amount", "unit", "counted_at"],
        )


def drop_count(*, patient: SignedInPatient, chain_id: str, now: datetime) -> None:
    """Forget what the patient has counted of a medicine; does nothing when there is nothing."""
    with opened(by=patient.actor, what="own_count.dropped", patient_id=patient.patient_id, now=now):
        OwnCountRow.objects.filter(patient_id=patient.patient_id, chain_id=chain_id).delete()
