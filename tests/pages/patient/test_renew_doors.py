"""Who the form is open to, and the ways on when the list of prescriptions says nothing."""

import pytest

from tests import make
from tests.browser import Browser, errors
from tests.committed import owner
from tests.pages.patient import filling
from tests.pages.patient.filling import ANSWERS, FORM, ON, at
from tests.pages.patient.sources import DOWN, TODAY, prescription

HAND = f"{FORM}/annat"
ADD = "Lägg till läkemedlet"


def aged(years: int) -> str:
    """Give a personnummer of somebody who turned this age at the last New Year."""
    nine = f"{TODAY.year - years:04d}0101984"[2:]
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(nine)]
    check = -sum(number // 10 + number % 10 for number in doubled) % 10
    return f"{TODAY.year - years}0101984{check}"


def person_of(years: int) -> Browser:
    return Browser(make.patient_token(aged(years)))


def test_a_clinic_that_does_not_renew_online_is_called(database):
    page = Browser(make.patient_token()).get("/mina/fornya/bjorklunda-lakarhus")

    assert (page.status, page.heading) == (200, "Ring för att förnya recept")
    assert page.tree.xpath('//main//a[starts-with(@href, "tel:")]')


def test_a_child_under_13_is_told_to_ask_an_adult_and_the_store_is_not_asked(database, sources):
    page = person_of(12).get(FORM)

    assert page.heading == "Du behöver hjälp av en vuxen"
    assert page.links("Hitta vård")
    assert sources.asked == []


def test_from_13_one_renews_alone(database, sources):
    sources.prescriptions_are = [prescription()]

    assert person_of(13).get(FORM).heading == "Vilka recept vill du förnya?"


@pytest.mark.parametrize(
    ("limits", "years", "heading"),
    [
        ("min_age = 18", 17, "Mottagningen är för den som har fyllt 18 år"),
        ("max_age = 17", 18, "Mottagningen är för den som är yngre än 18 år"),
    ],
)
def test_a_clinic_for_other_ages_says_so_and_gives_its_number(database, limits, years, heading):
    ((slug,),) = owner(
        f"SELECT slug FROM clinics_clinic WHERE {limits} AND renews_online ORDER BY id LIMIT 1"
    )

    page = person_of(years).get(f"/mina/fornya/{slug}")

    assert page.heading == heading
    assert page.tree.xpath('//main//a[starts-with(@href, "tel:")]')


def test_with_the_store_down_a_medicine_is_written_by_hand_and_sent(database, sources):
    sources.prescriptions_are = DOWN
    person = Browser(make.patient_token())
    person.get(FORM)

    page = person.press(person.get(HAND), ADD, name="Levaxin", strength="100 mikrogram", why="Sköldkörteln")
    assert "Levaxin 100 mikrogram" in page.headings()
    page = person.press(page, ON)
    assert page.heading == "Frågor om Levaxin 100 mikrogram"
    page = person.press(page, ON, **ANSWERS)
    page = person.press(person.press(page, ON), ON)
    page = person.press(page, ON, way="here")
    assert "Används mot: Sköldkörteln" in page.text
    page = person.press(page, "Skicka till Björkens vårdcentral")

    assert page.heading == "Din förfrågan är skickad"
    assert "Levaxin 100 mikrogram" in page.headings()


def test_a_medicine_by_hand_needs_a_name_and_a_reason(database, sources):
    person = Browser(make.patient_token())
    person.get(FORM)

    page = person.press(person.get(HAND), ADD, strength="50 mg")

    assert (page.status, errors(page)) == (
        422,
        ["Skriv läkemedlets namn", "Skriv varför läkemedlet används"],
    )
    assert page.box("Styrka (frivilligt)").get("value") == "50 mg"


def test_a_medicine_half_written_is_still_there_when_one_comes_back_later(database, sources):
    person = Browser(make.patient_token())
    person.get(FORM)

    page = person.press(person.get(HAND), "Spara och gör klart senare", name="Levaxin")

    assert at(page) == "/mina?sparat=1"
    assert person.get(HAND).box("Läkemedlets namn").get("value") == "Levaxin"


def test_a_medicine_by_hand_can_be_taken_away_again(database, sources):
    person = Browser(make.patient_token())
    person.get(FORM)
    page = person.press(person.get(HAND), ADD, name="Levaxin", why="Sköldkörteln")
    (remove,) = page.tree.xpath('//button[@name="remove"]/@value')

    page = filling_post(person, page, remove=remove)

    assert "Levaxin" not in page.text


def test_five_medicines_by_hand_are_enough(database, sources):
    person = Browser(make.patient_token())
    person.get(FORM)
    page = person.get(HAND)
    for number in range(5):
        person.press(page, ADD, name=f"Medicin {number}", why="Behövs")

    page = person.press(page, ADD, name="En till", why="Behövs")

    assert errors(page) == ["Du kan skriva högst 5 läkemedel. Ring mottagningen om fler."]


def test_a_store_that_has_nothing_is_said_to_have_nothing(database, sources):
    page = Browser(make.patient_token()).get(FORM)

    assert "Du har inga recept i receptregistret." in page.text
    assert page.links("Skriv läkemedlets namn") == [HAND]


def test_hidden_information_is_told(database, sources):
    sources.prescriptions_are, sources.hidden = [prescription()], True

    page = Browser(make.patient_token()).get(FORM)

    assert "Det finns uppgifter som är spärrade" in page.headings()
    assert len(filling.choices(page)) == 1


def test_what_was_seen_before_the_store_went_down_is_still_shown_with_its_time(database, sources):
    sources.prescriptions_are = [prescription()]
    person = Browser(make.patient_token())
    person.get(FORM)
    sources.prescriptions_are = DOWN

    page = person.get(FORM)

    assert len(filling.choices(page)) == 1
    assert "Du ser det vi hämtade" in page.text


def test_where_no_price_is_known_one_calls_instead(database, sources, monkeypatch):
    person = Browser(make.patient_token())
    ((key,),) = owner("SELECT id FROM clinics_clinic WHERE slug = %s", make.EKBACKEN)
    page = make.page(make.EKBACKEN)
    assert page.id == key
    object.__setattr__(page, "fees", ())

    found = person.get(f"/mina/fornya/{make.EKBACKEN}")

    assert found.heading == "Ring för att förnya recept"
    assert "Vi vet inte vad det kostar" in found.text


def filling_post(person: Browser, page, **data: str):
    """Press the one button that stands for another address than its form."""
    token = page.tree.xpath('//main//input[@name="csrfmiddlewaretoken"]/@value')[0]
    answer = person.client.post(HAND, data | {"csrfmiddlewaretoken": token})
    assert answer.status_code == 303
    page = person.get(answer["Location"])
    assert at(page) == f"{FORM}/lakemedel"
    return page
