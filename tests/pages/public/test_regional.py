"""What is of a region on the public pages: its notices, its place on the map, its clinics from A to Ö."""

import pytest

from fornya.clinics import directory
from fornya.pages.public.region.map import PLACES
from tests.pages.public.reading import read

pytestmark = pytest.mark.usefixtures("demo_directory")
NEWS = "Viktigt just nu i Region Dalarna"


@pytest.mark.parametrize("address", ["/", "/hitta-vard", "/artiklar/fornya-recept-pa-natet"])
def test_a_notice_is_shown_to_who_has_chosen_its_region_and_to_nobody_else(client, address):
    before = read(client.get(address)).headings()
    client.cookies["region"] = "20"
    after = read(client.get(address))
    client.cookies["region"] = "21"

    assert NEWS not in before
    assert NEWS in after.headings()
    assert "Telefonerna på vårdcentralerna i Dalarna krånglar." in after.text
    assert "Gäller till " in after.text
    assert NEWS not in read(client.get(address)).headings()


def test_a_notice_is_shown_where_its_region_is_the_filter(client):
    assert NEWS in read(client.get("/hitta-vard", {"region": "20"})).headings()


def test_a_notice_stands_first_on_the_pages_of_its_regions_clinics(client):
    assert read(client.get("/mottagning/strandgatans-vardcentral")).headings()[0] == NEWS
    assert NEWS not in read(client.get("/mottagning/bjorkens-vardcentral")).headings()


@pytest.mark.parametrize(("language", "text_language"), [("ar", "ar"), ("fa", "sv"), ("sv-simple", "sv")])
def test_a_notice_is_read_in_the_readers_language_where_it_is_written_so(client, language, text_language):
    client.cookies["sprak"] = language
    page = read(client.get("/mottagning/strandgatans-vardcentral"))

    (text,) = page.tree.xpath("(//main//*[contains(@class, 'notice__body')])[1]/p[1]")
    assert text.get("lang") == text_language
    assert text.get("dir") == ("rtl" if text_language == "ar" else "ltr")


def test_the_map_leads_to_every_regions_clinics_and_the_list_beside_says_the_same(client):
    page = read(client.get("/hitta-vard"))
    drawn = [link.get("href") for link in page.tree.xpath("//main//svg//a")]
    listed = [link.get("href") for link in page.tree.xpath("//main//section[@class='region-map']//ul//a")]

    assert len(drawn) == 21
    assert sorted(drawn) == sorted(listed) == sorted(f"/hitta-vard?region={code}" for code in PLACES)
    online = sum(each.renews_online for each in directory.current().clinics if each.region_code == "03")
    (uppsala,) = page.tree.xpath("//main//svg//a[starts-with(@aria-label, 'Region Uppsala: ')]")
    assert f"Region Uppsala: {online} av " in uppsala.get("aria-label")
    assert uppsala.xpath(".//tspan")[-1].text_content() == str(online)


def test_every_region_has_a_place_of_its_own_on_the_map():
    assert set(PLACES) == {region.code for region in directory.regions()}
    assert len({(column, row) for column, row, _lines in PLACES.values()}) == len(PLACES)


def test_a_region_is_chosen_on_the_map_and_leads_back(client):
    page = read(client.get("/region", {"till": "/avgifter"}))
    (skane,) = page.tree.xpath("//main//svg//a[starts-with(@aria-label, 'Region Skåne: ')]/@href")

    answer = client.get(skane)

    assert answer["Location"] == "/avgifter"
    assert answer.cookies["region"].value == "12"


def test_what_is_asked_for_hides_the_map(client):
    assert not read(client.get("/hitta-vard", {"q": "falun"})).tree.xpath("//main//svg//a")


def test_clinics_are_filtered_by_a_language_that_is_spoken(client):
    page = read(client.get("/hitta-vard", {"talar": "so", "q": "uppsala"}))

    assert page.box("Språk utöver svenska").value == "so"
    assert "Björkens vårdcentral" in page.headings()
    assert "Ekbackens vårdcentral" not in page.headings()
    names = [option.text_content() for option in page.box("Språk utöver svenska").xpath("option")]
    assert {"Arabiska", "Somaliska", "Svenskt teckenspråk"} <= set(names)
    assert not [name for name in names if len(name) < 4]


def test_a_clinics_page_says_which_languages_are_spoken(client):
    page = read(client.get("/mottagning/bjorkens-vardcentral"))

    assert "utöver svenska: Arabiska, Engelska, Finska, Somaliska, Svenskt teckenspråk." in page.text


def test_every_clinic_stands_under_its_municipality(client):
    first = read(client.get("/hitta-vard/a-o"))
    addresses = first.tree.xpath("//main//section//a/@href")
    found = [
        name
        for address in addresses
        for name in read(client.get(address)).tree.xpath(
            "//main//a[starts-with(@href, '/mottagning/')]/@href"
        )
    ]

    assert sorted(found) == sorted(f"/mottagning/{each.slug}" for each in directory.current().clinics)
    assert [each.text_content() for each in first.tree.xpath("//main//section/h2")][-3:] == ["Å", "Ä", "Ö"]


def test_a_municipality_without_clinics_is_not_found(client):
    assert client.get("/hitta-vard/a-o/Atlantis").status_code == 404


def test_a_misspelt_query_is_offered_as_it_is_spelt(client):
    page = read(client.get("/hitta-vard", {"q": "lilljan upsala", "online": "ja"}))

    assert page.links("Liljan Uppsala") == ["?q=Liljan+Uppsala&online=ja"]


def test_an_order_by_distance_can_be_taken_back(client):
    page = read(client.get("/hitta-vard", {"q": "vårdcentral", "nara": "falun"}))

    assert "Ordnade efter avstånd från Falun." in page.text
    assert page.links("Ordna efter hur väl de passar") == ["?q=v%C3%A5rdcentral"]
    assert page.links("Strandgatans vårdcentral") == ["/mottagning/strandgatans-vardcentral?nara=Falun"]


def test_a_clinics_page_says_how_far_it_is_from_a_place(client):
    page = read(client.get("/mottagning/strandgatans-vardcentral", {"nara": "uppsala"}))
    lost = read(client.get("/mottagning/strandgatans-vardcentral", {"nara": "Atlantis"}))

    assert "km från Uppsala fågelvägen." in page.text
    assert lost.status == 200
    assert "Vi känner inte till orten." in lost.text
    assert lost.box("Från vilken ort?").get("value") == "Atlantis"
    assert page.links("Visa på karta (OpenStreetMap)")[0].startswith(
        "https://www.openstreetmap.org/?mlat=60.61"
    )


@pytest.mark.parametrize(
    ("text", "clinic", "article"),
    [
        ("förnya björken", "Björkens vårdcentral", "Förnya recept på nätet"),
        ("levaxin uppsala", "Björkens vårdcentral", "Förnya recept på nätet"),
        ("högkostnad dalarna", "Strandgatans vårdcentral", "Se dina recept, uttag och högkostnadsskydd"),
    ],
)
def test_a_query_for_two_things_is_answered_with_both(client, text, clinic, article):
    page = read(client.get("/sok", {"q": text}))
    hits = page.tree.xpath("//ol[@class='hits']/li")
    kinds = ["Mottagning" if "Mottagning" in hit.text_content() else "Att läsa" for hit in hits]

    assert set(kinds[:2]) == {"Mottagning", "Att läsa"}
    assert page.links(article)
    assert page.links(clinic) or page.links("Visa alla mottagningar som passar")
    for href in page.links("Visa alla mottagningar som passar"):
        assert "Ingen träff" not in read(client.get(href)).text
