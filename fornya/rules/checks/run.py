"""Runs every check there is, and says whether nothing at all stands against the fast lane.

Source: this service's own.
Reviewed: 2026-11-23
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from fornya.rules.checks import of_medicine, of_person, of_request, tables
from fornya.rules.checks.case import Case
from fornya.rules.checks.shape import Finding, Name, Result, Said, Saw, Why, not_run


@dataclass(frozen=True, slots=True)
class Check:
    """A check: what it looks at, and its function. The version goes up when an answer may become another."""

    name: Name
    run: Callable[[Case], Said]
    saw: tuple[Saw, ...]
    version: str = "1"
    source: str = tables.SOURCE


_POLICY = "the clinic's policy"
_STORE = "the national store"
_MONITORING = "tables/monitoring.toml"
_PRODUCTS = "the operator's source of products"

CHECKS = (
    Check(Name.PRESCRIPTION, of_request.prescription, (Saw.STORE,), source=_STORE),
    Check(Name.ANSWERS, of_request.answers, (Saw.ANSWERS,), source="the patient"),
    Check(Name.POLICY, of_request.policy, (Saw.PRESCRIPTION, Saw.POLICY), source=_POLICY),
    Check(Name.CONTROLLED, of_request.controlled, (Saw.PRESCRIPTION, Saw.TABLE)),
    Check(Name.USE, of_medicine.use, (Saw.WITHDRAWALS, Saw.PRESCRIPTION)),
    Check(Name.DOSE, of_medicine.dose, (Saw.PRESCRIPTION, Saw.TABLE)),
    Check(Name.DUPLICATE, of_medicine.duplicate, (Saw.STORE,), source=_STORE),
    Check(Name.INTERACTION, of_medicine.interaction, (Saw.STORE, Saw.TABLE)),
    Check(Name.ALLERGY, of_person.allergy, (Saw.RECORD, Saw.TABLE)),
    Check(Name.VISIT, of_person.visit, (Saw.RECORD,)),
    Check(Name.MONITORING, of_person.monitoring, (Saw.RECORD, Saw.TABLE), source=_MONITORING),
    Check(Name.KIDNEY, of_person.kidney, (Saw.RECORD, Saw.TABLE)),
    Check(Name.PREGNANCY, of_person.pregnancy, (Saw.RECORD, Saw.BIRTH_DATE, Saw.TABLE)),
    Check(Name.AGE, of_person.age, (Saw.BIRTH_DATE, Saw.TABLE)),
    Check(Name.DOSE_DISPENSED, of_person.dose_dispensed, (Saw.RECORD,), source="the clinic's record"),
    Check(Name.SHORTAGE, of_medicine.shortage, (Saw.PRODUCTS,), source=_PRODUCTS),
    Check(Name.LICENCE, of_medicine.licence, (Saw.PRODUCTS,), source=_PRODUCTS),
)


def run(
    case: Case, *, checks: Iterable[Check] = CHECKS, switched_off: Collection[Name] = ()
) -> tuple[Finding, ...]:
    """Run the checks. One that fails, or is switched off, is shown as not run; the page goes on."""
    return tuple(_finding(check, case, is_off=check.name in switched_off) for check in checks)


def is_clean(findings: Iterable[Finding]) -> bool:
    """Tell whether every check there is has run, once, and found nothing: the only way into the fast lane."""
    found = list(findings)
    return sorted(each.name for each in found) == sorted(Name) and all(
        each.result is Result.FINE for each in found
    )


def _finding(check: Check, case: Case, *, is_off: bool) -> Finding:
    said = not_run(Why.SWITCHED_OFF) if is_off else _answer(check, case)
    return Finding(check.name, check.version, check.source, check.saw, said.result, said.why, said.values)


def _answer(check: Check, case: Case) -> Said:
    try:
        return check.run(case)
    except Exception as problem:  # noqa: BLE001
        # Whatever is wrong with one check, the prescriber must see that it did not run, and all the others.
        return not_run(Why.FAILED, problem=type(problem).__name__)
