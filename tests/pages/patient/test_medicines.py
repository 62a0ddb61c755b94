"""My medicines and the high-cost protection: what is known, and plainly what is not."""

from dataclasses import replace
from decimal import Decimal

import pytest

from fornya.pages.patient.medicines import rows
from tests import make
from tests.browser import Browser, said
from tests.pages.patient.filling import FORM
from tests.pages.patient.sources import DOWN, account, days, prescription, sleeping_pill
from tests.pages.patient.test_renew_doors import aged


@pytest.fixture
def person(database) -> Browser:
    """Give the browser of an adult who is signed in."""
    return Browser(make.patient_token())


def test_a_medicine_says_what_is_left_how_long_and_where_to_renew(person, sources):
    sources.prescriptions_are = [prescription("Levaxin", strength="100 mikrogram", withdrawals_total=4)]

    page = person.get("/mina/lakemedel")

    for words in (
        "3 av 4 uttag kvar",
        "Räcker till ungefär",
        "Giltigt till",
        "Senast hämtat",
        "Nästa uttag",
        "Eva Läkare, Björkens vårdcentral",
        "Hämtat från receptregistret",
    ):
        assert words in page.text
    (link,) = page.links("Förnya Levaxin 100 mikrogram hos Björkens vårdcentral")
    assert link.startswith(f"{FORM}?recept=rx-")
    assert person.get(link).tree.xpath('//input[@name="chosen"]/@checked') == ["checked"]


def test_a_planned_closure_leaves_less_time_to_send(person, sources, monkeypatch):
    sources.prescriptions_are = [prescription()]
    shut = replace(make.page(), closed_from=days(4), closed_until=days(11))
    assert "Skicka senast" in person.get("/mina/lakemedel").text

    monkeypatch.setattr(rows.directory, "by_hsa_id", lambda _hsa_id: shut)

    assert "Skicka så snart du kan" in person.get("/mina/lakemedel").text


def test_aids_are_a_part_of_their_own_and_renewed_with_the_medicines(person, sources):
    aid = {"is_aid": True, "atc": None, "strength": "", "form": "förbrukningsartikel"}
    sources.prescriptions_are = [
        prescription("Accu-Chek Guide", **aid),
        prescription(),
        prescription("BD Micro-Fine", **aid),
    ]

    page = person.get("/mina/lakemedel")

    assert [
        each
        for each in page.headings()
        if each in ("Tar snart slut", "Inga uttag kvar eller gått ut", "Hjälpmedel")
    ][-1] == "Hjälpmedel"
    aids = page.tree.xpath('//section[@aria-labelledby="aids"]//input[@name="recept"]/@value')
    medicines = page.tree.xpath('//section[@aria-labelledby!="aids"]//input[@name="recept"]/@value')
    assert (len(aids), len(medicines)) == (2, 1)
    chosen = person.get(f"/mina/lakemedel/fornya?recept={medicines[0]}&recept={aids[0]}")
    assert chosen.tree.xpath('count(//input[@name="chosen" and @checked])') == 2
    assert [said(line) for line in chosen.tree.xpath('//p[.="Hjälpmedel"]')] == ["Hjälpmedel", "Hjälpmedel"]


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"units_per_day": None, "dosage_text": "1 tablett vid behov"}, "Läkemedlet tas vid behov, så"),
        ({"units_per_day": None, "dosage_text": "1-2 tabletter dagligen"}, "inte densamma varje dag"),
        ({"units_per_day": None, "dosage_text": "Se lappen"}, "Vi kan inte läsa dosen säkert"),
        ({"units_per_day": Decimal(3)}, "Dosen står på två sätt som inte stämmer överens."),
        ({"collected": []}, "Inget är uthämtat på receptet ännu."),
        ({"collected": [-2]}, "eftersom uttagen är oklara"),
        ({"quantity": Decimal("0.5")}, "räcker mindre än en dag"),
        ({"quantity": Decimal(5000)}, "eftersom mängden är ovanligt stor"),
        ({"collected": [200]}, "Räckte till ungefär"),
    ],
)
def test_where_no_day_can_be_told_it_says_why(person, sources, facts, words):
    sources.prescriptions_are = [prescription(**facts)]

    assert words in person.get("/mina/lakemedel").text


@pytest.mark.parametrize(
    ("facts", "tag"),
    [
        ({"withdrawals_total": 4}, "Finns kvar"),
        ({}, "Snart slut"),
        ({"collected": [150]}, "Inga uttag kvar"),
        ({"valid_until": days(-1)}, "Har gått ut"),
        ({"status": "on-hold"}, "Pausat"),
    ],
)
def test_each_state_has_its_tag(person, sources, facts, tag):
    sources.prescriptions_are = [prescription(**facts)]

    page = person.get("/mina/lakemedel")

    assert [said(each) for each in page.tree.xpath('//main//*[contains(@class, "ds-tag")]')] == [tag]


def test_what_cannot_be_renewed_online_says_why_instead_of_a_link(person, sources):
    sources.prescriptions_are = [sleeping_pill()]

    page = person.get("/mina/lakemedel")

    assert "Läkemedlet är narkotikaklassat och förnyas inte på nätet." in page.text
    assert not [link for link in page.tree.xpath("//main//a/@href") if "/mina/fornya/" in link]


def test_a_clinic_that_is_not_in_the_directory_is_named(person, sources):
    sources.prescriptions_are = [
        prescription(clinic_hsa_id="SE0000000000-V9999", clinic_name="Okända mottagningen")
    ]

    assert "Okända mottagningen finns inte i Förnya." in person.get("/mina/lakemedel").text


def test_a_store_that_is_down_is_never_an_empty_list(person, sources):
    sources.prescriptions_are = DOWN

    page = person.get("/mina/lakemedel")

    assert page.headings()[0] == "Receptregistret svarar inte just nu"
    assert "Du har inga recept" not in page.text


def test_no_prescriptions_and_hidden_ones_are_told_apart(person, sources):
    assert "Du har inga recept i receptregistret." in person.get("/mina/lakemedel").text

    sources.hidden = True
    page = person.get("/mina/lakemedel")

    assert "Det finns uppgifter som är spärrade" in page.headings()
    assert "Du har inga recept" not in page.text


def test_what_is_asked_for_leads_to_its_request_and_not_to_another(database, sources):
    token = make.patient_token()
    sources.prescriptions_are = [prescription(), prescription("Levaxin")]
    asked, other = sources.prescriptions_are
    request_id = make.request(make.signed_in(token, now=make.NOW), [make.choice(id=asked.id)])
    person = Browser(token)

    page = person.get("/mina/lakemedel")

    (link,) = page.links("Följ förfrågan")
    assert link == f"/mina/forfragan/{request_id}"
    assert "Ett nytt recept är begärt." in page.text
    assert page.text.count("Skicka senast") == 1
    assert [link for link in page.tree.xpath("//main//a/@href") if "fornya" in link] == [
        f"{FORM}?recept={other.id}"
    ]
    one = person.get(f"/mina/lakemedel/recept/{asked.id}")
    assert one.links("Följ förfrågan") == [link]
    assert not one.tree.xpath("//main//a[contains(@href, 'fornya')]")


@pytest.mark.parametrize(
    ("collected", "words"),
    [
        ([92], "Hämta ut nästa uttag senast"),
        ([110], "Dags att hämta ut nästa uttag."),
        ([60], ""),
    ],
)
def test_it_says_when_to_collect_what_is_left(person, sources, collected, words):
    sources.prescriptions_are = [prescription(withdrawals_total=4, collected=collected)]

    page = person.get("/mina/lakemedel")

    assert words in page.text
    assert bool(words) == ("ästa uttag senast" in page.text or "Dags att" in page.text)


def test_aids_that_need_something_come_before_medicines_that_need_nothing(person, sources):
    aid = {"is_aid": True, "atc": None, "strength": "", "form": "förbrukningsartikel"}
    sources.prescriptions_are = [
        prescription("Accu-Chek Guide", collected=[150], **aid),
        prescription(withdrawals_total=4),
    ]

    sections = person.get("/mina/lakemedel").tree.xpath("//section/@aria-labelledby")

    assert [each for each in sections if each in ("aids", "left")] == ["aids", "left"]


@pytest.mark.parametrize(
    "address",
    ["/mina/lakemedel", "/mina/lakemedel/recept/rx-1", "/mina/uttag", "/mina/hogkostnad"],
)
def test_all_are_for_adults_and_say_so(database, sources, address):
    page = Browser(make.patient_token(aged(17))).get(address)

    assert page.heading == "Det här ser du från 18 år"
    assert sources.asked == []
    assert Browser(make.patient_token(aged(18))).get(address).heading != page.heading


def test_who_is_under_eighteen_reads_that_their_medicines_are_free(database, sources):
    said = "Läkemedel som ingår i högkostnadsskyddet är gratis för den som inte har fyllt 18 år."
    teenager = Browser(make.patient_token(aged(17)))

    assert said in teenager.get("/mina/hogkostnad").text
    assert said not in teenager.get("/mina/lakemedel").text


def test_the_steps_to_the_card_show_where_one_is(person):
    page = person.get("/mina/hogkostnad")

    rows = [[said(cell) for cell in row.xpath("./*")] for row in page.tree.xpath("//table[1]//tbody/tr")]
    assert len(rows) >= 5
    assert [("(här är du)" in row[0]) for row in rows].count(True) == 1
    assert "Levaxin 100 mikrogram" in page.text
    assert page.tree.xpath("//progress/@value") == ["213500"]


def test_nothing_bought_yet_is_said_in_words(person, sources):
    sources.cost = account(0, 0, period_start=None, period_end=None, purchases=())

    text = person.get("/mina/hogkostnad").text

    assert "Du har inte hämtat ut något inom högkostnadsskyddet" in text
    assert "Inget ännu." in text


@pytest.mark.parametrize(
    ("cost", "heading"),
    [
        (DOWN, "Högkostnadsdatabasen svarar inte just nu"),
        (account(ceiling_ore=12345), "Vi kan inte läsa svaret från högkostnadsdatabasen"),
    ],
)
def test_an_account_that_cannot_be_read_is_said_so(person, sources, cost, heading):
    sources.cost = cost

    page = person.get("/mina/hogkostnad")

    assert page.headings()[0] == heading
    assert "0 kr" not in page.text
