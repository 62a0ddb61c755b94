"""A patient's prescriptions as the national store has them, with what the rules make of them today."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from fornya.audit.scope import Actor, opened
from fornya.integrations.http import Refused, Unavailable
from fornya.integrations.prescription_store.messages import MedicineList, Prescription
from fornya.medicines.sources import prescription_store
from fornya.rules import withdrawals
from fornya.rules.withdrawals import PrescriptionState, RunOut

SWEDEN = ZoneInfo("Europe/Stockholm")


@dataclass(frozen=True, slots=True)
class Medicine:
    """One prescription: the store's own words, and what follows from them today.

    `left` counts withdrawals; `run_out.on` is a date only where one can be computed honestly, else
    `run_out.why`. `next_reimbursed_on` is the first day a pharmacy may dispense within the benefit.
    """

    prescription: Prescription
    left: int
    state: PrescriptionState
    run_out: RunOut
    last_collected_on: date | None
    next_reimbursed_on: date | None


@dataclass(frozen=True, slots=True)
class Overview:
    """All prescriptions. `source_down` means that nothing is known, which is not the same as having none.

    `hidden` means that the store holds blocked entries it does not show.
    """

    medicines: tuple[Medicine, ...]
    read_at: datetime
    source_down: bool = False
    hidden: bool = False


def overview(personnummer: str, *, now: datetime) -> Overview:
    """Read and compute the overview. Never raises for a store that is down: it says so instead.

    Calls the store, so it is called with no transaction open.
    """
    try:
        answer = prescription_store().prescriptions(personnummer)
    except (Unavailable, Refused):
        return Overview((), read_at=now, source_down=True)
    return from_list(answer, today=now.astimezone(SWEDEN).date())


def logged_overview(personnummer: str, *, patient_id: int, by: Actor, now: datetime) -> Overview:
    """Read the overview for a page, and log that it was read."""
    found = overview(personnummer, now=now)
    with opened(by=by, what="medicines.read", patient_id=patient_id, now=now):
        return found


def from_list(answer: MedicineList, *, today: date) -> Overview:
    """Compute the overview from the store's answer, soonest out first."""
    medicines = sorted((_medicine(row, today) for row in answer.prescriptions), key=_soonest_first)
    return Overview(tuple(medicines), read_at=answer.read_at, hidden=answer.hidden)


def _medicine(row: Prescription, today: date) -> Medicine:
    collected = [(given.dispensed_at.astimezone(SWEDEN).date(), given.quantity) for given in row.dispenses]
    left = withdrawals.left(
        row.withdrawals_total,
        row.quantity,
        collected,
        status=row.status,
        valid_until=row.valid_until,
        today=today,
    )
    run_out = withdrawals.supply_until(collected, row.units_per_day, today=today)
    last = max((day for day, _quantity in collected), default=None)
    return Medicine(
        prescription=row,
        left=left,
        state=withdrawals.state(
            status=row.status,
            withdrawals_left=left,
            valid_until=row.valid_until,
            runs_out_on=run_out.on,
            today=today,
        ),
        run_out=run_out,
        last_collected_on=last,
        next_reimbursed_on=_next_reimbursed(row, collected),
    )


def _next_reimbursed(row: Prescription, collected: list) -> date | None:
    if not collected:
        return None
    last = max(day for day, _quantity in collected)
    quantity = sum(quantity for day, quantity in collected if day == last)
    return withdrawals.next_reimbursed(last, quantity, row.units_per_day)


def _soonest_first(medicine: Medicine) -> tuple[date, str]:
    return (medicine.run_out.on or date.max, medicine.prescription.product_name)
