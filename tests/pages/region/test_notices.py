"""*Driftmeddelanden*: seen before they are published, read by patients, taken down early."""

from datetime import timedelta

import pytest

from fornya.rules.swedish_time import STOCKHOLM
from tests import make
from tests.browser import Browser, errors
from tests.committed import owner

PLACE = "/personal/region/driftmeddelanden"
CLINIC = f"/mottagning/{make.BJORKEN}"


def moment(hours: int) -> str:
    return (make.NOW + timedelta(hours=hours)).astimezone(STOCKHOLM).strftime("%Y-%m-%d %H:%M")


GOOD = {
    "kind": "warning",
    "text-sv": "Telefonerna ligger nere.",
    "text-ar": "الهواتف معطلة.",
    "ends": moment(5),
}
WRITTEN = "SELECT count(*) FROM clinics_regionalnotice WHERE texts ->> 'sv' = 'Telefonerna ligger nere.'"


def preview(rut: Browser, **typed: str):
    return rut.press(rut.get(PLACE), "Förhandsgranska", **GOOD | typed)


def test_a_notice_is_seen_before_it_is_published_and_then_read_by_patients(rut):
    page = preview(rut)
    assert "Ingenting är publicerat än" in page.text
    assert "Viktigt just nu i Region Uppsala" in page.text
    assert page.tree.xpath("//p[@lang='ar' and @dir='rtl']")
    assert owner(WRITTEN) == [(0,)]

    page = rut.press(page, "Publicera")

    assert "Meddelandet är publicerat" in page.text
    assert "Telefonerna ligger nere." in Browser().get(CLINIC).text


def test_a_notice_can_be_taken_down_early(rut):
    page = rut.press(preview(rut), "Publicera")

    page = rut.press(page, "Ta bort nu: Telefonerna ligger nere.")

    assert "Meddelandet visas inte längre" in page.text
    assert "Slut" in page.text
    assert "Telefonerna ligger nere." not in Browser().get(CLINIC).text


def test_one_that_is_to_begin_later_waits(rut):
    page = preview(rut, starts=moment(2))
    assert "Det visas från" in page.text

    page = rut.press(page, "Publicera")

    assert "Väntar" in page.text
    assert "Telefonerna ligger nere." not in Browser().get(CLINIC).text


def test_from_the_preview_one_can_go_back_and_change(rut):
    page = rut.press(preview(rut), "Ändra")

    assert page.status == 200
    assert page.tree.xpath("//*[@name='text-ar']")[0].text_content().strip() == GOOD["text-ar"]
    assert owner(WRITTEN) == [(0,)]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"text-sv": ""}, "Skriv vad som har hänt och vad patienten ska göra"),
        ({"text-sv": "a" * 401}, "Texten är 1 tecken för lång"),
        ({"text-fi": "a" * 405}, "Texten är 5 tecken för lång"),
        ({"kind": "fun"}, "Välj vad det handlar om"),
        (
            {"starts": "nu"},
            "Visas från: skriv dag och tid som ÅÅÅÅ-MM-DD TT:MM, till exempel 2026-12-24 08:00",
        ),
        ({"ends": ""}, "Visas till: skriv dag och tid som ÅÅÅÅ-MM-DD TT:MM, till exempel 2026-12-24 08:00"),
        ({"ends": moment(-1)}, "Slutet måste komma efter början, och efter nu"),
        ({"starts": moment(6)}, "Slutet måste komma efter början, och efter nu"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_published(rut, typed, says):
    page = preview(rut, **typed)

    assert page.status == 422
    assert errors(page) == [says]
    assert owner("SELECT count(*) FROM clinics_settingchange") == [(0,)]


def test_one_that_is_gone_already_is_gone(rut):
    page = rut.press(preview(rut), "Publicera")
    owner("UPDATE clinics_regionalnotice SET ends_at = now() WHERE ends_at > now() AND region_id = '03'")

    page = rut.press(page, "Ta bort nu: Telefonerna ligger nere.")

    assert "Meddelandet visas inte längre" in page.text
