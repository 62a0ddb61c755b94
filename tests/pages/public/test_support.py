"""The form to the support desk: what is asked, what is kept on errors, and when it is too much."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from fornya.design.fields import Form
from fornya.limits.count import TooMany
from fornya.pages.public.support import views
from fornya.pages.public.support.asked import FIELDS, holds_a_personnummer, problems
from fornya.support.send import Written
from tests.pages.public.reading import read

pytestmark = pytest.mark.usefixtures("demo_directory")
TODAY = datetime(2026, 11, 23, tzinfo=UTC).date()
GOOD = {"topic": "question", "message": "Hur loggar jag in?"}


@pytest.fixture
def desk(monkeypatch):
    """Catch what reaches the room."""
    taken: list[Written] = []

    def take(written: Written, **_about: object) -> str:
        taken.append(written)
        return "ABCD-2345"

    monkeypatch.setattr(views, "send_case", take)
    return taken


def test_the_form_warns_against_health_and_asks_for_as_little_as_it_can(client):
    page = read(client.get("/support/skriv"))

    assert "Skriv inget om din hälsa" in page.headings()
    for label in ("Ditt namn", "E-post", "Telefon"):
        assert any(label in found.text_content() for found in page.tree.xpath("//label"))
    assert page.tree.xpath("//main//*[@required]") == []


def test_a_topic_can_be_chosen_by_the_link_that_led_here(client):
    page = read(client.get("/support/skriv", {"amne": "accessibility"}))

    assert page.tree.xpath('//input[@name="topic"][@checked]/@value') == ["accessibility"]


def test_a_case_is_sent_and_its_number_shown(client, desk):
    answer = client.post("/support/skriv", GOOD | {"email": "amina@example.se", "copy": "yes"})
    page = read(client.get(answer["Location"]))

    assert desk == [Written(**GOOD, email="amina@example.se", wants_copy=True)]
    assert page.heading == "Tack, vi har fått ditt ärende"
    assert "Nummer: ABCD-2345" in page.text


def test_nobody_has_to_say_who_they_are(client, desk):
    assert client.post("/support/skriv", GOOD).status_code == 302
    assert len(desk) == 1


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"topic": ""}, "topic"),
        ({"topic": "x"}, "topic"),
        ({"message": " "}, "message"),
        ({"message": "x" * 2001}, "message"),
        ({"message": "Jag heter 850614-9825"}, "message"),
        ({"message": "mitt nummer är 198506149825."}, "message"),
        ({"name": "x" * 121}, "name"),
        ({"email": "amina"}, "email"),
        ({"email": "a@b.se\nBcc: c@d.se"}, "email"),
        ({"copy": "yes"}, "email"),
        ({"phone": "12"}, "phone"),
        ({"phone": "ring mig gärna"}, "phone"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field_and_the_rest_is_kept(client, desk, sent, field):
    page = read(client.post("/support/skriv", GOOD | {"name": "Amina"} | sent))

    assert page.status == 422
    assert page.title.startswith("Fel:")
    assert page.tree.xpath(f'//*[@data-errors]//a[@href="#{field}"]')
    if "name" not in sent:
        assert page.box("Ditt namn (frivilligt)").get("value") == "Amina"
    if "message" not in sent:
        assert page.tree.xpath("//textarea")[0].text.strip() == GOOD["message"]
    assert desk == []


def test_too_many_says_when_to_come_back_and_keeps_what_was_written(client, monkeypatch):
    def refuse(*_written: object, now: datetime, **_about: object) -> str:
        raise TooMany(now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1))

    monkeypatch.setattr(views, "send_case", refuse)

    page = read(client.post("/support/skriv", GOOD))

    assert page.status == 429
    assert 0 < int(page.answer["Retry-After"]) <= 3601
    assert re.search(r"skicka det igen från .*klockan \d\d\.00", page.text)
    assert page.tree.xpath("//textarea")[0].text.strip() == GOOD["message"]


def test_the_form_is_kept_by_no_cache_and_the_way_to_it_by_all(client):
    assert client.get("/support/skriv")["Cache-Control"] == "no-store"
    assert client.get("/support")["Cache-Control"] == "public, no-cache"


def test_a_form_without_its_key_is_refused():
    assert Client(enforce_csrf_checks=True).post("/support/skriv", GOOD).status_code == 403


@pytest.mark.parametrize("reference", ["x", "ABCD-234", "<b>-2345", "abcd-2345"])
def test_a_receipt_is_only_for_what_looks_like_a_number_of_ours(client, reference):
    assert client.get(f"/support/skickat/{reference}").status_code == 404


@pytest.mark.parametrize("text", ["ring 070-174 06 05", "faktura 1234567890", "8506149824", "18500101"])
def test_other_numbers_are_let_through(text):
    assert not holds_a_personnummer(text, TODAY)


@given(st.text(max_size=300))
def test_no_text_whatever_breaks_the_check(text):
    form = Form.of(_Posted(topic="question", message=text, email=text, phone=text, name=text), *FIELDS)

    assert problems(form, today=TODAY) is not None


class _Posted:
    """A form as the browser sent it."""

    def __init__(self, **values: str) -> None:
        self.values = values

    def getlist(self, key: str) -> list[str]:
        """Give what was sent."""
        return [self.values[key]] if key in self.values else []
