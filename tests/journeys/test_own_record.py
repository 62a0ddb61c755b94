"""What is kept of a person, as they read it, take it along and print it."""

import io
import json
import re

import pytest
from playwright.sync_api import Browser, expect
from pypdf import PdfReader

from tests.journeys.patient import Patient
from tests.journeys.staff import Prescriber
from tests.running import Service

# They share one running Förnya, so they stay in one process.
pytestmark = pytest.mark.xdist_group("journeys")

LIST = "/mina/lakemedel/lista"
PRESSED = ("Meny", "Stor text", "Visa QR-koden", "Skriv ut", "Hantering av kakor")


def test_a_patient_sees_who_has_read_asks_about_it_and_takes_all_of_it_along(
    service: Service, browser: Browser
) -> None:
    eva = Prescriber(browser.new_context().new_page(), service, looks=False)
    eva.signs_in("Eva Läkare", "Björkens vårdcentral")
    eva.opens_request_of("Tolvan")
    tolvan = Patient(browser.new_page(), service)
    tolvan.page.goto(f"{service.url}/logga-in?till=/mina/journal")
    tolvan.page.get_by_role("button", name="BankID på den här enheten").click()
    tolvan.page.get_by_role("link", name="Öppna BankID").click()
    tolvan.page.get_by_label(re.compile("^Tolvan")).check()
    tolvan.page.get_by_role("button", name="Legitimera").click()

    expect(tolvan.page.get_by_role("heading", level=1)).to_have_text("Min journal")
    tolvan.sees("my record")
    tolvan.page.get_by_role("link", name="Vem har tittat").click()
    tolvan.reads("Eva Läkare, läkare")
    tolvan.sees("who has looked")
    tolvan.page.locator("tbody tr", has_text="Eva Läkare").locator("th a").first.click()
    tolvan.reads("Fråga mottagningen")
    tolvan.sees("a row of the log")

    tolvan.opens("/mina/journal/hamta", where="take along")
    with tolvan.page.expect_download() as download:
        tolvan.page.get_by_role("link", name="Hämta allt").click()
    kept = json.loads(download.value.path().read_text(encoding="utf-8"))
    assert "Eva Läkare" in [reading["by"] for reading in kept["readings"]]

    tolvan.opens(LIST, where="list of medicines")
    ordinary = _paper(tolvan)
    tolvan.page.get_by_role("link", name="Stor text").click()
    tolvan.sees("list of medicines, large")
    large = _paper(tolvan)
    assert len(ordinary.pages) <= len(large.pages) <= 2 * len(ordinary.pages) + 1
    assert _largest(large) > 1.3 * _largest(ordinary)


def _paper(patient: Patient) -> PdfReader:
    """Print the list; it is whole, tagged, and has nothing to press on it."""
    paper = PdfReader(io.BytesIO(patient.page.pdf(format="A4", tagged=True)))
    text = " ".join(" ".join(sheet.extract_text() for sheet in paper.pages).split())
    names = patient.page.locator("main section h2").all_inner_texts()
    assert names
    assert [name for name in names if name.replace("\N{NO-BREAK SPACE}", " ") not in text] == []
    assert [word for word in PRESSED if word in text] == []
    assert all(len(sheet.extract_text().split()) > 5 for sheet in paper.pages), "an empty sheet"
    assert paper.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert paper.trailer["/Root"]["/Lang"]
    return paper


def _largest(paper: PdfReader) -> float:
    """Give the height of the largest letters on the first sheet, in points."""
    sizes: list[float] = []

    def note(text: str, _cm: object, tm: list[float], _font: object, size: float) -> None:
        if text.strip():
            sizes.append(abs(tm[3]) * size)

    paper.pages[0].extract_text(visitor_text=note)
    return max(sizes)
