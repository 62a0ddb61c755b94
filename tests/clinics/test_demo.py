"""The demo's data: real regions and municipalities, clinics that belong to nobody, the same on every run."""

import re
from collections import Counter
from datetime import date

import pytest

from fornya.clinics.models import Clinic, Fee, OpeningHours, Pharmacy
from fornya.config.demo import clinics, pharmacies, places
from tests.clinics import demo_directory as demo

TODAY = date(2026, 11, 23)
# How many municipalities each county has, after Statistics Sweden.
PER_COUNTY = {
    "01": 26,
    "03": 8,
    "04": 9,
    "05": 13,
    "06": 13,
    "07": 8,
    "08": 12,
    "09": 1,
    "10": 5,
    "12": 33,
    "13": 6,
    "14": 49,
    "17": 16,
    "18": 12,
    "19": 10,
    "20": 15,
    "21": 10,
    "22": 7,
    "23": 8,
    "24": 15,
    "25": 14,
}
NOBODYS_NUMBER = re.compile(r"\+46(8465004|4062804|3139006)\d\d$|\+46\d{1,3}000\d{4}$")


def has_valid_check_digit(org_number: str) -> bool:
    digits = [int(digit) for digit in org_number.replace("-", "")]
    doubled = [digit * 2 if place % 2 == 0 else digit for place, digit in enumerate(digits)]
    return sum(digit - 9 if digit > 9 else digit for digit in doubled) % 10 == 0


def test_there_are_21_regions_with_valid_organisation_numbers():
    rows = places.rows("regions.csv")

    assert len(rows) == 21
    assert all(has_valid_check_digit(row["org_number"]) for row in rows)


def test_there_are_290_municipalities_as_many_in_each_county_as_there_should_be():
    rows = places.rows("municipalities.csv")

    assert len({row["code"] for row in rows}) == 290
    assert len({row["name"] for row in rows}) == 290
    assert Counter(row["code"][:2] for row in rows) == PER_COUNTY


def test_the_same_clinics_are_made_on_every_run():
    first, second = clinics.invented(TODAY), clinics.invented(TODAY)

    assert [each.clinic.name for each in first] == [each.clinic.name for each in second]
    assert [each.phone_week for each in first] == [each.phone_week for each in second]


def test_every_region_has_clinics_and_about_a_quarter_do_not_renew_online():
    made = [*clinics.named(TODAY), *clinics.invented(TODAY)]

    assert {each.clinic.municipality_id[:2] for each in made} == set(PER_COUNTY)
    assert 290 <= len(made) <= 320
    assert 0.2 < sum(not each.clinic.renews_online for each in made) / len(made) < 0.3


def test_no_phone_number_of_the_demo_belongs_to_anybody():
    made = [*clinics.named(TODAY), *clinics.invented(TODAY)]

    wrong = [each.clinic.phone for each in made if not NOBODYS_NUMBER.match(each.clinic.phone)]

    assert wrong == []
    assert len({each.clinic.phone for each in made}) == len(made)


def test_a_pharmacys_gln_ends_with_the_right_check_digit():
    assert pharmacies.gln(1)[:-1] == "735009999001"
    for pharmacy in pharmacies.made():
        total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(pharmacy.gln))
        assert total % 10 == 0


@pytest.mark.usefixtures("demo_directory")
def test_every_price_of_the_demo_is_marked_as_an_example():
    assert Fee.objects.exists()
    assert not Fee.objects.filter(is_example=False).exists()


@pytest.mark.usefixtures("as_owner", "db")
def test_loading_the_demo_twice_changes_nothing():
    demo.load()
    models = (Clinic, OpeningHours, Fee, Pharmacy)
    before = [model.objects.count() for model in models]
    ids = set(Clinic.objects.values_list("hsa_id", "id"))

    demo.load()

    assert [model.objects.count() for model in models] == before
    assert set(Clinic.objects.values_list("hsa_id", "id")) == ids


@pytest.mark.usefixtures("demo_directory")
def test_the_four_clinics_of_the_demos_people_are_there():
    rows = Clinic.objects.filter(hsa_id__contains="-V").order_by("hsa_id")

    found = list(rows.values_list("slug", "municipality__region_id", "renews_online", "answer_days"))

    assert found == [
        ("bjorkens-vardcentral", "03", True, 2),
        ("ekbackens-vardcentral", "03", True, 3),
        ("strandgatans-vardcentral", "20", True, 8),
        ("bjorklunda-lakarhus", "03", False, None),
    ]
