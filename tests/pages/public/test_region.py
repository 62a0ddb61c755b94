"""Choosing a region: kept in a cookie, taken back, never leading anywhere else than here."""

import pytest

from fornya.pages.public.region.chosen import COOKIE
from tests.pages.public.reading import read

pytestmark = pytest.mark.usefixtures("demo_directory")


def test_all_regions_and_none_can_be_chosen(client):
    page = read(client.get("/region"))

    assert page.heading == "Vilken region bor du i?"
    assert len(page.tree.xpath('//input[@name="region"]')) == 22
    assert page.tree.xpath('//input[@name="region"][@checked]') == []


def test_a_choice_is_kept_and_leads_back(client):
    answer = client.post("/region", {"region": "03", "till": "/avgifter"})

    assert answer.status_code == 302
    assert answer["Location"] == "/avgifter"
    assert answer.cookies[COOKIE].value == "03"
    assert answer.cookies[COOKIE]["httponly"]


def test_the_choice_is_ticked_and_confirmed(client):
    page = read(client.post("/region", {"region": "03"}, follow=True))

    assert "Du har valt Region Uppsala." in page.text
    assert page.tree.xpath('//input[@name="region"][@checked]/@value') == ["03"]


def test_a_choice_can_be_taken_back(client):
    client.post("/region", {"region": "03"})

    answer = client.post("/region", {"region": "ingen"})

    assert answer.cookies[COOKIE].value == ""
    assert answer.cookies[COOKIE]["max-age"] == 0


@pytest.mark.parametrize("sent", [{}, {"region": ""}, {"region": "99"}])
def test_nothing_chosen_is_asked_again(client, sent):
    page = read(client.post("/region", sent))

    assert page.status == 422
    assert page.title.startswith("Fel:")
    assert COOKIE not in page.answer.cookies


@pytest.mark.parametrize("till", ["https://elsewhere.example/", "//elsewhere.example", "avgifter", "/\\x"])
def test_the_way_back_never_leaves_the_service(client, till):
    answer = client.post("/region", {"region": "03", "till": till})

    assert answer["Location"] == "/region?sparad=ja"


def test_the_page_is_not_kept_by_caches(client):
    assert client.get("/region")["Cache-Control"] == "no-store"


def test_only_reading_and_choosing_is_taken(client):
    assert client.put("/region").status_code == 405


@pytest.mark.parametrize("address", ["/avgifter", "/hitta-vard", "/artiklar/fornya-recept-pa-natet"])
def test_a_page_that_minds_the_region_says_which_in_its_header(client, address):
    chosen = "//header//a[starts-with(@href, '/region?till=')]"
    before = read(client.get(address)).tree.xpath(chosen)
    client.cookies["region"] = "12"

    (after,) = read(client.get(address)).tree.xpath(chosen)

    assert [each.text_content().strip() for each in before] == ["Välj region"]
    assert "Region Skåne" in after.text_content()
    assert after.get("href") == f"/region?till={address.replace('/', '%2F')}"


@pytest.mark.parametrize("address", ["/om", "/artiklar/logga-in", "/tema/liv-halsa"])
def test_a_page_that_is_the_same_in_all_regions_says_nothing_of_one(client, address):
    client.cookies["region"] = "12"

    answer = client.get(address)

    assert "/region?till=" not in answer.content.decode()
    assert not answer.kept.by_region
