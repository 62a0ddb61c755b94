"""Agents on their pages: what people read and press, from the first question to the end of it."""

import re
import uuid
from datetime import timedelta

import pytest

from fornya.audit.scope import Actor, ActorKind, opened
from fornya.design import formats
from fornya.people.mandates import mandates_of
from fornya.rules.months import add_years
from tests import make
from tests.browser import Browser, errors, said
from tests.committed import owner
from tests.make import NOW, TODAY
from tests.people.mandates import accepted, drafted, offered

LIST, GIVE = "/mina/ombud", "/mina/ombud/ge"
WISH = {"scope": "request", "period": "year"}


class Person:
    """Somebody who is signed in, with their browser."""

    def __init__(self, name):
        token = make.patient_token(name=name)
        self.who = make.signed_in(token)
        self.browser = Browser(token)


@pytest.fixture
def amina(database):
    """Give somebody who wants help."""
    return Person("Amina Exempel")


@pytest.fixture
def bo(database):
    """Give somebody who wants to help."""
    return Person("Bo Exempel")


def given(browser, number, **changes):
    """Fill in the form and go on."""
    return browser.press(browser.get(GIVE), "Fortsätt", number=number, **(WISH | changes))


def signed(person, page, button):
    """Press to sign, sign, and come back to where the signing leads."""
    answer = person.browser.send(page, button)
    assert answer.status_code == 303
    signing_id = answer["Location"].rpartition("/")[2]
    make.signature(person.who, signing_id=uuid.UUID(signing_id))
    mandate = re.search(r"[0-9a-f-]{36}", page.answer.wsgi_request.path)
    return person.browser.get(f"{LIST}/{mandate[0]}/klart")


def followed(person, page, text):
    """Follow the link with this text: the way back stands above main."""
    (link,) = [each for each in page.tree.xpath("//main//a | //nav//a | //a") if said(each) == text][:1]
    return person.browser.get(link.get("href"))


def ids(mandate_id):
    return [f"{LIST}/{mandate_id}{end}" for end in ("", "/skriv-under", "/klart", "/avsluta")]


def test_somebody_asks_another_accepts_and_the_first_ends_it(amina, bo):
    page = given(amina.browser, bo.who.personnummer)
    assert page.heading == "Läs och skriv under"
    asked = signed(amina, page, "Skriv under med e-legitimation")
    assert asked.heading == "Du har skrivit under"

    offer = followed(bo, bo.browser.get("/mina"), "Läs och svara")
    assert offer.heading == "Amina Exempel vill att du blir ombud"
    accepted_page = signed(bo, offer, "Ja, skriv under med e-legitimation")
    assert accepted_page.heading == "Du är nu ombud för Amina Exempel"

    mine = amina.browser.get(LIST)
    assert "Bo Exempel" in mine.text
    assert "Gäller" in mine.text
    sure = followed(amina, mine, "Avsluta ombudet")
    ended = amina.browser.press(sure, "Avsluta nu")
    assert ended.heading == "Ombud"
    assert "Avslutat" in ended.text
    assert "Avslutad" in bo.browser.get(LIST).text


@pytest.mark.parametrize("number", ["", "abc", "19850614", "198506149820", "19850614-982x"])
def test_a_number_that_does_not_hold_is_named_at_its_field_and_nothing_is_lost(amina, number):
    page = given(amina.browser, number)

    assert page.status == 422
    assert len(errors(page)) == 1
    assert page.tree.xpath('//input[@name="number"]/@value') == [number]
    assert page.tree.xpath("//input[@checked]/@value") == ["request", "year"]


def test_everything_missing_is_named_at_once(amina):
    page = amina.browser.press(amina.browser.get(GIVE), "Fortsätt")

    assert errors(page) == [
        "Skriv personnumret till den som ska hjälpa dig",
        "Välj vad ombudet får göra",
        "Välj hur länge det ska gälla",
    ]


@pytest.mark.parametrize("wrong", [{"scope": "everything"}, {"period": "ever"}, {"scope": ""}])
def test_what_no_button_sends_is_asked_again(amina, bo, wrong):
    page = given(amina.browser, bo.who.personnummer, **wrong)

    assert page.status == 422
    assert len(errors(page)) == 1


LATE, FIRST, LAST = (
    TODAY + timedelta(days=100),
    formats.day(TODAY + timedelta(days=1), TODAY),
    formats.day(add_years(TODAY, 4), TODAY),
)


@pytest.mark.parametrize("written", ["%Y-%m-%d", "%Y%m%d", " %Y-%m-%d ", "%d/%m %Y", "%d.%m.%Y"])
def test_a_day_of_ones_own_is_read_as_people_write_it(amina, bo, written):
    page = given(amina.browser, bo.who.personnummer, period="chosen", until=LATE.strftime(written))

    assert page.heading == "Läs och skriv under"
    assert f"Det gäller till och med {formats.day(LATE)}." in page.text
    assert owner("SELECT ends_on FROM people_mandate") == [(LATE,)]
    again = followed(amina, page, "Tillbaka")
    assert again.tree.xpath("//input[@checked]/@value") == ["request", "chosen"]
    assert again.tree.xpath('//input[@name="until"]/@value') == [LATE.isoformat()]


@pytest.mark.parametrize(
    ("until", "message"),
    [
        ("", "Skriv den sista dagen, till exempel 2027-05-01"),
        ("i vår", "Skriv dagen med siffror, till exempel 2027-05-01"),
        ("2027-02-30", "Skriv dagen med siffror, till exempel 2027-05-01"),
        ("9" * 5000, "Skriv dagen med siffror, till exempel 2027-05-01"),
        ("1999-01-01", f"Välj {FIRST} eller en senare dag"),
        (TODAY.isoformat(), f"Välj {FIRST} eller en senare dag"),
        ("9999-12-31", f"Välj {LAST} eller en tidigare dag"),
    ],
)
def test_a_last_day_that_cannot_be_is_told_at_its_field_with_all_that_was_written(amina, bo, until, message):
    page = given(amina.browser, bo.who.personnummer, period="chosen", until=until)

    assert (page.status, errors(page)) == (422, [message])
    assert page.tree.xpath('//input[@name="number"]/@value') == [bo.who.personnummer]
    assert page.tree.xpath("//input[@checked]/@value") == ["request", "chosen"]
    assert owner("SELECT count(*) FROM people_mandate") == [(0,)]


def test_ones_own_number_is_refused(amina):
    page = given(amina.browser, amina.who.personnummer)

    assert errors(page) == ["Skriv någon annans personnummer. Du kan inte vara ditt eget ombud"]


def test_a_minor_is_refused_in_the_same_bytes_whether_they_have_been_here_or_not(amina):
    number = make.personnummer(TODAY.replace(year=TODAY.year - 15, day=1))
    unknown = given(amina.browser, number)
    make.patient(number)
    known = given(amina.browser, number)

    assert errors(unknown) == ["Skriv personnumret till någon som har fyllt 18 år"]
    assert plain(unknown) == plain(known)


def test_an_adult_is_asked_in_the_same_bytes_whether_they_have_been_here_or_not(amina):
    known, unknown = make.patient().personnummer, make.personnummer()
    pages = [plain(given(amina.browser, number)) for number in (known, unknown)]

    assert same(pages[0], known) == same(pages[1], unknown)


def plain(page):
    """Give a page without what differs each time: the mask of its token and its ids."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page.answer.content.decode())
    return re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "", text)


def same(text, number):
    return text.replace(f"{number[:8]}-{number[8:]}", "N").replace(number, "N")


def test_a_second_for_the_same_person_has_to_wait(amina, bo):
    accepted(amina.who, bo.who)

    page = given(amina.browser, bo.who.personnummer)

    assert errors(page) == ["Avsluta först det som du redan har gett den personen"]


def test_going_back_from_the_text_finds_what_was_written_and_no_number_in_the_address(amina, bo):
    page = given(amina.browser, bo.who.personnummer, period="quarter")
    assert bo.who.personnummer not in page.answer.wsgi_request.get_full_path()

    again = followed(amina, page, "Tillbaka")

    assert bo.who.personnummer not in again.answer.wsgi_request.get_full_path()
    assert again.tree.xpath('//input[@name="number"]/@value') == [bo.who.personnummer]
    assert again.tree.xpath("//input[@checked]/@value") == ["request", "quarter"]


def test_anothers_draft_fills_nothing_in(amina, bo):
    mandate_id = drafted(amina.who, bo.who)

    assert bo.browser.get(GIVE, utkast=str(mandate_id)).status == 404
    assert bo.browser.get(GIVE, utkast="x").status == 200


def test_without_a_signature_the_way_back_says_that_nothing_has_changed(amina, bo):
    mandate_id = drafted(amina.who, bo.who)

    page = amina.browser.get(f"{LIST}/{mandate_id}/klart")

    assert page.heading == "Läs och skriv under"
    assert "Det är inte underskrivet" in page.text


def test_the_agent_says_no(amina, bo):
    mandate_id = offered(amina.who, bo.who)

    left = bo.browser.press(bo.browser.get(f"{LIST}/{mandate_id}/skriv-under"), "Nej")

    assert "Du har sagt nej" in left.text
    assert "Sade nej" in amina.browser.get(LIST).text


def test_a_giver_cannot_say_no_in_the_agents_place(amina, bo):
    mandate_id = drafted(amina.who, bo.who)
    page = amina.browser.get(f"{LIST}/{mandate_id}/skriv-under")

    answer = amina.browser.send(page, "Skriv under med e-legitimation", no="yes")

    assert answer["Location"].startswith("/mina/skriv-under/")


@pytest.mark.parametrize("stand_in", [drafted, offered, accepted])
def test_another_mandate_and_none_are_the_same_answer(amina, bo, stand_in):
    stranger = Person("Cia Exempel")
    mandate_id = stand_in(amina.who, bo.who)
    nobodys = "00000000-0000-4000-8000-000000000001"

    for mine, none in zip(ids(mandate_id), ids(nobodys), strict=True):
        assert stranger.browser.get(mine).status == 404
        assert plain(stranger.browser.get(mine)) == plain(stranger.browser.get(none))


def test_both_sides_read_the_same_whatever_ended_it(amina, bo):
    mandate_id = accepted(amina.who, bo.who)
    seen = {}
    for ended_by in ("giver", "agent", "register"):
        owner("UPDATE people_mandate SET ended_at = %s, ended_by = %s", NOW, ended_by)
        pages = [
            person.browser.get(path) for person in (amina, bo) for path in (LIST, f"{LIST}/{mandate_id}")
        ]
        seen[ended_by] = [plain(page) for page in pages]

    assert seen["giver"] == seen["agent"] == seen["register"]


def test_somebody_under_18_reads_when_it_begins_and_can_give_nothing(database):
    token = make.patient_token(make.personnummer(TODAY.replace(year=TODAY.year - 15, day=1)))
    browser = Browser(token)

    assert "Från 18 år kan du ha ett ombud" in browser.get(LIST).text
    assert browser.get(GIVE).heading == "Ombud"
    assert browser.get(LIST).tree.xpath('//main//a[contains(@href, "/ge")]') == []


def test_the_giver_reads_what_the_agent_has_done_when_and_as_whom(amina, bo):
    mandate_id = accepted(amina.who, bo.who)
    agent = Actor(ActorKind.AGENT, bo.who.patient_id, bo.who.name)
    for what in ("overview.read", "request.sent", "request.sent", "something.new"):
        with opened(by=agent, what=what, patient_id=amina.who.patient_id, now=NOW):
            pass
    with opened(by=amina.who.actor, what="inbox.read", patient_id=amina.who.patient_id, now=NOW):
        pass

    page = amina.browser.get(f"{LIST}/{mandate_id}")
    rows = [said(row) for row in page.tree.xpath("//tbody/tr")]

    assert len(rows) == 3
    assert said(page.tree.xpath("//caption")[0]) == "Bo Exempel, som ombud för dig"
    for words, row in zip(
        ("Läste eller ändrade något", "Skickade en förfrågan", "Läste översikten"), rows, strict=True
    ):
        assert words in row
    assert bo.browser.get(f"{LIST}/{mandate_id}").tree.xpath("//tbody/tr") == []


def test_what_is_signed_says_who_whom_what_until_and_what_not(amina, bo):
    mandate_id = drafted(amina.who, bo.who)

    text = " ".join(
        said(quote)
        for quote in amina.browser.get(f"{LIST}/{mandate_id}/skriv-under").tree.xpath("//blockquote")
    )

    for part in (
        "Amina Exempel",
        dashed(amina.who),
        dashed(bo.who),
        "förnya recept",
        "till och med",
        "inte hämta ut",
    ):
        assert part in text


def dashed(patient):
    return f"{patient.personnummer[:8]}-{patient.personnummer[8:]}"


def test_who_reads_another_language_signs_the_swedish_text_too(amina, bo):
    mandate_id = drafted(amina.who, bo.who)
    amina.browser.client.cookies["sprak"] = "en"

    quotes = amina.browser.get(f"{LIST}/{mandate_id}/skriv-under").tree.xpath("//blockquote")

    assert [quote.get("lang") for quote in quotes] == ["sv", "en"]
    assert "Ombudet får se" in said(quotes[0])
    assert "Amina Exempel" in said(quotes[1])


def test_the_list_is_the_persons_own(amina, bo):
    accepted(amina.who, bo.who)

    assert mandates_of(patient=bo.who, now=NOW, today=TODAY).given == ()
    assert "Du är inte ombud för någon." in amina.browser.get(LIST).text
    assert "Du har inget ombud." in bo.browser.get(LIST).text
