"""Who signs has said afresh who they are: in a new session, for some minutes, and only as themselves."""

from datetime import timedelta

import pytest

from fornya.people import session, step_up
from fornya.people.session import SignedInStaff
from fornya.people.staff_sign_in import NoCommission
from fornya.people.step_up import AnotherPerson, SessionOver, is_confirmed
from fornya.rules.access import Role
from fornya.rules.retention import KEPT_FOR, Kept
from tests import make
from tests.committed import owner
from tests.make import BJORKEN, EKBACKEN, EVA, JOHAN, NOW

FIVE_MINUTES = KEPT_FOR[Kept.STEP_UP]


def unconfirmed() -> SignedInStaff:
    return make.staff(confirmed=False)


def said(hsa_id: str = EVA, clinic: str = BJORKEN, *, at=NOW, **changes) -> dict:
    return make.claims(hsa_id, clinic, **({"auth_time": at.timestamp()} | changes))


def confirmed(staff: SignedInStaff, *, now=NOW, **facts) -> tuple[str, SignedInStaff]:
    token = step_up.confirm(staff, said(**facts), now=now)
    found = session.find(token, now=now)
    assert isinstance(found, SignedInStaff)
    return token, found


def test_signing_in_alone_confirms_nothing(database):
    assert not is_confirmed(unconfirmed(), now=NOW)


def test_a_fresh_sign_in_confirms_for_five_minutes_and_not_a_second_more(database):
    _token, eva = confirmed(unconfirmed())

    assert timedelta(minutes=5) == FIVE_MINUTES
    assert is_confirmed(eva, now=NOW + FIVE_MINUTES - timedelta(seconds=1))
    assert not is_confirmed(eva, now=NOW + FIVE_MINUTES)


def test_it_is_another_session_and_the_one_before_is_dead(database):
    before = unconfirmed()

    token, eva = confirmed(before)

    assert eva.token_hash != before.token_hash
    assert (eva.clinic_id, eva.staff_id, eva.hsa_id) == (before.clinic_id, before.staff_id, EVA)
    assert owner("SELECT ended_at IS NULL FROM people_session ORDER BY ended_at NULLS LAST") == [
        (False,),
        (True,),
    ]
    with pytest.raises(SessionOver):
        step_up.confirm(before, said(), now=NOW)
    assert session.find(token, now=NOW) is not None


def test_the_longest_day_goes_on_counting(database):
    before = make.staff(confirmed=False, now=NOW - timedelta(hours=9, minutes=50))
    token, _eva = confirmed(before)

    assert session.find(token, now=NOW + timedelta(minutes=9)) is not None
    assert session.find(token, now=NOW + timedelta(minutes=10)) is None


@pytest.mark.parametrize("claims", [{"employeeHsaId": JOHAN}, {"employeeHsaId": None}, {"employeeHsaId": ""}])
def test_another_person_confirms_nothing(database, claims):
    # Mutant: whoever has a card may lend it to the session that stands open.
    eva = unconfirmed()

    with pytest.raises(AnotherPerson):
        step_up.confirm(eva, said() | claims, now=NOW)

    assert owner("SELECT count(*) FROM people_session WHERE ended_at IS NULL") == [(1,)]
    assert owner("SELECT count(*) FROM people_staff") == [(1,)]


def test_who_has_lost_the_commission_meanwhile_confirms_nothing(database):
    with pytest.raises(NoCommission):
        step_up.confirm(unconfirmed(), said(clinic=EKBACKEN), now=NOW)


def test_who_has_lost_the_licence_goes_on_without_deciding(database):
    _token, eva = confirmed(unconfirmed(), healthcareProfessionalLicense=["SJ"])

    assert eva.role is Role.NURSE


def test_minutes_count_from_when_the_person_was_there_and_never_from_the_future(database):
    _token, late = confirmed(unconfirmed(), at=NOW - timedelta(seconds=50))
    _token, ahead = confirmed(unconfirmed(), at=NOW + timedelta(seconds=50))

    assert not is_confirmed(late, now=NOW + FIVE_MINUTES - timedelta(seconds=50))
    assert not is_confirmed(ahead, now=NOW + FIVE_MINUTES)


def test_a_session_that_is_over_confirms_nothing(database):
    _token, eva = confirmed(unconfirmed())
    session.end(eva.token_hash, now=NOW)

    assert not is_confirmed(eva, now=NOW)
