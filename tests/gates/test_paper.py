"""What is printed: the text and nothing to press, on few sheets, and tagged for who hears it."""

import io

import pytest
from pypdf import PdfReader

from tests.gates.pages import RENEWS

pytestmark = pytest.mark.xdist_group("journeys")

CLINIC = f"/mottagning/{RENEWS}"
# Words that have to be on the paper, and the most sheets of A4.
ON_PAPER = {
    "/artiklar/fornya-recept-pa-natet": (("Förnya recept på nätet", "e-legitimation"), 5),
    "/artiklar/fornya-recept-pa-natet?sprak=ar": ((), 5),
    CLINIC: (("Björkens vårdcentral", "Telefon"), 3),
    f"{CLINIC}/blankett": (("Förnya recept", "Björkens vårdcentral", "112"), 2),
    "/avgifter": (("Region", "kr"), 8),
}
PRESSED = ("Meny", "Kopiera länken", "Till sidans innehåll", "Hantering av kakor")
TO_PRESS = "() => [...document.querySelectorAll('button, nav, input, select, .ds-button')]\
.filter(e => e.checkVisibility() && e.getBoundingClientRect().height > 1).map(e => e.outerHTML.slice(0, 100))"


@pytest.mark.parametrize("path", ON_PAPER)
def test_a_page_is_good_on_paper(screen, path):
    words, most = ON_PAPER[path]
    page = screen()
    page.goto(path)

    paper = PdfReader(io.BytesIO(page.pdf(format="A4", tagged=True)))

    text = " ".join(" ".join(sheet.extract_text() for sheet in paper.pages).split())
    assert 1 <= len(paper.pages) <= most
    assert all(len(sheet.extract_text().split()) > 5 for sheet in paper.pages), "an empty sheet"
    assert [word for word in words if word not in text] == []
    assert [word for word in PRESSED if word in text] == []
    assert paper.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert paper.trailer["/Root"]["/Lang"]


@pytest.mark.parametrize("path", ON_PAPER)
def test_nothing_to_press_is_drawn_on_paper(screen, path):
    page = screen()
    page.goto(path)

    page.emulate_media(media="print")

    assert page.evaluate(TO_PRESS) == []
    assert page.locator("h1").is_visible()
