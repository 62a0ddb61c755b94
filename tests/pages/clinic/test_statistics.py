"""The clinic's statistics: pictures with their tables, the same as a file, and nothing about the few."""

import csv
from datetime import date
from io import StringIO

import pytest
from lxml import html

from fornya.pages.clinic.statistics.file import COLUMNS
from tests import make
from tests.browser import Browser
from tests.house.tree import ROOT
from tests.make import EKBACKEN
from tests.statistics.tallies import a_year, put

MARCH, APRIL = date(2025, 3, 1), date(2025, 4, 1)


@pytest.fixture
def browser(database) -> Browser:
    """Be a prescriber at the clinic."""
    return Browser(make.staff_token())


def table(page, caption: str) -> list[list[str]]:
    """Give the rows of a table as they are read, without the labels for narrow screens."""
    (found,) = page.tree.xpath(f'//table[caption="{caption}"]')
    return [[cell_text(cell) for cell in row.xpath("th|td")] for row in found.xpath("./tbody/tr")]


def cell_text(cell: html.HtmlElement) -> str:
    words = cell.xpath('.//text()[not(ancestor::*[@aria-hidden="true"])]')
    return " ".join(" ".join(words).replace("\N{NO-BREAK SPACE}", " ").split())


def test_the_year_is_told_in_short_and_month_by_month(browser):
    a_year()

    page = browser.get("/personal/statistik")

    assert page.heading == "Statistik 2025"
    for said in ("1 arbetsdag (20", "3 arbetsdagar (61", "129", "77"):
        assert said in page.text
    assert table(page, "Tid till svar varje månad") == [
        ["mars", "1 arbetsdag 20 tim", "3 arbetsdagar 61 tim", "12 %"],
        ["apr", "1 arbetsdag 24 tim", "1 arbetsdag 24 tim", "0 %"],
    ]
    march, _april, year = table(page, "Läkemedel efter hur det gick, varje månad")
    assert march == ["mars", "40", "10", "6", "8", "5", "69", "78 %", "50"]
    assert year == ["Hela året", "70", "18", "13", "14", "14", "129", "77 %", "–"]


def test_every_picture_is_named_and_has_its_table(browser):
    a_year()

    page = browser.get("/personal/statistik")

    pictures = page.tree.xpath('//svg[@role="img"]/@aria-label')
    assert len(pictures) == 2
    assert all("Tabellen har samma tal" in label for label in pictures)


def test_a_group_is_chosen_by_a_form_and_by_its_name(browser):
    a_year()
    page = browser.get("/personal/statistik")

    (named,) = page.tree.xpath('//a[normalize-space()="Betablockerare (C07)"]/@href')
    group = browser.get(named)

    assert [each.get("value") for each in page.tree.xpath('//select[@name="grupp"]/option')] == [
        "",
        "C07",
        "OTHER",
    ]
    assert group.tree.xpath('//select[@name="grupp"]/option[@selected]/@value') == ["C07"]
    assert table(group, "Tid till svar varje månad")[1][1:] == ["för få svar", "för få svar", "–"]
    assert table(page, "Hela året, varje läkemedelsgrupp")[0] == [
        "Betablockerare (C07)",
        "104",
        "70 %",
        "samma dag 5 tim",
    ]
    assert not group.tree.xpath('//table[caption="Hela året, varje läkemedelsgrupp"]')


def test_a_small_number_is_nowhere_on_the_page_nor_in_the_file(browser):
    put(MARCH, 40, 3, 20, 30)
    put(APRIL, 50, 60, 20, 30)
    put(MARCH, 40, 3, 20, 30, group="C07")
    put(APRIL, 50, 60, 20, 30, group="C07")

    march, april, _year = table(
        browser.get("/personal/statistik"), "Läkemedel efter hur det gick, varje månad"
    )

    assert march[2] == "döljs"
    assert "döljs" in april
    written = rows(browser)
    assert written[0]["renewed_changed"] == ""
    assert sum(each["renewed_changed"] == "" for each in written) >= 2


def rows(browser: Browser, **query: str) -> list[dict[str, str]]:
    """Give the file's rows by their columns."""
    answer = browser.client.get("/personal/statistik.csv", query)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(StringIO(answer.content.decode())))


def test_the_file_says_what_the_page_says(browser):
    a_year()

    written = rows(browser, ar="2025")

    assert [(each["of"], each["period"], each["medicine_group"]) for each in written] == [
        ("month", "2025-03", ""),
        ("month", "2025-04", ""),
        ("year", "2025", ""),
        ("group", "2025", "C07"),
        ("group", "2025", "OTHER"),
    ]
    assert written[0] | {"name": ""} == {
        "of": "month",
        "period": "2025-03",
        "medicine_group": "",
        "name": "",
        "half_days": "1",
        "nine_of_ten_days": "3",
        "half_hours": "20",
        "nine_of_ten_hours": "61",
        "late_percent": "12",
        "renewed": "40",
        "renewed_changed": "10",
        "meet": "6",
        "declined": "8",
        "withdrawn": "5",
        "all": "69",
        "without_a_visit_percent": "78",
        "sent": "50",
    }


def test_the_file_of_a_group_has_its_times_alone(browser):
    a_year()

    written = rows(browser, ar="2025", grupp="C07")

    assert [each["of"] for each in written] == ["month", "month", "year"]
    assert {each["renewed"] for each in written} == {""}
    assert written[0]["half_hours"] == "5"


def test_before_anything_has_ended_the_page_says_so(browser):
    page = browser.get("/personal/statistik")

    assert page.status == 200
    assert "Inget är klart ännu" in page.text


def test_another_clinics_year_is_not_there(browser):
    a_year(clinic=EKBACKEN)

    assert "Inget är klart ännu" in browser.get("/personal/statistik").text


@pytest.mark.parametrize(
    "query", ["ar=²²²²", "ar=20255", "ar=-001", "ar=2025&grupp=%00", "grupp=C07AB", "ar="]
)
def test_an_odd_address_counts_as_not_chosen(browser, query):
    a_year()

    assert browser.get(f"/personal/statistik?{query}").heading == "Statistik 2025"


def test_the_files_columns_are_in_the_documents():
    told = (ROOT / "docs/statistics.md").read_text(encoding="utf-8")

    assert [name for name in COLUMNS if f"`{name}`" not in told] == []
