"""A prescription as the form shows it: plain values, so that what was shown is what is kept and sent."""

from dataclasses import dataclass, field, fields
from datetime import date

from fornya.clinics.cards import ClinicPage
from fornya.medicines.overview import Medicine
from fornya.rules.eligibility import PrescriptionFacts, Verdict, assess


@dataclass(frozen=True, slots=True)
class Choice:
    """A prescription in the form, as plain values: what was shown is what is kept and what the clinic will
    see.

    `may_ask` False comes with `reasons`, and maybe with `own_text` of whoever decided so (the clinic, its
    region, the country), which `own_text_simple` says in Easy Swedish; `notes` are told although it may
    be asked for. Dates are ISO texts.
    """

    id: str
    version: str
    product_name: str
    substance: str
    atc: str | None
    strength: str
    form: str
    dosage_text: str
    units_per_day: str | None
    quantity: str
    unit: str
    withdrawals_total: int
    left: int
    state: str
    valid_until: str
    issued_on: str
    run_out: str | None
    run_out_why: str
    last_collected: str | None
    purpose: str | None
    reimbursed: bool
    narcotic_class: str | None
    monitoring_group: str | None
    prescriber_name: str
    clinic_hsa_id: str
    clinic_name: str
    may_ask: bool
    reasons: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    own_text: str = ""
    is_aid: bool = False
    own_text_simple: str = ""

    @property
    def name(self) -> str:
        """The product with its strength, as people say it."""
        return f"{self.product_name} {self.strength}".strip()

    def as_json(self) -> dict[str, object]:
        """Give the values as they are kept with a draft and a sent line."""
        # The values are plain, and asdict() would copy each of them deeply: a sixth of what sending cost.
        values = {name: getattr(self, name) for name in _NAMES}
        if not self.own_text_simple:
            # Code from before there was such a text reads all that it does not have one for.
            del values["own_text_simple"]
        return values


_NAMES = tuple(each.name for each in fields(Choice))


# What is kept as the store says it, under the same names.
_FROM_STORE = (
    "id",
    "version",
    "product_name",
    "substance",
    "atc",
    "strength",
    "form",
    "dosage_text",
    "unit",
    "withdrawals_total",
    "purpose",
    "reimbursed",
    "narcotic_class",
    "monitoring_group",
    "prescriber_name",
    "clinic_hsa_id",
    "clinic_name",
    "is_aid",
)


def verdict_of(medicine: Medicine, *, clinic: ClinicPage, is_asked: bool, today: date) -> Verdict:
    """Say whether a prescription may be asked for at this clinic today, else every reason against."""
    return assess(_facts(medicine, is_asked=is_asked), clinic.policy, today=today)


def choice_of(medicine: Medicine, *, clinic: ClinicPage, is_asked: bool, today: date) -> Choice:
    """Say how one prescription stands in the form of this clinic today."""
    row = medicine.prescription
    verdict = verdict_of(medicine, clinic=clinic, is_asked=is_asked, today=today)
    return Choice(
        **{name: getattr(row, name) for name in _FROM_STORE},
        units_per_day=str(row.units_per_day) if row.units_per_day is not None else None,
        quantity=str(row.quantity),
        left=medicine.left,
        state=medicine.state.value,
        valid_until=row.valid_until.isoformat(),
        issued_on=row.issued_on.isoformat(),
        run_out=_iso(medicine.run_out.on),
        run_out_why=medicine.run_out.why.value,
        last_collected=_iso(medicine.last_collected_on),
        may_ask=verdict.may_ask,
        reasons=[reason.value for reason in verdict.reasons],
        notes=[note.value for note in verdict.notes],
        own_text=verdict.text,
        own_text_simple=verdict.text_simple,
    )


def _facts(medicine: Medicine, *, is_asked: bool) -> PrescriptionFacts:
    row = medicine.prescription
    return PrescriptionFacts(
        atc=row.atc,
        narcotic_class=row.narcotic_class,
        special_medicine=False,
        dose_dispensed=False,
        status=row.status,
        valid_until=row.valid_until,
        withdrawals_left=medicine.left,
        clinic_hsa_id=row.clinic_hsa_id,
        has_open_request=is_asked,
        is_aid=row.is_aid,
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
