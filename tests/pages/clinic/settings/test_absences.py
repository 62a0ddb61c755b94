"""*Bemanning*: an administrator says who is away and who stands in, and it holds in the worklists."""

from datetime import timedelta

import pytest

from fornya.clinics.settings.colleagues import came
from fornya.design import formats
from fornya.renewals.escalate import escalate
from fornya.rules.access import Role
from tests import make
from tests.browser import Browser, errors
from tests.committed import as_worker, owner
from tests.make import EVA, JOHAN, NOW
from tests.pages.public.reading import read

PLACE = "/personal/installningar/bemanning"
DAY = timedelta(days=1)
TODAY = formats.local_day(NOW)
ROWS = "SELECT hsa_id, first_day, last_day, cover_hsa_id, given_by, ended_by FROM clinics_absence ORDER BY id"


@pytest.fixture
def team(eva):
    for hsa_id in (EVA, JOHAN):
        came(clinic_id=make.page().id, hsa_id=hsa_id, name=make.NAMES[hsa_id], role=Role.PRESCRIBER, now=NOW)
    return eva


def save(eva, **typed):
    good = {"whom": JOHAN, "first_day": str(TODAY), "last_day": str(TODAY + 3 * DAY), "cover": EVA}
    return eva.press(eva.get(PLACE), "Spara frånvaron", **(good | typed))


def test_an_absence_is_noted_shown_logged_and_called_off(team):
    page = save(team)

    assert "Sparat" in page.text
    assert "Borta nu" in page.text
    assert "Ersätts av Eva Läkare." in page.text
    assert owner(ROWS) == [(JOHAN, TODAY, TODAY + 3 * DAY, EVA, "Eva Läkare", "")]
    assert "Johan Sköterska" in team.get("/personal/installningar").text

    page = team.press(page, "Ta bort för Johan Sköterska")

    assert "Ingen är borta" in page.text
    assert owner(ROWS) == [(JOHAN, TODAY, TODAY + 3 * DAY, EVA, "Eva Läkare", "Eva Läkare")]
    assert owner("SELECT count(*) FROM clinics_settingchange WHERE part = 'absences'") == [(2,)]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"whom": ""}, "Välj vem som är borta"),
        ({"first_day": "i morgon"}, "Första dagen: skriv dagen som ÅÅÅÅ-MM-DD, till exempel 2026-12-24"),
        ({"last_day": ""}, "Sista dagen: skriv dagen som ÅÅÅÅ-MM-DD, till exempel 2026-12-24"),
        (
            {"last_day": str(TODAY - DAY)},
            "Välj en sista dag efter den första, från i dag och högst ett år fram",
        ),
        (
            {"last_day": str(TODAY + 400 * DAY)},
            "Välj en sista dag efter den första, från i dag och högst ett år fram",
        ),
        ({"cover": JOHAN}, "Välj någon annan som ersättare"),
        ({"whom": "SE0000000000-X9"}, "Välj någon som har arbetat på mottagningen"),
        ({"cover": "SE0000000000-X9"}, "Välj någon som har arbetat på mottagningen"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_what_was_typed_stays(team, typed, says):
    page = save_raw(team, **typed)

    assert errors(page) == [says]
    assert page.status == 422
    assert owner(ROWS) == []
    kept = typed.get("last_day", str(TODAY + 3 * DAY))
    assert page.tree.xpath("string(//input[@name='last_day']/@value)") == kept


def save_raw(eva, **typed):
    """Post a form as no select would let one."""
    page = eva.get(PLACE)
    good = {"whom": JOHAN, "first_day": str(TODAY), "last_day": str(TODAY + 3 * DAY), "cover": EVA}
    token = page.tree.xpath("string(//input[@name='csrfmiddlewaretoken']/@value)")
    return read(eva.client.post(PLACE, {"csrfmiddlewaretoken": token} | good | typed))


def test_nobody_is_away_twice_at_once(team):
    save(team)

    assert errors(save(team, first_day=str(TODAY + 3 * DAY), last_day=str(TODAY + 9 * DAY))) == [
        "Personen är redan borta någon av de dagarna"
    ]
    assert errors(save(team, first_day=str(TODAY + 4 * DAY), last_day=str(TODAY + 9 * DAY))) == []


def test_an_absence_of_another_clinic_cannot_be_called_off_here(team):
    save(team)
    owner("UPDATE clinics_absence SET clinic_id = %s", make.page(make.EKBACKEN).id)
    token = team.get(PLACE).tree.xpath("string(//input[@name='csrfmiddlewaretoken']/@value)")
    ((number,),) = owner("SELECT id FROM clinics_absence")

    for wanted in (str(number), "x", "9" * 40):
        team.client.post(PLACE, {"csrfmiddlewaretoken": token, "end": wanted})

    assert owner("SELECT ended_at FROM clinics_absence") == [(None,)]


def test_the_worklist_says_for_whom_one_stands_in_and_what_has_come_to_its_day(team):
    make.request(answer_by=TODAY - DAY)
    make.taken(make.staff(JOHAN), make.request())
    save(team)
    with as_worker():
        escalate(now=NOW)

    page = team.get("/personal?visa=mine")

    assert "Du ersätter Johan Sköterska" in page.text
    assert "Johan Sköterska" in page.tree.xpath("string(//table)")
    assert "1 förfrågan behöver svar nu" in page.text
    assert page.links("Amina Exempel, försenat svar")
    assert "Du ersätter" not in Browser(make.staff_token(JOHAN)).get("/personal?visa=mine").text
