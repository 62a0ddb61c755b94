"""*Översikt* and *Mottagningar*: what stands out first, numbers only, and connecting a clinic."""

from datetime import timedelta

import pytest

from fornya.clinics import directory
from fornya.clinics.settings.log import Part
from fornya.pages.region.clinics.words import part_word
from tests import make
from tests.browser import errors, said
from tests.committed import owner

PLACE = "/personal/region"
CLINICS = f"{PLACE}/mottagningar"
EKBACKEN = f"{CLINICS}/{make.EKBACKEN}"


def first_row(page) -> str:
    return said(page.tree.xpath("//table/tbody/tr")[0])


def test_who_is_late_stands_first_and_nobody_is_named(rut, clinic):
    request_id = make.request(make.patient(name="Amina Exempel"), clinic=make.EKBACKEN)
    owner("UPDATE renewals_renewalrequest SET answer_by = '2020-01-01' WHERE id = %s", request_id)

    page = rut.get(PLACE)

    assert "Ekbacken" in first_row(page)
    assert "1 sen förfrågan" in first_row(page)
    assert "1 vid 1 mottagning" in page.text
    assert "Amina" not in page.text
    assert "Metoprolol" not in page.text


def test_a_closure_stands_out_and_a_clinic_in_another_region_does_not(rut, clinic):
    owner(
        "UPDATE clinics_clinic SET closed_from = %s, closed_until = %s WHERE id = %s",
        *(make.TODAY - timedelta(days=1), make.TODAY + timedelta(days=3), clinic),
    )
    make.administrator()
    make.administrator(make.JOHAN)
    directory.forget()

    page = rut.get(PLACE)

    assert "Stängt till och med" in page.text
    assert "Strandgatans" not in page.text


def test_the_list_says_how_far_each_clinic_has_come(rut):
    page = rut.get(CLINICS)

    assert "mottagningar förnyar på nätet" in page.text
    assert page.links("Björkens vårdcentral")
    assert "Inte ansluten" in page.text
    assert "Strandgatans" not in page.text


def test_a_clinic_is_connected_by_naming_its_first_administrator(rut, clinic):
    owner("UPDATE clinics_clinic SET renews_online = false WHERE id = %s", clinic)
    directory.forget()
    page = rut.get(f"{CLINICS}/{make.BJORKEN}")
    assert "Inte ansluten" in page.text

    page = rut.press(page, "Anslut mottagning", hsa_id=make.EVA, name="Eva Läkare")

    assert "Administratören är utsedd" in page.text
    assert "Förbereder sig" in page.text
    given = "SELECT clinic_id, hsa_id, given_by FROM clinics_administrator"
    assert owner(given) == [(clinic, make.EVA, make.NAMES[make.RUT])]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"hsa_id": "Eva"}, "Skriv ett HSA-id som SE2321000016-1A2B"),
        ({"ends_on": "snart"}, "Skriv dagen som ÅÅÅÅ-MM-DD, till exempel 2026-12-24"),
        ({"ends_on": "2099-01-01"}, "Välj en dag från i dag och högst ett år fram"),
        ({"name": "a" * 121}, "Texten är 1 tecken för lång"),
        ({"hsa_id": make.ADA}, "Den här personen är redan administratör"),
    ],
)
def test_what_is_wrong_is_said_and_nobody_is_named(rut, typed, says):
    make.administrator(make.ADA, clinic=make.EKBACKEN)

    page = rut.press(rut.get(EKBACKEN), "Utse", **{"hsa_id": make.EVA} | typed)

    assert page.status == 422
    assert errors(page) == [says]
    assert owner("SELECT count(*) FROM clinics_administrator") == [(1,)]


@pytest.mark.parametrize("slug", [make.STRANDGATAN, "finns-inte"])
def test_another_regions_clinic_is_not_there(rut, slug):
    assert rut.get(f"{CLINICS}/{slug}").status == 404


def test_every_task_of_a_clinic_has_its_words():
    assert all(part_word(part) for part in Part)
