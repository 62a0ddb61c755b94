"""The first page after signing in: what needs the person, what is going on, and what is not known."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from fornya.medicines.own_counts import keep_count
from tests import make
from tests.browser import Browser
from tests.pages.patient.filling import FORM, chosen
from tests.pages.patient.sources import DOWN, account, days, prescription, sleeping_pill
from tests.pages.patient.test_renew_doors import aged


@pytest.fixture
def token(database) -> str:
    """Give the token of an adult who is signed in."""
    return make.patient_token(name="Amina Exempel")


def test_a_medicine_that_soon_ends_leads_to_the_form_of_its_clinic(token, sources):
    sources.prescriptions_are = [prescription()]

    page = Browser(token).get("/mina")

    assert page.heading == "Hej Amina"
    assert page.headings()[0] == "Att göra"
    assert page.headings()[1].startswith("Metoprolol Sandoz 50 mg tar slut ungefär")
    assert page.links("Förnya Metoprolol Sandoz 50 mg hos Björkens vårdcentral") == [FORM]
    assert "så hinner mottagningen svara" in page.text


def test_what_is_asked_for_already_is_nothing_to_do(token, sources):
    wanted = prescription()
    sources.prescriptions_are = [wanted]
    make.request(make.signed_in(token), [make.choice(id=wanted.id)])

    page = Browser(token).get("/mina")

    assert "Att göra" not in page.headings()
    assert "Metoprolol Sandoz 50 mg" in page.headings()
    assert "Björkens vårdcentral svarar senast" in page.text


def test_what_no_clinic_renews_online_comes_with_the_reason_and_a_number(token, sources):
    sources.prescriptions_are = [sleeping_pill()]

    page = Browser(token).get("/mina")

    assert "Läkemedlet är narkotikaklassat och förnyas inte på nätet." in page.text
    assert page.tree.xpath('//main//a[starts-with(@href, "tel:")]')


@pytest.mark.parametrize(
    ("facts", "heading"),
    [
        ({"valid_until": days(-3)}, "Receptet på Metoprolol Sandoz 50 mg har gått ut"),
        (
            {"units_per_day": None, "valid_until": days(9), "withdrawals_total": 2},
            "Receptet på Metoprolol Sandoz 50 mg går snart ut",
        ),
        ({"units_per_day": None}, "Metoprolol Sandoz 50 mg har inga uttag kvar"),
    ],
)
def test_the_heading_says_why_something_needs_doing(token, sources, facts, heading):
    sources.prescriptions_are = [prescription(collected=[120], **facts)]

    assert heading in Browser(token).get("/mina").headings()


def test_with_nothing_to_do_it_says_so(token, sources):
    sources.prescriptions_are = [prescription(withdrawals_total=4)]

    assert "Just nu behöver du inte göra något." in Browser(token).get("/mina").text


def test_a_store_that_is_down_is_said_to_be_down(token, sources):
    sources.prescriptions_are = DOWN

    page = Browser(token).get("/mina")

    assert "Receptregistret svarar inte just nu" in page.headings()
    assert "Just nu behöver du inte göra något." not in page.text


def test_an_account_that_is_down_is_said_to_be_down(token, sources):
    sources.cost = DOWN

    page = Browser(token).get("/mina")

    assert "Högkostnadsdatabasen svarar inte just nu" in page.headings()


def test_the_way_to_the_high_cost_card_is_one_sentence(token):
    text = Browser(token).get("/mina").text

    assert "Du har betalat 2 135 kr av 3 800 kr. Det är 1 665 kr kvar till frikort." in text


def test_a_question_from_the_clinic_stands_first(token, sources):
    sources.prescriptions_are = [prescription()]
    request_id = make.request(make.signed_in(token), [make.choice("Furix")])
    whole = make.taken(make.staff(), request_id)
    make.decide(make.staff(), whole, make.question(whole.lines[0].id))

    page = Browser(token).get("/mina")

    assert page.headings()[:2] == ["Att göra", "Björkens vårdcentral har en fråga"]
    assert page.links("Svara på frågan") == [f"/mina/forfragan/{request_id}"]


def test_a_late_request_is_said_to_be_late(token):
    make.request(make.signed_in(token), answer_by=make.TODAY - timedelta(days=2))

    assert "Björkens vårdcentral skulle ha svarat" in Browser(token).get("/mina").text


def test_a_form_in_progress_is_there_to_go_on_with_and_one_only_opened_is_not(token, sources):
    sources.prescriptions_are = [prescription()]
    browser = Browser(token)
    browser.get(FORM)
    assert "Inte skickat ännu" not in browser.get("/mina").headings()

    chosen(browser, "Metoprolol")

    page = browser.get("/mina")
    assert "Inte skickat ännu" in page.headings()
    assert page.links("Fortsätt med formuläret till Björkens vårdcentral") == [FORM]


def test_unread_messages_are_counted(token):
    make.request(make.signed_in(token))

    assert Browser(token).get("/mina").links("Du har 1 oläst meddelande") == ["/mina/inkorg"]


def test_under_18_the_rule_is_explained_and_no_source_is_asked(database, sources):
    page = Browser(make.patient_token(aged(17))).get("/mina")

    assert "Du är under 18 år" in page.headings()
    assert sources.asked == []
    assert page.links("Mina läkemedel") == []


def test_with_the_card_reached_nothing_is_left_to_pay(token, sources):
    sources.cost = account(paid_ore=380000, gross_ore=964100)

    assert "Läkemedel inom skyddet kostar inget." in Browser(token).get("/mina").text


def test_what_the_person_has_counted_moves_the_day_it_runs_out(token, sources):
    row = prescription(collected=[2])
    sources.prescriptions_are = [row]
    before = Browser(token).get("/mina").headings()[1]

    keep_count(
        patient=make.signed_in(token),
        chain_id=row.chain_id,
        amount=Decimal(10),
        unit="tablett",
        now=datetime.now(UTC),
    )

    after = Browser(token).get("/mina").headings()[1]
    assert before.startswith("Metoprolol Sandoz 50 mg tar slut ungefär")
    assert after.startswith("Metoprolol Sandoz 50 mg tar slut ungefär")
    assert after != before
