"""A request that is sent on is the other clinic's alone at once, and the patient does not begin anew."""

import pytest

from fornya.renewals import reading
from fornya.renewals.forward import NotTaken, forward_request
from fornya.renewals.history import AlreadyHandled, HeldByAnother, NoSuchRequest
from fornya.rules.renewal_states import NotAllowed
from tests import make
from tests.committed import owner
from tests.make import BJORKEN, EKBACKEN, NOW, TODAY

TABLES = ("renewalrequest", "renewalline", "renewalevent", "question")


def sent_on(by, request_id, version=1, to=EKBACKEN):
    clinic = make.page(to)
    forward_request(request_id=request_id, to=clinic, seen_version=version, by=by, today=TODAY, now=NOW)


def test_it_is_the_other_clinics_at_once_and_no_longer_this_ones(database):
    # Mutant: leaving one of the tables behind; the other clinic sees a request without medicines or history.
    patient, eva, there = make.patient(), make.staff(), make.staff(make.SIGNE, clinic=EKBACKEN)
    request_id = make.request(patient, [make.choice(), make.choice()])
    before = make.taken(eva, request_id)

    sent_on(eva, request_id, before.version)

    with pytest.raises(NoSuchRequest):
        make.seen(eva, request_id)
    found = make.seen(there, request_id)
    assert (found.status.value, found.taken_by, len(found.lines)) == ("sent", None, 2)
    assert [each.what for each in found.history] == ["sent", "opened", "forwarded"]
    assert (found.sent_at, found.answer_by, found.fee_ore) == (
        before.sent_at,
        before.answer_by,
        before.fee_ore,
    )
    for table in TABLES:
        assert owner(f"SELECT count(*) FROM renewals_{table} WHERE clinic_id = %s", eva.clinic_id) == [(0,)]


def test_the_patient_keeps_it_is_told_where_it_is_and_may_take_it_back(database):
    patient, eva = make.patient(), make.staff()
    request_id = make.request(patient)

    sent_on(eva, request_id)

    mine = reading.for_patient(request_id=request_id, patient=patient, now=NOW)
    assert (mine.clinic_id, mine.can_withdraw) == (make.page(EKBACKEN).id, True)
    told = owner("SELECT kind, facts->>'clinic' FROM messages_message ORDER BY created_at, id")
    assert sorted(told) == sorted(
        [("received", make.page(BJORKEN).name), ("received", make.page(EKBACKEN).name)]
    )


def test_the_log_says_who_sent_it_on_and_whose_it_was(database):
    patient, eva = make.patient(), make.staff()
    request_id = make.request(patient)

    sent_on(eva, request_id)

    row = owner(
        "SELECT actor_id, patient_id, clinic_id, subject FROM audit_accessentry"
        " WHERE what = 'request.forwarded'"
    )
    assert row == [(eva.staff_id, patient.patient_id, eva.clinic_id, str(request_id))]


def test_what_is_decided_or_asked_stays(database):
    eva = make.staff()
    asked = make.taken(eva, make.request(None, [make.choice(), make.choice()]))
    make.decide(eva, asked, make.question(asked.lines[0].id), make.refusal(asked.lines[1].id))

    with pytest.raises(NotAllowed):
        sent_on(eva, asked.id, make.seen(eva, asked.id).version)

    assert owner("SELECT clinic_id FROM renewals_renewalrequest") == [(eva.clinic_id,)]


def test_who_did_not_see_it_as_it_is_does_not_send_it_on(database):
    eva, johan, request_id = make.staff(), make.staff(make.JOHAN), make.request()

    whole = make.taken(johan, request_id)
    with pytest.raises(AlreadyHandled):
        sent_on(eva, request_id, 1)
    with pytest.raises(HeldByAnother):
        sent_on(eva, request_id, whole.version)

    assert owner("SELECT clinic_id FROM renewals_renewalrequest") == [(eva.clinic_id,)]


@pytest.mark.parametrize("to", [BJORKEN, "bjorklunda-lakarhus"])
def test_only_a_clinic_that_takes_it_gets_it(database, to):
    with pytest.raises(NotTaken):
        sent_on(make.staff(), make.request(), to=to)


def test_another_clinics_request_cannot_be_sent_on(database):
    request_id = make.request()

    with pytest.raises(NoSuchRequest):
        sent_on(make.staff(make.SIGNE, clinic=EKBACKEN), request_id)
