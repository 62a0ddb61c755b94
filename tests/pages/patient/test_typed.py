"""What somebody had typed is there again after signing in anew, for them and nobody else."""

import pytest

from fornya.people import session
from tests import make
from tests.browser import Browser, values
from tests.committed import owner

BY_HAND = f"/mina/fornya/{make.BJORKEN}/annat"


@pytest.fixture
def number(database):
    return make.personnummer()


def begun(number: str) -> Browser:
    """Give a browser with the form open, whose session then runs out."""
    browser = Browser(make.patient_token(number))
    browser.get(f"/mina/fornya/{make.BJORKEN}")
    page = browser.get(BY_HAND)
    browser.form = values(page.tree.xpath("//main//form")[0])
    let_sessions_run_out()
    return browser


def let_sessions_run_out() -> None:
    owner("UPDATE people_session SET last_seen_at = last_seen_at - interval '1 hour'")


def sign_in_again(browser: Browser, number: str) -> None:
    browser.client.cookies["fornya-session"] = make.patient_token(number)


def test_words_typed_too_late_are_there_again_on_the_same_page(number):
    browser = begun(number)
    late = browser.client.post(BY_HAND, browser.form | {"name": "Alvedon"})
    assert late.status_code == 302
    assert late["Location"].startswith("/logga-in?till=%2Fmina%2Ffortsatt%2F")
    sign_in_again(browser, number)

    page = browser.get(late["Location"])
    back = browser.press(page, "Fortsätt där du var")

    assert page.heading == "Det du skrev finns kvar"
    assert back.answer.wsgi_request.path == BY_HAND
    assert back.tree.xpath('//input[@name="name"]/@value') == ["Alvedon"]


def test_somebody_else_who_signs_in_finds_nothing(number):
    browser = begun(number)
    late = browser.client.post(BY_HAND, browser.form | {"name": "Alvedon"})
    sign_in_again(browser, make.personnummer())

    assert browser.get(late["Location"]).status == 404


def test_a_session_that_was_signed_out_of_keeps_nothing(number):
    browser = begun(number)
    token = browser.client.cookies["fornya-session"].value
    session.end(session.digest(token), now=make.NOW)

    late = browser.client.post(BY_HAND, browser.form | {"name": "Alvedon"})

    assert late["Location"].startswith("/logga-in?till=%2Fmina%2Ffornya")
    assert owner("SELECT count(*) FROM people_typedform") == [(0,)]


def test_an_answer_to_the_clinic_is_read_before_it_goes(number):
    browser = Browser(make.patient_token(number))
    request_id = make.request(make.patient(number))
    whole = make.taken(make.staff(), request_id)
    make.decide(make.staff(), whole, make.question(whole.lines[0].id))
    page = browser.get(f"/mina/forfragan/{request_id}")
    (form,) = [form for form in page.tree.xpath("//main//form") if "svara" in form.get("action")]
    let_sessions_run_out()
    fields = values(form)
    typed = fields | {name: "En om dagen" for name in fields if name.startswith("answer-")}
    late = browser.client.post(form.get("action"), typed)
    sign_in_again(browser, number)

    page = browser.get(late["Location"])
    assert "En om dagen" in page.text
    sent = browser.press(page, "Skicka svaret")

    assert sent.answer.wsgi_request.path == f"/mina/forfragan/{request_id}"
    assert "En om dagen" in sent.text
