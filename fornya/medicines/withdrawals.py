"""What a patient has collected: from the prescription store, with the account's figures where it has none."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from fornya.audit.scope import Actor, opened
from fornya.integrations.high_cost.messages import HighCostState
from fornya.integrations.http import Fault
from fornya.integrations.prescription_store.messages import Dispense
from fornya.medicines.high_cost import HighCost, high_cost_of
from fornya.medicines.overview import Medicine, read_list
from fornya.rules.swedish_time import swedish_day


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """One pick-up at a pharmacy. Sums are None where neither source tells them.

    `counted_ore` is what of the price counts towards the high-cost card, `benefit` how the account books it.
    """

    product_name: str
    strength: str
    on: date
    quantity: Decimal
    unit: str
    pharmacy: str | None
    price_ore: int | None
    paid_ore: int | None
    counted_ore: int | None
    benefit: str | None


@dataclass(frozen=True, slots=True)
class Withdrawals:
    """Everything collected that the store has, the latest first. With a `fault` nothing of it is known.

    `hidden`: there is more, which the store does not show. `cost_fault`: the account could not be read.
    """

    rows: tuple[Withdrawal, ...]
    read_at: datetime
    fault: Fault | None = None
    cost_fault: Fault | None = None
    hidden: bool = False


def logged_withdrawals(personnummer: str, *, patient_id: int, by: Actor, now: datetime) -> Withdrawals:
    """Read what was collected, and log that it was read. Never raises for a source that is down."""
    reading = read_list(personnummer, now=now, costs=True)
    cost = high_cost_of(personnummer, now=now)
    with opened(by=by, what="withdrawals.read", patient_id=patient_id, now=now):
        if reading.answer is None:
            return Withdrawals((), reading.read_at, reading.fault or Fault.DOWN, cost.fault)
        rows = [
            _withdrawal(row.product_name, row.strength, given, cost.account)
            for row in reading.answer.prescriptions
            for given in row.dispenses
        ]
        rows.sort(key=lambda each: each.on, reverse=True)
        return Withdrawals(tuple(rows), reading.read_at, cost_fault=cost.fault, hidden=reading.answer.hidden)


def withdrawals_of(medicine: Medicine, cost: HighCost | None) -> list[Withdrawal]:
    """Give what was collected of one medicine, the latest first."""
    row, account = medicine.prescription, cost.account if cost else None
    return [
        _withdrawal(row.product_name, row.strength, given, account) for given in reversed(medicine.collected)
    ]


def paid_since(rows: Iterable[Withdrawal], since: date) -> int | None:
    """Sum up what was paid from a day on; None when the price of any of them is not known."""
    paid = [row.paid_ore for row in rows if row.on >= since]
    known = [each for each in paid if each is not None]
    return sum(known) if len(known) == len(paid) else None


def _withdrawal(
    product_name: str, strength: str, given: Dispense, account: HighCostState | None
) -> Withdrawal:
    lines = account.purchases if account and given.price_ore is None else ()
    line = next((each for each in lines if each.dispense_id == given.id), None)
    return Withdrawal(
        product_name=product_name,
        strength=strength,
        on=swedish_day(given.dispensed_at),
        quantity=given.quantity,
        unit=given.unit,
        pharmacy=given.pharmacy,
        price_ore=line.gross_ore if line else given.price_ore,
        paid_ore=line.paid_ore if line else given.paid_ore,
        counted_ore=line.gross_ore if line else given.counted_ore,
        benefit=given.benefit,
    )
