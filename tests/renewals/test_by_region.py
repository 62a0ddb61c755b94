"""A region sees how many requests wait at its clinics, and none of them."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction

from fornya.renewals.by_region import clinics_now
from fornya.rules.region_signs import Sign
from tests import make
from tests.committed import as_worker, owner, web


def now_at(slug: str, *, region: str = "03", now=make.NOW):
    found = clinics_now(region_id=region, by=make.staff().actor, now=now)
    return next((each for each in found if each.standing.clinic.slug == slug), None)


def test_what_waits_is_counted_clinic_by_clinic(database):
    for slug in (make.BJORKEN, make.BJORKEN, make.EKBACKEN):
        make.request(clinic=slug)

    assert now_at(make.BJORKEN).seen.open_requests == 2
    assert now_at(make.EKBACKEN).seen.open_requests == 1
    assert now_at(make.BJORKEN, region="20") is None


def test_what_is_late_is_counted_and_comes_first(database):
    make.request(clinic=make.EKBACKEN)
    later = make.NOW + timedelta(days=60)

    found = clinics_now(region_id="03", by=make.staff().actor, now=later)

    assert found[0].standing.clinic.slug == make.EKBACKEN
    assert found[0].seen.late_requests == 1
    assert found[0].signs[0] is Sign.LATE


def test_a_request_that_waits_for_the_patient_is_not_late(database):
    eva = make.staff()
    whole = make.taken(eva, make.request())
    make.decide(eva, whole, make.question(whole.lines[0].id))

    seen = now_at(make.BJORKEN, now=make.NOW + timedelta(days=60)).seen

    assert (seen.open_requests, seen.late_requests) == (1, 0)


def test_a_request_that_is_answered_is_not_counted(database):
    request_id = make.request()
    owner(
        "UPDATE renewals_renewalrequest SET status = 'withdrawn', ended_at = now() WHERE id = %s", request_id
    )

    assert now_at(make.BJORKEN).seen.open_requests == 0


def test_the_region_sees_no_row_of_anybody(database):
    make.request()

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('fornya.region', '03', true)")
        for table in (
            "renewals_renewalrequest",
            "renewals_renewalline",
            "people_patient",
            "messages_message",
        ):
            cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608 - named above
            assert cursor.fetchone() == (0,), table
        cursor.execute("SELECT waiting FROM renewals_counts_in_region(%s)", [make.TODAY])
        assert cursor.fetchall() == [(1,)]


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM renewals_counts_in_region('2026-01-01')",
        "SELECT * FROM renewals_deliveries_in_region()",
    ],
)
def test_the_functions_tell_nothing_with_no_region_open_and_are_the_webs(database, statement):
    # Mutant: a function without its region, or one that anybody may call.
    make.request()
    eva = make.staff()
    whole = make.taken(eva, make.request())
    make.decide(eva, whole, make.renewal(whole.lines[0].id))

    assert web(statement) == []
    with as_worker(), pytest.raises(ProgrammingError):
        web(statement)


def test_each_look_is_in_the_access_log(database):
    actor = make.staff().actor
    owner("TRUNCATE audit_accessentry")

    clinics_now(region_id="03", by=actor, now=make.NOW)

    rows = owner("SELECT what, subject, patient_id, clinic_id, actor_name FROM audit_accessentry")
    assert rows == [("region.read", "03 overview", None, None, "Eva Läkare")]
