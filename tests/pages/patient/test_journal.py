"""Min journal and Vem har tittat as the person reads them, and the rows they can ask about."""

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlparse

import pytest

from fornya.audit.scope import Actor, ActorKind, opened
from fornya.pages.patient.journal.words import DID, did_words
from fornya.renewals.reading import Whole
from fornya.rules.renewal_states import Event
from tests import make
from tests.browser import Browser
from tests.committed import owner
from tests.house.tree import ROOT

LOG = "/mina/journal/vem-har-tittat"
# Written of a clinic or a region as a whole, so that no single patient's log has them.
OF_NOBODY = {
    *("worklist.read", "worklist.searched", "batch.read", "meetings.read", "log.read", "log.reviewed"),
    *("statistics.read", "region.read", "deliveries.read", "deliveries.try_again"),
}


def read_by_staff(patient, hsa_id: str = make.EVA) -> Whole:
    """Send a request, and let staff read it."""
    return make.seen(make.staff(hsa_id), make.request(patient, [make.choice("Levaxin")]))


def acted(patient, kind: ActorKind, name: str) -> None:
    """Let somebody act in the patient's name."""
    by = Actor(kind, 4711, name)
    with opened(by=by, what="overview.read", patient_id=patient.patient_id, now=make.NOW):
        pass


@pytest.fixture
def token(database) -> str:
    """Give the token of a patient who is signed in."""
    return make.patient_token(name="Amina Exempel", email="amina@exempel.se")


def test_the_journal_tells_each_request_with_decisions_reasons_questions_and_messages(token):
    patient, eva = make.signed_in(token), make.staff()
    request_id = make.request(patient, [make.choice("Levaxin"), make.choice("Sertralin")])
    whole = make.taken(eva, request_id)
    no, ask = whole.lines
    make.decide(eva, whole, make.refusal(no.id, Event.MEET), make.question(ask.id, "Hur ofta?"))

    page = Browser(token).get("/mina/journal")

    text = page.text.replace("\N{NO-BREAK SPACE}", " ")
    for said in (
        "Eva Läkare började läsa",
        "Eva Läkare beslutade att ni behöver träffas om Levaxin 50 mg",
        "Ring oss, så bokar vi en tid.",
        "Eva Läkare frågade om Sertralin 50 mg",
        "Hur ofta?",
        "Meddelande till dig: Björkens vårdcentral har svarat",
    ):
        assert said in text
    assert f"/mina/forfragan/{request_id}" in [link.get("href") for link in page.tree.xpath("//h3/a")]
    assert "amina@exempel.se" in page.text


def test_all_else_that_is_kept_is_named_with_a_way_there(token):
    page = Browser(token).get("/mina/journal")

    ways = {link.get("href") for link in page.tree.xpath("//main//a")}

    assert "Du har inte skickat någon förfrågan ännu." in page.text
    assert {
        "/mina/inkorg",
        "/mina/ombud",
        "/mina/inloggningar",
        "/mina/lakemedel",
        LOG,
        "/mina/journal/hamta",
    } <= ways


def test_the_log_says_when_who_where_what_and_about_which_request(token):
    patient = make.signed_in(token)
    read_by_staff(patient)
    read_by_staff(patient, make.JOHAN)
    acted(patient, ActorKind.AGENT, "Kim Ombud")
    acted(patient, ActorKind.GUARDIAN, "Gun Exempel")

    text = Browser(token).get(LOG).text

    for said in (
        "Eva Läkare, läkare",
        "Johan Sköterska, sjuksköterska",
        "Björkens vårdcentral",
        "Läste en förfrågan",
        "Levaxin",
        "Kim Ombud, ombud",
        "Gun Exempel, vårdnadshavare",
        "Mina sidor, åt Amina Exempel",
    ):
        assert said in text
    assert "klockan" in text


def test_ones_own_visits_are_counted_and_shown_when_asked_for(token):
    browser = Browser(token)
    folded = browser.get(LOG)

    shown = browser.get(LOG, **{folded.box("Visa också mina egna besök").get("name"): "ja"})

    assert "Ingen annan än du har tittat." in folded.text
    assert re.search(r"Du själv står på \d+ rader", folded.text)
    assert "Du själv" in shown.text
    assert "Läste Vem har tittat" in shown.text


def test_ones_own_rows_of_a_day_are_one_with_all_that_was_done(token):
    browser = Browser(token)
    patient = make.signed_in(token)
    for address in ("/mina", "/mina/inkorg", "/mina/inkorg"):
        browser.get(address)
    acted(patient, ActorKind.AGENT, "Kim Ombud")

    cells = [
        [" ".join(cell.text_content().split()) for cell in row]
        for row in browser.get(LOG, egna="ja").tree.xpath("//tbody/tr")
    ]

    own = [row[3] for row in cells if "Du själv" in row[1]]
    assert own[0].startswith("Vad Läste Vem har tittat · Läste inkorgen · Läste översikten")
    assert own[0].endswith("4 rader")
    assert len([row for row in cells if "Kim Ombud" in row[1]]) == 1


def test_pages_go_on_to_older_rows_and_back(token):
    patient = make.signed_in(token)
    owner(
        "INSERT INTO audit_accessentry (at, actor_kind, actor_name, patient_id, what, subject)"
        " SELECT %s, 'service', 'Förnya', %s, 'decision.stored', '' FROM generate_series(1, 30)",
        make.NOW,
        patient.patient_id,
    )
    browser = Browser(token)

    first = browser.get(LOG)
    second = browser.get(first.links("Nästa sida")[0])

    assert [len(page.tree.xpath("//tbody/tr")) for page in (first, second)] == [25, 5]
    assert second.links("Föregående sida") == [LOG]


def test_a_month_shows_what_is_in_it(token):
    patient = make.signed_in(token)
    acted(patient, ActorKind.AGENT, "Kim Ombud")
    old = make.NOW - timedelta(days=70)
    owner("UPDATE audit_accessentry SET at = %s WHERE actor_kind = 'agent'", old)
    browser = Browser(token)

    then = browser.get(LOG, manad=f"{old:%Y-%m}")
    now = browser.get(LOG, manad=f"{make.NOW:%Y-%m}")

    assert "Kim Ombud" in then.text
    assert "Kim Ombud" not in now.text
    assert then.box("Månad").xpath("option[@selected]")[0].get("value") == f"{old:%Y-%m}"


@pytest.mark.parametrize(
    "query",
    [
        "manad=2026-13",
        "manad=9999-12",
        "manad=x",
        "efter=x",
        "efter=2026-11-23_1",
        "efter=2026-11-23T10:00:00%2B00:00_x",
        "efter=2026-11-23T10:00:00%2B00:00_99999999999999999999999",
        "efter=2026-11-23T10:00:00%2B00:00_²",
    ],
)
def test_an_address_that_no_page_has_written_is_not_there(token, query):
    assert Browser(token).client.get(f"{LOG}?{query}").status_code == 404


def test_a_row_says_why_and_whom_to_ask_without_any_health_data(token):
    read_by_staff(make.signed_in(token))
    browser = Browser(token)
    (way,) = browser.get(LOG).tree.xpath("//tbody//th//a/@href")

    page = browser.get(way)

    number = way.rpartition("/")[2]
    assert page.heading == f"Rad {number}"
    assert "Personal får bara läsa det som de behöver för att svara på din förfrågan." in page.text
    assert "Björkens vårdcentral svarar för vad personalen läser." in page.text
    (support,) = page.links("Skriv till supporten")
    assert parse_qs(urlparse(support).query) == {"rad": [number]}
    form = browser.get(support)
    assert form.box("Vad vill du fråga eller berätta?").text.strip() == (
        f"Jag undrar över rad {number} i Vem har tittat."
    )


def test_ones_own_row_leads_to_where_one_is_signed_in(token):
    browser = Browser(token)
    way = browser.get(LOG, egna="ja").tree.xpath("//tbody//th//a/@href")[0]

    page = browser.get(way)

    assert page.links("Se var du är inloggad") == ["/mina/inloggningar"]
    assert "Fråga mottagningen" not in page.text


def test_a_row_that_is_somebody_elses_or_nobodys_is_not_there(token):
    other = make.patient()
    read_by_staff(other)
    rows = "SELECT id FROM audit_accessentry WHERE patient_id = %s AND actor_kind = 'staff'"
    ((theirs,),) = owner(rows, other.patient_id)

    statuses = [Browser(token).client.get(f"{LOG}/rad/{key}").status_code for key in (theirs, 10**30, 0)]

    assert statuses == [404, 404, 404]


def test_a_number_that_is_no_row_is_not_put_into_the_support_form(token):
    form = Browser().get("/support/skriv?rad=<b>x")

    assert not (form.box("Vad vill du fråga eller berätta?").text or "").strip()


def test_every_code_of_the_log_has_words():
    # Mutant: a deed with a new code, which the page could only tell in general.
    rooms = [folder for folder in (ROOT / "fornya").iterdir() if folder.name != "clinics"]
    sources = [path.read_text() for room in rooms for path in room.rglob("*.py")]
    codes = {code for source in sources for code in re.findall(r'what="([a-z_]+\.[a-z_]+)"', source)}

    assert codes - set(DID) - OF_NOBODY == set()
    assert len(codes) >= 35
    assert did_words("something.new") == "Läste eller ändrade något om dig"
