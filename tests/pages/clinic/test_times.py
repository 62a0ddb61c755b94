"""Times to meet as staff offer them, see who comes, and take one back."""

from datetime import timedelta

import pytest

from fornya.renewals.book import book
from fornya.rules.swedish_time import STOCKHOLM, swedish_day
from tests import make, offers
from tests.browser import Browser, errors, said
from tests.committed import owner

SIGN = "Signera och skicka"
SOON = make.TODAY + timedelta(days=30)
SUNDAY = SOON + timedelta(days=6 - SOON.weekday())
MONDAY, TUESDAY = SUNDAY + timedelta(days=1), SUNDAY + timedelta(days=2)
TIMES = "SELECT to_char(starts_at AT TIME ZONE 'Europe/Stockholm', 'YYYY-MM-DD HH24:MI'), minutes, way, whom"
TIMES += " FROM renewals_appointment ORDER BY starts_at"


def opened(by: Browser, *choices):
    request_id = make.request(make.patient(), list(choices) or [make.choice()])
    return by.press(by.get(f"/personal/arende/{request_id}"), "Börja bedöma")


def names(page) -> dict[str, str]:
    """The names of the fields of the one medicine."""
    (group,) = page.tree.xpath("//fieldset[contains(@class, 'decision')]")
    return {name.partition("-")[0]: name for name in group.xpath(".//@name")}


def meet(page, **typed: str) -> dict[str, str]:
    fields = names(page)
    return {fields["do"]: "meet", fields["meet"]: "check_up"} | typed


def row(number: int, day: object, clock: str, way: str = "clinic") -> dict[str, str]:
    return {f"time_day-{number}": str(day), f"time_clock-{number}": clock, f"time_way-{number}": way}


@pytest.fixture
def eva(database) -> Browser:
    """Give the browser of a prescriber."""
    return Browser(make.staff_token())


def test_a_few_rows_are_offered_and_the_rest_are_left_empty(eva):
    page = opened(eva)
    typed = row(1, MONDAY, "10.15") | row(3, TUESDAY, "08:00", "phone") | {"time_whom": "Eva"}

    done = eva.press(page, SIGN, **meet(page, **typed))

    assert done.status == 200
    assert owner(TIMES) == [
        (f"{MONDAY} 10:15", 30, "clinic", "Eva"),
        (f"{TUESDAY} 08:00", 30, "phone", "Eva"),
    ]
    assert done.text.count("Erbjuden") == 2
    assert "10.15–10.45" in done.text


WRONG = [
    (row(1, "2020-01-02", "10.15"), "Tid 1: välj en tid minst en timme fram"),
    (row(1, make.TODAY + timedelta(days=300), "10.15"), "Tid 1: välj en tid inom sex månader"),
    (row(1, "imorgon", "10.15"), "Tid 1: skriv dagen som ÅÅÅÅ-MM-DD, till exempel 2026-12-24"),
    (row(1, MONDAY, "tio"), "Tid 1: skriv klockslaget, till exempel 10.15"),
    (row(1, "", "10.15"), "Tid 1: skriv dagen som ÅÅÅÅ-MM-DD, till exempel 2026-12-24"),
    (
        row(1, MONDAY, "10.15") | row(2, MONDAY, "10.30"),
        "Tid 2: tiden krockar med en annan tid som du har skrivit",
    ),
    (row(1, MONDAY, "10.15") | {"time_minutes": "500"}, "Skriv antal minuter, 5 till 120"),
    (row(1, MONDAY, "10.15") | {"time_whom": "E" * 70}, "Texten är 10 tecken för lång"),
]


def test_what_cannot_be_offered_says_what_to_do_and_keeps_what_was_typed(eva):
    page = opened(eva)
    for typed, fault in WRONG:
        again = eva.press(page, SIGN, **meet(page, **typed))

        assert (again.status, errors(again)) == (422, [fault])
        (form,) = again.tree.xpath("//form[.//input[@name='version'] and .//textarea]")
        kept = dict(form.form_values())
        assert {name: kept[name] for name in typed} == typed
    assert owner(TIMES) == []


def test_faults_are_told_in_the_order_of_the_page(eva):
    page = opened(eva)
    typed = row(1, "imorgon", "10.15") | row(3, MONDAY, "tio") | {"time_minutes": "500"}

    again = eva.press(page, SIGN, **meet(page, **typed))

    assert [fault.partition(":")[0] for fault in errors(again)] == [
        "Tid 1",
        "Tid 3",
        "Skriv antal minuter, 5 till 120",
    ]


def test_times_without_a_meeting_are_refused(eva):
    page = opened(eva)
    fields = names(page)

    again = eva.press(page, SIGN, **{fields["do"]: "renew"}, **row(2, MONDAY, "10.15"))

    assert errors(again) == [
        "Tider erbjuds bara när ni behöver träffas. Välj det för ett läkemedel, eller töm tiderna"
    ]


def test_a_time_that_another_patient_has_been_offered_is_refused_at_its_row(eva):
    starts = offers.slot(24 * 30)
    offers.offered(make.patient(), starts)
    local = starts.starts_at.astimezone(STOCKHOLM)
    page = opened(eva)
    typed = row(2, local.date(), f"{local:%H.%M}")

    again = eva.press(page, SIGN, **meet(page, **typed))

    (fault,) = errors(again)
    assert fault.startswith("Tid 2: tiden är redan erbjuden någon annan")
    assert again.tree.xpath("//*[@id='time_day-2-error']")
    assert len(owner(TIMES)) == 1


def test_a_day_off_is_a_hint_and_no_refusal(database):
    # Who has not said lately who they are comes back to the form, filled in, and sees it before signing.
    eva = Browser(make.staff_token(confirmed=False))
    page = opened(eva)
    typed = meet(page, **row(1, SUNDAY, "10.15"), **row(2, MONDAY, "10.15"))
    eva.send(page, SIGN, **typed)

    back = eva.get(page.answer.wsgi_request.path, ifyllt="1")

    assert back.text.count("Helg eller röd dag") == 1
    assert back.tree.xpath("//input[@id='time_day-1']/@value") == [str(SUNDAY)]


def test_a_nurse_proposes_times_and_the_prescriber_signs_them(eva):
    nurse = Browser(make.staff_token(make.JOHAN))
    page = opened(nurse)
    nurse.press(page, "Spara förslag", **meet(page, **row(1, MONDAY, "10.15")))
    path = page.answer.wsgi_request.path
    assert owner(TIMES) == []

    seen = eva.press(eva.get(path), "Ta över") if "Ta över" in eva.get(path).text else eva.get(path)
    eva.press(seen, SIGN)

    assert len(owner(TIMES)) == 1


def test_who_has_booked_stands_under_its_day_and_who_has_not_below(eva):
    anna, bert = make.patient(name="Anna Bokad"), make.patient(name="Bert Ovald")
    request_id = offers.offered(anna, offers.slot(72))
    offers.offered(bert, offers.slot(20, whom="Eva"))
    ((key,),) = owner("SELECT id FROM renewals_appointment WHERE request_id = %s", request_id)
    book(request_id=request_id, appointment_id=key, instead_of=None, patient=anna, now=make.NOW)

    page = eva.get("/personal/moten")
    booked, unchosen = page.tree.xpath("//table")
    assert ("Anna Bokad" in booked.text_content(), "Anna Bokad" in unchosen.text_content()) == (True, False)
    assert "Bert Ovald" in unchosen.text_content()
    assert "Sista tiden är nära" in unchosen.text_content()
    assert str(swedish_day(offers.slot(72).starts_at).day) in booked.text_content()

    band = eva.get("/personal").text
    assert "1 patient har inte valt någon tid" in band
    assert "Bert Ovald, den sista tiden är" in band


def test_a_time_is_taken_back_and_a_lapsed_offer_is_seen_to(eva):
    request_id = offers.offered(make.patient(), offers.slot(20), offers.slot(72))
    page = eva.get(f"/personal/arende/{request_id}/tider")
    first = said(page.tree.xpath("//button[@name='tid']")[0])

    page = eva.press(page, first)
    assert page.text.count("Borttagen") == 1
    assert "Tiden är borttagen" in page.text
    page = eva.press(page, "Patienten har fått besked")

    assert page.text.count("Inte vald") == 1
    assert "Ni har noterat att patienten har fått besked" in page.text
    assert not page.tree.xpath("//main//button")
    assert "Patienten fick besked på annat sätt" in eva.get(f"/personal/arende/{request_id}").text


def test_who_has_just_booked_is_not_taken_for_one_who_has_not(eva):
    patient = make.patient()
    request_id = offers.offered(patient, offers.slot(72))
    page = eva.get(f"/personal/arende/{request_id}/tider")
    ((key,),) = owner("SELECT id FROM renewals_appointment")
    book(request_id=request_id, appointment_id=key, instead_of=None, patient=patient, now=make.NOW)

    late = eva.press(page, "Patienten har fått besked")

    assert late.status == 409
    assert "Patienten har hunnit boka en tid" in late.text
