"""The list as a file: tagged, with all that the page says, whatever is written; or a page that says no."""

import io
import subprocess
import sys
from threading import BoundedSemaphore

import pytest
from django.utils.translation import override
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from fornya.integrations.prescription_store.messages import MedicineList
from fornya.medicines.overview import from_list
from fornya.pages.patient.medicine_list import pdf as drawn
from fornya.pages.patient.medicine_list.sheet import sheet
from fornya.rules.acting import Scope
from tests import make
from tests.browser import Browser
from tests.committed import owner
from tests.pages.patient.sources import DOWN, prescription
from tests.people.mandates import accepted
from tests.people.registry import acting_for, stand_in

PAGE = "/mina/lakemedel/lista"
FILE = "/mina/lakemedel/lista/pdf"
# What would be Typst if it were read as such, and would then fail, vanish or fetch something.
WRITTEN = (
    '#panic("no") $x^2$ *b* _i_ @ref <lab> // c /* d */ \\u{41} `r` [x] = H',
    '#read("/etc/hostname") #import "@preview/x:1.0.0"',
    "https://example.se ~ -- --- \"q\" 'a' {page} %(page)s",
)
A4 = (595, 842)


@pytest.fixture
def token(database) -> str:
    """Give the token of an adult who is signed in."""
    return make.patient_token(name="Amina Exempel")


def opened(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def text_of(file: PdfReader) -> str:
    """Give all of the text in one line."""
    words = " ".join(page.extract_text() for page in file.pages).replace(drawn.MAY_BREAK, "")
    return " ".join(words.split())


def tags(file: PdfReader) -> list[tuple[str, str]]:
    """Give each part of the structure, in the order of reading, with the language it says for itself."""
    found: list[tuple[str, str]] = []

    def look(part: object) -> None:
        part = part.get_object()
        if not isinstance(part, DictionaryObject) or "/K" not in part:
            return
        if "/S" in part:
            found.append((part["/S"], part.get("/Lang", "")))
        inside = part["/K"].get_object()
        for each in inside if isinstance(inside, list) else [inside]:
            look(each)

    look(file.trailer["/Root"]["/StructTreeRoot"])
    return found


def written(*prescriptions, hidden: bool = False, is_large: bool = False) -> PdfReader:
    """Draw the prescriptions for an adult, as the page would."""
    found = from_list(MedicineList(make.NOW, prescriptions, hidden), today=make.TODAY)
    content = sheet(found, make.signed_in(make.patient_token()), make.TODAY)
    return opened(drawn.pdf(content, is_large=is_large))


def test_the_file_is_tagged_named_and_in_the_readers_language(token, sources):
    sources.prescriptions_are = [prescription(), prescription("Levaxin")]
    browser = Browser(token)

    answer = browser.client.get(browser.get(PAGE).links("Spara som PDF")[0])

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="lakemedelslista.pdf"'
    assert answer["Cache-Control"] == "no-store"
    file = opened(answer.content)
    root = file.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "sv"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert file.metadata.title == "Lista över dina läkemedel"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    assert [tag for tag, _ in tags(file) if tag.startswith("/H")] == ["/H1", "/H2", "/H2"]
    assert {tag for tag, _ in tags(file)} <= {"/Document", "/H1", "/H2", "/P"}


def test_the_file_says_what_the_page_says(token, sources):
    sources.hidden = True
    sources.prescriptions_are = [
        prescription(),
        prescription("Levaxin"),
        prescription("Alvedon", status="stopped"),
    ]
    browser = Browser(token)
    page = browser.get(PAGE)

    text = text_of(opened(browser.client.get(FILE).content))

    said = page.tree.xpath("//main//h1 | //main//section//h2 | //main//*[self::h2 or self::p or self::li]")
    before_buttons = [
        " ".join(each.text_content().split())
        for each in said
        if not each.xpath("ancestor::*[@class='no-print']")
    ]
    assert len(before_buttons) > 8
    assert [line for line in before_buttons if line.replace(" ", "") not in text.replace(" ", "")] == []
    assert "Alvedon" not in text


def test_large_print_leads_to_a_file_in_large_print(token, sources):
    sources.prescriptions_are = [prescription()]
    browser = Browser(token)

    large = opened(browser.client.get(browser.get(PAGE, stor="ja").links("Spara som PDF")[0]).content)

    assert smallest(large) == 18
    assert smallest(opened(browser.client.get(FILE).content)) >= 9.5


def smallest(file: PdfReader) -> float:
    """Give the size of the smallest text, in points."""
    sizes: set[float] = set()
    for page in file.pages:
        assert tuple(round(float(each)) for each in page.mediabox[2:]) == A4
        page.extract_text(
            visitor_text=lambda text, _cm, tm, _font, size: (
                sizes.add(abs(tm[3]) * size) if text.strip() else None
            )
        )
    return round(min(sizes), 1)


@pytest.mark.parametrize("text", WRITTEN)
def test_what_somebody_has_written_is_text_and_nothing_else(database, text):
    file = written(prescription(product_name=text, dosage_text=text, purpose=text, prescriber_name=text))

    assert text_of(file).replace(" ", "").count(text.replace(" ", "")) == 4


def test_a_word_without_end_stays_on_the_paper(database):
    file = written(prescription(dosage_text="W" * 300, purpose=("langt " * 900).strip()))

    furthest = max(far for page in file.pages for far in ends(page))

    assert text_of(file).replace(" ", "").count("W" * 300) == 1
    assert text_of(file).count("langt") == 900
    assert len(file.pages) == 2
    assert furthest < A4[0] - 40


def ends(page) -> list[float]:
    """Give about where each piece of text ends across the page: a W is about as wide as high."""
    found: list[float] = []
    page.extract_text(
        visitor_text=lambda text, _cm, tm, _font, size: found.append(tm[4] + text.count("W") * size * 0.9)
    )
    return found


def test_a_long_list_runs_over_pages_that_each_say_whose_it_is(database):
    file = written(*(prescription(f"Medicin {number:02}") for number in range(30)))

    pages = [" ".join(page.extract_text().split()) for page in file.pages]
    name = "Amina Exempel, "
    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        assert f"Sida {number} av {len(pages)}" in page
        assert page.count(name) == (2 if number == 1 else 1)
    assert all(f"Medicin {number:02}" in " ".join(pages) for number in range(30))


@pytest.mark.parametrize("language", ["ar", "fa", "so", "fi", "en", "sv-simple"])
def test_every_language_of_the_pages_can_be_drawn(database, language):
    with override(language):
        file = written(prescription(), hidden=True)

    assert file.trailer["/Root"]["/Lang"] == language.partition("-")[0]
    # The name of the medicine and what the store says of it are Swedish in all of them.
    assert "1 tablett varje morgon" in text_of(file)
    if language in ("ar", "fa"):
        assert file.trailer["/Root"]["/ViewerPreferences"]["/Direction"] == "/R2L"
    if language != "sv-simple":
        assert [tag for tag, spoken in tags(file) if spoken == "sv"] == ["/H2", "/P", "/P", "/P"]


def test_the_letters_are_those_of_the_pages(database):
    with override("ar"):
        file = written(prescription())

    fonts = {font["/BaseFont"].get_object().partition("+")[2] for font in fonts_of(file)}

    assert fonts == {"IBMPlexSans-Regular", "IBMPlexSans-SemiBold", "Vazirmatn-Regular", "Vazirmatn-SemiBold"}


def fonts_of(file: PdfReader) -> list[DictionaryObject]:
    return [font.get_object() for page in file.pages for font in page["/Resources"]["/Font"].values()]


def test_whoever_lives_under_protection_has_no_clinic_in_the_file(token, sources):
    sources.prescriptions_are = [prescription()]
    owner("UPDATE people_patient SET is_protected = true")

    text = text_of(opened(Browser(token).client.get(FILE).content))

    assert "Förskrivet av Eva Läkare" in text
    assert "Björken" not in text


def test_to_take_the_file_is_logged_as_looking_at_the_page_is(token, sources):
    sources.prescriptions_are = [prescription()]
    owner("TRUNCATE audit_accessentry")

    Browser(token).client.get(FILE)

    assert owner("SELECT what FROM audit_accessentry") == [("medicines.read",)]


def test_who_acts_for_another_has_the_others_list(database, monkeypatch, sources):
    stand_in(monkeypatch)
    berit, bo = make.patient(name="Berit Exempel"), make.patient(name="Bo Exempel")
    accepted(berit, bo, scope=Scope.REQUEST)
    _berit, token = acting_for(bo, "Berit")
    sources.prescriptions_are = [prescription()]

    file = opened(Browser(token).client.get(FILE).content)

    assert file.metadata.title == "Läkemedel för Berit"
    assert "Berit Exempel, " in text_of(file)
    assert "Bo Exempel" not in text_of(file)


def test_a_store_that_is_down_gives_its_page_and_no_file(token, sources):
    sources.prescriptions_are = DOWN

    page = Browser(token).get(FILE)

    assert page.status == 200
    assert "Receptregistret svarar inte just nu" in page.text
    assert not page.links("Spara som PDF")


@pytest.mark.parametrize("fault", ["no such sign", "too slow", "not started", "busy"])
def test_a_file_that_cannot_be_made_is_a_page_that_offers_printing(token, sources, monkeypatch, capfd, fault):
    sources.prescriptions_are = [prescription(dosage_text="1 \N{PILL} om dagen")]
    if fault == "too slow":
        monkeypatch.setattr(drawn, "SECONDS", 0.001)
    if fault == "not started":
        monkeypatch.setattr(sys, "executable", "/nowhere/python")
    if fault == "busy":
        monkeypatch.setattr(drawn, "_places", BoundedSemaphore(1))
        monkeypatch.setattr(drawn, "WAIT", 0.01)
        drawn._places.acquire()

    page = Browser(token).get(FILE)

    assert page.status == 503
    assert "Vi kunde inte göra någon PDF just nu" in page.text
    assert "Skriv ut listan i stället." in page.text
    assert "om dagen" in page.text
    # What has been written about somebody is in no log.
    told = "".join(capfd.readouterr())
    assert "\N{PILL}" not in told
    assert "Metoprolol" not in told


def test_places_are_given_back(database):
    for _ in range(drawn.AT_ONCE + 1):
        with pytest.raises(drawn.NotDrawn):
            written(prescription(dosage_text="\N{PILL}"))

    assert written(prescription()).pages


def test_what_draws_can_open_neither_a_file_nor_a_connection():
    program = """
import socket, sys
sys.path.insert(0, sys.argv[1])
import drawing
drawing.shut_in()
for what in (lambda: open(sys.argv[1] + "/list.typ"), socket.socket):
    try:
        what()
        print("opened")
    except OSError:
        print("shut")
"""
    command = [sys.executable, "-I", "-B", "-c", program, str(drawn.DRAWING.parent)]

    told = subprocess.run(command, capture_output=True, text=True, timeout=30)

    assert told.stdout.split() == ["shut", "shut"], told.stderr


def test_what_draws_is_told_nothing_of_the_service(database, monkeypatch):
    asked = []
    run = subprocess.run
    monkeypatch.setattr(subprocess, "run", lambda command, **how: asked.append(how) or run(command, **how))

    written(prescription())

    assert asked[0]["env"] == {}
