"""Who sits down at the computer after somebody has signed out sees nothing of theirs, however they look."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.patient import Patient
from tests.running import Service

pytestmark = pytest.mark.xdist_group("journeys")

PERSON = "Berit Skottdag"
OWN = ("/mina", "/mina/lakemedel", "/mina/inkorg")


def shows_nothing_of_theirs(page: Page) -> None:
    """Nobody is named, and whatever stands there is a page for everybody."""
    page.wait_for_load_state()
    assert PERSON.partition(" ")[0] not in page.content()
    assert not page.get_by_role("button", name="Logga ut").count()


def test_after_signing_out_neither_back_nor_a_restored_tab_shows_anything(browser: Browser, service: Service):
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{service.url}/logga-in?till=/mina")
        Patient(page, service, looks=False).signs_in_here(PERSON)
        page.wait_for_url("**/mina")
        for path in OWN:
            page.goto(service.url + path)
            expect(page.get_by_role("heading", level=1)).to_be_visible()
        # Else nothing could be seen to be gone.
        expect(page.get_by_role("button", name="Logga ut").first).to_be_attached()

        page.get_by_role("button", name="Logga ut").first.click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Du är utloggad")

        for _step in OWN:
            page.go_back()
            shows_nothing_of_theirs(page)
        page.go_forward()
        shows_nothing_of_theirs(page)
        restored = context.new_page()
        for path in OWN:
            restored.goto(service.url + path)
            shows_nothing_of_theirs(restored)
            expect(restored.get_by_role("heading", level=1)).to_have_text("Logga in")
