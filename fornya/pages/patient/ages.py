"""What a person's age opens on their own pages."""

from datetime import date

from fornya.people.session import SignedInPatient
from fornya.rules.age_rules import AgeRight, may_by_age
from fornya.rules.personnummer import age_on


def sees_overview(patient: SignedInPatient, today: date) -> bool:
    """Tell whether the person is old enough to see prescriptions and costs gathered."""
    return may_by_age(AgeRight.SEE_OVERVIEW, age=age_on(patient.birth_date, today), day=today)
