"""*Läs in från fil*: sent without a script, seen first, carried out as it was shown, safe to press twice."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from fornya.clinics.catalogue.csv_file import NEEDED
from fornya.clinics.catalogue.difference import COMPARED
from fornya.clinics.catalogue.faults import Fault
from fornya.clinics.codes import Kind
from fornya.config.uploads import MOST
from fornya.pages.region.catalogue.words import COLUMNS, FAULTS, HOLDS
from tests import make
from tests.browser import Browser, errors, said
from tests.committed import owner
from tests.pages.public.reading import read

PLACE, COUNTRY = "/personal/region/inlasning", "/personal/drift/inlasning"
HEADING = "hsa_id;name;kind;municipality;street;postcode;place;phone;renews_online;answer_days"
NEW = "SE0000000000-X1;Nya vårdcentralen;health_centre;Uppsala;Nygatan 1;75310;Uppsala;018-100 00 00;ja;3"
BAD = "SE0000000000-X2;Dåliga vårdcentralen;health_centre;Uppsala;Nygatan 1;7531;Uppsala;018-100 00 00;nej;"
FAR = "SE0000000000-X3;Falu nya;health_centre;Falun;Nygatan 1;79130;Falun;023-100 00 00;nej;"


@pytest.fixture(autouse=True)
def _no_new_clinics(region):
    yield
    owner("DELETE FROM clinics_clinic WHERE hsa_id LIKE %s", "%-X_")
    owner("DELETE FROM clinics_catalogueupload")


def send(browser: Browser, *rows: str, place: str = PLACE, content: bytes | None = None):
    """Send a file as a form without a script does."""
    page = browser.get(place)
    (form,) = page.tree.xpath("//main//form")
    assert form.get("enctype") == "multipart/form-data"
    token = form.fields["csrfmiddlewaretoken"]
    body = content if content is not None else "\n".join((HEADING, *rows)).encode()
    file = SimpleUploadedFile("mottagningar.csv", body, "text/csv")
    return read(browser.client.post(place, {"csrfmiddlewaretoken": token, "file": file}, follow=True))


def counted(page) -> dict[str, str]:
    keys, values = (page.tree.xpath(f"//main//dl//{tag}") for tag in ("dt", "dd"))
    return {said(key): said(value) for key, value in zip(keys, values, strict=True)}


def test_what_a_file_would_change_is_seen_first_and_then_carried_out(rut):
    page = send(rut, NEW, BAD, FAR)

    assert (counted(page)["Nya"], counted(page)["Kan inte läsas in"]) == ("1", "2")
    for words in (
        "Nya vårdcentralen",
        "Postnumret 7531 är inte fem siffror",
        "SE0000000000-X3 hör till en annan region",
        "Den lämnas som den är" if counted(page)["Finns inte i filen"] == "1" else "De lämnas som de är",
    ):
        assert words in page.text
    assert Browser().get("/mottagning/nya-vardcentralen").status == 404

    page = rut.press(page, "Godkänn och läs in")

    assert "Filen är inläst" in page.text
    assert Browser().get("/mottagning/nya-vardcentralen").status == 200
    assert "Godkänn" not in page.text


def test_pressed_twice_it_is_done_once(rut):
    page = send(rut, NEW)
    rut.press(page, "Godkänn och läs in")

    again = rut.press(page, "Godkänn och läs in")

    assert (again.status, "Filen är inläst" in again.text) == (200, True)
    assert owner("SELECT count(*) FROM clinics_clinic WHERE hsa_id = 'SE0000000000-X1'") == [(1,)]


def test_when_something_has_changed_meanwhile_the_new_difference_is_shown(rut, ragna):
    page = send(rut, NEW, NEW.replace("X1", "X4"))
    ragna.press(send(ragna, NEW), "Godkänn och läs in")

    page = rut.press(page, "Godkänn och läs in")

    assert (page.status, "Något har ändrats sedan du tittade" in page.text) == (409, True)
    assert (counted(page)["Nya"], counted(page)["Är redan så"]) == ("1", "1")
    assert "Filen är inläst" in rut.press(page, "Godkänn och läs in").text


def test_the_operator_brings_in_any_regions(olle):
    page = send(olle, NEW, FAR, place=COUNTRY)

    assert counted(page)["Nya"] == "2"
    olle.press(page, "Godkänn och läs in")
    assert Browser().get("/mottagning/falu-nya").status == 200


def test_what_changes_is_told_with_what_it_was(rut):
    ((name, phone),) = owner("SELECT name, phone FROM clinics_clinic WHERE hsa_id = 'SE0000000000-V0001'")
    row = f"SE0000000000-V0001;{name};health_centre;Uppsala;Nygatan 1;75310;Uppsala;018-100 00 99;ja;3"

    page = send(rut, row)

    assert f"Telefon: {phone} → +46181000099" in page.text


def test_what_cannot_be_read_is_said_at_the_field(rut):
    page = send(rut, content=b"\xff")
    assert (page.status, errors(page)) == (422, ["Filen går inte att läsa som text. Spara den i UTF-8"])

    page = send(rut, content=b"namn;telefon\n")
    assert page.status == 422
    assert "Rubrikraden saknar" in errors(page)[0]


def test_without_a_file_one_is_asked_for(rut):
    page = rut.press(rut.get(PLACE), "Visa vad som ändras")

    assert (page.status, errors(page)) == (422, ["Välj en fil"])


def test_a_file_that_is_too_large_is_not_read(rut):
    page = send(rut, content=b"x" * (MOST + 1))

    assert page.status == 413


def test_a_file_is_anybodys_own_and_gone_after_an_hour(rut, ragna, olle):
    page = send(rut, NEW)
    path = page.answer.request["PATH_INFO"]

    assert ragna.get(path).status == 404
    assert olle.get(path.replace(PLACE, COUNTRY)).status == 404
    owner("UPDATE clinics_catalogueupload SET uploaded_at = %s", make.NOW - timedelta(hours=2))
    assert rut.get(path).status == 404
    assert rut.press(page, "Godkänn och läs in").status == 404


def test_no_other_page_takes_a_file(rut):
    token = rut.get("/personal/region/avgifter").tree.xpath("//input[@name='csrfmiddlewaretoken']/@value")[0]
    file = SimpleUploadedFile("x.csv", b"x" * 100)

    answer = rut.client.post("/personal/region/avgifter", {"csrfmiddlewaretoken": token, "amount": file})

    assert answer.status_code == 422
    assert not answer.wsgi_request.FILES


def test_the_help_tells_every_column_and_every_kind(rut):
    text = rut.get(PLACE).text

    assert set(HOLDS) == NEEDED | {"answer_days", "former_names", "languages", "lat", "lon"}
    assert [name for name in (*HOLDS, *Kind) if name not in text] == []


def test_every_fault_and_every_column_has_its_words():
    assert set(FAULTS) == set(Fault)
    assert set(COLUMNS) == {*COMPARED, "former_names", "languages"}
