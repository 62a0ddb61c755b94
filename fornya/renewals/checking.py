"""Puts together what the checks look at, and runs them for each medicine that waits for a decision."""

import math
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from fornya.clinics.cards import ClinicPage
from fornya.medicines.overview import Medicine, Overview
from fornya.medicines.products import products
from fornya.renewals.reading import Line, Whole
from fornya.renewals.record import Facts, facts_of
from fornya.renewals.shown import Checked
from fornya.rules.adherence import Fill
from fornya.rules.checks.case import Case, Medicines, Prescribed, Products
from fornya.rules.checks.run import run
from fornya.rules.personnummer import age_on, is_woman
from fornya.rules.renewal_policy import Outcome
from fornya.rules.renewal_states import WITH_CLINIC
from fornya.rules.swedish_time import swedish_day
from fornya.rules.withdrawals import StoreStatus


def checked(whole: Whole, found: Overview, clinic: ClinicPage, *, today: date) -> Checked:
    """Run every check for each medicine that waits. `found` is what the store says of the patient now."""
    facts = facts_of(whole.prepared.record if whole.prepared else {})
    of_products = products()
    return {
        line.id: run(_case(whole, line, found, clinic, facts, of_products, today))
        for line in whole.lines
        if line.state in WITH_CLINIC
    }


def medicine_of(line: Line, found: Overview) -> Medicine | None:
    """Give the prescription as the store has it now; None when it is by hand, gone, or the store is down."""
    wanted = line.prescription.get("id")
    return next((m for m in found.medicines if m.prescription.id == wanted), None)


def fills_of(medicine: Medicine) -> tuple[Fill, ...]:
    """Give each pick-up on the prescription, and how many days it should have lasted."""
    per_day = medicine.dose.per_day
    if not per_day:
        return ()
    return tuple(
        (swedish_day(each.dispensed_at), math.floor(Fraction(each.quantity) / Fraction(per_day)))
        for each in medicine.prescription.dispenses
    )


def _case(
    whole: Whole,
    line: Line,
    found: Overview,
    clinic: ClinicPage,
    facts: Facts,
    of_products: Products | None,
    today: date,
) -> Case:
    medicine = medicine_of(line, found)
    shown = line.prescription
    return Case(
        today=today,
        name=line.name,
        age=age_on(whole.birth_date, today),
        is_woman=is_woman(whole.personnummer),
        asked=_asked(shown, line.name) if shown else None,
        units_per_day=_per_day(shown, medicine),
        narcotic_class=shown.get("narcotic_class"),
        monitoring_group=shown.get("monitoring_group"),
        answers=line.answers,
        message=whole.message,
        policy=_policy(shown, clinic, today),
        medicines=None if found.source_down else _medicines(medicine, found),
        record=facts.of(line.id),
        products=of_products,
    )


def _asked(shown: dict[str, Any], name: str) -> Prescribed:
    return Prescribed(
        name=name,
        atc=shown["atc"],
        substance=shown["substance"],
        strength=shown["strength"],
        version=shown["version"],
        status="",
        left=shown["left"],
        valid_until=date.fromisoformat(shown["valid_until"]),
    )


def _per_day(shown: dict[str, Any], medicine: Medicine | None) -> Decimal | None:
    if medicine is not None:
        per_day = medicine.dose.per_day
        return Decimal(per_day.numerator) / Decimal(per_day.denominator) if per_day else None
    said = shown.get("units_per_day")
    return Decimal(said) if said else None


def _policy(shown: dict[str, Any], clinic: ClinicPage, today: date) -> Outcome:
    """What the rules say at this clinic today; a prescription of another clinic's is to be looked at."""
    outcome = clinic.policy.ruling(
        atc=shown.get("atc"), narcotic_class=shown.get("narcotic_class"), day=today
    ).outcome
    is_ours = shown.get("clinic_hsa_id") == clinic.hsa_id
    return Outcome.ALLOW_WITH_REVIEW if outcome is Outcome.ALLOW and not is_ours else outcome


def _medicines(medicine: Medicine | None, found: Overview) -> Medicines:
    others = [
        each
        for each in found.medicines
        if each is not medicine
        and not each.prescription.is_aid
        and StoreStatus(each.prescription.status) is StoreStatus.ACTIVE
    ]
    return Medicines(
        this=_prescribed(medicine) if medicine else None,
        others=tuple(_prescribed(each) for each in others),
        fills=fills_of(medicine) if medicine else (),
        hides=found.hidden,
    )


def _prescribed(medicine: Medicine) -> Prescribed:
    row = medicine.prescription
    return Prescribed(
        name=f"{row.product_name} {row.strength}".strip(),
        atc=row.atc,
        substance=row.substance,
        strength=row.strength,
        version=row.version,
        status=row.status,
        left=medicine.left,
        valid_until=row.valid_until,
    )
