"""What it costs, region by region, and the choice of a region that goes first."""

import csv
from io import StringIO

import pytest

from fornya.pages.public.region.chosen import COOKIE
from tests.pages.public.reading import read

pytestmark = pytest.mark.usefixtures("demo_directory")


def test_every_region_has_its_row(client, demo_directory):
    page = read(client.get("/avgifter"))

    for region in demo_directory.regions:
        assert region.name in page.text
    assert len(page.tree.xpath("//tbody/tr")) == 21


def test_a_region_with_several_reasons_says_each_amount_its_exemptions_and_its_source(client):
    page = read(client.get("/avgifter"))
    (row,) = [row for row in page.tree.xpath("//tbody/tr") if "Region Dalarna" in row.text_content()]
    said = " ".join(row.text_content().replace("\N{NO-BREAK SPACE}", " ").split())

    assert "100 kr för läkemedel mot en sjukdom" in said
    assert "250 kr om läkemedlet inte är mot en sjukdom" in said
    assert "0 kr om läkemedlet inte räcker till ett bokat besök" in said
    assert "Under 18 år och från 85 år" in said
    assert "Räknas till frikort Ja" in said
    assert "1 januari 2020" in said
    assert "en vårdcentrals sida" in said


def test_prices_that_no_decision_is_behind_are_called_examples(client):
    assert "Priserna är exempel" in read(client.get("/avgifter")).headings()


def test_the_visitors_own_region_stands_first(client):
    client.cookies[COOKIE] = "20"

    page = read(client.get("/avgifter"))

    assert page.headings()[1] == "Region Dalarna"
    assert page.links("Byt region") == ["/region?till=/avgifter"]


@pytest.mark.parametrize("code", ["02", "", "<b>", "2" * 300])
def test_an_odd_cookie_counts_as_no_choice(client, code):
    client.cookies[COOKIE] = code

    page = read(client.get("/avgifter"))

    assert page.status == 200
    assert page.links("Välj din region, så står den först") == ["/region?till=/avgifter"]


def test_a_page_that_minds_the_region_may_be_kept_but_only_for_the_same_cookies(client):
    answer = client.get("/avgifter")

    assert answer["Cache-Control"] == "public, no-cache"
    assert "Cookie" in answer["Vary"]


def test_rows_can_be_ordered_by_cost(client):
    page = read(client.get("/avgifter", {"ordning": "kostnad"}))
    last = page.tree.xpath("//tbody/tr[last()]")[0].text_content()

    assert "Region Dalarna" in last


def test_the_file_holds_the_same_amounts_in_ore(client):
    answer = client.get("/avgifter.csv")
    rows = list(csv.DictReader(StringIO(answer.content.decode())))
    dalarna = {row["reason"]: row["amount_ore"] for row in rows if row["region"] == "20"}

    assert answer["Content-Type"].startswith("text/csv")
    assert len({row["region"] for row in rows}) == 21
    assert dalarna == {"illness": "10000", "not_illness": "25000", "until_visit": "0"}
