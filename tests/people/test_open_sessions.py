"""Where somebody is signed in: only their own, only what still holds, and ended from afar."""

from datetime import timedelta

from fornya.people import session
from fornya.people.open_sessions import end_all_sessions, end_session, open_sessions
from tests import make
from tests.make import NOW

HOUR = timedelta(hours=1)


def signed_in_twice():
    number = make.personnummer()
    return make.patient_token(number), make.patient_token(number)


def test_this_browser_comes_first_and_others_with_their_device(database):
    number = make.personnummer()
    this = make.patient(number)
    session.start_for_patient(patient_id=this.patient_id, now=NOW, device="Firefox, Mac")
    make.patient()

    found = open_sessions(patient=this, now=NOW)

    assert [(each.is_this, each.device) for each in found] == [(True, ""), (False, "Firefox, Mac")]


def test_what_has_ended_or_run_out_is_not_shown(database):
    number = make.personnummer()
    ended = make.patient(number)
    session.end(ended.token_hash, now=NOW)
    make.patient(number, now=NOW - HOUR)
    this = make.patient(number)

    assert [each.is_this for each in open_sessions(patient=this, now=NOW)] == [True]


def test_one_is_signed_out_from_another(database):
    here, there = signed_in_twice()
    patient = make.signed_in(here)

    end_session(key=session.digest(there).hex(), patient=patient, now=NOW)

    assert session.find(there, now=NOW) is None
    assert session.find(here, now=NOW) is not None


def test_nobody_elses_is_signed_out(database):
    stranger, patient = make.patient_token(), make.patient()

    for key in (session.digest(stranger).hex(), "", "zz", "ab"):
        end_session(key=key, patient=patient, now=NOW)
    end_all_sessions(patient=patient, now=NOW)

    assert session.find(stranger, now=NOW) is not None


def test_signing_out_everywhere_is_everywhere(database):
    here, there = signed_in_twice()

    end_all_sessions(patient=make.signed_in(here), now=NOW)

    assert session.find(here, now=NOW) is None
    assert session.find(there, now=NOW) is None
