"""Who acts for another reads that other's name, and never that it were their own health or medicines."""

import re
import uuid

import pytest

from fornya.rules.acting import Scope
from tests import make
from tests.browser import Browser
from tests.committed import owner
from tests.pages.patient.filling import ANSWERS, FORM, ON
from tests.pages.patient.sources import account, prescription
from tests.people import mandates
from tests.people.registry import acting_for, stand_in

# What belongs to the patient, said to whoever reads; how the reader is told is the reader's own.
OWN = re.compile(
    r"\b(din|ditt|dina) (hälsa|läkemedel|recept|förfrågan|förfrågningar|önskemål|mottagning|uttag)\b"
    r"|\bmina läkemedel\b|\bdu har (betalat|frikort|hämtat|inga recept|valt att dölja|redan bett)\b"
    r"|\bdet du (har hämtat|svarade|skickade)\b|\bdu (tar|hämtar|använder|betalade|svarade på|tog tillbaka)\b"
    r"|\bkostar dig\b|\btar du\b|\bhar du några biverkningar\b",
    re.IGNORECASE,
)
AGENTS = (
    "/mina",
    "/mina/forfragningar",
    "/mina/inkorg",
    "/mina/lakemedel",
    "/mina/uttag",
    "/mina/hogkostnad",
)
AGENTS += ("/mina/lakemedel/lista",)


@pytest.fixture
def registry(database, monkeypatch):
    return stand_in(monkeypatch)


def claimed(page) -> list[str]:
    """Give what a page claims to be the reader's."""
    assert page.status == 200, page.answer.wsgi_request.path
    return [" ".join(match.group().split()) for match in OWN.finditer(page.tree.xpath("string(//main)"))]


def claims(browser: Browser, *paths: str) -> list[tuple[str, str]]:
    """Give what each page claims to be the reader's, with where."""
    return [(path, claim) for path in paths for claim in claimed(browser.get(path))]


def answered(request_id: uuid.UUID, *, asks: bool = False) -> None:
    eva = make.staff()
    whole = make.taken(eva, request_id)
    line = whole.lines[0].id
    make.decide(eva, whole, make.question(line, "Sedan när?") if asks else make.refusal(line))


@pytest.mark.parametrize("left", [0, 3])
def test_an_agent_reads_of_the_giver(registry, sources, left):
    berit, bo = make.patient(name="Berit Exempel"), make.patient(name="Bo Exempel")
    mandates.accepted(berit, bo, scope=Scope.REQUEST)
    sources.prescriptions_are = [prescription(), prescription("Levaxin")] if left else []
    sources.cost = account() if left else account(0, 0, period_start=None, period_end=None, purchases=())
    _berit, token = acting_for(bo, "Berit")
    browser = Browser(token)
    by_herself, asked = make.request(berit), make.request(berit)
    answered(by_herself)
    answered(asked, asks=True)
    found = owner(
        "SELECT id FROM messages_message WHERE patient_id = %s AND kind !~ 'agent'", berit.patient_id
    )
    messages = [f"/mina/inkorg/{key}" for (key,) in found]
    requests = [f"/mina/forfragan/{key}" for key in (by_herself, asked)]

    assert claims(browser, *AGENTS, *messages, *requests) == []
    assert "Skickad av Berit Exempel" in browser.get(requests[0]).text


def test_a_guardian_fills_in_a_form_about_the_child(registry, sources):
    maria = make.patient(name="Maria Exempel")
    registry.child_of(maria)
    alma, token = acting_for(maria, "Alma")
    sources.prescriptions_are = [prescription(id="rx-of-alma")]
    browser = Browser(token)
    sent = make.request(alma)
    assert claims(browser, FORM, f"{FORM}/annat", f"/mina/forfragan/{sent}?skickad=1") == []

    page = browser.press(browser.get(FORM), ON, chosen=sources.prescriptions_are[0].id)
    for answer in (ANSWERS, {}, {}, {"way": "sms", "phone": "070-174 06 05"}):
        assert claimed(page) == [], page.heading
        page = browser.press(page, ON, **answer)

    assert (page.heading, claimed(page)) == ("Kontrollera och skicka", [])
    assert browser.get(f"{FORM}/skickad").heading == "Förfrågan för Alma är redan skickad"
