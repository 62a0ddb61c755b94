"""Keeps what the population register says of a patient: the handler of the outbox topic `people.registered`.

Nobody waits for it at sign-in but who is here for the first time (ADR 0016, 0020). Whoever acts for another
does wait, at every page: see acting.py.
"""

from datetime import date, datetime

from django.db import connection, transaction

from fornya.audit.scope import SERVICE, opened
from fornya.integrations.http import Unavailable
from fornya.integrations.population import Known, Registered
from fornya.outbox import queue
from fornya.people.appoint import end_all_of
from fornya.people.models import Patient
from fornya.people.session import SignedInPatient
from fornya.people.sources import population_register
from fornya.rules.acting import Standing, as_guardian
from fornya.rules.personnummer import NotAPersonNumber, parse
from fornya.rules.swedish_time import swedish_day

TOPIC = "people.registered"

# Who is newly protected hears nothing outside the service until they ask for it anew; nor does anybody hear
# of them, or they of their children.
_KEEP = """
WITH newly AS (SELECT id FROM people_patient WHERE id = %(patient)s AND %(protected)s AND NOT is_protected),
silent AS (DELETE FROM people_guardiancontact WHERE patient_id IN (TABLE newly)
    OR guardian_id IN (TABLE newly))
UPDATE people_patient SET
    phone = CASE WHEN %(protected)s AND NOT is_protected THEN '' ELSE phone END,
    email = CASE WHEN %(protected)s AND NOT is_protected THEN '' ELSE email END,
    is_protected = %(protected)s, deceased_on = %(deceased)s, registered_at = %(now)s,
    guards_children = coalesce(%(guards)s, guards_children)
WHERE id = %(patient)s
"""


def ask_soon(*, patient_id: int, now: datetime) -> None:
    """Have the register asked about a patient who has just signed in, at most once an hour."""
    with transaction.atomic():
        queue.put(TOPIC, key=f"registered:{patient_id}:{now:%Y%m%d%H}", subject=patient_id, now=now)


def ask_at_once(patient: SignedInPatient, *, now: datetime) -> None:
    """Ask the register about somebody who is here for the first time, before they see a page.

    When it does not answer, the pages are careful until it does: nobody knows of children or of protection.
    """
    try:
        found = population_register().person(patient.personnummer)
    except Unavailable:
        return
    guards = bool(children_of(found, swedish_day(now)))
    with opened(by=SERVICE, what="register.asked", patient_id=patient.patient_id, now=now):
        keep(patient.patient_id, found, now=now, guards=guards)


def refresh(*, subject: str, attempt: int, now: datetime) -> None:
    """Ask the register about one patient and keep what it says; it may end mandates. Raises Unavailable."""
    patient = Patient.objects.only("personnummer").get(pk=int(subject))
    found = population_register().person(patient.personnummer)
    guards = bool(children_of(found, swedish_day(now)))
    with transaction.atomic():
        keep(patient.pk, found, now=now, guards=guards)
        if found.is_protected or found.deceased_on is not None:
            end_all_of(patient_id=patient.pk, now=now)


def keep(patient_id: int, found: Known, *, now: datetime, guards: bool | None = None) -> None:
    """Keep what the register says, inside a scope of the patient or as the worker."""
    with connection.cursor() as cursor:
        cursor.execute(
            _KEEP,
            {
                "patient": patient_id,
                "protected": found.is_protected,
                "deceased": found.deceased_on,
                "guards": guards,
                "now": now,
            },
        )


def standing(person: Known, today: date) -> Standing:
    """Give a person as the rule sees them. Raises NotAPersonNumber."""
    number = parse(person.personnummer, today=today)
    return Standing(number.birth_date, person.deceased_on is not None, person.is_protected)


def children_of(guardian: Registered, today: date) -> list[Known]:
    """Give those in somebody's custody for whom the rule lets them do something today."""
    return [child for child in guardian.guardian_of if _acts_for(guardian, child, today)]


def may_hear(*, patient_id: int, guardian_id: int | None, now: datetime) -> bool:
    """Tell whether somebody may be told of a patient: the patient always, a guardian as long as they act.

    Asks the register about a guardian. Raises Unavailable.
    """
    if guardian_id is None:
        return True
    numbers = dict(Patient.objects.filter(pk__in=[patient_id, guardian_id]).values_list("pk", "personnummer"))
    found = population_register().person(numbers[guardian_id])
    children = children_of(found, swedish_day(now))
    return numbers[patient_id] in {child.personnummer for child in children}


def _acts_for(guardian: Registered, child: Known, today: date) -> bool:
    try:
        sides = standing(guardian, today), standing(child, today)
    except NotAPersonNumber:
        return False
    return bool(as_guardian(*sides, is_guardian=True, today=today).abilities)
