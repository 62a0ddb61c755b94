"""The first sign-in of all: the register has spoken before the first page, or care is taken until it has."""

from datetime import date

import pytest

from fornya.medicines import high_cost, overview
from tests import make
from tests.browser import Browser
from tests.committed import as_worker, owner, work
from tests.pages.patient.sources import Sources
from tests.people.registry import stand_in
from tests.people.scripted import AMINA, complete

SIX = date(2020, 5, 4)
ASKS = "Byt till någon annan"


@pytest.fixture
def registry(database, monkeypatch):
    return stand_in(monkeypatch)


@pytest.fixture(autouse=True)
def sources(monkeypatch):
    made = Sources()
    monkeypatch.setattr(overview, "prescription_store", lambda: made)
    monkeypatch.setattr(high_cost, "high_cost_account", lambda: made)
    return made


def signs_in(scripted) -> Browser:
    """Sign Amina in by QR code."""
    browser = Browser()
    page = browser.press(browser.get("/logga-in", till="/mina"), "BankID på en annan enhet")
    scripted.answer = complete()
    owner("UPDATE people_signin SET asked_at = asked_at - interval '3 seconds'")
    answer = browser.client.get(page.answer.wsgi_request.path)
    assert answer["Location"] == "/mina"
    return browser


def is_mother(registry) -> None:
    child = make.personnummer(SIX)
    registry.names[child] = ("Alma", "Exempel")
    registry.custody[AMINA] = [child]


def test_a_new_parent_is_asked_whom_it_is_about_on_the_very_first_page(scripted, registry):
    # Mutant: only the job asks the register, seconds later, and the first form is filled in for oneself.
    is_mother(registry)

    page = signs_in(scripted).get("/mina")

    assert page.links(ASKS) == ["/mina/vem"]
    assert owner("SELECT guards_children, registered_at IS NOT NULL FROM people_patient") == [(True, True)]


def test_nobody_waits_for_the_register_a_second_time(scripted, registry):
    signs_in(scripted)
    registry.asked.clear()

    page = signs_in(scripted).get("/mina")

    assert (registry.asked, page.links(ASKS)) == ([], [])


def test_who_is_protected_is_so_from_the_first_page_on(scripted, registry):
    registry.protect(AMINA)

    page = signs_in(scripted).get("/mina/uttag")

    assert "Du har skyddade personuppgifter." in page.text


def test_who_is_dead_gets_no_page_at_all(scripted, registry):
    registry.bury(AMINA)

    page = signs_in(scripted).get("/mina")

    assert (page.status, page.heading) == (403, "Det går inte att använda Förnya")


def test_a_silent_register_stops_nobody_and_care_is_taken_until_it_answers(scripted, registry):
    is_mother(registry)
    registry.silent = True
    browser = signs_in(scripted)

    # It may be a parent, and it may be somebody who hides.
    assert browser.get("/mina").links(ASKS) == ["/mina/vem"]
    assert "Folkbokföringen har inte svarat ännu." in browser.get("/mina/uttag").text
    assert "Vi kan därför inte se vem du får göra något för." in browser.get("/mina/vem").text

    registry.silent = False
    with as_worker():
        assert owner("SELECT count(*) FROM outbox_delivery WHERE topic = 'people.registered'") == [(1,)]
    work()
    assert "Folkbokföringen har inte svarat ännu." not in browser.get("/mina/uttag").text
    assert browser.get("/mina").links(ASKS) == ["/mina/vem"]


def test_the_log_says_that_the_register_was_asked(scripted, registry):
    signs_in(scripted)

    assert owner("SELECT actor_kind FROM audit_accessentry WHERE what = 'register.asked'") == [("service",)]
