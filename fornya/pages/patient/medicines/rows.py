"""A prescription as the patient's list shows it."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from django.urls import reverse
from django.utils.translation import gettext as _

from fornya.clinics import directory
from fornya.clinics.cards import ClinicPage
from fornya.design import formats
from fornya.design.parts import Row
from fornya.medicines.overview import Medicine
from fornya.pages.patient.medicines.words import (
    left_words,
    medicine_name,
    next_words,
    reason_words,
    run_out_words,
    state_words,
    valid_words,
)
from fornya.renewals.asked import Asked
from fornya.renewals.choice import verdict_of
from fornya.rules.withdrawals import PrescriptionState
from fornya.rules.working_days import ask_by

WORTH_RENEWING = frozenset(
    {PrescriptionState.SOON_OUT, PrescriptionState.NONE_LEFT, PrescriptionState.EXPIRED}
)
# Two weeks: somebody who looks once a week is told at least once.
SHORTLY = timedelta(days=14)
# Nobody is to go on with these, so nobody is told how long they last.
NOT_USED = frozenset({PrescriptionState.ENDED, PrescriptionState.BLOCKED})


@dataclass(frozen=True, slots=True)
class Way:
    """The prescribing clinic where it is known; its name in addresses where it renews this; else why not."""

    clinic: ClinicPage | None
    slug: str
    why_not: list[str]


@dataclass(frozen=True, slots=True)
class Shown:
    """One prescription. `renew_at` is the clinic's name in addresses when it may be asked for there.

    Else it is empty, and `why_not` says why and what to do, or `asked` that it is asked for already. `step`
    is what to do next, and by when.
    """

    id: str
    href: str
    name: str
    form: str
    dosage: str
    tag: str
    tone: str
    lasts: str
    has_day: bool
    step: str
    facts: list[Row]
    clinic: str
    renew_at: str
    why_not: list[str]
    has_left: bool
    asked: str
    asked_href: str

    @property
    def value(self) -> str:
        """What stands for it where several are chosen: the clinic's name in addresses and the store's id."""
        return f"{self.renew_at}:{self.id}"


def shown(medicine: Medicine, today: date, asked: Asked | None) -> Shown:
    """Give a prescription in words; `asked` is the request that asks for a new one."""
    row = medicine.prescription
    tag, tone = state_words(medicine.state)
    way = way_to_renew(medicine, today) if asked is None else Way(None, "", [])
    is_used = medicine.state not in NOT_USED
    return Shown(
        id=row.id,
        href=_pages() + row.id,
        name=medicine_name(row.product_name, row.strength),
        form=row.form.lower(),
        dosage=row.dosage_text,
        tag=tag,
        tone=tone,
        lasts=run_out_words(medicine.run_out, medicine.dose, today) if is_used else "",
        has_day=medicine.run_out.on is not None,
        step=send_words(medicine, way, today) or collect_words(medicine, today),
        facts=_facts(medicine, today),
        clinic=row.clinic_name,
        renew_at=way.slug,
        why_not=way.why_not,
        has_left=medicine.state is PrescriptionState.HAS_WITHDRAWALS,
        asked=asked_words(asked, today) if asked else "",
        asked_href=reverse("patient:request", kwargs={"request_id": asked.request_id}) if asked else "",
    )


@cache
def _pages() -> str:
    """Give the address of a medicine's page without its id, which has nothing in it to be quoted.

    To look up a hundred addresses takes longer than to draw what stands around them.
    """
    return reverse("patient:medicine", kwargs={"prescription_id": "-"}).removesuffix("-")


def way_to_renew(medicine: Medicine, today: date) -> Way:
    """Say whether the prescribing clinic renews this online, else every reason in words."""
    try:
        clinic = directory.by_hsa_id(medicine.prescription.clinic_hsa_id)
    except directory.NoSuchClinic:
        said = _("%(clinic)s finns inte i Förnya. Ring dem om du behöver ett nytt recept.")
        return Way(None, "", [said % {"clinic": medicine.prescription.clinic_name}])
    verdict = verdict_of(medicine, clinic=clinic, is_asked=False, today=today)
    if verdict.may_ask:
        return Way(clinic, clinic.slug, [])
    why_not = reason_words(
        verdict.reasons,
        clinic=medicine.prescription.clinic_name,
        own=verdict.text,
        own_simple=verdict.text_simple,
    )
    return Way(clinic, "", why_not)


def send_by(medicine: Medicine, way: Way) -> date | None:
    """Give the last day to send so that the answer comes in time; None where no day can be told."""
    ends_on = medicine.run_out.on
    if medicine.state not in WORTH_RENEWING or not (
        way.slug and way.clinic and way.clinic.answer_days and ends_on
    ):
        return None
    return ask_by(ends_on, way.clinic.answer_days, closed=way.clinic.closed)


def send_words(medicine: Medicine, way: Way, today: date) -> str:
    """Say when to send at the latest; empty where no day can be told, or it has run out already."""
    latest = send_by(medicine, way)
    if latest is None or medicine.run_out.on is None or medicine.run_out.on < today:
        return ""
    if latest < today:
        return _("Skicka så snart du kan: mottagningen hinner kanske inte svara innan läkemedlet tar slut.")
    return _("Skicka senast %(day)s, så hinner mottagningen svara.") % {"day": formats.day(latest, today)}


def asked_words(asked: Asked, today: date) -> str:
    """Say that a new prescription is asked for, and when the answer comes."""
    if asked.answer_by is None:
        return _("Mottagningen vill träffas innan receptet förnyas.")
    if asked.answer_by < today:
        said = _("Ett nytt recept är begärt. Mottagningen skulle ha svarat %(day)s.")
    else:
        said = _("Ett nytt recept är begärt. Svar senast %(day)s.")
    return said % {"day": formats.day(asked.answer_by, today)}


def collect_words(medicine: Medicine, today: date) -> str:
    """Say until when to collect what is left, where what was collected lasts shortly; else empty."""
    ends_on, first = medicine.run_out.on, medicine.following.on
    if medicine.state is not PrescriptionState.HAS_WITHDRAWALS or ends_on is None or first is None:
        return ""
    if first > ends_on or ends_on > today + SHORTLY:
        return ""
    if ends_on < today:
        return _("Dags att hämta ut nästa uttag.")
    return _("Hämta ut nästa uttag senast %(day)s.") % {"day": formats.day(ends_on, today)}


def _facts(medicine: Medicine, today: date) -> list[Row]:
    row = medicine.prescription
    facts = [
        Row(key=_("Uttag"), value=left_words(medicine.left, row.withdrawals_total)),
        Row(key=_("Recept"), value=valid_words(row.valid_until, today)),
    ]
    if medicine.last_collected_on:
        facts.append(Row(key=_("Senast hämtat"), value=formats.short_day(medicine.last_collected_on, today)))
    following = next_words(medicine.following, today)
    if following:
        facts.append(Row(key=_("Nästa uttag"), value=following))
    facts.append(Row(key=_("Förskrivet av"), value=f"{row.prescriber_name}, {row.clinic_name}"))
    return facts
