"""Each part of the settings: what is saved holds at once for patients, and errors keep what was typed."""

from datetime import timedelta

import pytest

from fornya.design import formats
from tests import make
from tests.browser import Browser, errors
from tests.committed import owner

PLACE = "/personal/installningar"
PUBLIC = f"/mottagning/{make.BJORKEN}"
FORM = f"/mina/fornya/{make.BJORKEN}"
DAY = timedelta(days=1)
TODAY = formats.local_day(make.NOW)


def saved(page) -> bool:
    return page.status == 200 and "Sparat" in page.text


def change(eva: Browser, end: str, button: str = "Spara", **typed: str):
    return eva.press(eva.get(f"{PLACE}/{end}"), button, **typed)


def in_form() -> str:
    return Browser(make.patient_token()).get(FORM).text


def test_a_service_that_is_shut_leads_to_the_phone_at_once(eva):
    assert "Svar Senast" in Browser().get(PUBLIC).text

    assert saved(change(eva, "oppet", service="off"))

    assert "Björkens vårdcentral förnyar inte recept på nätet" in Browser().get(PUBLIC).text
    assert "förnyar inte recept på nätet" in in_form()


def test_a_closure_that_is_on_is_told_with_its_text_and_stops_the_form(eva):
    closed = {"closed_from": str(TODAY - DAY), "closed_until": str(TODAY + 3 * DAY)}

    assert saved(change(eva, "oppet", service="on", **closed, closed_text="Vi flyttar."))

    for text in (Browser().get(PUBLIC).text, in_form()):
        assert "Tar inte emot förfrågningar på nätet till och med" in text
        assert "Vi flyttar." in text
        assert formats.day(TODAY + 4 * DAY, TODAY) in text
    assert Browser().get(PUBLIC).links("Förnya recept") == []
    assert "På, men stängt" in eva.get(PLACE).text


def test_a_closure_to_come_is_told_and_the_form_stays_open(eva):
    closed = {"closed_from": str(TODAY + 5 * DAY), "closed_until": str(TODAY + 9 * DAY)}
    change(eva, "oppet", service="on", **closed)

    page = Browser().get(PUBLIC)

    assert "Tar inte emot förfrågningar på nätet från" in page.text
    assert page.links("Förnya recept")
    assert "Vilka recept vill du förnya?" in in_form() or "läkemedlets namn" in in_form()


def test_a_closure_that_is_emptied_is_gone(eva):
    closed = {"closed_from": str(TODAY), "closed_until": str(TODAY), "closed_text": "Vi flyttar."}
    change(eva, "oppet", service="on", **closed)
    change(eva, "oppet", service="on", closed_from="", closed_until="", closed_text="")

    assert "Tar inte emot" not in Browser().get(PUBLIC).text


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"closed_from": "i morgon"}, "Stängt från: skriv dagen som ÅÅÅÅ-MM-DD, till exempel 2026-12-24"),
        (
            {"closed_from": str(TODAY + DAY), "closed_until": str(TODAY)},
            "Den sista dagen kommer före den första",
        ),
        (
            {"closed_from": str(TODAY - DAY), "closed_until": str(TODAY - DAY)},
            "Den sista dagen har redan varit",
        ),
        ({"closed_text": "a" * 401}, "Texten är 1 tecken för lång"),
    ],
)
def test_a_closure_that_cannot_be_is_told_at_its_field_and_nothing_typed_is_lost(eva, typed, says):
    page = change(eva, "oppet", service="on", **typed)

    assert page.status == 422
    assert says in errors(page)
    for name, text in typed.items():
        box = page.tree.xpath(f'//*[@name="{name}"]')[0]
        assert (box.get("value") or box.text_content().strip()) == text
    assert owner("SELECT count(*) FROM clinics_settingchange") == [(0,)]


def test_the_service_cannot_be_opened_without_a_promise(eva, clinic):
    owner("UPDATE clinics_clinic SET renews_online = false, answer_days = NULL WHERE id = %s", clinic)

    page = change(eva, "oppet", service="on")

    assert errors(page) == ["Ange svarstiden först, så att patienten vet när svaret kommer"]


def test_a_new_answer_time_is_promised_at_once(eva):
    assert saved(change(eva, "svarstid", days="30"))

    assert owner("SELECT answer_days FROM clinics_clinic WHERE slug = %s", make.BJORKEN) == [(30,)]
    later = eva.get(f"{PLACE}/svarstid").text
    assert "30 arbetsdagar" in later


@pytest.mark.parametrize("days", ["", "0", "31", "två", "-1", "٣", "99999999"])
def test_an_answer_time_is_a_number_of_working_days(eva, days):
    assert errors(change(eva, "svarstid", days=days)) == ["Skriv antal arbetsdagar med siffror, 1 till 30"]


def test_whom_the_clinic_serves_is_told_and_held_to(eva):
    assert saved(change(eva, "vilka", min_age="90", max_age="", listed="listed", others="yes"))

    text = Browser().get(PUBLIC).text
    assert "För dig som har fyllt 90 år. För dig som är listad här." in text
    assert "Mottagningen är för den som har fyllt 90 år" in in_form()
    assert owner("SELECT accepts_other_clinics FROM clinics_clinic WHERE slug = %s", make.BJORKEN) == [
        (True,)
    ]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"min_age": "18 år"}, "Lägsta ålder: skriv åldern med siffror, 0 till 120, eller lämna tomt"),
        ({"min_age": "18", "max_age": "17"}, "Den högsta åldern är lägre än den lägsta"),
        ({"max_age": "121"}, "Högsta ålder: skriv åldern med siffror, 0 till 120, eller lämna tomt"),
    ],
)
def test_ages_that_cannot_be_are_told(eva, typed, says):
    assert errors(change(eva, "vilka", **typed)) == [says]


def test_the_hours_are_written_as_they_are_read(eva):
    page = eva.get(f"{PLACE}/tider")
    before = {box.get("name"): box.get("value") for box in page.tree.xpath('//input[@type="text"]')}

    assert saved(eva.press(page, "Spara veckan"))

    after = eva.get(f"{PLACE}/tider").tree
    assert {box.get("name"): box.get("value") for box in after.xpath('//input[@type="text"]')} == before
    assert "Sparad som den var" in eva.get(PLACE).text


def test_new_hours_hold_at_once(eva):
    typed = {"phone-1": "7.15-9 och 10–11:30", "phone-2": "", "visit-7": "stängt"}
    assert saved(change(eva, "tider", "Spara veckan", **typed))

    text = Browser().get(PUBLIC).text
    assert "Klockan 7.15–9 och 10–11.30" in text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("typed", ["8", "10-8", "25-26", "8-10, 9-11", "8–10 eller 12", "8.70-9"])
def test_hours_that_cannot_be_are_told_at_their_day(eva, typed):
    page = change(eva, "tider", "Spara veckan", **{"visit-3": typed, "phone-1": "8–9"})

    assert errors(page) == ["Skriv tiden för onsdag som 8–10 eller 8–10 och 13–15.30"]
    assert page.tree.xpath('//input[@name="visit-3"]/@value') == [typed]
    assert page.tree.xpath('//input[@name="phone-1"]/@value') == ["8–9"]


def test_a_day_that_differs_is_added_told_and_taken_away(eva):
    day = TODAY + 2 * DAY
    while day.isoweekday() > 5:
        day += DAY
    page = change(
        eva,
        "tider",
        "Lägg till dagen",
        odd_service="phone",
        odd_day=str(day),
        odd_hours="9-10",
        odd_note="Möte",
    )
    assert saved(page)
    assert "9–10 (möte)" in Browser().get(PUBLIC).text

    drop = f"Ta bort telefontider {formats.day(day, TODAY)}"
    eva.press(page, drop.replace("\N{NO-BREAK SPACE}", " "))

    assert "9–10 (möte)" not in Browser().get(PUBLIC).text


def test_a_day_that_has_been_is_not_added(eva):
    page = change(eva, "tider", "Lägg till dagen", odd_service="visit", odd_day=str(TODAY - DAY))

    assert errors(page) == ["Dagen har redan varit"]


def test_an_empty_post_changes_no_hours(eva):
    eva.client.handler.enforce_csrf_checks = False

    eva.client.post(f"{PLACE}/tider")

    assert owner("SELECT count(*) FROM clinics_settingchange") == [(0,)]


def test_a_fee_is_set_from_a_day_to_come_and_can_be_taken_back(eva, clinic):
    tomorrow = str(TODAY + DAY)
    page = change(eva, "avgift", "Spara avgiften", amount="150", valid_from=tomorrow, source="Styrelsen")
    assert saved(page)
    page = eva.get(f"{PLACE}/avgift")
    assert "150 kr" in page.text.replace("\N{NO-BREAK SPACE}", " ")
    assert "Styrelsen" in page.text
    rows = "SELECT amount_ore, is_example FROM clinics_fee WHERE clinic_id = %s"
    assert owner(rows, clinic) == [(15000, False)]

    (button,) = [b for b in page.tree.xpath("//button") if b.get("name") == "drop"]
    eva.press(page, " ".join(button.text_content().split()))

    assert owner(rows, clinic) == []


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"amount": "gratis"}, "Skriv avgiften i kronor, 0 till 1 000 kr"),
        ({"amount": "1000,01"}, "Skriv avgiften i kronor, 0 till 1 000 kr"),
        ({"amount": "-1"}, "Skriv avgiften i kronor, 0 till 1 000 kr"),
        ({"amount": "NaN"}, "Skriv avgiften i kronor, 0 till 1 000 kr"),
        ({"valid_from": str(TODAY)}, "Avgiften kan ändras tidigast från i morgon"),
        ({"source": ""}, "Skriv vem som har bestämt avgiften"),
        (
            {"free_under": "noll"},
            "Gratis för den som är yngre än: skriv åldern med siffror, eller lämna tomt",
        ),
    ],
)
def test_a_fee_that_cannot_be_is_told(eva, typed, says):
    good = {"amount": "100", "valid_from": str(TODAY + DAY), "source": "Styrelsen"}

    found = errors(change(eva, "avgift", "Spara avgiften", **(good | typed)))

    assert [each.replace("\N{NO-BREAK SPACE}", " ") for each in found] == [says]


def test_an_administrator_names_a_colleague_and_ends_it(eva):
    johan = Browser(make.staff_token(make.JOHAN))
    assert johan.get(PLACE).status == 403

    page = change(eva, "administratorer", "Utse", whom=make.JOHAN, ends_on=str(TODAY + DAY))

    assert johan.get(PLACE).status == 200
    assert "Går snart ut" in page.text
    assert "Förläng ett halvår för Eva" not in page.text
    page = eva.press(page, "Förläng ett halvår för Johan Sköterska")
    assert formats.day(TODAY + 180 * DAY, TODAY).replace("\N{NO-BREAK SPACE}", " ") in page.text
    eva.press(page, "Avsluta för Johan Sköterska")
    assert johan.get(PLACE).status == 403


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (
            {"whom": "other", "hsa_id": "Johan"},
            "Välj en person, eller skriv ett HSA-id som SE2321000016-1A2B",
        ),
        ({"ends_on": "snart"}, "Skriv dagen som ÅÅÅÅ-MM-DD, till exempel 2026-12-24"),
        ({"ends_on": str(TODAY + 400 * DAY)}, "Välj en dag från i dag och högst ett år fram"),
        ({"whom": "other", "hsa_id": make.EVA}, "Den här personen är redan administratör"),
    ],
)
def test_a_naming_that_cannot_be_is_told(eva, typed, says):
    make.staff(make.JOHAN)
    good = {"whom": make.JOHAN, "ends_on": str(TODAY + DAY)}

    assert errors(change(eva, "administratorer", "Utse", **(good | typed))) == [says]


def test_the_last_administrator_is_told_to_name_another_first(eva):
    page = change(eva, "administratorer", "Avsluta för Eva Läkare")

    assert errors(page) == ["Utse någon annan först: en mottagning behöver en administratör"]
    assert eva.get(PLACE).status == 200


def test_alarms_go_to_a_mailbox_that_is_named_and_stop_when_they_are_off(eva):
    assert saved(change(eva, "larm", alarm="on", address=" recept@bjorken.example.se "))
    assert owner("SELECT address, is_on FROM clinics_alarmbox") == [("recept@bjorken.example.se", True)]
    told = eva.get(PLACE).text
    assert "Adress för larm: – → recept@bjorken.example.se" in told, told[-300:]

    assert saved(change(eva, "larm", alarm="off"))

    assert owner("SELECT address, is_on FROM clinics_alarmbox") == [("recept@bjorken.example.se", False)]


@pytest.mark.parametrize(
    ("alarm", "address", "wrong"),
    [
        ("on", "", "Skriv vart larmet ska gå"),
        ("on", "recept", "Skriv adressen så här: recept@exempel.se"),
        ("off", "två ord@x", "Skriv adressen så här: recept@exempel.se"),
        ("maybe", "", "Välj om Förnya ska larma eller inte"),
    ],
)
def test_an_alarm_needs_an_answer_and_a_real_address(eva, alarm, address, wrong):
    page = change(eva, "larm", alarm=alarm, address=address)

    assert page.status == 422
    assert errors(page) == [wrong]
    assert page.tree.xpath("//input[@name='address']/@value") == [address]
