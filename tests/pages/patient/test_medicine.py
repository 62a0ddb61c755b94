"""One medicine: how its days were reckoned, what the next withdrawal costs, and the person's own count."""

from dataclasses import replace
from decimal import Decimal

import msgspec
import pytest

from tests import make
from tests.browser import Browser
from tests.committed import owner
from tests.pages.patient.sources import DOWN, account, prescription


@pytest.fixture
def person(database) -> Browser:
    """Give the browser of an adult who is signed in."""
    return Browser(make.patient_token())


def at(row) -> str:
    return f"/mina/lakemedel/recept/{row.id}"


def priced(row, price_ore=9900, counted_ore=9900, benefit="R"):
    """Give the prescription with a price and how it was booked on all that was collected."""
    given = [
        msgspec.structs.replace(each, price_ore=price_ore, counted_ore=counted_ore, benefit=benefit)
        for each in row.dispenses
    ]
    return replace(row, dispenses=tuple(given))


def test_the_page_tells_how_the_day_was_reckoned(person, sources):
    row = prescription(withdrawals_total=4)
    sources.prescriptions_are = [row]

    page = person.get(at(row))

    assert page.heading == "Metoprolol Sandoz 50 mg"
    for words in (
        "Räcker till ungefär",
        "Senast uthämtat: 100 tabletter",
        "Dosen är 1 tablett om dagen.",
        "Mot högt blodtryck",
        "Eva Läkare, Björkens vårdcentral",
        "Apotek Exempel Torget",
    ):
        assert words in page.text
    assert page.links("Förnya hos Björkens vårdcentral") == [
        f"/mina/fornya/bjorkens-vardcentral?recept={row.id}"
    ]


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (
            {"units_per_day": Decimal("0.143"), "dosage_text": "1 tablett per vecka"},
            "Dosen är 1 tablett i veckan.",
        ),
        (
            {"units_per_day": Decimal("0.5"), "dosage_text": "½ tablett dagligen"},
            "Dosen är 0,5 tabletter om dagen.",
        ),
    ],
)
def test_the_dose_is_said_by_the_day_or_the_week(person, sources, facts, words):
    row = prescription(collected=[10], **facts)
    sources.prescriptions_are = [row]

    assert words in person.get(at(row)).text


def test_what_the_person_counts_moves_the_day_and_can_be_taken_back(person, sources):
    row = prescription(withdrawals_total=4)
    sources.prescriptions_are = [row]
    before = person.get(at(row)).text

    counted = person.press(person.get(at(row)), "Räkna om", left="1 000,5")

    assert "Räknat hemma till 1 000,5 tabletter" in counted.text.replace("\N{NO-BREAK SPACE}", " ")
    assert counted.text != before
    assert owner("SELECT amount, unit FROM medicines_owncount") == [(Decimal("1000.50"), "tablett")]
    forgotten = person.press(counted, "Ta bort det jag har skrivit")
    assert "Räknat hemma" not in forgotten.text
    assert owner("SELECT count(*) FROM medicines_owncount") == [(0,)]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Skriv hur mycket du har kvar"),
        ("   ", "Skriv hur mycket du har kvar"),
        ("några", "Skriv ett tal mellan 0 och 9 999"),
        ("-3", "Skriv ett tal mellan 0 och 9 999"),
        ("10000", "Skriv ett tal mellan 0 och 9 999"),
        ("1e3", "Skriv ett tal mellan 0 och 9 999"),
        ("3,141", "Skriv ett tal mellan 0 och 9 999"),
    ],
)
def test_a_count_that_cannot_be_read_says_what_to_write_and_keeps_it(person, sources, typed, words):
    row = prescription()
    sources.prescriptions_are = [row]

    page = person.press(person.get(at(row)), "Räkna om", left=typed)

    assert page.status == 422
    assert words in page.text
    assert page.tree.xpath('//input[@id="left"]/@value') == [typed.strip()]
    assert owner("SELECT count(*) FROM medicines_owncount") == [(0,)]


def test_digits_of_other_scripts_are_digits(person, sources):
    row = prescription()
    sources.prescriptions_are = [row]

    person.press(person.get(at(row)), "Räkna om", left="٣٠")

    assert owner("SELECT amount FROM medicines_owncount") == [(Decimal(30),)]


def test_where_the_dose_cannot_be_counted_there_is_nothing_to_count(person, sources):
    row = prescription(units_per_day=None, dosage_text="1 tablett vid behov")
    sources.prescriptions_are = [row]

    page = person.get(at(row))

    assert page.tree.xpath('//input[@id="left"]') == []
    assert "Läkemedlet tas vid behov" in page.text


@pytest.mark.parametrize(
    ("booked", "words"),
    [
        ({}, "Nästa uttag kostar högst 75 kr, om det hämtas senast"),
        ({"counted_ore": 0, "benefit": "U"}, "Nästa uttag kostar högst 99 kr"),
        ({"counted_ore": 0, "benefit": "F"}, "Nästa uttag kostar inget"),
    ],
)
def test_the_next_withdrawal_says_what_it_costs_at_most(person, sources, booked, words):
    row = priced(prescription(withdrawals_total=4), **booked)
    sources.prescriptions_are = [row]

    assert words in person.get(at(row)).text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    "facts", [{"price_ore": None}, {"counted_ore": None}, {"benefit": None}, {"benefit": "X"}]
)
def test_without_a_known_price_no_cost_is_told(person, sources, facts):
    row = priced(prescription(withdrawals_total=4), **facts)
    sources.prescriptions_are = [row]

    assert "Nästa uttag kostar" not in person.get(at(row)).text


def test_an_account_that_is_down_leaves_the_rest_of_the_page(person, sources):
    row = priced(prescription(withdrawals_total=4))
    sources.prescriptions_are, sources.cost = [row], DOWN

    text = person.get(at(row)).text

    assert "Därför kan vi inte säga vad nästa uttag kostar." in text
    assert "Räcker till ungefär" in text


def test_a_store_that_is_down_is_said_and_nothing_is_kept(person, sources):
    row = prescription()
    sources.prescriptions_are = [row]
    page = person.get(at(row))
    sources.prescriptions_are = DOWN

    assert person.get(at(row)).headings()[0] == "Receptregistret svarar inte just nu"
    assert person.press(page, "Räkna om", left="5").headings()[0] == "Receptregistret svarar inte just nu"
    assert owner("SELECT count(*) FROM medicines_owncount") == [(0,)]


@pytest.mark.parametrize("key", ["rx-0", "..", "%00", "a" * 300])
def test_a_medicine_that_is_not_there_is_not_found(person, sources, key):
    sources.prescriptions_are = [prescription()]
    sources.cost = account()

    assert person.get(f"/mina/lakemedel/recept/{key}").status == 404
