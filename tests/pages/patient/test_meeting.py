"""Times to meet as the patient meets them: choose, change, cancel, put in a calendar, and what stands."""

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from icalendar import Calendar

from fornya.renewals.book import book
from fornya.renewals.withdraw_time import withdraw_time
from fornya.rules.renewal_states import Event
from tests import make, offers
from tests.browser import Browser, said
from tests.committed import owner
from tests.pages.patient.sources import prescription


def offered(token: str, *hours: float) -> uuid.UUID:
    return offers.offered(make.signed_in(token), *(offers.slot(each) for each in hours or (72, 96)))


def at(request_id: uuid.UUID, *more: str) -> str:
    return "/".join([f"/mina/forfragan/{request_id}", *more])


def buttons(page) -> list[str]:
    return [words for each in page.tree.xpath("//main//button") if (words := said(each)).startswith("Välj ")]


@pytest.fixture
def token(database) -> str:
    """Give the token of a patient who is signed in."""
    return make.patient_token()


def test_a_patient_chooses_changes_and_cancels(token):
    request_id, browser = offered(token), Browser(token)
    page = browser.get(at(request_id))
    first, second = buttons(page)
    assert "Välj en av tiderna här på sidan, eller ring och boka en annan." in page.text

    booked = browser.press(page, first)
    assert (booked.status, booked.heading) == (200, "Tiden är bokad")
    assert first.removeprefix("Välj ").lower() in booked.text.lower()
    assert "Björkens vårdcentral" in booked.text
    assert "På mottagningen, 30 minuter" in booked.text
    assert buttons(booked) == [second]

    changed = browser.press(booked, second)
    assert second.removeprefix("Välj ").lower() in changed.text.lower()
    cancelled = browser.press(changed, "Avboka tiden")
    assert "Tiden är avbokad" in cancelled.text
    assert buttons(cancelled) == [first, second]
    told = browser.get("/mina/inkorg").text
    assert "Tiden är bokad" in told
    assert "Tiden är avbokad" in told


def test_the_overview_says_that_there_is_something_to_choose_and_then_when_it_is(token, sources):
    request_id, browser = offered(token), Browser(token)

    page = browser.get("/mina")
    assert page.links("Välj en tid")
    browser.press(browser.get(at(request_id)), buttons(browser.get(at(request_id)))[0])

    page = browser.get("/mina")
    assert not page.links("Välj en tid")
    assert page.links("Tiden är bokad")
    assert "Bokad tid:" in browser.get("/mina/forfragningar").text


def test_what_the_clinic_wants_to_meet_about_is_nothing_to_renew_until_then(token, sources):
    # Mutants: the meeting's medicines are all of the request, or what waits for it counts as not asked for.
    sources.prescriptions_are = [prescription(id="rx-meet"), prescription("Levaxin", id="rx-other")]
    patient, member = make.signed_in(token), make.staff()
    request_id = make.request(patient, [make.choice(id="rx-meet"), make.choice("Furix")])
    whole = make.taken(member, request_id)
    first, second = whole.lines
    meet = replace(make.refusal(first.id, Event.MEET), times=(offers.slot(48),))
    make.decide(member, whole, meet, make.refusal(second.id))
    browser = Browser(token)

    renewing = [
        words
        for each in browser.get("/mina").tree.xpath("//main//a")
        if (words := said(each)).startswith("Förnya ")
    ]
    page = browser.get(at(request_id, "tid"))

    assert [each for each in renewing if "Metoprolol" in each] == []
    assert [each for each in renewing if "Levaxin" in each]
    about = "vill träffa dig om Metoprolol Sandoz 50 mg."
    assert about in browser.get("/mina").text.replace("\N{NO-BREAK SPACE}", " ")
    assert about in page.text.replace("\N{NO-BREAK SPACE}", " ")


def test_the_second_of_two_windows_is_told_which_time_stands(token):
    # Mutant: what the page showed as booked is not asked for.
    request_id, browser = offered(token), Browser(token)
    page = browser.get(at(request_id, "tid"))
    first, second = buttons(page)
    browser.press(page, first)

    late = browser.press(page, second)

    assert late.status == 409
    assert "Något har ändrats medan du valde" in late.text
    assert first.removeprefix("Välj ").lower() in late.text.lower()
    assert owner("SELECT count(*) FROM renewals_appointment WHERE booked_at IS NOT NULL") == [(1,)]


def test_a_time_taken_back_meanwhile_says_so_and_shows_the_others(token):
    request_id, browser = offered(token), Browser(token)
    page = browser.get(at(request_id, "tid"))
    first, second = buttons(page)
    ((gone,),) = owner("SELECT id FROM renewals_appointment ORDER BY starts_at LIMIT 1")
    withdraw_time(request_id=request_id, appointment_id=gone, by=make.staff(), now=make.NOW)

    late = browser.press(page, first)

    assert (late.status, buttons(late)) == (409, [second])
    assert "Tiden finns inte kvar" in late.text
    inbox = browser.get("/mina/inkorg")
    letter = browser.get(inbox.links("Mottagningen har tagit bort en tid")[0])
    assert "Det finns 1 annan tid att välja." in letter.text
    assert letter.links("Visa tiden") == [at(request_id, "tid")]


@pytest.mark.parametrize(
    ("begins", "words"),
    [("30 minutes", "Ring om du behöver ändra"), ("-2 hours", "Läkemedlet går att fråga om igen.")],
)
def test_a_booked_time_that_is_near_is_changed_by_phone_and_one_that_has_been_opens_the_form(
    token, begins, words
):
    request_id, browser = offered(token, 72), Browser(token)
    page = browser.get(at(request_id))
    browser.press(page, buttons(page)[0])
    owner("UPDATE renewals_appointment SET starts_at = now() + %s::interval", begins)

    page = browser.get(at(request_id, "tid"))

    assert words in page.text
    assert not page.tree.xpath("//main//form[@method='post']")
    assert browser.get(at(request_id)).status == 200


def test_times_that_nobody_chose_give_the_phone_number(token):
    request_id, browser = offered(token), Browser(token)
    owner("UPDATE renewals_appointment SET starts_at = now() - row_number * interval '1 day' FROM"
          " (SELECT id AS key, row_number() OVER () FROM renewals_appointment) n WHERE id = key")  # fmt: skip

    for page in (browser.get(at(request_id)), browser.get(at(request_id, "tid"))):
        assert "Ingen av tiderna går att välja längre" in page.text
        assert not buttons(page)
    assert browser.get("/mina/forfragningar").text.count("Välj en tid") == 0


def test_the_calendar_says_nothing_of_health_and_the_place_only_when_asked(token):
    # Mutant: the place in the file by itself.
    request_id, browser = offered(token, 72), Browser(token)
    assert browser.client.get(at(request_id, "tid/kalender")).status_code == 303
    page = browser.get(at(request_id))
    browser.press(page, buttons(page)[0])

    bare = browser.client.get(at(request_id, "tid/kalender"))
    named = browser.client.get(at(request_id, "tid/kalender"), {"plats": "yes"})

    (event,) = Calendar.from_ical(bare.content).walk("VEVENT")
    assert str(event["summary"]) == "Påminnelse från Förnya"
    assert event["dtend"].dt - event["dtstart"].dt == timedelta(minutes=30)
    assert all(word not in bare.content.decode().lower() for word in ("björken", "metoprolol", "recept"))
    assert "Björkens vårdcentral" in named.content.decode().replace("\r\n ", "")


def test_a_request_without_times_has_no_page_of_them(token):
    request_id = make.request(make.signed_in(token))

    assert Browser(token).client.get(at(request_id, "tid")).status_code == 303


@pytest.mark.parametrize("typed", ["", "x", "00000000-0000-4000-8000-000000000000"])
def test_what_is_no_time_is_no_fault(token, typed):
    request_id, browser = offered(token, 72), Browser(token)
    page = browser.get(at(request_id))

    answer = browser.send(page, buttons(page)[0], visad=typed)
    assert answer.status_code in (303, 409)
    book_ = browser.client.post(at(request_id, "tid/boka"), {"tid": typed, "visad": typed})
    assert book_.status_code in (403, 409)


def test_who_sends_forged_ids_books_nothing_of_others(token):
    theirs = make.patient()
    request_id = offers.offered(theirs, offers.slot(120))
    mine, browser = offered(token, 72), Browser(token)
    ((other,),) = owner("SELECT id FROM renewals_appointment WHERE request_id = %s", request_id)
    page = browser.get(at(mine))
    ((key,),) = owner("SELECT id FROM renewals_appointment WHERE request_id = %s", mine)
    page.tree.xpath("//main//button[@name='tid']")[0].set("value", str(other))

    assert browser.press(page, buttons(page)[0]).status == 409
    assert owner("SELECT count(*) FROM renewals_appointment WHERE booked_at IS NOT NULL") == [(0,)]
    book(
        request_id=mine, appointment_id=key, instead_of=None, patient=make.signed_in(token), now=make.NOW
    )  # fmt: skip
