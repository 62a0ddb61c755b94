"""A patient's prescriptions as the national store has them, with what the rules make of them today."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from fornya.audit.scope import Actor, opened
from fornya.integrations.http import Refused, Unavailable
from fornya.integrations.prescription_store.messages import MedicineList, Prescription
from fornya.medicines.sources import prescription_store
from fornya.rules import withdrawals
from fornya.rules.withdrawals import PrescriptionState, RunOut, StoreStatus

SWEDEN = ZoneInfo("Europe/Stockholm")
# How long after its last day a prescription that nobody renewed is still shown.
STILL_SHOWN = timedelta(days=365)

Given = tuple[date, Decimal]


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
        answer = prescription_store().prescriptions(personnummer, ended=True)
    except (Unavailable, Refused):
        return Overview((), read_at=now, source_down=True)
    return from_list(answer, today=now.astimezone(SWEDEN).date())


def logged_overview(personnummer: str, *, patient_id: int, by: Actor, now: datetime) -> Overview:
    """Read the overview for a page, and log that it was read."""
    found = overview(personnummer, now=now)
    with opened(by=by, what="medicines.read", patient_id=patient_id, now=now):
        return found


def from_list(answer: MedicineList, *, today: date) -> Overview:
    """Compute the overview from the store's answer, soonest out first.

    A prescription that has been renewed is left out: the new one in its chain stands for both, and what was
    collected on the old one still counts for how long the medicine lasts.
    """
    chains: dict[str, list[Prescription]] = defaultdict(list)
    for row in answer.prescriptions:
        chains[row.chain_id].append(row)
    shown = [row for chain in chains.values() for row in _shown(chain, today)]
    medicines = [_medicine(row, chains[row.chain_id], today) for row in shown]
    return Overview(tuple(sorted(medicines, key=_soonest_first)), answer.read_at, hidden=answer.hidden)


def _shown(chain: list[Prescription], today: date) -> list[Prescription]:
    active = [row for row in chain if row.status == StoreStatus.ACTIVE]
    if active:
        return active
    latest = max(chain, key=lambda row: row.issued_on)
    return [latest] if today - latest.valid_until <= STILL_SHOWN else []


def _collected(rows: list[Prescription]) -> list[Given]:
    return [
        (given.dispensed_at.astimezone(SWEDEN).date(), given.quantity)
        for row in rows
        for given in row.dispenses
    ]


def _medicine(row: Prescription, chain: list[Prescription], today: date) -> Medicine:
    collected, of_this = _collected(chain), _collected([row])
    left = withdrawals.left(
        row.withdrawals_total,
        row.quantity,
        of_this,
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


def _next_reimbursed(row: Prescription, collected: list[Given]) -> date | None:
    if not collected:
        return None
    last = max(day for day, _quantity in collected)
    quantity = sum((quantity for day, quantity in collected if day == last), Decimal(0))
    return withdrawals.next_reimbursed(last, quantity, row.units_per_day)


def _soonest_first(medicine: Medicine) -> tuple[date, str]:
    return (medicine.run_out.on or date.max, medicine.prescription.product_name)
