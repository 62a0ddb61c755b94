"""The worklist as staff see it."""

from datetime import timedelta

import pytest

from fornya.design.formats import relative_day
from tests import make
from tests.browser import Browser, errors, said
from tests.committed import by_hand, owner
from tests.make import BJORKEN, EKBACKEN, EVA, JOHAN, SIGNE, STRANDGATAN
from tests.renewals.test_worklist import CRITICAL, days_left, many

EMPTY = {
    "new": "Allt är läst. Nya förfrågningar kommer hit.",
    "front": "Ingen som väntar är på väg att bli utan.",
    "late": "Inget är sent.",
    "mine": "Du har inget som väntar. Ta nästa när du vill.",
    "opened": "Ingen läser något just nu.",
    "patient": "Ingen patient har en fråga att svara på.",
    "sending": "Alla recept är framme i receptregistret.",
    "done": "Inget är klart ännu.",
}


def staff(hsa_id: str = EVA, clinic: str = BJORKEN) -> Browser:
    return Browser(make.staff_token(hsa_id, clinic=clinic))


def rows(page) -> list[list[str]]:
    return [[said(cell) for cell in row.xpath("./td | ./th")] for row in page.tree.xpath("//table//tbody/tr")]


def tabs(page) -> dict[str, str]:
    return {said(link): link.get("href") for link in page.tree.xpath('//nav[contains(@class, "tabs")]//a')}


@pytest.mark.parametrize("shown", EMPTY)
def test_an_empty_list_says_so(database, shown):
    page = staff().get("/personal", visa=shown)

    assert (page.status, rows(page)) == (200, [])
    assert EMPTY[shown] in page.text


def test_a_request_is_listed_with_who_what_and_when(database):
    make.request(make.patient(name="Berit Skottdag"), [make.choice("Levaxin", strength="100 mikrogram")])

    page = staff().get("/personal")

    ((due, who, what, lasts, state, taken_by),) = rows(page)
    assert page.heading == "Nya förfrågningar"
    assert "Berit Skottdag, född 19" in who
    assert ("Levaxin 100 mikrogram" in what, "1 läkemedel" in what) == (True, True)
    assert relative_day(make.TODAY + timedelta(days=2), make.TODAY) in due
    assert ("Ny" in state, "–" in taken_by, "12 dagar" in lasts) == (True, True, True)


def test_a_late_request_says_that_it_is_late(database):
    make.request(answer_by=make.TODAY - timedelta(days=3))

    ((due, *_rest),) = rows(staff().get("/personal"))

    assert "Sen: skulle ha svarats" in due


def test_the_tabs_count_and_lead_to_their_parts(database):
    eva = make.staff()
    make.request()
    make.taken(eva, make.request())
    asked = make.taken(eva, make.request())
    make.decide(eva, asked, make.question(asked.lines[0].id))
    browser = staff()

    found = tabs(browser.get("/personal"))

    assert {name.rpartition(" ")[0] or name: name.rpartition(" ")[2] for name in found} == {
        "Nya": "1",
        "Tar slut": "0",
        "Sena": "0",
        "Mina": "1",
        "Läses": "1",
        "Väntar på patienten": "1",
        "Skickas": "0",
        "Klara": "Klara",
    }
    for name, address in found.items():
        assert len(rows(browser.get(address))) == int(name[-1] == "1"), name


def test_sixty_requests_are_three_pages(database):
    make.request()
    many(60)
    browser = staff()
    page, seen = browser.get("/personal"), []
    while True:
        links = page.tree.xpath("//table//tbody//a/@href")
        seen += links
        following = page.links("Nästa sida")
        if not following:
            break
        page = browser.get(following[0])

    assert (len(seen), len(set(seen))) == (60, 60)
    assert page.links("Föregående sida")
    assert "10 förfrågningar på sidan" in said(page.tree.xpath("//caption")[0])


@pytest.mark.parametrize(
    "query", [{"visa": "x"}, {"visa": ""}, {"efter": "x"}, {"visa": "DONE"}, {"efter": "\x00"}]
)
def test_an_odd_address_is_the_first_page(database, query):
    make.request()

    page = staff().get("/personal", **query)

    assert (page.status, len(rows(page))) == (200, 1)


def test_another_clinics_list_is_its_own(database):
    make.request(clinic=BJORKEN)

    assert rows(staff(SIGNE, STRANDGATAN).get("/personal")) == []
    assert rows(staff(EVA, EKBACKEN).get("/personal")) == []
    assert len(rows(staff(JOHAN, BJORKEN).get("/personal"))) == 1


def test_who_is_not_signed_in_is_sent_to_sign_in_and_back(database):
    answer = Browser().client.get("/personal?visa=done")

    assert (answer.status_code, answer["Location"]) == (
        302,
        "/personal/logga-in?till=%2Fpersonal%3Fvisa%3Ddone",
    )


def test_what_somebody_cannot_be_without_says_so(database):
    make.request(None, [make.choice(**CRITICAL, **days_left(1))])
    make.request(None, [make.choice(**CRITICAL, **days_left(0))])

    found = rows(staff().get("/personal", visa="front"))

    assert [
        ("livsviktigt" in lasts, "Slut" in lasts, "1 dag" in lasts) for _d, _p, _m, lasts, *_ in found
    ] == [
        (True, True, False),
        (True, False, True),
    ]


def test_the_list_can_be_narrowed_and_widened_again(database):
    make.request(answer_by=make.TODAY)
    make.request()
    eva = staff()

    narrowed = eva.get("/personal?visa=new&bara=due&bara=odd")

    assert (len(rows(eva.get("/personal"))), len(rows(narrowed))) == (2, 1)
    assert narrowed.tree.xpath("//input[@name='bara' and @checked]/@value") == ["due"]
    (everything,) = narrowed.links("Visa alla")
    assert len(rows(eva.get(everything))) == 2


def test_a_patient_is_found_and_nobody_is_named_in_an_address(database):
    patient = make.patient(name="Åsa Östlund")
    make.request(patient)
    make.request()
    eva = staff()

    for typed in ("Östl", patient.personnummer):
        page = eva.press(eva.get("/personal"), "Sök patient", vem=typed)

        assert (page.status, len(rows(page))) == (200, 1)
        assert "Åsa Östlund" in rows(page)[0][1]
        assert page.tree.xpath("//input[@name='vem']/@value") == [typed]
    assert rows(eva.press(eva.get("/personal"), "Sök patient", vem="Ingen")) == []
    assert eva.client.get("/personal/sok").status_code == 405


def test_a_search_for_nobody_says_what_to_write(database):
    eva = staff()

    page = eva.press(eva.get("/personal"), "Sök patient", vem=" ")

    assert (page.status, errors(page)) == (422, ["Skriv ett personnummer eller ett namn"])


def test_the_next_is_given_until_none_is_left(database):
    request_id = make.request()
    eva = staff()

    page = eva.press(eva.get("/personal"), "Ta nästa")
    after = eva.press(eva.get("/personal"), "Ta nästa")

    assert str(request_id) in page.answer.wsgi_request.path
    assert "Ingen förfrågan är ledig" in after.text
    ((*_rest, whose),) = rows(staff(JOHAN).get("/personal", visa="opened"))
    assert "Läses nu av Eva Läkare, till" in whose


def test_who_may_not_take_is_not_offered_the_next(database):
    clerk = staff()
    owner("UPDATE people_staff SET licences = ''")

    assert "Ta nästa" not in clerk.get("/personal").text


def test_a_patient_may_not_see_it(database):
    page = Browser(make.patient_token()).get("/personal")

    assert (page.status, page.heading) == (403, "Du kan inte se den här sidan")


def test_the_list_is_never_kept_by_a_browser(database):
    assert staff().get("/personal").answer["Cache-Control"] == "no-store"


def test_the_list_can_be_narrowed_to_those_who_read_a_language(database):
    make.request(make.patient(name="Berit Skottdag"))
    reads_arabic = make.request(make.patient(name="Amina Exempel"))
    owner("UPDATE renewals_renewalrequest SET language = 'ar' WHERE id = %s", reads_arabic)

    page = staff().get("/personal", sprak="ar")

    ((_due, who, *_rest),) = rows(page)
    assert ("Amina Exempel" in who, "Arabiska" in who) == (True, True)
    assert page.tree.xpath("//select[@name='sprak']/option[@selected]/text()") == ["Arabiska"]
    assert len(rows(staff().get("/personal", sprak="tlh"))) == 2
    assert "Inget i den här delen passar filtret." in staff().get("/personal", sprak="fi").text
    assert "LäserArabiska" in staff().get(f"/personal/arende/{reads_arabic}").text.replace(" ", "")


def test_nobody_can_post_to_it(database):
    answer = staff().client.post("/personal")

    assert answer.status_code in (403, 405)


def test_the_clinic_is_warned_before_its_promise_breaks(database):
    make.request(answer_by=make.TODAY)
    many(60)
    by_hand(
        "UPDATE renewals_renewalrequest SET status = 'declined', ended_at = now() - interval '3 days'"
        " WHERE id IN (SELECT id FROM renewals_renewalrequest LIMIT 25)"
    )
    eva = staff()

    assert "Ni hinner troligen inte svara alla i tid" in eva.get("/personal").text

    owner("UPDATE renewals_renewalrequest SET answer_by = answer_by + 365 WHERE ended_at IS NULL")
    assert "Ni hinner troligen inte" not in eva.get("/personal").text
