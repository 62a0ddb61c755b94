"""Whose matter is open: choosing, the band on every page, what may not be done, and how soon it is over."""

import pytest

from fornya.audit.scope import opened
from fornya.people.models import Patient
from fornya.rules.acting import Scope
from tests import make
from tests.browser import Browser, errors
from tests.committed import owner
from tests.pages.patient.filling import ANSWERS, FORM, ON
from tests.pages.patient.sources import prescription
from tests.people import mandates
from tests.people.registry import DEAD_SINCE, stand_in

BAND = "Du gör detta för Alma"


def everything(page) -> str:
    """Give all the words of a page, those outside its main part too."""
    return " ".join(page.tree.xpath("string(//body)").split())


@pytest.fixture
def registry(database, monkeypatch):
    return stand_in(monkeypatch)


@pytest.fixture
def maria(registry):
    found = make.patient(name="Maria Exempel", phone="+46701740605")
    registry.child_of(found)
    return found


def browser_of(person) -> Browser:
    return Browser(make.patient_token(person.personnummer, name=person.name))


def choose(browser: Browser, name: str, till: str = "") -> object:
    """Choose somebody on the page, by name; gives the page that follows."""
    page = browser.get("/mina/vem", till=till)
    keys = dict(
        zip(
            [label.text_content() for label in page.tree.xpath("//main//label")],
            page.tree.xpath('//main//input[@name="whom"]/@value'),
            strict=True,
        )
    )
    return browser.press(page, ON, whom=keys[name])


@pytest.fixture
def for_alma(maria):
    browser = browser_of(maria)
    browser.maria = maria
    choose(browser, "Alma Exempel")
    return browser


def back(browser: Browser, page) -> object:
    """Press the band's button."""
    ((form),) = page.tree.xpath('//form[@action="/mina/vem"]')
    data = dict(form.form_values())
    return browser.client.post("/mina/vem", data, follow=True)


def test_who_has_nobody_reads_for_whom_one_can_act(registry):
    page = Browser(make.patient_token()).get("/mina/vem")

    assert page.heading == "Vem gäller det?"
    assert "Det finns ingen annan som du kan göra något för." in page.text
    assert page.tree.xpath("//main//form") == []


def test_a_choice_opens_the_childs_pages_with_a_band_that_names_the_child(maria):
    browser = browser_of(maria)
    before = browser.client.cookies["fornya-session"].value

    page = choose(browser, "Alma Exempel")

    assert page.heading == "Översikt för Alma"
    assert BAND in everything(page)
    assert page.tree.xpath("//title")[0].text.startswith("Alma: ")
    assert browser.client.cookies["fornya-session"].value != before
    assert "Maria Exempel" in page.tree.xpath("string(//header)")


PAGES = ("/mina", "/mina/forfragningar", "/mina/inkorg", "/mina/lakemedel", "/mina/hogkostnad", "/mina/vem")


def test_the_band_stands_on_every_page_the_refused_ones_too(for_alma):
    for path in (*PAGES, "/mina/inloggningar", FORM):
        words = everything(for_alma.get(path))
        assert (BAND in words, "Tillbaka till mig själv" in words) == (True, True), path


def test_the_band_leads_back_to_oneself_in_a_new_session(for_alma):
    acting = for_alma.client.cookies["fornya-session"].value

    answer = back(for_alma, for_alma.get("/mina"))

    assert "Hej Maria" in answer.content.decode()
    assert BAND not in answer.content.decode()
    assert Browser(acting).get("/mina").heading == "Logga in"


def test_nothing_chosen_or_somebody_strange_is_told_at_the_field(maria):
    browser = browser_of(maria)
    for key in ("", "x", "00"):
        page = browser.press(browser.get("/mina/vem"), ON, whom=key)
        assert (page.status, errors(page)) == (422, ["Välj vem det gäller"])


def test_after_choosing_one_comes_to_where_one_was_going(maria, sources):
    sources.prescriptions_are = [prescription()]

    page = choose(browser_of(maria), "Alma Exempel", till=FORM)

    assert page.heading == "Vilka recept vill du förnya?"
    assert "Förnya recept åt Alma hos Björkens vårdcentral" in page.text
    assert sources.asked[-1] != maria.personnummer


def test_a_parent_renews_for_a_child_and_the_notices_go_to_the_parent(for_alma, sources):
    sources.prescriptions_are = [prescription()]
    page = for_alma.get(FORM)
    page = for_alma.press(page, ON, chosen=sources.prescriptions_are[0].id)
    assert "Har Alma några biverkningar?" in page.text
    page = for_alma.press(page, ON, **ANSWERS)
    page = for_alma.press(for_alma.press(page, ON), ON)
    assert page.tree.xpath('//input[@name="phone"]/@value') == ["+46701740605"]
    page = for_alma.press(page, ON, way="sms")
    assert "Alma Exempel" in page.text

    page = for_alma.press(page, "Skicka till Björkens vårdcentral")

    assert page.heading == "Förfrågan för Alma är skickad"
    assert "Skickad av Maria Exempel" in page.text
    ((born, phone, by),) = owner(
        "SELECT p.given_name, c.phone, c.guardian_id FROM people_patient p"
        " JOIN renewals_renewalrequest r ON r.patient_id = p.id"
        " JOIN people_guardiancontact c ON c.patient_id = p.id"
    )
    assert (born, phone, by) == ("Alma", "+46701740605", for_alma.maria.patient_id)


def test_one_guardians_number_is_not_shown_to_the_other_in_the_same_form(for_alma, registry, sources):
    sources.prescriptions_are = [prescription()]
    kim = make.patient(name="Kim Exempel")
    registry.custody[kim.personnummer] = registry.custody[for_alma.maria.personnummer]
    page = for_alma.press(for_alma.get(FORM), ON, chosen=sources.prescriptions_are[0].id)
    page = for_alma.press(for_alma.press(for_alma.press(page, ON, **ANSWERS), ON), ON)
    for_alma.press(page, ON, way="sms")
    assert "070-174 06 05" in for_alma.get(f"{FORM}/kontrollera").text
    by_kim = browser_of(kim)
    choose(by_kim, "Alma Exempel")

    page = by_kim.get(f"{FORM}/kontrollera")

    assert page.heading == "Hur vill du få veta att svaret har kommit?"
    assert page.tree.xpath('//input[@name="phone"]/@value') in ([], [""])
    page = by_kim.press(by_kim.press(page, ON, way="here"), "Skicka till Björkens vårdcentral")
    assert page.heading == "Förfrågan för Alma är skickad"


@pytest.mark.parametrize("path", ["/mina/lakemedel", "/mina/hogkostnad"])
def test_a_childs_overview_of_medicines_is_not_shown(for_alma, sources, path):
    page = for_alma.get(path)

    assert page.heading == "Det här visas inte för barn"
    assert sources.asked == []


def test_ones_sign_ins_are_no_matter_of_the_childs(for_alma):
    page = for_alma.get("/mina/inloggningar")

    assert (page.status, page.heading) == (403, "Det här kan du inte göra för Alma")


@pytest.mark.parametrize(
    ("event", "status", "text"),
    [
        ("custody", 403, "Folkbokföringen säger att du inte är vårdnadshavare."),
        ("protection", 403, "Rätten att göra det har upphört."),
        ("death", 403, "Rätten att göra det har upphört."),
        ("silence", 503, "Folkbokföringen svarar inte just nu."),
    ],
)
def test_what_ends_the_right_stops_the_very_next_page(for_alma, registry, event, status, text):
    (child,) = registry.custody[for_alma.maria.personnummer]
    match event:
        case "custody":
            registry.custody.clear()
        case "protection":
            registry.protect(child)
        case "death":
            registry.bury(child)
        case "silence":
            registry.silent = True

    for path in ("/mina", "/mina/forfragningar", FORM):
        page = for_alma.get(path)
        assert (page.status, text in page.text, BAND in everything(page)) == (status, True, True)
        assert "Du är vårdnadshavare." not in everything(page)
    assert "Hej Maria" in back(for_alma, page).content.decode()


def test_only_whoever_acts_makes_the_register_be_asked(for_alma, registry):
    registry.asked.clear()
    for_alma.get("/mina")
    for_alma.get("/mina/inkorg")
    assert registry.asked == [for_alma.maria.personnummer] * 2

    registry.asked.clear()
    browser_of(for_alma.maria).get("/mina")
    assert registry.asked == []


def test_with_the_register_silent_one_is_still_oneself(maria, registry):
    registry.silent = True
    browser = browser_of(maria)

    assert browser.get("/mina").heading == "Hej Maria"
    page = browser.get("/mina/vem")
    assert "Folkbokföringen svarar inte just nu" in page.text


def agent(scope: Scope) -> tuple[Browser, object]:
    """Give an agent's browser with Berit's matter open, and Berit, who has sent a request."""
    berit, bo = make.patient(name="Berit Exempel", email="b@example.se"), make.patient(name="Bo Exempel")
    make.request(berit)
    mandates.accepted(berit, bo, scope=scope)
    browser = browser_of(bo)
    choose(browser, "Berit Exempel")
    return browser, berit


def request_path() -> str:
    ((request_id,),) = owner("SELECT id FROM renewals_renewalrequest")
    return f"/mina/forfragan/{request_id}"


def test_an_agent_who_may_see_sees_and_may_not_send_nor_take_back(registry, sources):
    sources.prescriptions_are = [prescription()]
    browser, _berit = agent(Scope.SEE)

    page = browser.get(request_path())

    assert page.status == 200
    assert "Ta tillbaka förfrågan" not in page.text
    assert browser.get("/mina/lakemedel").status == 200
    for path in (FORM, f"{request_path()}/ta-tillbaka"):
        assert browser.get(path).heading == "Det här kan du inte göra för Berit"


def test_an_agent_who_may_ask_sends_without_choosing_how_berit_is_told(registry, sources):
    sources.prescriptions_are = [prescription()]
    browser, _berit = agent(Scope.REQUEST)
    page = browser.get(FORM)
    page = browser.press(page, ON, chosen=sources.prescriptions_are[0].id)
    page = browser.press(page, ON, **ANSWERS)
    page = browser.press(browser.press(page, ON), ON)

    assert page.heading == "Kontrollera och skicka"
    page = browser.press(page, "Skicka till Björkens vårdcentral")
    assert page.heading == "Förfrågan för Berit är skickad"
    assert "Berit får besked på det sätt som är valt tidigare." in page.text
    assert browser.get(f"{FORM}/besked").status == 403
    assert owner("SELECT email FROM people_patient WHERE given_name = 'Berit'") == [("b@example.se",)]


def test_a_form_typed_too_late_for_a_child_is_given_back_in_the_childs_matter_only(for_alma, sources):
    sources.prescriptions_are = [prescription()]
    for_alma.get(FORM)
    page = for_alma.get(f"{FORM}/annat")
    form = dict(page.tree.xpath("//main//form")[0].form_values())
    owner("UPDATE people_session SET last_seen_at = last_seen_at - interval '1 hour'")

    late = for_alma.client.post(f"{FORM}/annat", form | {"name": "Alvedon"})
    again = browser_of(for_alma.maria)
    page = again.get(late["Location"])

    assert page.heading == "Vem gäller det?"
    ((typed,),) = owner("SELECT id FROM people_typedform")
    assert again.get(f"/mina/fortsatt/{typed}").status == 404
    till = page.tree.xpath('//input[@name="till"]/@value')[0]
    assert choose(again, "Alma Exempel", till=till).heading == "Det du skrev finns kvar"


def test_the_dead_meet_a_plain_page(registry):
    dan = make.patient(name="Dan Exempel")
    with opened(by=dan.actor, what="test", patient_id=dan.patient_id, now=make.NOW):
        Patient.objects.filter(pk=dan.patient_id).update(deceased_on=DEAD_SINCE)

    page = browser_of(dan).get("/mina")

    assert (page.status, page.heading) == (403, "Det går inte att använda Förnya")


def test_who_is_protected_is_told_nowhere_else_unless_they_choose_it(registry, sources):
    sources.prescriptions_are = [prescription()]
    petra = make.patient(name="Petra Exempel")
    owner("UPDATE people_patient SET is_protected = true")
    browser = browser_of(petra)
    page = browser.press(browser.get(FORM), ON, chosen=sources.prescriptions_are[0].id)
    page = browser.press(browser.press(browser.press(page, ON, **ANSWERS), ON), ON)

    assert page.tree.xpath('//input[@name="way"][@checked]/@value') == ["here"]
