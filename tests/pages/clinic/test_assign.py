"""Several requests are given to a colleague at once; what somebody else holds is refused by name."""

import uuid

import pytest

from fornya.renewals.withdraw import withdraw_request
from tests import make
from tests.browser import errors
from tests.committed import owner
from tests.make import EKBACKEN, EVA, JOHAN, SIGNE
from tests.pages.clinic.test_assess import browser

GIVE = "Lämna till kollegan"
PATH = "/personal/fordela"
WHOSE = "SELECT r.id, s.name FROM renewals_renewalrequest r LEFT JOIN people_staff s ON s.id = r.taken_by_id"


@pytest.fixture
def johan(database):
    """A nurse of the clinic, which knows the doctors from before."""
    browser(), browser(SIGNE)
    return browser(JOHAN)


def boxes(page, *request_ids) -> list[str]:
    """Give the values of the boxes of these requests."""
    found = page.tree.xpath("//input[@name='request']/@value")
    return [value for value in found for request_id in request_ids if value.startswith(str(request_id))]


def test_several_are_given_at_once_and_the_rest_stays(johan):
    one, other, third = (make.request() for _ in range(3))
    page = johan.get(PATH)

    done = johan.press(page, GIVE, request=boxes(page, one, third), to=SIGNE)

    assert "2 förfrågningar är lämnade" in done.text
    assert "Signe Distrikt har nu hand om det du valde." in done.text
    assert dict(owner(WHOSE)) == {one: "Signe Distrikt", other: None, third: "Signe Distrikt"}


def test_what_somebody_else_reads_is_refused_by_name_and_the_others_are_given(johan):
    free = make.request()
    held = make.request(make.patient(name="Berit Skottdag"))
    page = johan.get(PATH)
    make.taken(make.staff(), held)
    make.taken(make.staff(SIGNE), free)
    owner("UPDATE renewals_renewalrequest SET read_until = NULL, read_by_id = NULL WHERE id = %s", free)
    page = johan.get(PATH, visa="opened")

    done = johan.press(page, GIVE, request=boxes(page, free, held), to=EVA)

    assert "1 förfrågan är lämnad" in done.text
    assert "Inte lämnad: Berit Skottdag" in done.text
    assert "Eva Läkare läser den nu, och har den till" in done.text
    assert owner("SELECT count(*) FROM renewals_renewalevent WHERE what = 'handed_over'") == [(1,)]


def test_what_has_moved_since_the_page_was_shown_is_refused_by_name(johan):
    moved = make.request(make.patient(name="Berit Skottdag"))
    page = johan.get(PATH)
    owner("UPDATE renewals_renewalrequest SET version = 2")

    done = johan.press(page, GIVE, request=boxes(page, moved), to=EVA)

    assert "Inte lämnad: Berit Skottdag" in done.text
    assert dict(owner(WHOSE)) == {moved: None}


def test_with_nothing_ticked_or_nobody_chosen_both_are_said_and_the_ticks_stay(johan):
    request_id = make.request()
    page = johan.get(PATH)

    nothing = johan.press(page, GIVE)
    nobody = johan.press(page, GIVE, request=boxes(page, request_id), to="SE-ingen")

    assert (nothing.status, errors(nothing)) == (422, ["Välj minst en förfrågan", "Välj vem som ska ha dem"])
    assert (nobody.status, errors(nobody)) == (422, ["Välj vem som ska ha dem"])
    assert nobody.tree.xpath("//input[@name='request'][@checked]/@value") == boxes(page, request_id)
    assert dict(owner(WHOSE)) == {request_id: None}


@pytest.mark.parametrize("value", ["", "x", "_1", f"{uuid.UUID(int=0)}_1", "{far}_1", "{over}_2"])
def test_what_is_not_the_clinics_to_give_is_not_given(johan, value):
    make.request()
    sender, far = make.patient(), make.request(clinic=EKBACKEN)
    over = make.request(sender)
    withdraw_request(request_id=over, patient=sender, now=make.NOW)
    before = owner(f"{WHOSE} ORDER BY 1")
    page = johan.get(PATH)

    done = johan.press(page, GIVE, request=value.format(far=far, over=over), to=SIGNE)

    assert "Den väntar inte hos er." in done.text
    assert owner(f"{WHOSE} ORDER BY 1") == before


def test_the_list_leads_to_it_with_its_part_and_language(johan):
    make.request()

    (link,) = johan.get("/personal", sprak="sv").links("Fördela flera till en kollega")
    assert link == f"{PATH}?visa=new&sprak=sv"
    assert johan.get("/personal", visa="done").links("Fördela flera till en kollega") == []
