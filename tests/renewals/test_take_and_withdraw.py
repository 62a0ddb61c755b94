"""A request is the patient's to take back until somebody at the clinic has begun to read it."""

import uuid

import pytest

from fornya.renewals.history import HeldByAnother, NoSuchRequest
from fornya.renewals.take import take_request
from fornya.renewals.withdraw import BeingRead, withdraw_request
from fornya.rules.claims import HELD_FOR
from tests import make
from tests.committed import owner
from tests.make import NOW
from tests.threads import at_once

STANDS = "SELECT status, version, ended_at IS NOT NULL, taken_by_id FROM renewals_renewalrequest"
HISTORY = "SELECT what, actor_name FROM renewals_renewalevent ORDER BY id"


def test_a_request_is_taken(database):
    eva, request_id = make.staff(), make.request()

    take_request(request_id=request_id, by=eva, now=NOW)

    assert owner(STANDS) == [("opened", 2, False, eva.staff_id)]
    assert owner("SELECT state FROM renewals_renewalline") == [("opened",)]
    assert owner(HISTORY)[1:] == [("opened", "Eva Läkare")]


def test_a_nurse_may_take(database):
    johan = make.staff(make.JOHAN)

    take_request(request_id=make.request(), by=johan, now=NOW)

    assert owner(STANDS) == [("opened", 2, False, johan.staff_id)]


def test_who_takes_first_keeps_it_and_the_other_is_told(database):
    eva, johan, request_id = make.staff(), make.staff(make.JOHAN), make.request()

    take_request(request_id=request_id, by=eva, now=NOW)
    with pytest.raises(HeldByAnother) as held:
        take_request(request_id=request_id, by=johan, now=NOW)
    take_request(request_id=request_id, by=eva, now=NOW)

    assert (held.value.by, held.value.until) == ("Eva Läkare", NOW + HELD_FOR)
    assert owner(STANDS) == [("opened", 2, False, eva.staff_id)]
    assert len(owner(HISTORY)) == 2


def test_what_somebody_has_left_is_free_again_by_itself(database):
    eva, johan, request_id = make.staff(), make.staff(make.JOHAN), make.request()
    take_request(request_id=request_id, by=eva, now=NOW)

    take_request(request_id=request_id, by=johan, now=NOW + HELD_FOR)

    assert owner(STANDS) == [("opened", 3, False, johan.staff_id)]
    assert owner(HISTORY)[-1] == ("taken_over", "Johan Sköterska")


def test_nobody_reads_what_waits_for_the_patient(database):
    eva, johan = make.staff(), make.staff(make.JOHAN)
    asked = make.taken(eva, make.request())

    make.decide(eva, asked, make.question(asked.lines[0].id))
    take_request(request_id=asked.id, by=johan, now=NOW)

    assert owner("SELECT read_by_id, read_until, taken_by_id FROM renewals_renewalrequest") == [
        (None, None, eva.staff_id)
    ]


def test_a_request_of_another_clinic_is_not_there(database):
    request_id, signe = make.request(), make.staff(make.SIGNE, clinic=make.STRANDGATAN)

    for missing in (request_id, uuid.uuid4()):
        with pytest.raises(NoSuchRequest):
            take_request(request_id=missing, by=signe, now=NOW)

    assert owner(STANDS) == [("sent", 1, False, None)]


def test_a_request_is_withdrawn_once(database):
    patient = make.patient()
    request_id = make.request(patient, [make.choice(), make.choice()])

    for _time in range(2):
        withdraw_request(request_id=request_id, patient=patient, now=NOW)

    assert owner(STANDS) == [("withdrawn", 2, True, None)]
    assert owner(HISTORY)[1:] == [("withdrawn", "Amina Exempel")]


def test_anothers_request_cannot_be_withdrawn(database):
    request_id, other = make.request(), make.patient()

    with pytest.raises(NoSuchRequest):
        withdraw_request(request_id=request_id, patient=other, now=NOW)

    assert owner(STANDS) == [("sent", 1, False, None)]


def test_a_request_that_is_being_read_cannot_be_withdrawn(database):
    patient = make.patient()
    request_id = make.request(patient)
    make.taken(make.staff(), request_id)

    with pytest.raises(BeingRead):
        withdraw_request(request_id=request_id, patient=patient, now=NOW)

    assert owner(STANDS)[0][0] == "opened"


def test_a_withdrawn_request_cannot_be_taken(database):
    patient = make.patient()
    request_id = make.request(patient)
    withdraw_request(request_id=request_id, patient=patient, now=NOW)

    take_request(request_id=request_id, by=make.staff(), now=NOW)

    assert owner(STANDS) == [("withdrawn", 2, True, None)]


def test_taking_and_withdrawing_at_the_same_moment_ends_in_one_of_them(database):
    # Mutant: locking nothing; then both succeed and the history shows both.
    eva = make.staff()
    for _round in range(10):
        patient = make.patient()
        request_id = make.request(patient)
        deeds = [
            lambda: take_request(request_id=request_id, by=eva, now=NOW),  # noqa: B023
            lambda: withdraw_request(request_id=request_id, patient=patient, now=NOW),  # noqa: B023
        ]

        results = at_once(2, lambda place: deeds[place]())  # noqa: B023

        ((status, version, *_),) = owner(f"{STANDS} WHERE id = %s", request_id)
        assert version == 2
        assert (status, type(results[1])) in {("opened", BeingRead), ("withdrawn", type(None))}
        assert results[0] is None
