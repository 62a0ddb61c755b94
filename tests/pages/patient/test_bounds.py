"""How many statements each of the patient's pages asks of the database, however much there is to show."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fornya.clinics import directory
from fornya.pages.patient.urls import urlpatterns
from tests import make, offers
from tests.browser import Browser, said
from tests.committed import owner
from tests.pages.patient.filling import ANSWERS, FORM, filled_in
from tests.pages.patient.sources import prescription
from tests.people.mandates import accepted, drafted

# The session, the scope with its log row, then the page's own. BEGIN and COMMIT are not counted: BEGIN
# travels with the scope, and COMMIT is one per transaction. To send is counted, which is one more.
BOUNDS = {
    "overview": 3,
    "renew": 4,
    "choose": 3,
    "by_hand": 3,
    "ask": 3,
    "own": 3,
    "pharmacy": 3,
    "contact": 3,
    "check": 3,
    "already_sent": 3,
    "requests": 3,
    "request": 3,
    "answer": 10,
    "withdraw": 3,
    "meeting": 3,
    "book_time": 14,
    "cancel_time": 12,
    "meeting_calendar": 3,
    "inbox": 3,
    "message": 4,
    "sign_ins": 3,
    "agents": 3,
    "give_mandate": 1,
    "mandate": 4,
    "sign_mandate": 3,
    "mandate_signed": 6,
    "end_mandate": 4,
    "whom": 2,
    "typed": 3,
    "medicines": 3,
    "renew_chosen": 3,
    "medicine": 3,
    "count": 5,
    "withdrawals": 2,
    "high_cost": 2,
    "my_journal": 3,
    "access_log": 5,
    "access_row": 4,
    "own_data": 1,
    "own_json": 4,
    "own_fhir": 4,
    "medicine_list": 3,
    "medicine_list_pdf": 3,
    # How soon clinics have answered is one more, once in a quarter of an hour.
    "reminders": 5,
    "reminder_calendar": 5,
}
POSTS = {
    "choose": 4,
    "by_hand": 4,
    "ask": 4,
    "own": 4,
    "pharmacy": 4,
    "contact": 4,
    "check": 6,
    "withdraw": 7,
    "give_mandate": 5,
    "sign_mandate": 9,
    "end_mandate": 6,
    "reminders": 9,
}
TYPED = {"contact": {"way": "here"}, "ask": ANSWERS, "by_hand": {"name": "Levaxin", "why": "Sköldkörteln"}}
TYPED["reminders"] = {"way": "here", "which": "all"}
TYPED["give_mandate"] = {"number": "19850614-9825", "scope": "see", "period": "year"}


@pytest.fixture
def places(database, sources) -> tuple[Browser, dict[str, str]]:
    """Give a browser with something on every page, and each page's address."""
    sources.prescriptions_are = [prescription() for _ in range(5)]
    token = make.patient_token(phone="+46701740605")
    patient = make.signed_in(token)
    request_id = make.request(patient, [make.choice() for _ in range(5)])
    asked_id = make.request(patient)
    whole = make.taken(make.staff(), asked_id)
    make.decide(make.staff(), whole, make.question(whole.lines[0].id))
    ((question_id,),) = owner("SELECT id FROM renewals_question")
    ((message_id,),) = owner("SELECT id FROM messages_message WHERE kind = 'question'")
    meeting_id = str(offers.offered(patient, offers.slot(72), offers.slot(96)))
    browser = Browser(token)
    filled_in(browser, "Metoprolol")
    mandate_id, draft_mandate = accepted(patient, make.patient()), str(drafted(patient, make.patient()))
    values = {
        "mandate_id": str(mandate_id),
        "slug": make.BJORKEN,
        "number": "1",
        "request_id": str(request_id),
        "question_id": str(question_id),
        "message_id": str(message_id),
        "form_id": str(make.typed(token)),
        "prescription_id": sources.prescriptions_are[0].id,
    }
    addresses = {pattern.name: address(str(pattern.pattern), values) for pattern in urlpatterns}
    for name in ("meeting", "book_time", "cancel_time", "meeting_calendar"):
        addresses[name] = addresses[name].replace(values["request_id"], meeting_id)
    browser.press(browser.get(addresses["meeting"]), first_time(browser.get(addresses["meeting"])))
    for name in ("sign_mandate", "mandate_signed"):
        addresses[name] = addresses[name].replace(values["mandate_id"], draft_mandate)
    # What was written for this test is in the directory's copy before a page is counted.
    directory.forget()
    directory.current()
    return browser, addresses


def first_time(page) -> str:
    """Name the button of the first time that can be chosen."""
    return said(page.tree.xpath("//main//button[@name='tid']")[0])


def address(route: str, values: dict[str, str]) -> str:
    """Write a route with its values."""
    parts = [part.partition(":")[2].rstrip(">") if "<" in part else "" for part in route.split("/")]
    filled = [values[name] if name else part for name, part in zip(parts, route.split("/"), strict=True)]
    return "/" + "/".join(filled)


def counted(seen: CaptureQueriesContext) -> list[str]:
    """Leave out the look at the directory's mark: a server that listens for changes does not ask for it."""
    asked = [each["sql"] for each in seen.captured_queries]
    return [sql for sql in asked if sql not in ("BEGIN", "COMMIT") and "clinics_directoryversion" not in sql]


def test_every_page_has_a_bound():
    assert set(BOUNDS) == {pattern.name for pattern in urlpatterns}


def test_a_page_asks_no_more_than_its_bound(places):
    browser, addresses = places
    over = {}
    for name in sorted(BOUNDS.keys() - {"answer", "count", "book_time", "cancel_time"}):
        with CaptureQueriesContext(connection) as seen:
            # Nothing has been chosen to renew, and the page that says so is as long as any.
            wanted = 422 if name == "renew_chosen" else 200
            assert browser.client.get(addresses[name]).status_code == wanted, name
        if len(counted(seen)) > BOUNDS[name]:
            over[name] = counted(seen)

    assert over == {}


@pytest.mark.parametrize("name", POSTS)
def test_a_post_asks_no_more_than_its_bound(places, name):
    browser, addresses = places
    page = browser.get(addresses[name])
    button = page.tree.xpath("//main//button[not(@name)]")[0].text_content().strip()

    with CaptureQueriesContext(connection) as seen:
        answer = browser.send(page, button, **TYPED.get(name, {}))

    assert answer.status_code == 303
    assert len(counted(seen)) <= POSTS[name], counted(seen)


def test_a_count_asks_no_more_than_its_bound(places):
    browser, addresses = places
    page = browser.get(addresses["medicine"])

    with CaptureQueriesContext(connection) as seen:
        answer = browser.send(page, "Räkna om", left="30")

    assert answer.status_code == 303
    assert len(counted(seen)) <= BOUNDS["count"], counted(seen)


def test_to_change_a_time_or_cancel_it_asks_no_more_than_its_bound(places):
    browser, addresses = places
    for name in ("book_time", "cancel_time"):
        page = browser.get(addresses["meeting"])
        button = first_time(page) if name == "book_time" else "Avboka tiden"
        with CaptureQueriesContext(connection) as seen:
            answer = browser.send(page, button)
        assert answer.status_code == 303, name
        assert len(counted(seen)) <= BOUNDS[name], counted(seen)


def test_an_answer_asks_no_more_than_its_bound(places):
    browser, addresses = places
    key = addresses["answer"].rpartition("/")[2]
    csrf = browser.get(FORM).tree.xpath('//main//input[@name="csrfmiddlewaretoken"]/@value')[0]
    written = {"csrfmiddlewaretoken": csrf, f"answer-{key}": "Varje morgon."}

    with CaptureQueriesContext(connection) as seen:
        answer = browser.client.post(addresses["answer"], written)

    assert answer.status_code == 303
    assert len(counted(seen)) <= BOUNDS["answer"], counted(seen)
