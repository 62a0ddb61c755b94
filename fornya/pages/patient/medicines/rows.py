"""A prescription as the patient's list shows it."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from fornya.clinics import directory
from fornya.design import formats
from fornya.design.parts import Row
from fornya.medicines.overview import Medicine
from fornya.pages.patient.medicines.words import lasts_words, left_words, state_words, valid_words
from fornya.rules.withdrawals import PrescriptionState

WORTH_RENEWING = frozenset(
    {PrescriptionState.SOON_OUT, PrescriptionState.NONE_LEFT, PrescriptionState.EXPIRED}
)


@dataclass(frozen=True, slots=True)
class Shown:
    """One prescription. `renew_at` is the clinic's name in addresses when it renews online, else empty."""

    name: str
    form: str
    dosage: str
    tag: str
    tone: str
    lasts: str
    facts: list[Row]
    clinic: str
    renew_at: str


def shown(medicine: Medicine, today: date) -> Shown:
    """Give a prescription in words."""
    row = medicine.prescription
    tag, tone = state_words(medicine.state)
    return Shown(
        name=f"{row.product_name} {row.strength}".strip(),
        form=row.form.lower(),
        dosage=row.dosage_text,
        tag=tag,
        tone=tone,
        lasts=lasts_words(medicine.run_out.on, medicine.run_out.why, today),
        facts=_facts(medicine, today),
        clinic=row.clinic_name,
        renew_at=renew_at(row.clinic_hsa_id),
    )


def renew_at(hsa_id: str) -> str:
    """Give the clinic's name in addresses when prescriptions can be renewed online there, else the empty text."""
    try:
        clinic = directory.by_hsa_id(hsa_id)
    except directory.NoSuchClinic:
        return ""
    return clinic.slug if clinic.renews_online else ""


def _facts(medicine: Medicine, today: date) -> list[Row]:
    row = medicine.prescription
    facts = [
        Row(key=_("Uttag"), value=left_words(medicine.left, row.withdrawals_total)),
        Row(key=_("Recept"), value=valid_words(row.valid_until, today)),
    ]
    if medicine.last_collected_on:
        facts.append(Row(key=_("Senast hämtat"), value=formats.short_day(medicine.last_collected_on, today)))
    if medicine.left and row.reimbursed and medicine.next_reimbursed_on:
        earliest = medicine.next_reimbursed_on
        said = _("Från %(day)s") % {"day": formats.short_day(earliest, today)}
        facts.append(Row(key=_("Nästa uttag"), value=said if earliest > today else _("Från i dag")))
    facts.append(Row(key=_("Förskrivet av"), value=f"{row.prescriber_name}, {row.clinic_name}"))
    return facts
