"""Find a clinic: what a visitor types, ticks and reads."""

import pytest

from fornya.clinics import directory
from fornya.pages.public.find_clinic import rows
from fornya.pages.public.region.chosen import COOKIE
from fornya.renewals.answer_times import Measured
from tests.pages.public.reading import read

pytestmark = pytest.mark.usefixtures("demo_directory")


def test_a_hit_that_renews_online_says_cost_and_answer_time(client):
    page = read(client.get("/hitta-vard", {"q": "björkens vårdcentral"}))

    assert page.links("Björkens vårdcentral") == ["/mottagning/bjorkens-vardcentral"]
    assert "Vårdcentral i Uppsala, Region Uppsala" in page.text
    assert "Förnyar recept på nätet: Ja" in page.text
    assert "Svarar inom 2 arbetsdagar. Kostar 0 kr." in page.text


def test_a_hit_that_does_not_renew_online_says_the_number_and_when_to_call(client):
    page = read(client.get("/hitta-vard", {"q": "björklunda läkarhus"}))

    assert "Förnyar recept på nätet: Nej" in page.text
    assert page.links("018-000 00 02") == ["tel:+46180000002"]
    assert "Telefonen" in page.text


def test_what_was_typed_stays_in_the_box(client):
    page = read(client.get("/hitta-vard", {"q": "falun", "online": "ja", "region": "20"}))

    assert page.box("Namn, ort eller adress").get("value") == "falun"
    assert page.box("Bara mottagningar som förnyar recept på nätet").get("checked") is not None
    assert page.box("Region").value == "20"
    assert "Filter (2 valda)" in page.text


def test_the_online_filter_hides_clinics_that_do_not_renew(client):
    page = read(client.get("/hitta-vard", {"q": "björklunda", "online": "ja"}))

    assert "Björklunda läkarhus" not in page.text


def test_filters_that_shut_everything_out_can_be_dropped(client):
    page = read(client.get("/hitta-vard", {"q": "björkens vårdcentral", "region": "25"}))

    assert "Ingen träff på ”björkens vårdcentral”" in page.headings()
    assert "Det finns 1 mottagning utan dina val." in page.text
    assert page.links("Visa dem") == ["?q=bj%C3%B6rkens+v%C3%A5rdcentral"]


def test_a_near_miss_is_said_to_be_one(client):
    page = read(client.get("/hitta-vard", {"q": "björcens vårdcentral"}))

    assert "Här är de som liknar mest." in page.text
    assert page.links("Björkens vårdcentral")


def test_no_hit_asks_what_was_meant_and_tells_what_to_do(client):
    page = read(client.get("/hitta-vard", {"q": "uppppsxxla"}))

    assert "Ingen träff på ”uppppsxxla”" in page.headings()
    assert "Menade du" in page.text
    assert page.links("Uppsala") == ["?q=Uppsala"]
    assert "ringa din mottagning" in page.text


def test_why_a_clinic_was_found_is_told_when_it_is_not_plain(client):
    page = read(client.get("/hitta-vard", {"q": "liljan"}))

    assert "Hette tidigare Vårdcentralen Liljan." in page.text


def test_a_long_list_is_read_page_by_page(client):
    first = read(client.get("/hitta-vard", {"q": "vårdcentral"}))
    (following,) = first.links("Nästa sida")
    second = read(client.get("/hitta-vard" + following))

    assert "Sida 1 av" in first.text
    assert "Sida 2 av" in second.text
    assert second.links("Föregående sida") == ["?q=v%C3%A5rdcentral"]
    assert not set(first.headings()[2:]) & set(second.headings()[2:])


def test_a_page_past_the_last_leads_back(client):
    page = read(client.get("/hitta-vard", {"q": "vårdcentral", "sida": "900"}))

    assert page.status == 200
    assert page.links("Till första sidan")


@pytest.mark.parametrize(
    "query",
    [
        {"sida": "-1"},
        {"sida": "²"},
        {"sida": "99999999999999999999"},
        {"region": "xx"},
        {"online": "kanske"},
        {"q": "a\0b"},
        {"q": "<script>alert(1)</script>"},
        {"q": "x" * 5000},
    ],
)
def test_an_odd_address_is_read_as_well_as_it_goes(client, query):
    page = read(client.get("/hitta-vard", query))

    assert page.status == 200
    assert "<script>alert" not in page.answer.content.decode()


def test_every_hit_of_every_page_renders(client):
    for number in range(1, len(directory.current().clinics) // 20 + 2):
        assert client.get("/hitta-vard", {"sida": str(number)}).status_code == 200


def test_searching_asks_the_database_to_be_counted_and_nothing_else(client, django_assert_num_queries):
    with django_assert_num_queries(1) as asked:
        client.get("/hitta-vard", {"q": "vårdcentral uppsala"})
    with django_assert_num_queries(0):
        client.get("/hitta-vard", {"kommun": "Uppsala", "sida": "2"})

    assert asked.captured_queries[0]["sql"].startswith("SELECT limits_take(")


def test_all_filters_are_kept_from_page_to_page(client):
    chosen = {"kommun": "Uppsala", "typ": "health_centre", "online": "ja", "region": "03", "nara": "uppsala"}
    page = read(client.get("/hitta-vard", chosen))

    assert page.box("Kommun").value == "Uppsala"
    assert page.box("Slag av mottagning").value == "health_centre"
    assert page.box("Nära vilken ort?").get("value") == "uppsala"
    assert "Filter (4 valda)" in page.text
    assert page.links("Björkens vårdcentral")


def test_municipalities_to_choose_from_are_those_of_the_region(client):
    page = read(client.get("/hitta-vard", {"region": "20"}))
    names = [option.text_content() for option in page.box("Kommun").xpath("option")]

    assert "Falun" in names
    assert "Uppsala" not in names


def test_the_nearest_comes_first_with_its_distance(client):
    page = read(client.get("/hitta-vard", {"q": "vårdcentral", "nara": "falun"}))

    assert "Mindre än 1 km från Falun fågelvägen" in page.text


def test_a_place_nobody_knows_is_said_to_be_so(client):
    page = read(client.get("/hitta-vard", {"q": "vårdcentral", "nara": "Atlantis"}))

    assert "Vi hittar inte orten ”Atlantis”" in page.headings()
    assert page.tree.xpath("//h2[@id='hits']")[0].text_content() != "Ingen träff"


def test_the_visitors_region_is_offered_and_not_forced(client):
    client.cookies[COOKIE] = "03"

    page = read(client.get("/hitta-vard", {"q": "vårdcentral"}))

    assert page.links("Visa bara Region Uppsala") == ["?q=v%C3%A5rdcentral&region=03"]
    assert page.tree.xpath("//h2[@id='hits']")[0].text_content() != "Ingen träff"


def test_a_hit_says_how_soon_the_clinic_has_answered_lately(client, monkeypatch):
    found = directory.by_slug("bjorkens-vardcentral")
    monkeypatch.setattr(
        rows, "answer_times", lambda _now: {found.id: Measured(days=1, answers=20, most_days=1)}
    )

    page = read(client.get("/hitta-vard", {"q": "björkens vårdcentral"}))

    assert "Har oftast svarat inom 1 arbetsdag, de senaste 30 dagarna. Kostar 0 kr." in page.text
