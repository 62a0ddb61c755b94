"""A request for which every check runs and finds nothing; each test changes one fact of it."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from fornya.rules.checks.case import Case, Medicines, Prescribed, Products, Record
from fornya.rules.checks.run import CHECKS
from fornya.rules.checks.shape import Name, Said
from fornya.rules.renewal_policy import Outcome

TODAY = date(2026, 11, 23)


def day(back: int) -> date:
    return TODAY - timedelta(days=back)


ASKED = Prescribed(
    name="Metoprolol Sandoz 50 mg",
    atc="C07AB02",
    substance="metoprolol",
    strength="50 mg",
    version="1",
    status="active",
    left=0,
    valid_until=TODAY + timedelta(days=60),
)
OTHER = replace(ASKED, name="Levaxin 100 mikrogram", atc="H03AA01", substance="levotyroxin")
CLEAN = Case(
    today=TODAY,
    name=ASKED.name,
    age=52,
    is_woman=True,
    asked=ASKED,
    units_per_day=Decimal(1),
    narcotic_class=None,
    monitoring_group="BETA",
    answers={"works": "yes", "side_effects": "no", "as_prescribed": "yes"},
    message="",
    policy=Outcome.ALLOW,
    medicines=Medicines(ASKED, (OTHER,), ((day(188), 100), (day(88), 100))),
    record=Record(
        last_visit_on=day(100),
        last_check_on=day(100),
        egfr=80,
        egfr_on=day(100),
        allergies=(),
        pregnant=False,
        in_bags=False,
    ),
    products=Products("the operator's list", TODAY),
)


def asked(**facts: Any) -> Case:
    """Give the clean case with another prescription, which stands so in the store too."""
    prescription = replace(ASKED, **facts)
    medicines = replace(CLEAN.medicines, this=prescription)  # type: ignore[type-var]
    return replace(CLEAN, asked=prescription, name=prescription.name, medicines=medicines)


def recorded(case: Case = CLEAN, **facts: Any) -> Case:
    """Give a case with other facts in the clinic's record."""
    return replace(case, record=replace(case.record, **facts))


def with_medicines(case: Case = CLEAN, **facts: Any) -> Case:
    """Give a case with other facts from the store."""
    return replace(case, medicines=replace(case.medicines, **facts))  # type: ignore[type-var]


def beside(case: Case, atc: str | None, name: str = "Annat 10 mg") -> Case:
    """Give a case in which another medicine is in use besides."""
    return with_medicines(case, others=(replace(OTHER, atc=atc, name=name),))


def answer(name: Name, case: Case) -> Said:
    """Run one check."""
    (check,) = [check for check in CHECKS if check.name is name]
    return check.run(case)
