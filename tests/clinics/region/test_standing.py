"""How far a region's clinics have come: its own clinics, by numbers, and nothing of who did what."""

from datetime import timedelta

import pytest

from fornya.clinics import directory
from fornya.clinics.region.standing import standings
from fornya.clinics.settings.change import set_who
from fornya.clinics.settings.log import Part
from fornya.clinics.settings.tasks import State
from tests import make
from tests.committed import owner, web


def standing(slug: str = make.BJORKEN, region: str = "03"):
    directory.forget()
    found = standings(region_id=region, by=make.staff().actor, now=make.NOW)
    return next((each for each in found if each.clinic.slug == slug), None)


def test_a_region_sees_its_own_clinics_and_no_others(clinic):
    assert standing() is not None
    assert standing(region="20") is None
    assert standing(make.STRANDGATAN) is None


def test_administrators_are_counted_while_their_term_holds(clinic):
    make.administrator()
    make.administrator(make.JOHAN, ends_on=make.TODAY + timedelta(days=3))
    assert standing().administrators == 2
    assert standing().states[Part.ADMINISTRATORS] is State.DONE

    owner("UPDATE clinics_administrator SET ends_on = '2020-01-01' WHERE hsa_id = %s", make.JOHAN)

    assert standing().administrators == 1
    assert standing().states[Part.ADMINISTRATORS] is State.TO_DO


def test_a_task_is_done_once_somebody_has_saved_it(clinic):
    before = standing()
    facts = {"min_age": None, "max_age": None, "listed_only": False, "accepts_other_clinics": False}
    set_who(clinic_id=clinic, by=make.staff().actor, now=make.NOW, **facts)

    after = standing()

    assert (before.states[Part.WHO], after.states[Part.WHO]) == (State.TO_DO, State.DONE)
    assert after.left == before.left - 1


@pytest.mark.parametrize(
    ("renews", "administrators", "is_connected"), [(True, 0, True), (False, 1, True), (False, 0, False)]
)
def test_a_clinic_has_begun_when_it_is_open_or_has_somebody(clinic, renews, administrators, is_connected):
    owner("UPDATE clinics_clinic SET renews_online = %s WHERE id = %s", renews, clinic)
    if administrators:
        make.administrator()

    assert standing().is_connected is is_connected


def test_with_no_region_open_nothing_is_told(clinic):
    # Mutant: a function that answers whoever asks.
    make.administrator()

    assert web("SELECT * FROM clinics_in_region(%s)", make.TODAY) == []
