"""Open data: a page that says what the files hold, and a file for each month that is over."""

import csv
import json
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.urls import resolve

from fornya.pages.public.open_data.views import COLUMNS
from tests.committed import database, owner_connection, transactional_db
from tests.house.tree import ROOT
from tests.pages.public.reading import read
from tests.statistics.tallies import a_year

__all__ = ["database", "owner_connection", "transactional_db"]
FILE = "/oppna-data/svarstider-2025-03"


def test_the_page_leads_to_each_months_files(client, database):
    a_year()

    page = read(client.get("/oppna-data"))

    assert page.heading == "Öppna data"
    assert page.links("CSV") == ["/oppna-data/svarstider-2025-04.csv", f"{FILE}.csv"]
    assert [client.get(link).status_code for link in (*page.links("CSV"), *page.links("JSON"))] == [200] * 4


def test_the_page_before_there_is_a_month(client, database):
    assert "Den första filen kommer" in read(client.get("/oppna-data")).text


def test_a_file_has_a_row_a_clinic_and_its_columns_are_told(client, database):
    a_year()

    answer = client.get(f"{FILE}.csv")
    (row,) = csv.DictReader(StringIO(answer.content.decode()))

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Cache-Control"] == "public, no-cache"
    assert tuple(row) == COLUMNS
    assert (row["clinic"], row["region"]) == ("Björkens vårdcentral", "Region Uppsala")
    assert (row["answers"], row["half_days"], row["nine_of_ten_days"]) == ("50", "1", "3")
    told = read(client.get("/oppna-data"))
    assert told.tree.xpath("//tbody/tr/th/span[not(@class)]/text()") == list(COLUMNS)


def test_json_says_the_same_and_what_may_be_done_with_it(client, database):
    a_year()

    told = json.loads(client.get(f"{FILE}.json").content)
    (written,) = csv.DictReader(StringIO(client.get(f"{FILE}.csv").content.decode()))

    assert (told["month"], told["licence"]) == ("2025-03", "CC0-1.0")
    assert {name: str(value) for name, value in told["rows"][0].items()} == written


@pytest.mark.parametrize("month", ["2025-05", "2025-3", "2025-13", "x", "2999-01", "0001-01"])
def test_a_month_that_there_is_nothing_of_is_not_found(client, database, month):
    a_year()

    assert client.get(f"/oppna-data/svarstider-{month}.csv").status_code == 404


def test_this_month_is_not_told(client, database):
    a_year(datetime.now(UTC).year + 1)

    assert read(client.get("/oppna-data")).links("CSV") == []


@pytest.mark.parametrize("address", ["/oppna-data", f"{FILE}.csv", f"{FILE}.json"])
def test_what_is_open_is_kept_in_memory_and_the_same_for_everyone(client, database, address):
    a_year()

    first = client.get(address)
    another = client.get(
        address, headers={"Accept-Language": "ar", "Cookie": "fornya-session=abc", "User-Agent": "x"}
    )

    assert (first.status_code, another.content) == (200, first.content)
    assert not another.cookies
    assert hasattr(resolve(address).func, "is_kept")


def test_the_files_columns_are_in_the_documents():
    told = (ROOT / "docs/statistics.md").read_text(encoding="utf-8")

    assert [name for name in COLUMNS if f"`{name}`" not in told] == []
