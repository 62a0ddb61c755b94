"""The list to print: what is in use, in ordinary and large print, and the QR code only for who asks."""

import pytest

from fornya.integrations.prescription_store.messages import MedicineList
from fornya.medicines.overview import from_list
from fornya.pages.patient.medicine_list.rows import as_text, printed
from tests import make
from tests.browser import Browser
from tests.committed import owner
from tests.pages.patient.sources import DOWN, prescription

PAGE = "/mina/lakemedel/lista"


@pytest.fixture
def token(database) -> str:
    """Give the token of an adult who is signed in."""
    return make.patient_token(name="Amina Exempel")


def test_each_medicine_in_use_has_dose_purpose_prescriber_and_what_is_left(token, sources):
    sources.prescriptions_are = [prescription(), prescription("Alvedon", status="stopped")]

    page = Browser(token).get(PAGE)

    text = page.text.replace("\N{NO-BREAK SPACE}", " ")
    for said in (
        "Amina Exempel",
        "Metoprolol Sandoz 50 mg",
        "1 tablett varje morgon",
        "Mot högt blodtryck",
        "0 av 1 uttag kvar",
        "Förskrivet av Eva Läkare, Björkens vårdcentral",
    ):
        assert said in text
    assert "Alvedon" not in text


def test_large_print_is_a_choice_that_leads_back(token, sources):
    sources.prescriptions_are = [prescription()]
    browser = Browser(token)

    large = browser.get(browser.get(PAGE).links("Stor text")[0])

    assert large.tree.xpath('//main//div[@class="large"]//h2')
    assert large.links("Vanlig text") == [PAGE]


def test_no_code_is_drawn_until_it_is_asked_for(token, sources):
    sources.prescriptions_are = [prescription()]
    browser = Browser(token)

    before = browser.get(PAGE)
    after = browser.get(before.links("Visa QR-koden")[0])

    assert not before.tree.xpath("//main//img")
    assert "Alla som skannar den kan läsa dem." in before.text
    (code,) = after.tree.xpath("//main//p[@class='qr']/img")
    assert code.get("src").startswith("data:image/svg+xml")
    assert code.get("alt")


def test_the_code_holds_the_name_and_the_medicines_and_no_personnummer(sources):
    found = from_list(MedicineList(make.NOW, (prescription(),), False), today=make.TODAY)
    rows = printed(found.medicines, make.TODAY, hides_place=False)

    text = as_text(rows, "Amina Exempel", make.TODAY)

    assert text == f"Amina Exempel, {make.TODAY}\nMetoprolol Sandoz 50 mg: 1 tablett varje morgon"


def test_a_list_too_long_for_a_code_says_so(token, sources):
    long = "1 tablett på morgonen och 1 tablett på kvällen tillsammans med mat " * 3
    sources.prescriptions_are = [prescription(dosage_text=long) for _ in range(20)]

    page = Browser(token).get(PAGE, qr="ja")

    assert "Listan får inte plats i en QR-kod" in page.text


@pytest.mark.parametrize("status", ["stopped", "on-hold", "entered-in-error"])
def test_whose_every_prescription_is_ended_or_paused_is_not_said_to_have_none(token, sources, status):
    sources.prescriptions_are = [prescription(status=status)]

    text = Browser(token).get(PAGE).text

    assert "Alla recept i receptregistret är avslutade eller pausade." in text
    assert "Du har inga recept" not in text


def test_a_store_that_is_down_is_told_and_nothing_is_printed(token, sources):
    sources.prescriptions_are = DOWN

    page = Browser(token).get(PAGE)

    assert "Du har inga recept" not in page.text
    assert not page.links("Visa QR-koden")


def test_whoever_lives_under_protection_has_no_clinic_on_the_paper(token, sources):
    sources.prescriptions_are = [prescription()]
    owner("UPDATE people_patient SET is_protected = true")

    text = Browser(token).get(PAGE).text

    assert "Förskrivet av Eva Läkare" in text
    assert "Björken" not in text
