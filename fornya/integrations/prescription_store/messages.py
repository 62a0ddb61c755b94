"""What crosses the border between us and the store, in our own words.

Quantities are exact decimals, money is whole öre, times are aware and in UTC, days are Swedish days.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

import msgspec


# Of these somebody has thousands: a frozen dataclass takes fifteen times as long to make.
class Dispense(msgspec.Struct, frozen=True, gc=False):
    """One withdrawal that was handed over. `price_ore` is the full price, `paid_ore` the patient's part.

    `benefit` is how the account books it (R on the ladder, F free, U outside, L food for children), and
    `counted_ore` what of the price counts towards the high-cost card. All four are None where nobody asked
    for costs, and where the store does not tell.
    """

    id: str
    dispensed_at: datetime
    quantity: Decimal
    unit: str
    pharmacy: str | None
    price_ore: int | None
    paid_ore: int | None
    counted_ore: int | None = None
    benefit: str | None = None


@dataclass(frozen=True, slots=True)
class Prescription:
    """One prescription as the store has it, with its completed dispenses, the oldest first.

    `is_aid`: it is of an aid or a consumable, on a card of its own, and of no medicine.
    """

    id: str
    version: str
    chain_id: str
    status: str
    product_name: str
    substance: str
    atc: str | None
    strength: str
    form: str
    narcotic_class: str | None
    monitoring_group: str | None
    dosage_text: str
    units_per_day: Decimal | None
    quantity: Decimal
    unit: str
    withdrawals_total: int
    issued_on: date
    valid_until: date
    dispense_interval_days: int | None
    reimbursed: bool
    purpose: str | None
    prescriber_name: str
    prescriber_code: str
    clinic_hsa_id: str
    clinic_name: str
    dispenses: tuple[Dispense, ...]
    is_aid: bool = False


@dataclass(frozen=True, slots=True)
class MedicineList:
    """What the store showed. `hidden`: it says that there is more which it does not show."""

    read_at: datetime
    prescriptions: tuple[Prescription, ...]
    hidden: bool


@dataclass(frozen=True, slots=True)
class NewPrescription:
    """A prescription to be written. `prior` is ended by it; None when the store never had one."""

    prior: Prescription | None
    personnummer: str
    product_name: str
    substance: str
    atc: str | None
    strength: str
    form: str
    dosage_text: str
    units_per_day: Decimal | None
    quantity: Decimal
    unit: str
    withdrawals_total: int
    issued_on: date
    valid_until: date
    reimbursed: bool
    purpose: str | None
    prescriber_name: str
    prescriber_code: str
    prescriber_hsa_id: str
    clinic_hsa_id: str
    clinic_name: str
    pharmacy_gln: str | None
    digest: str


@dataclass(frozen=True, slots=True)
class Stored:
    """Where the store keeps it."""

    id: str
    version: str
