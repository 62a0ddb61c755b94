"""A patient's prescriptions as the national store has them, with what the rules make of them today."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from fornya.integrations.http import Fault, Refused, Unavailable
from fornya.integrations.prescription_store.messages import Dispense, MedicineList, Prescription
from fornya.medicines.own_counts import OwnCount
from fornya.medicines.sources import prescription_store
from fornya.rules import dose_text, withdrawals
from fornya.rules.dose_text import Dose
from fornya.rules.next_withdrawal import NextWithdrawal, Terms, next_withdrawal
from fornya.rules.swedish_time import swedish_day
from fornya.rules.withdrawals import Amount, Dispensed, PrescriptionState, RunOut, StoreStatus

# How long after its last day a prescription that nobody renewed is still shown.
STILL_SHOWN = timedelta(days=365)

Counts = Mapping[str, OwnCount]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the store answered; `answer` is None when there was nothing to read, and `fault` says how."""

    read_at: datetime
    answer: MedicineList | None
    fault: Fault | None = None


@dataclass(frozen=True, slots=True)
class Medicine:
    """One prescription: the store's own words, and what follows from them today.

    `left` counts withdrawals; `run_out.on` is a date only where one can be computed honestly, else
    `run_out.why` and `dose.why`. `following` is the first day a pharmacy may dispense within the benefit.
    `collected` is all that was handed over of this medicine, on earlier prescriptions too, oldest first.
    """

    prescription: Prescription
    left: int
    state: PrescriptionState
    run_out: RunOut
    dose: Dose
    following: NextWithdrawal
    collected: tuple[Dispense, ...]
    own_count: OwnCount | None = None

    @property
    def last_collected_on(self) -> date | None:
        """The day of the latest pick-up."""
        return swedish_day(self.collected[-1].dispensed_at) if self.collected else None


@dataclass(frozen=True, slots=True)
class Overview:
    """All prescriptions. With a `fault` nothing is known, which is not the same as having none.

    `hidden` means that the store holds blocked entries it does not show.
    """

    medicines: tuple[Medicine, ...]
    read_at: datetime
    fault: Fault | None = None
    hidden: bool = False

    @property
    def source_down(self) -> bool:
        """Tell that nothing could be read."""
        return self.fault is not None


def read_list(personnummer: str, *, now: datetime, costs: bool = False) -> Reading:
    """Read all prescriptions of a person, ended ones too. Never raises for a store that is not there.

    With `costs`, what was paid for each pick-up too. Calls the store, so it is called with no transaction
    open.
    """
    try:
        answer = prescription_store().prescriptions(personnummer, ended=True, costs=costs)
    except Unavailable as problem:
        return Reading(now, None, problem.fault)
    except Refused:
        return Reading(now, None, Fault.DOWN)
    return Reading(answer.read_at, answer)


def overview(personnummer: str, *, now: datetime) -> Overview:
    """Read and compute the overview. Never raises for a store that is down: it says so instead.

    Calls the store, so it is called with no transaction open. What the person has counted is not in it: that
    is for their own eyes.
    """
    return computed(read_list(personnummer, now=now), {}, now=now)


def computed(reading: Reading, counts: Counts, *, now: datetime) -> Overview:
    """Compute the overview from what the store answered and the person has counted."""
    if reading.answer is None:
        return Overview((), reading.read_at, fault=reading.fault or Fault.DOWN)
    return from_list(reading.answer, today=swedish_day(now), counts=counts)


def from_list(answer: MedicineList, *, today: date, counts: Counts | None = None) -> Overview:
    """Compute the overview from the store's answer, soonest out first.

    A prescription that has been renewed is left out: the new one in its chain stands for both, and what was
    collected on the old one still counts for how long the medicine lasts.
    """
    chains: dict[str, list[Prescription]] = defaultdict(list)
    for row in answer.prescriptions:
        chains[row.chain_id].append(row)
    own = counts or {}
    medicines = [
        _medicine(row, chain, today, own.get(row.chain_id))
        for chain in chains.values()
        for row in _shown(chain, today)
    ]
    return Overview(tuple(sorted(medicines, key=_soonest_first)), answer.read_at, hidden=answer.hidden)


def _shown(chain: list[Prescription], today: date) -> list[Prescription]:
    active = [row for row in chain if row.status == StoreStatus.ACTIVE]
    if active:
        return active
    latest = max(chain, key=lambda row: row.issued_on)
    return [latest] if today - latest.valid_until <= STILL_SHOWN else []


def _medicine(
    row: Prescription, chain: list[Prescription], today: date, own_count: OwnCount | None
) -> Medicine:
    # Tablets of another strength on the same chain are not what the dose of today is counted in.
    alike = [each for each in chain if _what_it_is(each) == _what_it_is(row)]
    given = sorted((each for one in alike for each in one.dispenses), key=lambda each: each.dispensed_at)
    amounts = _amounts(given)
    dose = _dose(row)
    counted = own_count if own_count is not None and own_count.unit == row.unit else None
    left = withdrawals.left(
        row.withdrawals_total,
        row.quantity,
        amounts if alike == [row] else _amounts(row.dispenses),
        status=row.status,
        valid_until=row.valid_until,
        today=today,
    )
    collected = amounts if counted is None else _amounts(_after(counted, given))
    run_out = _run_out(collected, dose, counted, _earlier_doses(row, alike), today)
    state = withdrawals.state(
        status=row.status,
        withdrawals_left=left,
        valid_until=row.valid_until,
        runs_out_on=run_out.on,
        today=today,
    )
    following = next_withdrawal(amounts, _terms(row, dose), withdrawals_left=left, today=today)
    return Medicine(row, left, state, run_out, dose, following, tuple(given), counted)


def _after(counted: OwnCount, given: list[Dispense]) -> list[Dispense]:
    return [each for each in given if each.dispensed_at > counted.counted_at]


def _run_out(
    collected: list[Dispensed],
    dose: Dose,
    counted: OwnCount | None,
    earlier: list[tuple[date, Amount | None]],
    today: date,
) -> RunOut:
    return withdrawals.supply_until(
        collected,
        dose.per_day,
        today=today,
        counted=(swedish_day(counted.counted_at), counted.amount) if counted else None,
        earlier=earlier,
    )


def _amounts(given: Iterable[Dispense]) -> list[Dispensed]:
    return [(swedish_day(each.dispensed_at), each.quantity) for each in given]


def _what_it_is(row: Prescription) -> tuple[str, str, str]:
    return row.strength.lower(), row.form.lower(), row.unit.lower()


def _dose(row: Prescription) -> Dose:
    return dose_text.agreed(row.dosage_text, row.unit, row.units_per_day)


def _earlier_doses(row: Prescription, alike: list[Prescription]) -> list[tuple[date, Amount | None]]:
    """Give each dose of before with the day on which the next prescription changed it."""
    before = sorted(
        (each for each in alike if each.issued_on < row.issued_on), key=lambda each: each.issued_on
    )
    doses: list[tuple[date, Amount | None]] = []
    for one, following in zip(before, [*before[1:], row], strict=False):
        doses.append((following.issued_on, _dose(one).per_day))
    return doses


def _terms(row: Prescription, dose: Dose) -> Terms:
    return Terms(
        quantity=row.quantity,
        units_per_day=dose.per_day,
        interval_days=row.dispense_interval_days,
        reimbursed=row.reimbursed,
        valid_until=row.valid_until,
    )


def _soonest_first(medicine: Medicine) -> tuple[date, str]:
    return (medicine.run_out.on or date.max, medicine.prescription.product_name)
