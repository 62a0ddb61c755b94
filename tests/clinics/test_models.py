"""What the database itself refuses in the care directory."""

from datetime import UTC, date, datetime, time

import pytest
from django.db import IntegrityError, transaction

from fornya.clinics.models import (
    Clinic,
    EService,
    Fee,
    HoursException,
    Municipality,
    OpeningHours,
    Pharmacy,
    Region,
    RegionalNotice,
)

GOOD = {
    "hsa_id": "SE0000000000-T1",
    "slug": "provet",
    "name": "Provets vårdcentral",
    "kind": "health_centre",
    "municipality_id": "9901",
    "street": "Provvägen 1",
    "postcode": "003 01",
    "place": "Provköping",
    "phone": "+46180000099",
    "updated_on": date(2026, 11, 1),
}


@pytest.fixture
def place(as_owner, db):
    Region.objects.create(code="99", name="Region Prov", org_number="232100-9999", slug="prov")
    return Municipality.objects.create(code="9901", name="Provköping", region_id="99")


@pytest.fixture
def clinic(place):
    return Clinic.objects.create(**GOOD)


def refused(model, **values):
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        model.objects.create(**values)
    return str(refusal.value)


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"hsa_id": "SE-1"}, "clinic_hsa_id_form"),
        ({"hsa_id": "SE0000000000-Å1"}, "clinic_hsa_id_form"),
        ({"phone": "018-000 00 99"}, "clinic_phone_is_international"),
        ({"postcode": "00301"}, "clinic_postcode_form"),
        ({"kind": "circus"}, "clinic_kind_is_known"),
        ({"name": ""}, "clinic_has_a_name"),
        ({"languages": ["ar", "xx"]}, "clinic_speaks_known_languages"),
        ({"renews_online": True}, "clinic_that_renews_says_when_it_answers"),
        ({"renews_online": True, "answer_days": 0}, "clinic_that_renews_says_when_it_answers"),
        ({"notice": "Stängt"}, "clinic_notice_has_an_end"),
        ({"notice_until": date(2026, 12, 1)}, "clinic_notice_has_an_end"),
        ({"min_age": 18, "max_age": 12}, "clinic_ages_are_in_order"),
        ({"lat": "59.5"}, "clinic_lies_in_sweden"),
        ({"lat": "48.8", "lon": "2.3"}, "clinic_lies_in_sweden"),
        ({"own_questions": ["a?", "b?", "c?", "d?"]}, "clinic_asks_at_most_three"),
    ],
)
def test_an_odd_clinic_is_refused(place, changes, constraint):
    assert constraint in refused(Clinic, **GOOD | changes)


@pytest.mark.parametrize("name", ["hsa_id", "slug"])
def test_two_clinics_never_share_an_identity(clinic, name):
    other = GOOD | {"hsa_id": "SE0000000000-T2", "slug": "annat"} | {name: GOOD[name]}

    assert name in refused(Clinic, **other)


def test_a_municipality_lies_in_the_region_of_its_code(place):
    assert "municipality_lies_in_its_region" in refused(Municipality, code="0198", name="Fel", region_id="99")


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"weekday": 0}, "hours_weekday_is_iso"),
        ({"weekday": 8}, "hours_weekday_is_iso"),
        ({"opens": time(16), "closes": time(8)}, "hours_open_before_they_close"),
        ({"service": "chat"}, "hours_service_is_known"),
    ],
)
def test_odd_hours_are_refused(clinic, changes, constraint):
    good = {"clinic": clinic, "weekday": 1, "opens": time(8), "closes": time(16)}

    assert constraint in refused(OpeningHours, **good | changes)


def test_a_day_with_an_opening_needs_a_closing(clinic):
    half = {"clinic": clinic, "day": date(2026, 12, 23), "opens": time(8)}

    assert "exception_is_closed_or_in_order" in refused(HoursException, **half)


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"region_id": None}, "fee_is_for_a_region_or_a_clinic"),
        ({"source": ""}, "fee_has_a_source"),
        ({"amount_ore": 100_001}, "fee_is_at_most_1000_kr"),
        ({"purpose": "fun"}, "fee_purpose_is_known"),
        ({"valid_to": date(2024, 1, 1)}, "fee_days_in_order"),
    ],
)
def test_an_odd_fee_is_refused(place, changes, constraint):
    good = {"region_id": "99", "amount_ore": 100_00, "valid_from": date(2025, 1, 1), "source": "Prov"}

    assert constraint in refused(Fee, **good | changes)


def test_a_fee_is_decided_once_for_a_day(place):
    fee = {"region_id": "99", "amount_ore": 100_00, "valid_from": date(2025, 1, 1), "source": "Prov"}
    Fee.objects.create(**fee)

    assert "fee_once_a_day" in refused(Fee, **fee | {"amount_ore": 200_00})


def test_a_fee_is_not_for_both_a_region_and_a_clinic(clinic):
    both = {
        "region_id": "99",
        "clinic": clinic,
        "amount_ore": 0,
        "valid_from": date(2025, 1, 1),
        "source": "x",
    }

    assert "fee_is_for_a_region_or_a_clinic" in refused(Fee, **both)


def test_a_link_goes_over_https(clinic):
    assert "link_is_https" in refused(EService, clinic=clinic, kind="book", url="http://prov.example/")


def test_a_pharmacy_is_online_or_somewhere(as_owner, db):
    assert "pharmacy_is_online_or_somewhere" in refused(Pharmacy, gln="7350099990001", name="Prov")


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"kind": "rumour"}, "notice_kind_is_known"),
        ({"texts": {"en": "Only in English"}}, "notice_is_there_in_swedish"),
        ({"ends_at": datetime(2026, 11, 23, tzinfo=UTC)}, "notice_starts_before_it_ends"),
    ],
)
def test_an_impossible_notice_is_refused_by_the_table(place, changes, constraint):
    good = {
        "region_id": "99",
        "texts": {"sv": "Prov"},
        "starts_at": datetime(2026, 11, 23, tzinfo=UTC),
        "ends_at": datetime(2026, 11, 24, tzinfo=UTC),
    }

    assert constraint in refused(RegionalNotice, **good | changes)
