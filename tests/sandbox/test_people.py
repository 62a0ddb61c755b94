"""The fictitious people: that they exist, are fictitious, and show what they say."""

import re
from datetime import date

import pytest

from sandbox import people
from sandbox.bankid.people import is_personnummer

EVERYONE = people.people()
KNOWN_TEST_NUMBER = "191212121212"


@pytest.mark.parametrize("person", EVERYONE, ids=lambda person: person.name)
def test_each_has_a_number_kept_for_tests_and_a_sentence(person: people.Person) -> None:
    assert is_personnummer(person.personnummer)
    assert 980 <= int(person.personnummer[8:11]) <= 999 or person.personnummer == KNOWN_TEST_NUMBER
    assert re.fullmatch(r"[A-ZÅÄÖ].+\.", person.shows)


@pytest.mark.parametrize("person", EVERYONE, ids=lambda person: person.name)
def test_each_prescription_is_of_a_known_medicine_and_has_a_possible_past(person: people.Person) -> None:
    for plan in person.prescriptions:
        assert people.medicine(plan.medicine) is not None, plan.medicine
        assert plan.clinic in people.clinics()
        assert plan.prescriber in people.prescribers()
        assert len(plan.collected) <= plan.withdrawals
        assert all(0 < days <= plan.issued < 365 for days in plan.collected)


def test_aminas_metoprolol_runs_out_within_two_weeks() -> None:
    amina = EVERYONE[0]
    plan = next(each for each in amina.prescriptions if each.key == "amina-metoprolol")
    medicine = people.medicine(plan.medicine)
    assert medicine is not None
    assert plan.per_day is not None

    left = len(plan.collected) * medicine.pack_quantity / plan.per_day - plan.collected[0]

    assert (plan.withdrawals - len(plan.collected), 0 < left <= 14) == (0, True)


def test_every_medicine_has_a_number_of_its_own_that_cannot_be_real() -> None:
    numbers = [each.npl_id for each in people.medicines()]

    assert len(set(numbers)) == len(numbers) == 136
    assert all(re.fullmatch(r"99999999\d{6}", number) for number in numbers)
    assert len({each.name for each in people.medicines()}) == 136


def test_every_pharmacy_has_a_number_with_a_right_check_digit() -> None:
    for gln in people.pharmacies():
        total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(gln))
        assert (len(gln), total % 10) == (13, 0)


def test_alva_is_under_age_until_her_birthday() -> None:
    alva = next(each for each in EVERYONE if each.given_name == "Alva")

    assert date(int(alva.personnummer[:4]) + 18, 3, 15) == date(2027, 3, 15)
