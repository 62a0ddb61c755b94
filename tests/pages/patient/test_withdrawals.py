"""Everything collected: when, where, what it cost and what of it counted, a page at a time."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import msgspec
import pytest

from fornya.integrations.high_cost.messages import Purchase
from tests import make
from tests.browser import Browser, said
from tests.committed import owner
from tests.pages.patient.sources import DOWN, account, dispense, prescription

HERE = "/mina/uttag"


@pytest.fixture
def person(database) -> Browser:
    """Give the browser of an adult who is signed in."""
    return Browser(make.patient_token())


def given(days_ago, **facts):
    return msgspec.structs.replace(dispense(days_ago, Decimal(100)), **facts)


def rows(page):
    return [
        [said(cell).replace("\N{NO-BREAK SPACE}", " ") for cell in row.xpath("./*")]
        for row in page.tree.xpath("//main//tbody/tr")
    ]


def held(row: list[str], *words: str) -> bool:
    return all(word in cell for word, cell in zip(words, row[-len(words) :], strict=True))


def test_the_latest_comes_first_with_price_paid_and_counted(person, sources):
    sources.prescriptions_are = [
        replace(
            prescription("Alfa", collected=[]),
            dispenses=(given(200, price_ore=20000, paid_ore=15000, counted_ore=18000, benefit="R"),),
        ),
        replace(
            prescription("Beta", collected=[], status="completed"),
            dispenses=(given(3, counted_ore=0, benefit="U"),),
        ),
    ]

    page = person.get(HERE)

    first, second = rows(page)
    assert "Beta 50 mg" in first[0]
    assert held(first, "100 tabletter", "Apotek Exempel Torget", "99 kr", "99 kr", "Inget")
    assert held(second, "200 kr", "150 kr", "180 kr")
    assert "Uttag det senaste året: 2." in page.text
    assert "Du har betalat 249 kr för dem." in page.text.replace("\N{NO-BREAK SPACE}", " ")


def test_what_the_store_does_not_price_the_account_does(person, sources):
    bought = given(3, id="d-77", price_ore=None, paid_ore=None)
    sources.prescriptions_are = [replace(prescription(collected=[]), dispenses=(bought,))]
    line = Purchase("d-77", datetime.now(UTC), "Metoprolol", 12000, 9000)
    sources.cost = account(9000, 12000, purchases=(line,))

    assert held(rows(person.get(HERE))[0], "120 kr", "90 kr", "120 kr")

    sources.cost = DOWN
    page = person.get(HERE)
    assert held(rows(page)[0], "Uppgift saknas", "Uppgift saknas", "Uppgift saknas")
    assert "Högkostnadsdatabasen svarar inte just nu" in page.headings()
    assert "Du har betalat" not in page.text


def test_what_was_free_counts_for_nothing_and_says_so(person, sources):
    free = given(3, price_ore=9900, paid_ore=0, counted_ore=0, benefit="F")
    sources.prescriptions_are = [replace(prescription(collected=[]), dispenses=(free,))]

    assert held(rows(person.get(HERE))[0], "99 kr", "0 kr", "Inget, det är gratis")


def test_a_long_history_comes_a_page_at_a_time(person, sources):
    sources.prescriptions_are = [prescription(collected=list(range(1, 121)))]

    first, last = person.get(HERE), person.get(f"{HERE}?sida=3")

    assert (len(rows(first)), len(rows(last))) == (50, 20)
    assert first.links("Nästa sida") == [f"{HERE}?sida=2"]
    assert last.links("Nästa sida") == []
    assert person.get(f"{HERE}?sida=2").links("Föregående sida") == [HERE]


@pytest.mark.parametrize("number", ["0", "4", "-1", "x", "", "9" * 40, "²"])
def test_a_page_that_is_not_there_is_not_found(person, sources, number):
    sources.prescriptions_are = [prescription(collected=[3])]

    assert person.get(f"{HERE}?sida={number}").status == 404


def test_nothing_collected_is_not_the_same_as_a_store_that_is_down(person, sources):
    assert "Inget ännu." in person.get(HERE).text

    sources.prescriptions_are = DOWN
    page = person.get(HERE)
    assert page.headings()[0] == "Receptregistret svarar inte just nu"
    assert "Inget ännu." not in page.text


def test_who_lives_under_protection_is_not_told_where(person, sources):
    owner("UPDATE people_patient SET is_protected = true")
    row = prescription(collected=[3])
    sources.prescriptions_are = [row]

    for address in (HERE, f"/mina/lakemedel/recept/{row.id}"):
        page = person.get(address)
        assert "Apotek Exempel Torget" not in page.text
        assert "Visas inte" in page.text
