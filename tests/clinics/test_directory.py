"""The directory in memory: what it knows, when it is read anew, and what it answers about a clinic."""

from datetime import UTC, date, datetime

import pytest
from django.db import OperationalError, ProgrammingError, connection, transaction

from fornya.clinics import directory, freshness, reading
from fornya.clinics.cards import Contents
from fornya.clinics.models import Clinic, HoursException, Region
from fornya.rules.fees import FeeReason, FeeUnknown, Purpose
from fornya.rules.opening_hours import Closed, Open, spans_on
from fornya.rules.renewal_policy import Outcome
from tests.clinics import demo_directory as demo

MONDAY_MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
MONDAY = MONDAY_MORNING.date()


def a_clinic(**changes):
    return {
        "hsa_id": "SE0000000000-T1",
        "slug": "provet",
        "name": "Provets vårdcentral",
        "kind": "health_centre",
        "municipality_id": "0380",
        "street": "Provvägen 1",
        "postcode": "003 01",
        "place": "Uppsala",
        "phone": "+46180000099",
        "updated_on": date(2026, 11, 1),
    } | changes


@pytest.fixture
def owned(as_owner, db):
    demo.load()
    directory.forget()
    yield
    directory.forget()


@pytest.fixture
def every_look(monkeypatch):
    monkeypatch.setattr(freshness, "LOOK_EVERY_SECONDS", 0.0)


def test_a_clinic_is_found_by_its_address_its_hsa_id_and_its_row(demo_directory):
    clinic = directory.by_slug("bjorkens-vardcentral")

    assert clinic.name == "Björkens vårdcentral"
    assert directory.by_hsa_id("SE0000000000-V0001") is clinic
    assert directory.by_id(clinic.id) is clinic


@pytest.mark.parametrize("slug", ["", "bjorkens", "BJORKENS-VARDCENTRAL"])
def test_an_unknown_address_is_no_clinic(demo_directory, slug):
    with pytest.raises(directory.NoSuchClinic):
        directory.by_slug(slug)


def test_clinics_stand_in_swedish_order(demo_directory):
    names = [clinic.name for clinic in demo_directory.clinics]

    last_letter = [name[0] for name in names][-1]
    assert last_letter == "Ä"
    assert names == sorted(names, key=reading.swedish_order)


def test_a_second_question_asks_the_database_nothing(demo_directory, django_assert_num_queries):
    directory.current()

    with django_assert_num_queries(0):
        directory.by_slug("bjorkens-vardcentral")
        demo_directory.index.search("vårdcentral")


def test_a_look_at_the_mark_is_one_query(demo_directory, every_look, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert directory.current() is demo_directory


@pytest.mark.usefixtures("owned", "every_look")
def test_a_changed_clinic_is_seen_at_the_next_look():
    before = directory.current()

    Clinic.objects.filter(slug="bjorkens-vardcentral").update(name="Björkens nya vårdcentral")

    assert directory.current() is not before
    assert directory.by_slug("bjorkens-vardcentral").name == "Björkens nya vårdcentral"


@pytest.mark.usefixtures("owned", "every_look")
def test_a_change_that_was_rolled_back_leaves_no_trace():
    before = reading.mark()

    with transaction.atomic():
        Clinic.objects.create(**a_clinic())
        seen = directory.by_slug("provet").place
        transaction.set_rollback(True)

    assert seen == "Uppsala"
    assert reading.mark() == before
    with pytest.raises(directory.NoSuchClinic):
        directory.by_slug("provet")


@pytest.mark.usefixtures("owned")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE clinics_region SET name = name",
        "UPDATE clinics_municipality SET name = name",
        "UPDATE clinics_clinic SET about = ''",
        "DELETE FROM clinics_openinghours",
        "DELETE FROM clinics_hoursexception",
        "UPDATE clinics_fee SET amount_ore = 0",
        "DELETE FROM clinics_eservice",
        "DELETE FROM clinics_pharmacy",
    ],
)
def test_every_table_of_the_directory_gives_a_new_mark(statement):
    before = reading.mark()

    with connection.cursor() as cursor:
        cursor.execute(statement)

    assert reading.mark() != before


def test_pages_go_on_with_what_was_read_when_the_database_is_gone(demo_directory, every_look, monkeypatch):
    def gone():
        raise OperationalError

    monkeypatch.setattr(reading, "mark", gone)

    assert directory.current() is demo_directory


def test_nothing_to_go_on_with_is_a_fault(monkeypatch):
    def gone() -> Contents:
        raise OperationalError

    directory.forget()
    monkeypatch.setattr(reading, "contents", gone)

    with pytest.raises(OperationalError):
        directory.current()


def test_the_web_may_read_the_directory_but_not_change_it(demo_directory):
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Region.objects.filter(code="03").update(name="Annat")


def test_most_people_in_dalarna_pay_and_children_do_not(demo_directory):
    clinic = directory.by_slug("strandgatans-vardcentral")

    assert directory.fee_on(clinic, MONDAY).amount_ore == 100_00
    assert directory.fee_on(clinic, MONDAY, age=17).reason is FeeReason.YOUNG
    assert directory.fee_on(clinic, MONDAY, age=85).amount_ore == 0
    assert directory.fee_on(clinic, MONDAY, purpose=Purpose.NOT_ILLNESS).amount_ore == 250_00


def test_a_clinics_own_fee_goes_before_its_regions(demo_directory):
    private = next(c for c in demo_directory.clinics if c.kind == "doctors_office" and c.renews_online)

    assert directory.fee_on(private, MONDAY).amount_ore == 100_00


def test_a_fee_nobody_knows_is_not_guessed(demo_directory):
    with pytest.raises(FeeUnknown):
        directory.fee_on(directory.by_slug("bjorkens-vardcentral"), date(1999, 1, 1))


def test_an_answer_is_promised_in_working_days(demo_directory):
    clinic = directory.by_slug("bjorkens-vardcentral")

    assert directory.answer_by(clinic, MONDAY_MORNING) == date(2026, 11, 25)


def test_a_clinic_that_does_not_renew_online_promises_nothing(demo_directory):
    with pytest.raises(directory.NoPromise):
        directory.answer_by(directory.by_slug("bjorklunda-lakarhus"), MONDAY_MORNING)


def test_the_phone_is_open_in_the_day_and_closed_at_night(demo_directory):
    clinic = directory.by_slug("ekbackens-vardcentral")

    assert isinstance(directory.phone_status(clinic, MONDAY_MORNING), Open)
    assert isinstance(directory.phone_status(clinic, MONDAY_MORNING.replace(hour=20)), Closed)
    assert len(spans_on(clinic.phone_hours, MONDAY)) == 1
    assert spans_on(clinic.phone_hours, date(2026, 12, 25)) == ()


def test_a_day_off_shuts_the_phone(demo_directory):
    clinic = directory.by_slug("bjorkens-vardcentral")
    closed = HoursException.objects.filter(clinic_id=clinic.id).values_list("day", flat=True)[0]

    assert spans_on(clinic.phone_hours, closed) == ()
    assert [odd.day for odd in clinic.odd_days] == [closed]


def test_a_notice_ends_by_itself(demo_directory):
    clinic = directory.by_slug("bjorkens-vardcentral")
    last = clinic.notice_until

    assert "stängt" in directory.notice_on(clinic, last)
    assert directory.notice_on(clinic, last.replace(year=last.year + 1)) == ""


def test_a_clinics_own_rules_stand_before_the_default_ones(demo_directory):
    strict = next(c for c in demo_directory.clinics if any(r.atc_prefix == "B01AA" for r in c.policy.rules))

    assert strict.policy.rules[0].outcome is Outcome.VISIT_REQUIRED
    assert any(rule.narcotic for rule in strict.policy.rules)


def test_pharmacies_on_the_net_come_first(demo_directory):
    online = [pharmacy.online for pharmacy in directory.pharmacies()]

    assert online == sorted(online, reverse=True)
    assert online.count(True) == 4
    assert directory.pharmacy_by_gln(demo_directory.pharmacies[5].gln) is demo_directory.pharmacies[5]


def test_an_unknown_gln_is_no_pharmacy(demo_directory):
    with pytest.raises(directory.NoSuchPharmacy):
        directory.pharmacy_by_gln("0000000000000")
