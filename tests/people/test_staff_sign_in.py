"""Staff are who their identity provider says, and work where they have a commission for care."""

import pytest

from fornya.people.staff_sign_in import NoCommission, staff_came
from fornya.rules.access import Role
from tests import make
from tests.committed import owner
from tests.make import BJORKEN, EKBACKEN, EVA, JOHAN, NOW

CARE_NOWHERE = {"commissionPurpose": "Vård och behandling"}


def came(claims: dict):
    return staff_came(claims, now=NOW)


def test_a_physician_with_a_code_prescribes_at_each_clinic_of_hers(database):
    member = came(make.claims(EVA, BJORKEN, EKBACKEN))

    assert member.role is Role.PRESCRIBER
    assert [c.clinic_name for c in member.commissions] == ["Björkens vårdcentral", "Ekbackens vårdcentral"]
    assert [c.clinic_id for c in member.commissions] == [make.page(BJORKEN).id, make.page(EKBACKEN).id]


@pytest.mark.parametrize(
    ("licences", "code", "role"),
    [
        (["LK"], "9000019", Role.PRESCRIBER),
        ("LK", "9000019", Role.PRESCRIBER),
        (["LK"], "", Role.NURSE),
        (["LK"], None, Role.NURSE),
        (["SJ"], "9000019", Role.NURSE),
        (["SJ"], "", Role.NURSE),
        ([], "", Role.CLERK),
        (None, None, Role.CLERK),
    ],
)
def test_the_licence_and_the_code_give_the_role(database, licences, code, role):
    claims = make.claims(EVA, BJORKEN, healthcareProfessionalLicense=licences, personalPrescriptionCode=code)

    assert came(claims).role is role


def test_only_commissions_for_care_at_clinics_we_know_count(database):
    known = make.commission(BJORKEN)
    quality = make.commission(EKBACKEN, 2, purpose="Kvalitetssäkring")
    elsewhere = known | {"healthCareUnitHsaId": "SE0000000000-V9999", "commissionHsaId": "SE0000000000-C0003"}

    member = came(make.claims(EVA, allCommissions=[quality, elsewhere, known]))

    assert [c.hsa_id for c in member.commissions] == ["SE0000000000-C0001"]


@pytest.mark.parametrize("commissions", [None, [], "text", [{}], [CARE_NOWHERE]])
def test_without_a_commission_nobody_comes_in(database, commissions):
    with pytest.raises(NoCommission):
        came(make.claims(JOHAN, allCommissions=commissions))

    assert owner("SELECT count(*) FROM people_staff") == [(0,)]


def test_an_exception_names_nobody(database):
    with pytest.raises(NoCommission) as refusal:
        came(make.claims(JOHAN))

    assert "Johan" not in repr(refusal.value)


def test_the_latest_sign_in_describes_the_person(database):
    came(make.claims(EVA, BJORKEN))
    came(make.claims(EVA, BJORKEN, name="Eva Gift", personalPrescriptionCode=""))

    assert owner("SELECT hsa_id, name, prescriber_code FROM people_staff") == [(EVA, "Eva Gift", "")]
