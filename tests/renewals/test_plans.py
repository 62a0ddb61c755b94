"""How PostgreSQL goes about what is asked often: by what a page shows, not by all a clinic has had."""

from django.db import connection

from fornya.audit.scope import opened
from tests import make


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
