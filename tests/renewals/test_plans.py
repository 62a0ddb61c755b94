"""How PostgreSQL goes about what is asked often: by what a page shows, not by all a clinic has had."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fornya.audit.scope import opened
from fornya.renewals.worklist import Shown, for_clinic
from tests import make
from tests.committed import made_anew, owner


@pytest.fixture(autouse=True)
def _pages_of_our_own(database):
    made_anew()


def test_a_patients_name_is_found_without_gathering_all_who_ever_asked(database):
    eva = make.staff()

    with (
        opened(by=eva.actor, what="worklist.read", clinic_id=eva.clinic_id, now=make.NOW),
        connection.cursor() as cursor,
    ):
        cursor.execute("EXPLAIN SELECT surname FROM people_patient")
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert "EXISTS(SubPlan" in plan
    assert "hashed" not in plan


def counted(shown: Shown = Shown.NEW) -> int:
    """Read the first page of a part of the worklist; gives how many of PostgreSQL's pages that took."""
    eva = make.staff()
    with CaptureQueriesContext(connection) as seen:
        for_clinic(by=eva, shown=shown, after=None, today=make.TODAY, now=make.NOW)
    (statement,) = [each["sql"] for each in seen.captured_queries if "WITH page" in each["sql"]]
    with (
        opened(by=eva.actor, what="worklist.read", clinic_id=eva.clinic_id, now=make.NOW),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {statement}")
        plan = cursor.fetchone()[0][0]["Plan"]
    return int(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"])


PATIENTS = """
INSERT INTO people_patient (personnummer, given_name, surname, birth_date, phone, email, first_seen_at)
SELECT '19' || lpad(n::text, 10, '0'), 'Maja', 'Många', '1961-01-18', '', '', now()
FROM generate_series(1, 5000) AS n
"""
COPIES = """
INSERT INTO renewals_renewalrequest
    (id, send_key, sent_at, answer_by, fee_ore, message, own_answers, status, version, patient_id, clinic_id)
SELECT gen_random_uuid(), gen_random_uuid(), sent_at, answer_by + n % 7, fee_ore, message, own_answers,
       status, version, {patient}, clinic_id
FROM renewals_renewalrequest, generate_series(1, {number}) AS n,
     (SELECT array_agg(id) AS patients FROM people_patient) AS known
WHERE renewals_renewalrequest.id = '{request_id}'
"""


def copied(request_id: uuid.UUID, number: int, patient: str = "patient_id") -> None:
    """Send as many more requests to the same clinic."""
    owner(COPIES.format(request_id=request_id, number=number, patient=patient))
    owner("VACUUM ANALYZE renewals_renewalrequest, renewals_opencount")


def test_what_waits_at_other_clinics_costs_the_worklist_nothing(database):
    # Mutants: the table instead of the view, whose wall has an OR; no index that begins with the clinic.
    owner(PATIENTS)
    copied(make.request(), 60)
    # Some at another clinic from the start: PostgreSQL goes about a table of sixty rows in another way.
    elsewhere = make.request(clinic=make.EKBACKEN)
    copied(elsewhere, 1000, "patients[n]")
    # All of it: what an earlier test had in another table would decide here how that one is joined.
    owner("VACUUM ANALYZE")
    beside_some = counted()
    copied(elsewhere, 4000, "patients[n]")

    assert counted() <= beside_some + 10
