"""Somebody who leaves the form for a while: asked in time, and nothing typed is lost when the time is out."""

import psycopg
import pytest
from playwright.sync_api import Browser, Page, expect

from tests import seen
from tests.journeys.patient import Patient
from tests.running import Service
from tooling import databases
from tooling.postgres import Postgres

pytestmark = pytest.mark.xdist_group("journeys")

PERSON = "Berit Skottdag"
BY_HAND = "/mina/fornya/bjorkens-vardcentral/annat"
SEVENTEEN_MINUTES = 17 * 60 * 1000
AGED = "UPDATE people_session SET last_seen_at = now() - make_interval(mins => %s) WHERE ended_at IS NULL"


@pytest.fixture
def form(browser: Browser, service: Service):
    """Give the page for a medicine written by hand, with something typed and nothing sent."""
    with browser.new_context() as context:
        page = context.new_page()
        page.clock.install()
        page.goto(f"{service.url}/mina/fornya/bjorkens-vardcentral")
        Patient(page, service, looks=False).signs_in_here(PERSON)
        expect(page.get_by_role("heading", level=1)).to_have_text("Vilka recept vill du förnya?")
        page.goto(f"{service.url}{BY_HAND}")
        page.get_by_label("Läkemedlets namn").fill("Alvedon")
        yield page


def leave(page: Page, service: Service, *, minutes: int) -> None:
    """Let that many minutes pass for the service, and so many for the page that it looks."""
    with psycopg.connect(databases.local(Postgres(service.data).sockets).owner, autocommit=True) as owner:
        owner.execute(AGED, [minutes])
    page.clock.fast_forward(SEVENTEEN_MINUTES)


@pytest.mark.parametrize("key", ["Enter", "Escape"])
def test_whoever_is_there_answers_with_one_key_and_stays(form, service, key):
    leave(form, service, minutes=18)
    dialog = form.get_by_role("dialog", name="Är du kvar?")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("button")).to_be_focused()
    assert seen.axe(form).faults == []

    with form.expect_response("**/inloggad?kvar=1"):  # the dialog closes before the service has been told
        form.keyboard.press(key)

    expect(dialog).to_be_hidden()
    expect(form.get_by_label("Läkemedlets namn")).to_have_value("Alvedon")
    left = form.request.get(f"{service.url}/inloggad").json()["left"]
    assert left > 19 * 60


def test_whoever_comes_back_too_late_finds_what_was_typed(form, service):
    leave(form, service, minutes=21)
    expect(form.get_by_role("main")).to_contain_text("Det du skrev finns kvar")

    Patient(form, service, looks=False).signs_in_here(PERSON)
    form.get_by_role("button", name="Fortsätt där du var").click()

    assert form.url == f"{service.url}{BY_HAND}"
    expect(form.get_by_label("Läkemedlets namn")).to_have_value("Alvedon")
