"""A role that is over is over at the very next request, not when the session ends."""

from datetime import timedelta

import pytest

from fornya.people import session
from fornya.people.session import SignedInStaff
from fornya.people.staff_sign_in import NoCommission, staff_came
from fornya.rules.access import Role
from tests import make
from tests.committed import owner
from tests.make import BJORKEN, EKBACKEN, EVA, NOW, TODAY

TOMORROW = NOW + timedelta(days=1)


def started(*commissions: dict[str, str], chosen: str = BJORKEN) -> str:
    """Sign Eva in with these commissions, at one of the clinics; gives her token."""
    member = staff_came(make.claims(EVA, allCommissions=list(commissions)), now=NOW)
    return session.start_for_staff(
        staff_id=member.staff_id,
        role=member.role,
        commissions=member.commissions,
        clinic_id=make.page(chosen).id,
        now=NOW,
    )


def ending(clinic: str, days: int, number: int = 1, claim: str = "commissionEndDate") -> dict[str, str]:
    return make.commission(clinic, number) | {claim: (TODAY + timedelta(days=days)).isoformat()}


def found(token: str, now=NOW) -> SignedInStaff | None:
    owner("UPDATE people_session SET started_at = %s, last_seen_at = %s", now, now)
    return session.find(token, now=now)


@pytest.mark.parametrize("claim", ["commissionEndDate", "healthCareUnitEndDate", "healthCareProviderEndDate"])
def test_a_commission_holds_on_its_last_day_and_not_on_the_next(database, claim):
    token = started(ending(BJORKEN, 0, claim=claim))

    assert found(token).clinic_id == make.page(BJORKEN).id
    assert found(token, TOMORROW) is None


def test_who_has_another_one_left_chooses_again(database):
    token = started(ending(BJORKEN, 0), make.commission(EKBACKEN, 2))

    eva = found(token, TOMORROW)

    assert (eva.clinic_id, [each.clinic_name for each in eva.commissions]) == (
        None,
        ["Ekbackens vårdcentral"],
    )


@pytest.mark.parametrize("day", ["2020-01-01", "i går", "2020-01-01T12:00:00Z"])
def test_one_that_is_over_or_cannot_be_read_lets_nobody_in(database, day):
    with pytest.raises(NoCommission):
        staff_came(
            make.claims(EVA, allCommissions=[make.commission(BJORKEN) | {"commissionEndDate": day}]), now=NOW
        )


def test_what_the_latest_sign_in_no_longer_names_is_over_in_every_session(database):
    # She signs in on another computer, and by then her employer has taken one of the two back.
    token = started(make.commission(BJORKEN), make.commission(EKBACKEN, 2))
    started(make.commission(EKBACKEN, 2), chosen=EKBACKEN)

    eva = found(token)

    assert (eva.clinic_id, len(eva.commissions)) == (None, 1)


def test_the_same_commission_at_another_clinic_is_another_one(database):
    token = started(make.commission(BJORKEN, 1))
    started(make.commission(EKBACKEN, 1), chosen=EKBACKEN)

    assert found(token) is None


@pytest.mark.parametrize(
    ("changes", "role"),
    [
        ("prescriber_code = ''", Role.NURSE),
        ("licences = ''", Role.CLERK),
        ("licences = 'SJ'", Role.NURSE),
    ],
)
def test_who_has_lost_code_or_licence_decides_no_more(database, changes, role):
    # Mutant: the role that the session began with is believed.
    token = make.staff_token()
    assert found(token).role is Role.PRESCRIBER

    owner(f"UPDATE people_staff SET {changes}")

    assert found(token).role is role


def test_who_signed_in_before_this_was_known_goes_on_as_before(database):
    token = make.staff_token()
    owner("UPDATE people_staff SET assigned = NULL")

    assert found(token).clinic_id == make.page(BJORKEN).id
