"""What stands on the paper: each medicine in use, with its dose and who prescribed it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from fornya.design import formats
from fornya.medicines.overview import Medicine
from fornya.pages.patient.medicines.words import left_words, medicine_name, valid_words
from fornya.rules.withdrawals import PrescriptionState

# Nobody is to go on with these.
NOT_USED = frozenset({PrescriptionState.ENDED, PrescriptionState.BLOCKED})


@dataclass(frozen=True, slots=True)
class Printed:
    """One medicine on the paper. All but `facts` is Swedish; `about` is form and substance."""

    name: str
    dosage: str
    purpose: str
    about: str
    facts: str


def printed(medicines: Iterable[Medicine], today: date, *, hides_place: bool) -> list[Printed]:
    """Give the medicines in use, by name. Where somebody lives under protection no clinic stands on it."""
    used = [each for each in medicines if each.state not in NOT_USED]
    return [_printed(each, today, hides_place) for each in sorted(used, key=_name)]


def _name(medicine: Medicine) -> str:
    return medicine.prescription.product_name.lower()


def _printed(medicine: Medicine, today: date, hides_place: bool) -> Printed:
    row = medicine.prescription
    by = row.prescriber_name if hides_place else f"{row.prescriber_name}, {row.clinic_name}"
    substance = row.substance if row.substance.lower() not in row.product_name.lower() else ""
    facts = [
        left_words(medicine.left, row.withdrawals_total),
        valid_words(row.valid_until, today),
        _("Förskrivet av %(by)s") % {"by": by},
    ]
    return Printed(
        name=medicine_name(row.product_name, row.strength),
        dosage=row.dosage_text,
        purpose=row.purpose or "",
        about=", ".join(part for part in (row.form, substance) if part).capitalize(),
        facts=f"{formats.NO_BREAK}· ".join(facts),
    )


def as_text(rows: Iterable[Printed], name: str, today: date) -> str:
    """Write the list as the plain text of a QR code: in Swedish, as the store has it."""
    lines = [f"{name}, {today.isoformat()}", *(f"{row.name}: {row.dosage}" for row in rows)]
    return "\n".join(lines).replace(formats.NO_BREAK, " ")
