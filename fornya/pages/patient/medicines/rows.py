"""A prescription as the patient's list shows it."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from fornya.clinics import directory
from fornya.clinics.cards import ClinicPage
from fornya.design import formats
from fornya.design.parts import Row
from fornya.medicines.overview import Medicine
from fornya.pages.patient.medicines.words import (
    lasts_words,
    left_words,
    medicine_name,
    reason_words,
    state_words,
    valid_words,
)
from fornya.renewals.choice import choice_of
from fornya.rules.withdrawals import PrescriptionState

WORTH_RENEWING = frozenset(
    {PrescriptionState.SOON_OUT, PrescriptionState.NONE_LEFT, PrescriptionState.EXPIRED}
)


@dataclass(frozen=True, slots=True)
class Way:
    """The prescribing clinic where it is known; its name in addresses where it renews this; else why not."""

    clinic: ClinicPage | None
    slug: str
    why_not: list[str]


@dataclass(frozen=True, slots=True)
class Shown:
    """One prescription. `renew_at` is the clinic's name in addresses when it may be asked for there.

    Else it is empty, and `why_not` says why and what to do.
    """

    name: str
    form: str
    dosage: str
    tag: str
    tone: str
    lasts: str
    facts: list[Row]
    clinic: str
    renew_at: str
    why_not: list[str]


def shown(medicine: Medicine, today: date) -> Shown:
    """Give a prescription in words."""
    row = medicine.prescription
    tag, tone = state_words(medicine.state)
    way = way_to_renew(medicine, today)
    return Shown(
        name=medicine_name(row.product_name, row.strength),
        form=row.form.lower(),
        dosage=row.dosage_text,
        tag=tag,
        tone=tone,
        lasts=lasts_words(medicine.run_out.on, medicine.run_out.why, today),
        facts=_facts(medicine, today),
        clinic=row.clinic_name,
        renew_at=way.slug,
        why_not=way.why_not,
    )


def way_to_renew(medicine: Medicine, today: date) -> Way:
    """Say whether the prescribing clinic renews this online, else every reason in words."""
    try:
        clinic = directory.by_hsa_id(medicine.prescription.clinic_hsa_id)
    except directory.NoSuchClinic:
        said = _("%(clinic)s finns inte i Förnya. Ring dem om du behöver ett nytt recept.")
        return Way(None, "", [said % {"clinic": medicine.prescription.clinic_name}])
    choice = choice_of(medicine, clinic=clinic, is_asked=False, today=today)
    slug = clinic.slug if choice.may_ask else ""
    return Way(clinic, slug, [reason_words(reason, choice) for reason in choice.reasons])


def _facts(medicine: Medicine, today: date) -> list[Row]:
    row = medicine.prescription
    facts = [
        Row(key=_("Uttag"), value=left_words(medicine.left, row.withdrawals_total)),
        Row(key=_("Recept"), value=valid_words(row.valid_until, today)),
    ]
    if medicine.last_collected_on:
        facts.append(Row(key=_("Senast hämtat"), value=formats.short_day(medicine.last_collected_on, today)))
    if medicine.left and row.reimbursed and medicine.last_collected_on and medicine.following.on:
        earliest = medicine.following.on
        said = _("Från %(day)s") % {"day": formats.short_day(earliest, today)}
        facts.append(Row(key=_("Nästa uttag"), value=said if earliest > today else _("Från i dag")))
    facts.append(Row(key=_("Förskrivet av"), value=f"{row.prescriber_name}, {row.clinic_name}"))
    return facts
