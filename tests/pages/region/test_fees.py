"""*Avgifter*: typed, seen as patients will see it, saved; what was typed stays when something is wrong."""

from datetime import timedelta

import pytest

from fornya.design import formats
from tests import make
from tests.browser import Browser, errors
from tests.committed import owner

PLACE = "/personal/region/avgifter"
TODAY = formats.local_day(make.NOW)
DAY = timedelta(days=1)
GOOD = {"amount": "150", "valid_from": str(TODAY + DAY), "free_under": "18", "source": "Fullmäktige § 142"}
SAVED = "SELECT amount_ore, source FROM clinics_fee WHERE region_id = '03' AND NOT is_example"


def plain(page) -> str:
    return page.text.replace("\N{NO-BREAK SPACE}", " ")


def preview(rut: Browser, **typed: str):
    return rut.press(rut.get(PLACE), "Förhandsgranska", **GOOD | typed)


def test_a_fee_is_seen_before_it_is_saved(rut):
    page = preview(rut)

    assert "Ingenting är sparat än" in page.text
    for words in ("150 kr", "I stället för 0 kr", "Gratis under 18 år", "Fullmäktige § 142"):
        assert words in plain(page)
    assert owner(SAVED) == []

    page = rut.press(page, "Spara ny avgift")

    assert "Avgiften är sparad" in page.text
    assert owner(SAVED) == [(150_00, "Fullmäktige § 142")]
    assert "Alla förnyelser från" in page.text, "the log tells of it"


def test_from_the_preview_one_can_go_back_and_change(rut):
    page = rut.press(preview(rut), "Ändra")

    typed = {box.get("name"): box.get("value") for box in page.tree.xpath("//main//input[@name]")}
    assert page.status == 200
    assert {name: typed[name] for name in GOOD} == GOOD
    assert owner(SAVED) == []


def test_the_public_page_shows_a_fee_from_the_day_it_begins(rut):
    rut.press(preview(rut, valid_from=str(TODAY), amount="175"), "Spara ny avgift")
    rut.press(preview(rut, valid_from=str(TODAY + DAY), amount="999"), "Spara ny avgift")

    (row,) = [
        row for row in Browser().get("/avgifter").tree.xpath("//tr[th]") if "Uppsala" in row.text_content()
    ]

    assert "175" in row.text_content()
    assert "Fullmäktige § 142" in row.text_content()
    assert "999" not in row.text_content()


def test_a_price_that_is_decided_is_no_example_any_more(rut):
    assert "Priset är ett exempel" in Browser().get(f"/mottagning/{make.BJORKEN}").text

    rut.press(preview(rut, valid_from=str(TODAY)), "Spara ny avgift")

    text = plain(Browser().get(f"/mottagning/{make.BJORKEN}"))
    assert "Kostar 150 kr" in text
    assert "Priset är ett exempel" not in text


def test_what_is_to_come_can_be_taken_back_and_what_holds_has_no_button(rut):
    page = rut.press(preview(rut), "Spara ny avgift")
    (button,) = page.tree.xpath("//button[@name='drop']")

    page = rut.press(page, " ".join(button.text_content().split()))

    assert "Avgiften är tillbakatagen" in page.text
    assert owner(SAVED) == []
    assert page.tree.xpath("//button[@name='drop']") == []


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"amount": "gratis"}, "Skriv avgiften i kronor, 0 till 1 000 kr"),
        ({"amount": "1000,01"}, "Skriv avgiften i kronor, 0 till 1 000 kr"),
        ({"amount": ""}, "Skriv avgiften i kronor, 0 till 1 000 kr"),
        ({"valid_from": "i går"}, "Skriv dagen som ÅÅÅÅ-MM-DD, till exempel 2026-12-24"),
        ({"valid_from": str(TODAY - DAY)}, "Välj i dag eller en dag som kommer"),
        (
            {"free_under": "barn"},
            "Gratis för den som är yngre än: skriv åldern med siffror, eller lämna tomt",
        ),
        ({"source": ""}, "Skriv lagen eller beslutet"),
        ({"source": "a" * 201}, "Texten är 1 tecken för lång"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(rut, typed, says):
    page = preview(rut, **typed)

    assert page.status == 422
    assert [each.replace("\N{NO-BREAK SPACE}", " ") for each in errors(page)] == [says]
    for name, text in (GOOD | typed).items():
        assert page.tree.xpath(f'//*[@name="{name}"]')[0].get("value", "") == text
    assert owner(SAVED) == []


def test_two_for_the_same_day_are_refused_once_the_day_has_come(rut):
    rut.press(preview(rut, valid_from=str(TODAY)), "Spara ny avgift")

    page = rut.press(preview(rut, valid_from=str(TODAY), amount="1"), "Spara ny avgift")

    assert page.status == 422
    assert "började gälla i dag" in errors(page)[0]
    assert owner(SAVED) == [(150_00, "Fullmäktige § 142")]


def test_another_number_to_take_back_changes_nothing(rut):
    page = rut.press(preview(rut), "Spara ny avgift")
    before = owner("SELECT id FROM clinics_fee ORDER BY id")
    ((other,),) = owner("SELECT min(id) FROM clinics_fee WHERE region_id = '20'")
    ((holds,),) = owner("SELECT id FROM clinics_fee WHERE region_id = '03' AND is_example")

    statuses = [
        rut.press(page, "Förhandsgranska", drop=number).status
        for number in (str(other), str(holds), "x", "99999999999999999999", "-1")
    ]

    assert statuses == [200, 422, 200, 200, 200]
    assert owner("SELECT id FROM clinics_fee ORDER BY id") == before
