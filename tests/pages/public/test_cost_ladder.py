"""The cost ladder for anyone: the steps in force, and the calculator to the öre."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from fornya.pages.public.cost_ladder.calculator import ore_of, reckon
from fornya.rules.high_cost import ladder_for
from tests.browser import said
from tests.pages.public.reading import read

pytestmark = pytest.mark.usefixtures("demo_directory")
HERE = "/hogkostnadsskydd"
NEW = ladder_for(date(2026, 3, 1), date(2026, 3, 1))
VECTORS = json.loads((Path(__file__).parents[2] / "data" / "high_cost_vectors.json").read_text())


def ore(kronor: str) -> int:
    return int(Decimal(kronor) * 100)


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_the_steps_stand_in_the_picture_and_in_the_table(client):
    page = read(client.get(HERE))

    drawn = [plain(said(text)) for text in page.tree.xpath("//main//svg//text")]
    rows = [[plain(said(cell)) for cell in row.xpath("./*")] for row in page.tree.xpath("//main//tbody/tr")]
    assert drawn == [
        *("100 %", "2 000", "75 %", "3 587", "25 %", "5 300", "10 %", "7 117", "0 %", "frikort"),
    ]
    assert [row[2].rsplit("högst ")[-1].strip() for row in rows] == [
        "2 000 kr",
        "3 190 kr",
        "3 618 kr",
        "3 800 kr",
        "3 800 kr",
    ]
    assert "(här är du)" not in page.text


def test_purchases_are_reckoned_from_what_has_been_paid(client):
    page = read(client.get(f"{HERE}?betalat=1800&pris=640&ganger=4"))

    text = plain(page.text)
    assert "Uttagen kostar dig sammanlagt 1 583,28 kr." in text
    assert "Sedan är det 416,72 kr kvar till frikort." in text
    assert page.tree.xpath('//input[@id="betalat"]/@value') == ["1800"]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("pris=99&ganger=1", "Uttaget kostar dig 99 kr."),
        ("betalat=&pris=1 250,50&ganger=1", "Uttaget kostar dig 1 250,50 kr."),
        ("betalat=3 700 kr&pris=5000&ganger=3", "Efter uttag 1 har du frikort."),
        ("betalat=3800&pris=500&ganger=2", "Du har redan frikort."),
    ],
)
def test_an_answer_is_one_sentence(client, query, words):
    assert words in plain(read(client.get(f"{HERE}?{query}")).text)


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("betalat=mycket&pris=99&ganger=1", "betalat"),
        ("betalat=3801&pris=99&ganger=1", "betalat"),
        ("betalat=-5&pris=99&ganger=1", "betalat"),
        ("pris=&ganger=1", "pris"),
        ("pris=0&ganger=1", "pris"),
        ("pris=1e9&ganger=1", "pris"),
        ("pris=99999999&ganger=1", "pris"),
        ("pris=99", "ganger"),
        ("pris=99&ganger=0", "ganger"),
        ("pris=99&ganger=25", "ganger"),
        ("pris=99&ganger=x", "ganger"),
    ],
)
def test_what_cannot_be_reckoned_is_said_at_its_field_and_kept(client, query, field):
    page = read(client.get(f"{HERE}?{query}"))

    assert page.status == 422
    assert page.tree.xpath(f'//*[@href="#{field}"]')
    assert page.tree.xpath(f'//*[@id="{field}-error"]')
    assert "Så mycket kostar det" not in page.text


def test_what_is_free_comes_from_the_table_of_the_law(client):
    text = read(client.get(HERE)).text

    assert "för den som är under 18 år" in text
    assert "Preventivmedel inom högkostnadsskyddet för den som är under 21 år." in text


@pytest.mark.parametrize("vector", VECTORS["single"], ids=lambda vector: vector["gross"])
def test_one_purchase_agrees_with_the_published_totals(vector):
    if vector["gross"] != "0":
        found = reckon(paid_ore=0, price_ore=ore(vector["gross"]), times=1, ladder=NEW)

        assert found.total_ore == ore(vector["copay"])


def test_purchases_in_a_row_cost_what_they_cost_one_by_one_at_the_pharmacy():
    whole = reckon(paid_ore=0, price_ore=64_000, times=12, ladder=NEW)
    paid, halfway = whole.purchases[4].paid_ore, whole.purchases[5:]

    again = reckon(paid_ore=paid, price_ore=64_000, times=7, ladder=NEW)

    assert [each.due_ore for each in again.purchases] == [each.due_ore for each in halfway]
    assert whole.card_after == 12
    assert (whole.total_ore, whole.left_ore) == (380_000, 0)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("850", 85_000),
        ("1 250,5", 125_050),
        ("99.90", 9_990),
        ("99 kr", 9_900),
        ("", None),
        ("1,234", None),
        ("-1", None),
    ],
)
def test_an_amount_is_read_as_people_write_it(typed, expected):
    assert ore_of(typed) == expected
