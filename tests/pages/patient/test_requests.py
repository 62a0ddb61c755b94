"""The patient's requests: following, answering and taking back; and never anybody else's."""

import re
import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from fornya.limits.count import count
from fornya.pages.patient.requests.words import happened_words, line_words, status_words
from fornya.rules.limits import LIMITS, Limited
from fornya.rules.renewal_states import Event, LineState, RequestStatus
from tests import make
from tests.browser import Browser, errors, said
from tests.committed import by_hand, owner

ANSWER = "Skicka svaret"
BACK = "Ta tillbaka förfrågan"


@pytest.fixture
def token(database) -> str:
    """Give the token of a patient who is signed in."""
    return make.patient_token()


def page_of(token: str, request_id: uuid.UUID):
    return Browser(token).get(f"/mina/forfragan/{request_id}")


def tags(page) -> list[str]:
    return [said(tag) for tag in page.tree.xpath('//main//*[contains(@class, "ds-tag")]')]


def asked(token: str, *, text: str = "Hur ofta tar du den?") -> uuid.UUID:
    """Send a request, and let the clinic ask about it."""
    request_id = make.request(make.signed_in(token))
    whole = make.taken(make.staff(), request_id)
    make.decide(make.staff(), whole, make.question(whole.lines[0].id, text))
    return request_id


def test_a_new_request_waits_for_an_answer_and_can_be_taken_back(token):
    page = page_of(token, make.request(make.signed_in(token)))

    assert tags(page) == ["Väntar på svar", "Väntar på svar"]
    assert page.links(BACK)
    assert "Skickad – klart" in page.text
    assert "Mottagningen läser – kommer sedan" in page.text


def test_each_medicine_has_its_own_decision_with_reason_and_what_to_do(token):
    choices = [make.choice(), make.choice("Levaxin"), make.choice("Furix")]
    request_id = make.request(make.signed_in(token), choices)
    whole = make.taken(make.staff(), request_id)
    renewed, meet, declined = whole.lines
    make.decide(
        make.staff(),
        whole,
        make.renewal(renewed.id),
        make.refusal(meet.id, Event.MEET),
        replace(make.refusal(declined.id), text="Behandlingen är avslutad."),
    )

    page = page_of(token, request_id)

    assert tags(page) == ["Godkänt", "Godkänt", "Ni behöver träffas", "Förnyas inte"]
    assert "Godkänt – receptet skickas till receptregistret." in page.text
    assert "Behandlingen är avslutad." in page.text
    assert page.headings().count("Gör så här") == 2
    assert "Svaret skrevs av Eva Läkare" in page.text


def test_it_is_not_called_renewed_before_the_store_has_it(token):
    request_id = make.request(make.signed_in(token))
    make.decided(make.staff(), request_id)

    assert "Förnyat" not in page_of(token, request_id).text


def test_a_stored_renewal_tells_withdrawals_validity_and_the_change(token):
    request_id = make.request(make.signed_in(token))
    whole = make.taken(make.staff(), request_id)
    changed = replace(make.renewal(whole.lines[0].id, dosage_text="2 tabletter varje morgon"), changed=True)
    make.decide(make.staff(), whole, replace(changed, text="Dosen höjs."))
    stored(request_id, LineState.RENEWED_CHANGED)

    page = page_of(token, request_id)

    assert tags(page) == ["Förnyat med ändring", "Förnyat med ändring"]
    assert "Det nya receptet har 4 uttag" in page.text
    assert "Så här ska du ta det nu: 2 tabletter varje morgon" in page.text
    assert "Dosen höjs." in page.text


def test_a_request_nobody_answered_in_time_says_so_with_the_phone_number(token):
    late = make.TODAY - timedelta(days=3)

    page = page_of(token, make.request(make.signed_in(token), answer_by=late))

    assert tags(page)[0] == "Svaret är försenat"
    assert "Mottagningen är sen" in page.headings()


def test_a_question_is_answered_on_the_requests_page(token):
    request_id = asked(token)
    browser = Browser(token)
    page = browser.get(f"/mina/forfragan/{request_id}")
    assert "Hur ofta tar du den?" in page.text

    page = browser.press(page, ANSWER, **{field(page): "Varje morgon."})

    assert "Varje morgon." in page.text
    assert tags(page) == ["Läses av vården", "Läses av vården"]


@pytest.mark.parametrize(
    ("text", "message"),
    [("   ", "Skriv ett svar till mottagningen"), ("å" * 1001, "Texten är 1 tecken för lång")],
)
def test_an_answer_that_cannot_be_sent_stays_written(token, text, message):
    browser = Browser(token)
    page = browser.get(f"/mina/forfragan/{asked(token)}")

    page = browser.press(page, ANSWER, **{field(page): text})

    assert (page.status, errors(page)) == (422, [message])
    assert page.tree.xpath("//textarea")[0].text_content().strip() == text.strip()


def test_an_answer_sent_twice_stays_as_it_was_first(token):
    browser = Browser(token)
    page = browser.get(f"/mina/forfragan/{asked(token)}")
    browser.press(page, ANSWER, **{field(page): "Varje morgon."})

    page = browser.press(page, ANSWER, **{field(page): "Något annat."})

    assert "Varje morgon." in page.text
    assert "Något annat." not in page.text


def test_a_request_is_taken_back_once_the_person_is_sure(token):
    browser = Browser(token)
    request_id = make.request(make.signed_in(token))

    page = browser.press(browser.get(f"/mina/forfragan/{request_id}/ta-tillbaka"), BACK)

    assert tags(page) == ["Återtagen", "Återtagen"]
    assert not page.links(BACK)
    again = browser.get(f"/mina/forfragan/{request_id}/ta-tillbaka")
    assert again.heading == "Förfrågan går inte att ta tillbaka"


def test_what_somebody_has_begun_to_read_cannot_be_taken_back(token):
    browser = Browser(token)
    request_id = make.request(make.signed_in(token))
    page = browser.get(f"/mina/forfragan/{request_id}/ta-tillbaka")
    make.taken(make.staff(), request_id)

    page = browser.press(page, BACK)

    assert (page.status, page.heading) == (409, "Förfrågan går inte att ta tillbaka")
    assert page.tree.xpath('//main//a[starts-with(@href, "tel:")]')


def test_the_list_shows_open_requests_before_ended_ones(token):
    browser = Browser(token)
    patient = make.signed_in(token)
    first = make.request(patient, [make.choice("Furix")])
    browser.press(browser.get(f"/mina/forfragan/{first}/ta-tillbaka"), BACK)
    make.request(patient, [make.choice("Levaxin")])

    page = browser.get("/mina/forfragningar")

    assert page.headings() == ["Pågår", "Levaxin 50 mg", "Klara", "Furix 50 mg"]


def test_who_has_sent_nothing_reads_that(token):
    assert "Du har inte skickat någon förfrågan ännu." in Browser(token).get("/mina/forfragningar").text


@pytest.mark.parametrize("below", ["", "/ta-tillbaka"])
def test_somebody_elses_request_looks_exactly_like_one_that_is_not_there(token, below):
    browser = Browser(token)
    others = make.request(make.patient(name="Någon Annan"))

    answers = [
        browser.client.get(f"/mina/forfragan/{request_id}{below}") for request_id in (others, uuid.uuid4())
    ]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert without_tokens(answers[0]) == without_tokens(answers[1])


def test_nobody_takes_back_or_answers_for_somebody_else(token):
    browser = Browser(token)
    own = browser.get(f"/mina/forfragan/{asked(token)}")
    other = make.patient_token(name="Någon Annan")
    their_request = asked(other)
    ((their_question,),) = owner(
        "SELECT q.id FROM renewals_question q JOIN renewals_renewalline l ON l.id = q.line_id"
        " WHERE l.request_id = %s",
        their_request,
    )
    csrf = own.tree.xpath('//main//input[@name="csrfmiddlewaretoken"]/@value')[0]

    for address in (
        f"/mina/forfragan/{their_request}/svara/{their_question}",
        f"/mina/forfragan/{their_request}/ta-tillbaka",
    ):
        answer = browser.client.post(
            address, {"csrfmiddlewaretoken": csrf, f"answer-{their_question}": "Ett svar."}
        )
        assert answer.status_code == 404

    assert owner("SELECT answer FROM renewals_question WHERE id = %s", their_question) == [("",)]


def test_who_has_answered_enough_is_told_when_to_go_on_with_the_words_kept(token):
    browser, patient_id = Browser(token), make.signed_in(token).patient_id
    page = browser.get(f"/mina/forfragan/{asked(token)}")
    for _number in range(LIMITS[Limited.ANSWER_BY_PATIENT].most):
        count((Limited.ANSWER_BY_PATIENT, patient_id), now=datetime.now(UTC))

    page = browser.press(page, ANSWER, **{field(page): "En varje morgon."})

    assert page.status == 429
    assert 3500 < int(page.answer["Retry-After"]) <= 3600
    (told,) = errors(page)
    assert re.fullmatch(r"Svaret är inte skickat.* Skicka igen .*klockan \d\d\.\d\d", told)
    assert page.tree.xpath("//main//textarea")[0].text.strip() == "En varje morgon."
    assert owner("SELECT answer FROM renewals_question") == [("",)]


def test_staff_have_no_patient_pages(database):
    assert Browser(make.staff_token()).client.get("/mina").status_code == 403


@pytest.mark.parametrize("state", LineState)
def test_every_state_of_a_medicine_has_words(state):
    assert line_words(state)[0]


@pytest.mark.parametrize("status", RequestStatus)
def test_every_status_of_a_request_has_words(status):
    assert status_words(status)[0]


@pytest.mark.parametrize(
    "what", [event.value for event in (Event.ASK, Event.APPROVE, Event.MEET, Event.DECLINE)]
)
def test_every_decision_is_told_in_the_history(what):
    assert happened_words(what)


def field(page) -> str:
    """Give the name of the field that the answer is written in."""
    return page.tree.xpath("//main//textarea/@name")[0]


def stored(request_id: uuid.UUID, state: LineState) -> None:
    """Let the store have confirmed everything."""
    by_hand("UPDATE renewals_renewalline SET state = %s WHERE request_id = %s", state.value, request_id)
    by_hand(
        "UPDATE renewals_renewalrequest SET status = %s, ended_at = now() WHERE id = %s",
        state.value,
        request_id,
    )


def without_tokens(answer) -> str:
    """Give a page without the keys of its forms, which differ in every answer."""
    return re.sub(r'(name="csrfmiddlewaretoken" value=)"[^"]+"', r"\1", answer.content.decode())
