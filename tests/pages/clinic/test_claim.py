"""One at a time reads a request: the others are told who, and can take it over or be given it."""

import pytest

from fornya.design.formats import clock
from fornya.renewals.hand_over import NoSuchColleague, hand_over
from tests import make
from tests.browser import Browser, errors
from tests.committed import owner
from tests.make import EVA, JOHAN

STANDS = "SELECT status, taken_by_id, read_by_id FROM renewals_renewalrequest"
HISTORY = "SELECT what, actor_name FROM renewals_renewalevent ORDER BY id"


@pytest.fixture
def scene(database):
    request_id = make.request()
    return Browser(make.staff_token(EVA)), Browser(make.staff_token(JOHAN)), f"/personal/arende/{request_id}"


def take(browser, path, **fields):
    page = browser.get("/personal")
    key = page.tree.xpath("//input[@name='csrfmiddlewaretoken']/@value")[0]
    return browser.client.post(f"{path}/borja", {"csrfmiddlewaretoken": key} | fields)


def id_of(hsa_id):
    return owner("SELECT id FROM people_staff WHERE hsa_id = %s", hsa_id)[0][0]


def test_who_comes_second_is_told_who_reads_and_until_when(scene):
    eva, johan, path = scene
    take(eva, path)
    ((until,),) = owner("SELECT read_until FROM renewals_renewalrequest")

    answer = take(johan, path)

    said = answer.content.decode()
    assert (answer.status_code, "Eva Läkare läser förfrågan nu" in said, clock(until) in said) == (
        409,
        True,
        True,
    )
    assert owner(STANDS) == [("opened", id_of(EVA), id_of(EVA))]


def test_it_can_be_taken_over_openly(scene):
    eva, johan, path = scene
    take(eva, path)

    answer = take(johan, path, over="yes")

    assert answer.status_code == 302
    assert owner(STANDS) == [("opened", id_of(JOHAN), id_of(JOHAN))]
    assert owner(HISTORY)[-1] == ("taken_over", "Johan Sköterska")


def test_it_can_be_handed_to_a_colleague_before_anybody_has_read_it(scene):
    eva, johan, path = scene
    page = johan.get(f"{path}/lamna-over")
    assert sorted(page.tree.xpath("//select/option/text()")[1:-1]) == ["Eva Läkare", "Johan Sköterska"]

    answer = johan.send(page, "Lämna över", to=EVA)

    assert (answer.status_code, answer["Location"]) == (302, "/personal?klart=over")
    assert owner(STANDS) == [("sent", id_of(EVA), None)]
    assert owner(HISTORY)[-1] == ("handed_over", "Johan Sköterska")
    assert "Amina Exempel" in eva.get("/personal?visa=mine").text


def test_it_can_be_given_back_to_all(scene):
    eva, _johan, path = scene
    take(eva, path)

    eva.press(eva.get(f"{path}/lamna-over"), "Lämna över", to="")

    assert owner(STANDS) == [("opened", None, None)]


@pytest.mark.parametrize("to", ["SE0000000000-E103", "x", "\x00"])
def test_a_stranger_cannot_be_chosen(scene, to):
    _eva, johan, path = scene

    page = johan.press(johan.get(f"{path}/lamna-over"), "Lämna över", to=to)

    assert (page.status, errors(page)) == (422, ["Välj vem som ska ha förfrågan"])
    assert owner(STANDS) == [("sent", None, None)]


def test_what_has_moved_on_meanwhile_is_looked_at_again(scene):
    eva, johan, path = scene
    page = johan.get(f"{path}/lamna-over")
    take(eva, path)
    owner("UPDATE renewals_renewalrequest SET read_by_id = NULL, read_until = NULL")

    again = johan.press(page, "Lämna över", to=JOHAN)

    assert again.status == 422
    assert "Någon har gjort något med förfrågan" in errors(again)[0]
    assert owner(STANDS) == [("opened", id_of(EVA), None)]


def test_what_somebody_else_reads_is_not_handed_over(scene):
    eva, johan, path = scene
    take(eva, path)

    page = johan.press(johan.get(f"{path}/lamna-over"), "Lämna över", to=JOHAN)

    assert (page.status, page.heading) == (409, "Eva Läkare läser förfrågan nu")


def test_what_is_over_is_nobodys_to_hand_over(scene):
    eva, _johan, path = scene
    owner("UPDATE renewals_renewalrequest SET status = 'withdrawn', ended_at = now()")

    assert eva.get(f"{path}/lamna-over").status == 404


def test_only_somebody_known_can_be_given_a_request(database):
    eva, request_id = make.staff(), make.request()

    with pytest.raises(NoSuchColleague):
        hand_over(request_id=request_id, to_hsa_id="SE0000000000-E999", seen_version=1, by=eva, now=make.NOW)

    assert owner(STANDS) == [("sent", None, None)]


def test_it_can_be_sent_on_to_another_clinic(scene):
    eva, johan, path = scene
    page = eva.get(f"{path}/skicka-vidare", mottagning="ekbacken")

    answer = eva.send(page, "Skicka vidare", to=make.EKBACKEN)

    assert (answer.status_code, answer["Location"]) == (302, "/personal?klart=vidare")
    assert johan.get(path).status == 404
    assert owner("SELECT status, clinic_id FROM renewals_renewalrequest") == [
        ("sent", make.page(make.EKBACKEN).id)
    ]


@pytest.mark.parametrize("to", ["", "finns-inte", "\x00", make.BJORKEN])
def test_only_another_clinic_can_be_chosen(scene, to):
    eva, _johan, path = scene

    page = eva.press(eva.get(f"{path}/skicka-vidare", mottagning="ekbacken"), "Skicka vidare", to=to)

    assert (page.status, len(errors(page))) == (422, 1)
    assert page.tree.xpath("//input[@name='mottagning']/@value")[0] == "ekbacken"
    assert owner(STANDS) == [("sent", None, None)]


def test_a_search_that_finds_no_clinic_says_so(scene):
    eva, _johan, path = scene

    assert "Pröva ett annat namn" in eva.get(f"{path}/skicka-vidare", mottagning="qqqqxxxx").text


def test_a_search_for_nothing_says_what_to_write(scene):
    eva, _johan, path = scene

    assert errors(eva.get(f"{path}/skicka-vidare", mottagning=" ")) == ["Skriv mottagningens namn"]


def test_who_has_handed_over_is_told_so(scene):
    eva, _johan, _path = scene

    assert "Förfrågan är lämnad över" in eva.get("/personal", klart="over").text
    assert "Förfrågan är skickad vidare" in eva.get("/personal", klart="vidare").text
    assert "Förfrågan är" not in eva.get("/personal", klart="annat").text


def test_what_goes_on_between_colleagues_is_no_row_in_the_patients_journal(database):
    # Mutant: a row for every event; those without words for the patient would be a time and nothing else.
    number = make.personnummer()
    request_id = make.request(make.patient(number))
    eva, mine = Browser(make.staff_token(EVA)), Browser(make.patient_token(number))
    take(eva, f"/personal/arende/{request_id}")
    take(Browser(make.staff_token(JOHAN)), f"/personal/arende/{request_id}", over="yes")

    rows = mine.get("/mina/journal").tree.xpath("//dd")

    assert owner(HISTORY)[-1][0] == "taken_over"
    assert any("började läsa" in row.text_content() for row in rows)
    assert all(row.text_content().strip() for row in rows)
