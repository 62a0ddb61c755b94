"""One's own rows of the access log: all of them, nobody else's, page by page."""

from datetime import timedelta

import pytest
from django.db import connection, transaction

from fornya.audit.scope import Actor, ActorKind, opened
from fornya.journal.readings import COUNTED, LAST, ON_A_PAGE, NoSuchReading, Span, reading, readings
from fornya.people.session import SignedInPatient
from tests import make
from tests.committed import owner, web

EVERYTHING = {"others_only": False, "within": None, "before": None}
HOUR = timedelta(hours=1)


def seen(patient: SignedInPatient, **wanted):
    """Give the page that the patient sees now."""
    return readings(patient=patient, now=make.NOW, **(EVERYTHING | wanted))


def log_rows(patient_id: int, number: int, *, kind: str = "staff", what: str = "request.read") -> None:
    """Write so many rows about somebody, all at the same moment."""
    owner(
        "INSERT INTO audit_accessentry (at, actor_kind, actor_id, actor_name, patient_id, what, subject)"
        " SELECT %s, %s, 1, 'Någon', %s, %s, '' FROM generate_series(1, %s)",
        make.NOW,
        kind,
        patient_id,
        what,
        number,
    )


def test_a_staff_reading_is_told_with_name_profession_clinic_and_request(database):
    patient, eva = make.patient(), make.staff()
    request_id = make.request(patient, [make.choice("Levaxin")])
    make.seen(eva, request_id)

    (row,) = seen(patient, others_only=True).rows

    assert (row.kind, row.by, row.licences, row.what) == (
        ActorKind.STAFF,
        "Eva Läkare",
        "LK",
        "request.read",
    )
    assert row.clinic_id == eva.clinic_id
    assert (row.about.id, row.about.medicines) == (request_id, ("Levaxin 50 mg",))


def test_what_is_about_a_decision_or_a_question_names_their_request(database):
    patient, eva = make.patient(), make.staff()
    request_id = make.request(patient)
    make.decided(eva, request_id)
    ((decision_id,),) = owner("SELECT id FROM renewals_decision")
    service = Actor(ActorKind.SERVICE, None, "Förnya")
    told = {"patient_id": patient.patient_id, "subject": decision_id, "now": make.NOW}
    with opened(by=service, what="decision.stored", **told):
        pass

    rows = {row.what: row for row in seen(patient, others_only=True).rows}

    assert rows["decision.stored"].about.id == request_id


def test_reading_the_log_is_one_row_of_it_and_ones_own_are_counted(database):
    patient = make.patient()
    owner("TRUNCATE audit_accessentry")
    log_rows(patient.patient_id, 3, kind="patient", what="overview.read")

    page = seen(patient)

    assert [row.what for row in page.rows] == ["access_log.read", *["overview.read"] * 3]
    assert page.own == 4
    assert owner("SELECT count(*) FROM audit_accessentry") == [(4,)]


def test_ones_own_are_counted_no_further_than_anybody_asks(database):
    patient = make.patient()
    log_rows(patient.patient_id, COUNTED + 10, kind="patient")

    assert seen(patient, others_only=True).own == COUNTED + 1


@pytest.mark.parametrize("others_only", [True, False])
def test_pages_give_every_row_once_though_all_are_of_one_moment(database, others_only):
    # Mutant: a place that is the moment alone.
    patient = make.patient()
    log_rows(patient.patient_id, 2 * ON_A_PAGE + 3)
    found, place = [], None

    for _each in range(3):
        page = seen(patient, others_only=others_only, before=place)
        found += [row.id for row in page.rows if row.kind is ActorKind.STAFF]
        place = page.following

    assert place is None
    assert len(found) == len(set(found)) == 2 * ON_A_PAGE + 3
    assert found == sorted(found, reverse=True)


def test_a_span_has_its_start_and_not_its_end(database):
    patient = make.patient()
    log_rows(patient.patient_id, 1)

    def others(start, end):
        return len(seen(patient, others_only=True, within=Span(start, end)).rows)

    assert others(make.NOW, make.NOW + HOUR) == 1
    assert others(make.NOW - HOUR, make.NOW) == 0


def test_nobody_elses_row_can_be_read(database):
    patient, other = make.patient(), make.patient()
    log_rows(other.patient_id, 2)
    ((theirs,),) = owner(
        "SELECT min(id) FROM audit_accessentry WHERE patient_id = %s AND actor_kind = 'staff'",
        other.patient_id,
    )

    assert seen(patient, others_only=True).rows == ()
    for number in (theirs, LAST, LAST + 1):
        with pytest.raises(NoSuchReading):
            reading(number=number, patient=patient, now=make.NOW)


def test_the_wall_shows_a_scope_its_own_patients_rows_and_a_clinic_none(database):
    # Mutants: the clinic's half left in the policy; a policy USING (true).
    patient, other, eva = make.patient(), make.patient(), make.staff()
    make.seen(eva, make.request(patient))
    make.seen(eva, make.request(other))
    whose = "SELECT DISTINCT patient_id FROM audit_accessentry"

    with opened(by=patient.actor, what="test", patient_id=patient.patient_id, now=make.NOW):
        assert web(whose) == [(patient.patient_id,)]
    with opened(by=eva.actor, what="test", clinic_id=eva.clinic_id, now=make.NOW):
        assert web(whose) == []


def test_a_page_comes_from_an_index_in_its_order_however_long_the_log_is(database):
    patient = make.patient()
    log_rows(patient.patient_id, 3000, kind="patient")
    log_rows(patient.patient_id, 30)
    owner("ANALYZE audit_accessentry")
    rows = "SELECT id FROM audit_accessentry WHERE patient_id = %s {} ORDER BY at DESC, id DESC LIMIT 26"

    def plan(narrowed: str) -> str:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('fornya.patient', %s, true)", [str(patient.patient_id)])
            cursor.execute("EXPLAIN " + rows.format(narrowed), [patient.patient_id])
            return "\n".join(line for (line,) in cursor.fetchall())

    others, every = plan("AND actor_kind <> 'patient'"), plan("")

    assert "access_by_others" in others
    assert "access_of_patient" in every
    assert "Sort" not in others + every
