"""Says as whom somebody who is signed in moves a line in the state table."""

from fornya.people.session import SignedIn
from fornya.rules.access import Role
from fornya.rules.renewal_states import Who

_WHO = {Role.PATIENT: Who.PATIENT, Role.PRESCRIBER: Who.PRESCRIBER, Role.NURSE: Who.READER}


def who_of(person: SignedIn) -> Who:
    """Give the part that the person plays in the state table."""
    return _WHO[person.role]
