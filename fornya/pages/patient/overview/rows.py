"""What the overview gathers: what needs the person first, then what is going on."""

from dataclasses import dataclass
from datetime import date

from fornya.medicines.overview import Medicine, Overview
from fornya.pages.patient.medicines.rows import WORTH_RENEWING, send_words, way_to_renew
from fornya.pages.patient.medicines.words import medicine_name
from fornya.renewals.glance import Glance


@dataclass(frozen=True, slots=True)
class SoonOut:
    """A medicine that is about to end, or has ended, and what can be done about it.

    `renew_at` is the clinic's name in addresses when it renews online; `send` says by when to send.
    """

    name: str
    state: str
    runs_out_on: date | None
    send: str
    clinic: str
    phone: str
    renew_at: str
    why_not: list[str]


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A form that has not been sent."""

    clinic: str
    slug: str
    saved_on: date


def soon_out(found: Overview, glance: Glance, today: date) -> list[SoonOut]:
    """Give the medicines that need a renewal and have not been asked for, soonest out first."""
    needing = [
        medicine
        for medicine in found.medicines
        if medicine.state in WORTH_RENEWING and medicine.prescription.id not in glance.asked
    ]
    return [_soon(medicine, today) for medicine in needing]


def _soon(medicine: Medicine, today: date) -> SoonOut:
    row, ends_on = medicine.prescription, medicine.run_out.on
    way = way_to_renew(medicine, today)
    return SoonOut(
        name=medicine_name(row.product_name, row.strength),
        state=medicine.state.value,
        runs_out_on=ends_on if ends_on and ends_on >= today else None,
        send=send_words(medicine, way, today),
        clinic=row.clinic_name,
        phone=way.clinic.phone if way.clinic else "",
        renew_at=way.slug,
        why_not=way.why_not,
    )
