"""*Ta nästa* gives each of those who press something of their own, the most pressing first."""

from datetime import timedelta

import pytest

from fornya.renewals.take import take_request
from fornya.renewals.take_next import NothingLeft, take_next
from fornya.renewals.withdraw import withdraw_request
from fornya.rules.claims import HELD_FOR
from tests import make
from tests.committed import owner
from tests.make import NOW, TODAY
from tests.renewals.test_worklist import CRITICAL, days_left
from tests.threads import at_once


def taken(by, now=NOW):
    return take_next(by=by, today=TODAY, now=now)


def test_what_runs_out_comes_before_what_is_late_and_that_before_the_rest(database):
    eva = make.staff()
    plain = make.request(answer_by=TODAY + timedelta(days=2))
    late = make.request(answer_by=TODAY - timedelta(days=2))
    insulin = make.request(None, [make.choice(**CRITICAL)], answer_by=TODAY + timedelta(days=3))
    gone = make.request(None, [make.choice(**days_left(0))], answer_by=TODAY + timedelta(days=3))

    order = [taken(eva) for _each in range(4)]

    assert order == [gone, insulin, late, plain]
    assert owner("SELECT DISTINCT status, taken_by_id, read_by_id FROM renewals_renewalrequest") == [
        ("opened", eva.staff_id, eva.staff_id)
    ]


def test_what_others_have_is_passed_over_and_at_the_end_nothing_is_left(database):
    eva, johan, patient = make.staff(), make.staff(make.JOHAN), make.patient()
    make.taken(johan, make.request())
    withdraw_request(request_id=make.request(patient), patient=patient, now=NOW)
    make.request(clinic=make.EKBACKEN)

    with pytest.raises(NothingLeft):
        taken(eva)


def test_ones_own_comes_again_once_nobody_reads_it(database):
    # Mutant: passing over all that somebody has; then nobody is reminded of what they have begun.
    eva, johan = make.staff(), make.staff(make.JOHAN)
    mine = taken(eva, NOW) if make.request() else None
    later = NOW + HELD_FOR

    with pytest.raises(NothingLeft):
        taken(eva, later - timedelta(seconds=1))
    with pytest.raises(NothingLeft):
        taken(johan, later)

    assert taken(eva, later) == mine


def test_the_log_names_whose_request_it_was(database):
    patient = make.patient()
    request_id = make.request(patient)

    taken(make.staff())

    rows = owner("SELECT patient_id, subject FROM audit_accessentry WHERE what = 'request.taken'")
    assert rows == [(patient.patient_id, str(request_id))]


def test_those_who_press_at_once_get_one_each(database):
    # Mutants: no SKIP LOCKED (they wait, and find theirs taken), or no FOR UPDATE (two get the same).
    for _each in range(12):
        make.request()
    eva, johan = make.staff(), make.staff(make.JOHAN)

    given = at_once(16, lambda place: taken((eva, johan)[place % 2]))

    ids = [each for each in given if not isinstance(each, NothingLeft)]
    assert (len(ids), len(set(ids))) == (12, 12)


def test_who_was_taken_from_is_refused_and_told(database):
    eva, johan, request_id = make.staff(), make.staff(make.JOHAN), make.request()
    take_request(request_id=request_id, by=eva, now=NOW)

    take_request(request_id=request_id, by=johan, now=NOW, over=True)

    ((status, owner_now, reader),) = owner(
        "SELECT status, taken_by_id, read_by_id FROM renewals_renewalrequest"
    )
    assert (status, owner_now, reader) == ("opened", johan.staff_id, johan.staff_id)
    history = owner("SELECT what, actor_name FROM renewals_renewalevent ORDER BY id")
    assert history[1:] == [("opened", "Eva Läkare"), ("taken_over", "Johan Sköterska")]
