"""A scope shows one patient's or one clinic's rows, for one transaction, and says so in the log."""

import uuid
from functools import partial

import pytest
from django.db import DatabaseError, connection

from fornya.audit.scope import opened, opened_case
from fornya.renewals.history import NoSuchRequest
from fornya.renewals.models import RenewalRequest
from fornya.renewals.reading import for_patient, for_staff
from tests import make
from tests.committed import owner, web

SCOPE = """
SELECT coalesce(current_setting('fornya.patient', true), ''),
       coalesce(current_setting('fornya.clinic', true), '')
"""
OF_PEOPLE = ("renewals_renewalrequest", "renewals_renewalline", "renewals_renewalevent", "messages_message")


def count(table: str) -> int:
    return web(f"SELECT count(*) FROM {table}")[0][0]


def log() -> list[tuple]:
    return owner(
        "SELECT what, actor_kind, actor_id, patient_id, clinic_id, subject FROM audit_accessentry ORDER BY id"
    )


def test_a_patients_scope_never_shows_another_patients_rows(database):
    one, other = make.patient(), make.patient()
    make.request(one)
    make.request(other, [make.choice(), make.choice()])

    with opened(by=one.actor, what="test", patient_id=one.patient_id, now=make.NOW):
        assert [count(table) for table in OF_PEOPLE] == [1, 1, 1, 1]
        assert web("SELECT id FROM people_patient") == [(one.patient_id,)]


def test_a_clinics_scope_never_shows_another_clinics_rows(database):
    make.request(clinic=make.BJORKEN)
    make.request(clinic=make.STRANDGATAN)
    signe = make.staff(make.SIGNE, clinic=make.STRANDGATAN)

    with opened(by=signe.actor, what="test", clinic_id=signe.clinic_id, now=make.NOW):
        seen = web("SELECT DISTINCT clinic_id FROM renewals_renewalrequest")
        assert seen == [(signe.clinic_id,)]
        assert count("people_patient") == 1
        assert count("messages_message") == 0


def test_nothing_can_be_written_for_another_patient(database):
    one, other = make.patient(), make.patient()
    clinic = make.page()
    row = RenewalRequest(
        id=uuid.uuid4(),
        patient_id=other.patient_id,
        clinic_id=clinic.id,
        send_key=uuid.uuid4(),
        sent_at=make.NOW,
        answer_by=make.TODAY,
        fee_ore=0,
        status="sent",
    )

    with (
        pytest.raises(DatabaseError, match="row-level security"),
        opened(by=one.actor, what="test", patient_id=one.patient_id, now=make.NOW),
    ):
        row.save(force_insert=True)


@pytest.mark.parametrize("fails", [False, True])
def test_the_scope_is_gone_when_the_transaction_is(database, fails):
    # The connection stays open, as one of a pool does. Mutant: set_config(…, false).
    patient = make.patient()
    make.request(patient)
    pid = web("SELECT pg_backend_pid()")

    try:
        with opened(by=patient.actor, what="test", patient_id=patient.patient_id, now=make.NOW):
            assert web(SCOPE) == [(str(patient.patient_id), "")]
            if fails:
                raise LookupError
    except LookupError:
        pass

    assert web("SELECT pg_backend_pid()") == pid
    assert web(SCOPE) == [("", "")]
    assert count("renewals_renewalrequest") == 0


def test_a_scope_inside_another_is_refused(database):
    one, other = make.patient(), make.patient()

    with (
        opened(by=one.actor, what="test", patient_id=one.patient_id, now=make.NOW),
        pytest.raises(RuntimeError, match="durable"),
        opened(by=other.actor, what="test", patient_id=other.patient_id, now=make.NOW),
    ):
        pass


def test_a_scope_names_who_whose_and_what(database):
    patient = make.patient()

    with opened(
        by=patient.actor, what="test.read", patient_id=patient.patient_id, subject="it", now=make.NOW
    ):
        pass

    assert log() == [("test.read", "patient", patient.patient_id, patient.patient_id, None, "it")]


def test_a_case_names_the_patient_once_it_is_known(database):
    patient, eva = make.patient(), make.staff()
    request_id = make.request(patient)
    owner("TRUNCATE audit_accessentry")

    for_staff(request_id=request_id, staff=eva, now=make.NOW)

    expected = ("request.read", "staff", eva.staff_id, patient.patient_id, eva.clinic_id, str(request_id))
    assert log() == [expected]


def test_a_page_that_was_not_there_leaves_no_row(database):
    patient, eva, nowhere = make.patient(), make.staff(), uuid.uuid4()

    with pytest.raises(NoSuchRequest):
        for_patient(request_id=nowhere, patient=patient, now=make.NOW)
    with pytest.raises(NoSuchRequest):
        for_staff(request_id=nowhere, staff=eva, now=make.NOW)

    assert log() == []


@pytest.mark.parametrize("by", ["patient", "staff"])
def test_what_cannot_be_logged_is_not_read(database, by):
    # Mutant: writing the log in a transaction of its own.
    patient, eva = make.patient(), make.staff()
    request_id = make.request(patient)
    reading = {
        "patient": partial(for_patient, patient=patient),
        "staff": partial(for_staff, staff=eva),
    }[by]
    owner("ALTER TABLE audit_accessentry ADD CONSTRAINT full_disk CHECK (what <> 'request.read') NOT VALID")

    try:
        with pytest.raises(DatabaseError, match="full_disk"):
            reading(request_id=request_id, now=make.NOW)
    finally:
        owner("ALTER TABLE audit_accessentry DROP CONSTRAINT full_disk")

    assert not connection.in_atomic_block


def test_a_case_without_a_clinic_sees_nothing(database):
    request_id = make.request()
    eva = make.without_commission(make.staff())

    with pytest.raises(NoSuchRequest):
        for_staff(request_id=request_id, staff=eva, now=make.NOW)
    with opened_case(by=eva.actor, what="test", clinic_id=None, subject="", now=make.NOW):
        assert count("renewals_renewalrequest") == 0
