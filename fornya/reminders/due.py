"""Of each medicine somebody has: when to remind them of it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from fornya.clinics import directory
from fornya.medicines.overview import Medicine
from fornya.renewals.answer_times import answer_times
from fornya.rules import reminders, withdrawals
from fornya.rules.reminders import Answers, Plan, Supply
from fornya.rules.swedish_time import swedish_day


@dataclass(frozen=True, slots=True)
class Planned:
    """A medicine and when to remind of it."""

    medicine: Medicine
    plan: Plan

    @property
    def prescription_id(self) -> str:
        """The store's id of the prescription."""
        return self.medicine.prescription.id


def planned(
    medicines: Iterable[Medicine], chains: Collection[str], *, today: date, now: datetime
) -> list[Planned]:
    """Give the medicines that somebody wants to be reminded of, all when `chains` names none."""
    chosen = [each for each in medicines if not chains or each.prescription.chain_id in chains]
    return [
        Planned(each, reminders.plan(_supply(each, today), _answers(each, now), today=today))
        for each in chosen
    ]


def _supply(medicine: Medicine, today: date) -> Supply:
    row = medicine.prescription
    given = [(swedish_day(each.dispensed_at), each.quantity) for each in row.dispenses]
    # Another pack size may hold less than what was prescribed: 98 for 100.
    amounts = [amount for _day, amount in given if withdrawals.share_of(amount, row.quantity) == 1]
    return Supply(
        state=medicine.state,
        run_out=medicine.run_out,
        per_day=medicine.dose.per_day,
        amount=min([row.quantity, *amounts]),
        whole_left=withdrawals.whole_left(
            row.withdrawals_total,
            row.quantity,
            given,
            status=row.status,
            valid_until=row.valid_until,
            today=today,
        ),
        valid_until=row.valid_until,
    )


def _answers(medicine: Medicine, now: datetime) -> Answers:
    """Say how the clinic answers: as measured, else as it promises; nothing of one that is not known."""
    try:
        clinic = directory.by_hsa_id(medicine.prescription.clinic_hsa_id)
    except directory.NoSuchClinic:
        return Answers()
    measured = answer_times(now).get(clinic.id)
    return Answers(measured.most_days if measured else clinic.answer_days, clinic.closed)
