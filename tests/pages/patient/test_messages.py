"""The inbox: each kind of message in words, read once opened, and nobody else's."""

import itertools
import uuid
from dataclasses import replace
from datetime import datetime

import pytest

from fornya.messages.inbox import Letter
from fornya.messages.models import ABOUT_AGENTS, Kind
from fornya.pages.patient.messages.words import written
from fornya.rules.renewal_states import Event
from tests import make
from tests.browser import Browser
from tests.committed import owner


@pytest.fixture
def token(database) -> str:
    """Give the token of a patient who is signed in."""
    return make.patient_token()


def test_an_empty_inbox_says_what_comes_there(token):
    assert "Du har inga meddelanden." in Browser(token).get("/mina/inkorg").text


def test_a_message_is_unread_until_it_is_opened_and_leads_to_the_request(token):
    request_id = make.request(make.signed_in(token))
    browser = Browser(token)
    inbox = browser.get("/mina/inkorg")
    assert "Oläst" in inbox.text
    (address,) = inbox.links("Vi har tagit emot din förfrågan")

    page = browser.get(address)

    assert page.heading == "Vi har tagit emot din förfrågan"
    assert page.links("Följ din förfrågan") == [f"/mina/forfragan/{request_id}"]
    assert "Oläst" not in browser.get("/mina/inkorg").text


def test_a_question_and_an_answer_are_two_messages_with_their_words(token):
    choices = [make.choice(), make.choice("Levaxin")]
    request_id = make.request(make.signed_in(token), choices)
    whole = make.taken(make.staff(), request_id)
    no = replace(make.refusal(whole.lines[0].id, Event.MEET), text="Blodtrycket behöver mätas.\nRing oss.")
    make.decide(make.staff(), whole, no, make.question(whole.lines[1].id, "Hur mår du?"))
    browser = Browser(token)

    inbox = browser.get("/mina/inkorg")
    question = browser.get(inbox.links("Björkens vårdcentral har en fråga")[0])
    answer = browser.get(inbox.links("Björkens vårdcentral har svarat")[0])

    assert "Om Levaxin 50 mg: Hur mår du?" in question.text
    assert "Metoprolol Sandoz 50 mg: Ni behöver träffas innan receptet kan förnyas." in answer.text
    assert "Blodtrycket behöver mätas. Ring oss." in answer.text


def test_a_renewal_names_each_medicine(database):
    facts = {
        "clinic": "Björkens vårdcentral",
        "lines": [{"name": "Levaxin 100 mikrogram", "event": "renewed"}],
    }
    letter = Letter(uuid.uuid4(), Kind.RENEWED, uuid.uuid4(), facts, make.NOW, is_read=False)

    words = written(letter, make.TODAY)

    assert words.subject == "Ditt recept är förnyat"
    assert words.paragraphs[0].replace("\N{NO-BREAK SPACE}", " ") == "Levaxin 100 mikrogram är förnyat."


def test_every_kind_has_words():
    facts = {
        "clinic": "Björkens vårdcentral",
        "answer_by": "2026-11-25",
        "lines": [{"name": "Levaxin", "event": "decline", "text": "Nej.", "reason": "other"}],
        "name": "Bo Exempel",
        "until": "2027-11-25",
        "medicines": [{"name": "Levaxin", "ends_on": "2026-12-04"}],
        "starts_at": "2026-12-08T09:15:00+00:00",
        "minutes": 30,
        "way": "phone",
        "whom": "Eva",
        "phone": "018-465 00 45",
        "left": 2,
        "was_booked": True,
    }

    for kind, side in itertools.product(Kind, ("giver", "agent")):
        # An agent answers by a moment, a clinic by a day.
        until = {"answer_by": "2026-11-25T12:00:00+00:00"} if kind in ABOUT_AGENTS else {}
        said = facts | {"side": side} | until
        letter = Letter(uuid.uuid4(), kind, uuid.uuid4(), said, datetime.now(make.UTC), is_read=True)
        assert written(letter, make.TODAY).subject


def test_somebody_elses_message_is_not_there(token):
    other = make.patient_token(name="Någon Annan")
    make.request(make.signed_in(other))
    ((key,),) = owner("SELECT id FROM messages_message")
    browser = Browser(token)

    statuses = [browser.client.get(f"/mina/inkorg/{each}").status_code for each in (key, uuid.uuid4())]

    assert statuses == [404, 404]
    assert owner("SELECT read_at FROM messages_message") == [(None,)]
