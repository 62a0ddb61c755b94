"""Who is who: from a personnummer to the logical id that everything else in the store refers to."""

from sandbox import people
from sandbox.bankid.people import is_personnummer
from sandbox.prescription_store import build, storage, systems
from sandbox.prescription_store.refusals import Refusal, unavailable
from sandbox.prescription_store.storage import Kept


def register(personnummer: str) -> Kept:
    """Find a patient, or enter one: the population register knows everyone with a valid number.

    raises: Refusal
    """
    if not is_personnummer(personnummer):
        raise Refusal(400, "value", "The identifier is not a personnummer")
    known = storage.by_identifier("Patient", systems.of_person(personnummer), personnummer)
    if known is not None:
        return known
    person = people.person(personnummer)
    try:
        return storage.create(build.patient(personnummer, person.name if person else None))
    except Refusal:  # another thread was first
        return register(personnummer)


def find(personnummer: str) -> Kept:
    """As `register()`, but for callers over HTTP: the magic person cannot be found.

    raises: Refusal
    """
    person = people.person(personnummer)
    if person is not None and person.store_down:
        raise unavailable()
    return register(personnummer)
