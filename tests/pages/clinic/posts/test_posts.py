"""*Behörigheter*: what is typed is given, prolonged and ended, and what cannot be is told where it stands."""

from datetime import timedelta

import pytest

from fornya.design import formats
from fornya.rules.posts import PostRole
from tests import make, posted
from tests.browser import Browser, errors
from tests.committed import owner

PLACE, AT_CLINIC = "/personal/behorigheter", "/personal/installningar/behorigheter"
TODAY = formats.local_day(make.NOW)
DAY = timedelta(days=1)
TYPED = {
    "name": "Gun Granskare",
    "hsa_id": make.GUN,
    "need": "Granskar loggen en gång i månaden",
    "risks": "Ser vem som har sökt vård, allt loggas",
    "decided_by": "Verksamhetschefen",
    "decided_on": str(TODAY),
    "ends_on": str(TODAY + 90 * DAY),
}
LIVE = """SELECT hsa_id, role, region_id, clinic_id FROM people_post WHERE ended_at IS NULL
    ORDER BY id DESC LIMIT 1"""


def give(browser: Browser, place: str = AT_CLINIC, **typed: str):
    return browser.press(browser.get(f"{place}/ny"), "Ge behörigheten", **TYPED | typed)


def test_a_clinic_names_who_reviews_its_log(eva, clinic):
    page = give(eva)

    assert "Sparat" in page.text
    assert "Gun Granskare" in page.text
    assert owner(LIVE) == [(make.GUN, "log_reviewer", make.UPPSALA, clinic)]


def test_a_region_names_a_reviewer_of_a_clinic_and_of_itself_and_an_administrator(rut, clinic):
    far = make.page(make.STRANDGATAN).id
    for kind, at in (("log_reviewer-clinic", clinic), ("log_reviewer-region", None)):
        give(rut, PLACE, kind=kind, clinic=str(clinic))
        assert owner(LIVE) == [(make.GUN, "log_reviewer", make.UPPSALA, at)]
    give(rut, PLACE, kind="region_administrator-region")
    assert owner(LIVE) == [(make.GUN, "region_administrator", make.UPPSALA, None)]

    assert errors(give(rut, PLACE, kind="log_reviewer-clinic", clinic=str(far))) == ["Välj en mottagning"]
    assert errors(give(rut, PLACE, kind="operator-everywhere")) == ["Välj vad personen ska få göra"]


def test_an_operator_names_a_regions_administrator(olle):
    give(olle, PLACE, kind="region_administrator-region", region="01")

    assert owner(LIVE) == [(make.GUN, "region_administrator", "01", None)]
    assert errors(give(olle, PLACE, kind="region_administrator-region", region="99")) == ["Välj en region"]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"hsa_id": "Gun"}, "Skriv ett HSA-id som SE2321000016-1A2B"),
        ({"name": ""}, "Skriv personens namn"),
        ({"name": "a" * 121}, "Texten är 1 tecken för lång"),
        ({"need": "Allt"}, "Skriv vad personen behöver se och för vilket arbete, 20 till 1000 tecken"),
        ({"risks": ""}, "Skriv vad som kan gå fel och vad ni gör åt det, 20 till 1000 tecken"),
        ({"decided_by": ""}, "Skriv vem som har beslutat"),
        ({"decided_by": "a" * 125}, "Vem har beslutat: texten är 5 tecken för lång"),
        ({"decided_on": "i går"}, "Skriv dagen för beslutet, ÅÅÅÅ-MM-DD, högst ett år bakåt"),
        ({"ends_on": "snart"}, "Skriv dagen som ÅÅÅÅ-MM-DD, till exempel 2026-12-24"),
        ({"ends_on": str(TODAY + 400 * DAY)}, "Välj en dag från i dag och högst 366 dagar fram"),
        ({"hsa_id": make.EVA}, "Du kan inte ge dig själv en behörighet"),
    ],
)
def test_what_cannot_be_given_is_told_at_its_field_and_nothing_typed_is_lost(eva, typed, says):
    page = give(eva, **typed)

    assert (page.status, errors(page)) == (422, [says])
    for name, text in (TYPED | typed).items():
        box = page.tree.xpath(f'//*[@name="{name}"]')[0]
        assert (box.get("value") or box.text_content().strip()) == text
    assert owner("SELECT count(*) FROM people_post") == [(0,)]


def test_the_same_twice_is_told(eva):
    give(eva)

    assert errors(give(eva)) == ["Personen har redan den behörigheten"]


def test_who_soon_runs_out_stands_first_and_what_is_over_last(rut):
    posted.post(make.GUN, PostRole.LOG_REVIEWER, clinic=make.BJORKEN, ends_on=TODAY + 30 * DAY)
    posted.post(make.EVA, PostRole.LOG_REVIEWER, clinic=make.BJORKEN, ends_on=TODAY - DAY)
    over = posted.post(make.JOHAN, PostRole.LOG_REVIEWER, clinic=make.BJORKEN)
    owner("UPDATE people_post SET ended_at = now(), ended_by = 'Ada Chef' WHERE id = %s", over)
    posted.post(make.SIGNE, PostRole.LOG_REVIEWER, clinic=make.STRANDGATAN)

    page = rut.get(PLACE)

    order = ["Går ut inom 30 dagar", "Eva Läkare", "Gun Granskare", "Gäller nu", "Rut Region"]
    order += ["Det som är över", "Johan Sköterska"]
    places = [page.text.index(words) for words in order]
    assert places == sorted(places)
    assert "30 dagar kvar" in page.text
    assert "Har gått ut" in page.text
    assert "av Ada Chef" in page.text
    assert "Signe" not in page.text


def test_a_post_is_prolonged_on_grounds_looked_at_anew_and_ended(eva):
    give(eva)
    page = eva.get(eva.get(AT_CLINIC).links("Gun Granskare")[0])
    assert TYPED["need"] in page.text
    assert "risks" in str(page.tree.xpath('//textarea[contains(., "allt loggas")]/@name'))

    later = eva.press(page, "Förläng behörigheten", ends_on=str(TODAY + 200 * DAY))
    assert "Sparat" in later.text
    assert owner("SELECT count(*), count(ended_at) FROM people_post") == [(2, 1)]

    one = eva.get(f"{AT_CLINIC}/{owner('SELECT max(id) FROM people_post')[0][0]}")
    assert "Sparat" in eva.press(one, "Avsluta behörigheten").text
    assert owner("SELECT count(*) FROM people_post WHERE ended_at IS NULL") == [(0,)]
    assert "Avsluta behörigheten" not in eva.get(one.answer.wsgi_request.path).text


def test_nobody_prolongs_their_own_by_hand_either(olle):
    posted.post(make.EVA, PostRole.OPERATOR)
    one = olle.get(f"{PLACE}/{owner('SELECT min(id) FROM people_post')[0][0]}")
    key = one.tree.xpath('//input[@name="csrfmiddlewaretoken"]/@value')[0]
    sent = TYPED | {"do": "prolong", "csrfmiddlewaretoken": key}

    answer = olle.client.post(one.answer.wsgi_request.path, sent)

    assert answer.status_code == 422
    assert "Du kan inte förlänga din egen behörighet" in answer.content.decode()


def test_nobody_prolongs_their_own_and_the_last_operator_stays(olle):
    one = olle.get(f"{PLACE}/{owner('SELECT max(id) FROM people_post')[0][0]}")

    assert "Det är din egen behörighet" in one.text
    assert "Förläng behörigheten" not in one.text
    assert errors(olle.press(one, "Avsluta behörigheten")) == [
        "Utse någon annan först: tjänsten behöver en förvaltare"
    ]


def test_an_operator_sees_a_clinics_reviewer_and_leaves_them_to_the_region(olle):
    number = posted.post(make.GUN, PostRole.LOG_REVIEWER, clinic=make.BJORKEN)

    one = olle.get(f"{PLACE}/{number}")

    assert "Gun Granskare" in one.text
    assert "Avsluta behörigheten" not in one.text


def test_another_places_post_is_not_there(rut, eva):
    far = posted.post(make.SIGNE, PostRole.LOG_REVIEWER, clinic=make.STRANDGATAN)

    assert rut.get(f"{PLACE}/{far}").status == 404
    assert eva.get(f"{AT_CLINIC}/{far}").status == 404
    assert eva.get(PLACE).status == 403
    assert rut.get(AT_CLINIC).status == 403


def test_a_post_that_is_ended_shuts_the_page_at_the_next_press(rut):
    assert rut.get(PLACE).status == 200

    owner("UPDATE people_post SET ended_at = now(), ended_by = 'x' WHERE hsa_id = %s", make.RUT)

    assert "Logga in" in rut.get(PLACE).text


def test_whoever_is_alone_is_told_to_name_another(rut, olle):
    assert "Bara en person administrerar Region Uppsala." in rut.get(PLACE).text
    assert "Bara en person förvaltar tjänsten." in olle.get(PLACE).text

    posted.post(make.GUN, PostRole.REGION_ADMINISTRATOR, region=make.UPPSALA)
    posted.post(make.GUN, PostRole.OPERATOR)

    assert "Bara en person" not in rut.get(PLACE).text
    assert "Bara en person" not in olle.get(PLACE).text
