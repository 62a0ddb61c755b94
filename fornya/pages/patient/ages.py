"""What may be shown in the open matter: by age in one's own, by the rule in another's."""

from datetime import date

from fornya.people.session import SignedInPatient
from fornya.rules.acting import Ability


def sees_overview(patient: SignedInPatient, _today: date) -> bool:
    """Tell whether the reader may see the person's prescriptions and costs gathered."""
    return Ability.OVERVIEW in patient.abilities
