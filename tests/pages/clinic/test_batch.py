"""The fast lane: clean requests are marked one by one and signed together; an unclean one cannot ride."""

from urllib.parse import parse_qs, urlsplit

import pytest

from fornya.renewals import batch
from tests import make
from tests.browser import Browser, errors, said
from tests.committed import owner
from tests.make import JOHAN, SIGNE
from tests.pages.clinic.cleanly import asked_for, written_in
from tests.pages.clinic.test_assess import browser

SEEN, SIGN = "Sedd, visa nästa", "Signera och skicka"
STATUS = "SELECT status, count(*) FROM renewals_renewalrequest GROUP BY 1 ORDER BY 1"
MARKS = "SELECT request_id FROM renewals_filleddecision WHERE fields ? 'seen_clean'"


def prepared(johan: Browser, store, number: int, **answers: str) -> list:
    """Requests that a nurse has taken and written the record's facts into."""
    found = []
    for _each in range(number):
        request_id = asked_for(store, **answers)
        johan.press(johan.get(f"/personal/arende/{request_id}"), "Börja bedöma")
        written_in(johan, request_id)
        found.append(request_id)
    owner("UPDATE renewals_renewalrequest SET read_by_id = NULL, read_until = NULL")
    return found


def sign_all(eva: Browser, page):
    """Press the button with every box ticked, as they stand."""
    return eva.press(page, SIGN, request=page.tree.xpath("//input[@name='request'][@checked]/@value"))


def path(request_id) -> str:
    return f"/personal/arende/{request_id}"


def first_of(ids) -> str:
    return path(owner("SELECT id FROM renewals_renewalrequest WHERE id = ANY(%s) ORDER BY id", ids)[0][0])


def test_clean_ones_are_seen_one_by_one_and_signed_together(database, store):
    johan, eva = browser(JOHAN), browser()
    prepared(johan, store, 3)
    (unclean,) = prepared(johan, store, 1, side_effects="yes")

    page, presses = eva.get("/personal/signera/forsta"), 0
    while "/arende/" in page.answer.wsgi_request.path:
        (focused,) = page.tree.xpath("//*[@autofocus]")
        if str(unclean) in page.answer.wsgi_request.path:
            assert (SEEN in page.text, said(focused)) == (False, "Hoppa över, visa nästa")
            page = eva.get(focused.get("href"))
        else:
            assert (said(focused), "Börja bedöma" in page.text) == (SEEN, False)
            page, presses = eva.press(page, SEEN), presses + 1
    assert (page.heading, presses) == ("Signera flera", 3)
    assert "3 förfrågningar är sedda och klara att signera" in eva.get("/personal").text
    done = sign_all(eva, page)

    assert "3 förfrågningar är signerade" in done.text
    assert owner(STATUS) == [("opened", 1), ("writing", 3)]
    assert owner(MARKS) == []
    ((checks, digests),) = owner(
        "SELECT bool_and(jsonb_array_length(checks) = 17), count(DISTINCT digest) FROM renewals_decision"
    )
    assert (checks, digests) == (True, 3)


def test_what_a_colleague_reads_is_passed_over_and_cannot_be_marked_from_its_page(database, store):
    johan, eva = browser(JOHAN), browser()
    (clean,) = prepared(johan, store, 1)
    page = eva.get(path(clean))
    assert SEEN in page.text
    owner(
        "UPDATE renewals_renewalrequest SET read_by_id = taken_by_id, read_until = now() + interval '1 hour'"
    )

    assert eva.get("/personal/signera/forsta").heading == "Signera flera"
    assert SEEN not in eva.get(path(clean) + "?flera=1").text
    assert "läser förfrågan nu" in eva.press(page, SEEN).text
    assert owner(MARKS) == []


def test_an_unclean_one_cannot_ride_along_by_a_forged_form(database, store):
    # Mutants: mark_seen without is_clean_whole; the batch signs what the form names.
    johan, eva = browser(JOHAN), browser()
    (clean,) = prepared(johan, store, 1)
    (unclean,) = prepared(johan, store, 1, note="Jag är yr")
    page = eva.get(path(clean))
    shown = eva.get(path(unclean)).tree.xpath("//input[@name='shown']/@value")[0]
    version = eva.get(path(unclean)).tree.xpath("//input[@name='version']/@value")[0]
    token = page.tree.xpath("//input[@name='csrfmiddlewaretoken']/@value")[0]

    forged = eva.client.post(
        path(unclean) + "/sedd", {"csrfmiddlewaretoken": token, "shown": shown, "version": version}
    )
    assert forged.status_code == 422
    listed = eva.press(page, SEEN)
    listed = eva.get("/personal/signera") if listed.heading != "Signera flera" else listed
    answer = eva.client.post(
        "/personal/signera", {"csrfmiddlewaretoken": token, "request": [str(clean), str(unclean)]}
    )

    assert answer.status_code == 200
    assert owner(STATUS) == [("opened", 1), ("writing", 1)]
    assert owner("SELECT count(*) FROM renewals_decision") == [(1,)]


@pytest.mark.parametrize(
    "change",
    [
        'UPDATE renewals_renewalline SET answers = answers || \'{"side_effects": "yes"}\'',
        "UPDATE renewals_preparation SET record = record || '{\"person\": {}}'",
        "UPDATE renewals_renewalrequest SET message = 'Hej'",
    ],
)
def test_what_has_changed_since_it_was_seen_is_not_signed(database, store, change):
    johan, eva = browser(JOHAN), browser()
    (clean,) = prepared(johan, store, 1)
    page = eva.press(eva.get(path(clean)), SEEN)
    owner(change)

    shown = eva.press(page, SIGN)

    assert "Något har ändrats sedan du såg den. Läs igenom den igen." in shown.text
    # Mutant: ticked as before, so that the next key press tries the same again.
    assert shown.tree.xpath("//input[@name='request'][@checked] | //*[@autofocus]") == []
    assert owner(STATUS) == [("opened", 1)]


def test_a_store_that_goes_down_in_between_signs_nothing(database, store):
    johan, eva = browser(JOHAN), browser()
    (clean,) = prepared(johan, store, 1)
    page = eva.press(eva.get(path(clean)), SEEN)
    store.control("faults", service="store", mode="down")

    assert "Något har ändrats sedan du såg den." in eva.press(page, SIGN).text
    assert owner(STATUS) == [("opened", 1)]


def test_one_that_a_colleague_was_faster_with_is_named_and_the_others_are_signed(database, store):
    johan, eva, signe = browser(JOHAN), browser(), browser(SIGNE)
    both = prepared(johan, store, 2)
    page = eva.get(first_of(both))
    page = eva.press(eva.press(page, SEEN), SEEN)
    other = signe.get(path(both[0]))
    signe.press(signe.press(other, SEEN) and signe.get("/personal/signera"), SIGN)

    done = sign_all(eva, page)

    assert "1 förfrågan är signerad" in done.text
    assert "Någon har redan hanterat den." in done.text
    assert owner("SELECT count(*), count(DISTINCT line_id) FROM renewals_decision") == [(2, 2)]


def test_no_more_are_marked_than_can_be_signed(database, store, monkeypatch):
    monkeypatch.setattr(batch, "MOST", 1)
    johan, eva = browser(JOHAN), browser()
    one, other = prepared(johan, store, 2)
    eva.press(eva.get(path(one)), SEEN)

    shown = eva.press(eva.get(path(other)), SEEN)

    assert shown.status == 422
    assert owner(MARKS) == [(one,)]


def test_what_is_left_out_stays_left_out_also_after_saying_who_one_is(database, store):
    # Mutant: every box ticked on the way back; the next key press would sign what was left out.
    johan, eva = browser(JOHAN), Browser(make.staff_token(confirmed=False))
    one, other = prepared(johan, store, 2)
    page = eva.press(eva.press(eva.get("/personal/signera/forsta"), SEEN), SEEN)

    back = eva.get(parse_qs(urlsplit(eva.send(page, SIGN, request=str(one))["Location"]).query)["till"][0])
    done = eva_confirmed(eva).press(back, SIGN)

    assert back.tree.xpath("//input[@name='request'][@checked]/@value") == [str(one)]
    assert "1 förfrågan är signerad" in done.text
    assert done.tree.xpath("//input[@name='request'][not(@checked)]/@value") == [str(other)]
    assert owner(MARKS) == [(other,)]


def eva_confirmed(eva: Browser) -> Browser:
    owner("UPDATE people_session SET confirmed_at = now() WHERE role = 'prescriber'")
    return eva


def test_nothing_chosen_is_said_and_nothing_is_signed(database, store):
    johan, eva = browser(JOHAN), browser()
    (clean,) = prepared(johan, store, 1)
    page = eva.press(eva.get(path(clean)), SEEN)

    shown = eva.press(page, SIGN, request="00000000-0000-0000-0000-000000000000")

    assert (shown.status, errors(shown)) == (422, ["Välj minst en att signera"])
    assert owner(STATUS) == [("opened", 1)]


def test_who_has_not_lately_said_who_they_are_does_so_first_and_the_marks_stay(database, store):
    johan = browser(JOHAN)
    (clean,) = prepared(johan, store, 1)
    eva = Browser(make.staff_token(confirmed=False))
    page = eva.press(eva.get(path(clean)), SEEN)

    answer = eva.send(page, SIGN)

    assert (answer.status_code, answer["Location"]) == (
        303,
        "/personal/bekrafta?till=%2Fpersonal%2Fsignera",
    )
    assert owner(MARKS) == [(clean,)]
    assert owner(STATUS) == [("opened", 1)]


def test_a_nurse_is_shown_no_fast_lane_and_may_not_take_it(database, store):
    johan = browser(JOHAN)
    (clean,) = prepared(johan, store, 1)

    for page in (johan.get(path(clean)), johan.get(path(clean) + "?flera=1")):
        assert SEEN not in page.text
        assert "Hoppa över" not in page.text
    assert "Gå igenom förberedda" not in johan.get("/personal").text
    assert johan.get("/personal/signera/forsta").status == 403
    assert johan.get("/personal/signera").status == 403
