"""*Logggranskning* in the browser: the month, a case, *Markera granskad*, and whose log it is."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fornya.pages.clinic.log_review.words import CRITERIA
from fornya.renewals.reading import for_staff
from fornya.rules.log_review import Criterion
from fornya.rules.posts import PostRole
from tests import make, posted
from tests.browser import Browser, errors
from tests.committed import owner

MONTH = f"{make.TODAY:%Y-%m}"
PLACE = f"/personal/logg/{make.BJORKEN}/{MONTH}"
# Session, scope with its log row, rows, requests, people, colleagues, marks; begin and commit.
BOUND = 9


@pytest.fixture
def gun(database) -> Browser:
    return Browser(posted.token(make.GUN, PostRole.LOG_REVIEWER, clinic=make.BJORKEN))


def read_by(hsa_id: str = make.EVA, name: str = "Elsa Läkare") -> None:
    for_staff(request_id=make.request(make.patient(name=name)), staff=make.staff(hsa_id), now=make.NOW)
    owner("UPDATE audit_accessentry SET at = date_trunc('day', at) + interval '11 hours'")


def test_a_case_is_found_by_its_criterion_and_marked(gun):
    read_by()
    page = gun.get(PLACE)
    assert "4. Läsning om någon med samma efternamn som den som läste" in page.text
    assert "patientdatalagen 4 kap. 1 §" in page.text
    assert "Inte granskad" in page.text
    case = gun.get(page.links("Eva Läkare")[0])
    assert "Elsa Läkare" in case.text

    assert errors(gun.press(case, "Markera granskad")) == ["Välj vad du kom fram till"]
    wrong = gun.press(case, "Markera granskad", outcome="follow_up")
    assert errors(wrong) == ["Skriv vad som ska följas upp, och av vem"]
    long = gun.press(case, "Markera granskad", outcome="right", words="a" * 1001)
    assert errors(long) == ["Texten är 1 tecken för lång"]
    assert "a" * 1001 in long.answer.content.decode()
    after = gun.press(case, "Markera granskad", outcome="follow_up", words="Chefen frågar.")

    assert "Sparat" in after.text
    assert "Följs upp" in after.text
    again = gun.get(case.answer.wsgi_request.path)
    assert "Chefen frågar." in again.text
    assert "Markera granskad" not in again.text


def test_a_month_that_is_over_reminds_until_all_is_said(gun):
    read_by()
    owner("UPDATE audit_accessentry SET at = at - interval '32 days' WHERE what <> 'log.read'")
    before = owner("SELECT to_char(max(at), 'YYYY-MM') FROM audit_accessentry WHERE what = 'request.read'")[
        0
    ][0]
    place = f"/personal/logg/{make.BJORKEN}/{before}"

    page = gun.get(place)
    assert "1 kvar att granska" in page.text
    assert "Loggen granskas minst en gång i månaden" in page.text
    gun.press(gun.get(page.links("Eva Läkare")[0]), "Markera granskad", outcome="right")

    assert "Månaden är granskad" in gun.get(place).text


def test_ones_own_reading_is_shown_and_left_to_somebody_else(gun):
    eva = Browser(make.staff_token())
    posted.post(make.EVA, PostRole.LOG_REVIEWER, clinic=make.BJORKEN)
    read_by()

    page = eva.get(PLACE)

    assert "Din egen: granskas av någon annan" in page.text
    case = eva.get(page.links("Eva Läkare")[0])
    assert "Det är du själv som har läst" in case.text
    assert "Markera granskad" not in case.text


@pytest.mark.parametrize(
    "path",
    [
        f"/personal/logg/{make.STRANDGATAN}/{MONTH}",
        f"/personal/logg/{make.EKBACKEN}/{MONTH}",
        f"/personal/logg/finns-inte/{MONTH}",
        f"/personal/logg/{make.BJORKEN}/2026-13",
        f"/personal/logg/{make.BJORKEN}/2099-01",
        f"/personal/logg/{make.BJORKEN}/nu",
        f"{PLACE}/{'0' * 24}",
    ],
)
def test_what_is_not_the_reviewers_is_not_there(gun, path):
    assert gun.get(path).status == 404


def test_a_clinics_reviewer_comes_to_its_months_and_a_regions_chooses(gun):
    page = gun.get("/personal/logg")
    assert "Månader som är slut" in page.text
    assert len(page.tree.xpath("//main//tbody/tr")) == 13
    rut = Browser(posted.token(make.RUT, PostRole.LOG_REVIEWER, region=make.UPPSALA))

    page = rut.get("/personal/logg")

    assert "Björkens vårdcentral" in page.text
    assert "Strandgatans" not in page.text
    assert rut.get(page.links("Ekbackens vårdcentral")[0]).status == 200


def test_the_worklist_is_not_the_reviewers(gun):
    assert gun.get("/personal").status == 403


def test_a_month_asks_no_more_than_its_bound_however_much_there_is(gun):
    for number in range(12):
        read_by(name=f"Elsa{number} Läkare")
    gun.get(PLACE)

    with CaptureQueriesContext(connection) as seen:
        assert gun.get(PLACE).status == 200

    assert len(seen.captured_queries) <= BOUND


def test_every_criterion_has_its_words():
    assert set(CRITERIA) == set(Criterion)


def test_a_month_that_nobody_has_looked_at_is_shown_as_late(gun):
    months = f"/personal/logg/{make.BJORKEN}"
    read_by()
    owner("UPDATE audit_accessentry SET at = at - interval '75 days'")
    page = gun.get(months)
    assert "1 månad är sen" in page.text
    assert "Sen: inte börjad" in page.text
    (late,) = [row for row in page.tree.xpath("//main//tbody/tr") if "Sen:" in row.text_content()]
    month = gun.get(late.xpath(".//a/@href")[0])

    gun.press(gun.get(month.links("Eva Läkare")[0]), "Markera granskad", outcome="right")

    page = gun.get(months)
    assert "är sen" not in page.text
    assert "Granskad" in page.text
    assert "Gun Granskare," in page.text


def test_the_months_ask_no_more_than_their_bound(gun):
    path = f"/personal/logg/{make.BJORKEN}"
    gun.get(path)

    with CaptureQueriesContext(connection) as seen:
        assert gun.get(path).status == 200

    # Session, begin, scope with its log row, what is kept of months, marks, readings, commit.
    assert len(seen.captured_queries) <= 8, [each["sql"][:60] for each in seen.captured_queries]
