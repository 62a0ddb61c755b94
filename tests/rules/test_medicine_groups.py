"""Which group a medicine is counted in."""

import csv

import pytest

from fornya.rules.medicine_groups import NAMES, OTHER, medicine_group
from tests.house.tree import ROOT


@pytest.mark.parametrize(
    ("atc", "group"),
    [
        ("C07AB02", "C07"),
        ("N06", "N06"),
        ("C07ab02", "C07"),
        ("c07AB02", OTHER),
        ("Z99AA01", OTHER),
        ("C0", OTHER),
        ("", OTHER),
        (None, OTHER),
    ],
)
def test_a_group_is_the_first_three_characters(atc, group):
    assert medicine_group(atc) == group


def test_every_medicine_that_can_be_tried_has_a_group_with_a_name():
    with (ROOT / "sandbox/medicines.csv").open(encoding="utf-8") as file:
        codes = {row["atc"] for row in csv.DictReader(file) if row.get("atc")}

    assert codes
    assert {code for code in codes if medicine_group(code) == OTHER} == set()


def test_no_name_stands_for_two_groups_and_every_code_is_one_of_three_characters():
    assert len(set(NAMES.values())) == len(NAMES)
    assert {medicine_group(code) for code in NAMES} == set(NAMES)
