"""The pages for what went wrong."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.test import RequestFactory

from fornya.limits.count import TooMany
from fornya.pages.public.errors import views
from tests.pages.public.reading import read

REQUEST = RequestFactory().get("/var-som-helst", {"q": "a&b"})
REQUEST.now = datetime(2026, 11, 23, 13, 31, 20, tzinfo=UTC)
BLAMING = ("ogiltig", "felaktig", "tyvärr", "vänligen", "error", "exception")
ANSWERS = {
    "bad_request": (400, lambda: views.bad_request(REQUEST, exception=SuspiciousOperation())),
    "missing_token": (403, lambda: views.missing_token(REQUEST, reason="CSRF cookie not set.")),
    "forbidden": (403, lambda: views.forbidden(REQUEST, exception=PermissionDenied())),
    "not_found": (404, lambda: views.not_found(REQUEST, exception=Exception())),
    "not_allowed": (405, lambda: views.not_allowed(REQUEST, allow="GET")),
    "too_large": (413, lambda: views.too_large(REQUEST)),
    "too_many": (429, lambda: views.too_many(REQUEST, TooMany(REQUEST.now + timedelta(seconds=1)))),
    "fault": (500, lambda: views.fault(REQUEST)),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_a_fault_is_told_in_plain_words_with_a_way_on(name, django_assert_num_queries, db):
    status, answer = ANSWERS[name]

    with django_assert_num_queries(0):
        page = read(answer())

    assert page.status == status
    assert page.heading in page.title
    assert page.tree.xpath("//main//a[@href]")
    assert not [word for word in BLAMING if word in page.text.lower()]
    assert str(status) not in page.text


@pytest.mark.parametrize("name", ANSWERS)
def test_a_fault_is_never_kept(name):
    _status, answer = ANSWERS[name]

    assert answer()["Cache-Control"] == "no-store"


def test_no_two_faults_read_the_same():
    headings = {read(answer()).heading for _status, answer in ANSWERS.values()}

    assert len(headings) == len(ANSWERS)


def test_a_fault_of_ours_says_what_is_safe_and_whom_to_call():
    page = read(views.fault(REQUEST))

    assert "Det du redan har sparat eller skickat finns kvar." in page.text
    assert page.links("08-465 004 50")


def test_an_address_without_a_page_is_said_to_be_none(client, db):
    assert read(client.get("/finns-inte")).heading == "Sidan finns inte"


def test_who_comes_too_often_is_told_when_to_come_back_and_never_too_early():
    page = read(views.too_many(REQUEST, TooMany(REQUEST.now + timedelta(seconds=41))))

    assert "Försök igen klockan 14.33." in page.text
    assert page.answer["Retry-After"] == "41"
    assert page.links("Försök igen") == ["/var-som-helst?q=a%26b"]


def test_who_sent_something_too_often_is_not_led_to_where_it_is_sent():
    sent = RequestFactory().post("/var-som-helst")
    sent.now = REQUEST.now

    page = read(views.too_many(sent, TooMany(sent.now + timedelta(hours=11))))

    assert "Försök igen i morgon, klockan 01.32." in page.text
    assert page.links("Till startsidan") == ["/"]
