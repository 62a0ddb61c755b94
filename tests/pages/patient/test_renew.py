"""The form as a patient fills it in, from the first question to the receipt."""

import re
import uuid
from datetime import UTC, datetime, timedelta

import pytest

from fornya.rules.limits import LIMITS, MOST_OPEN_REQUESTS, Limited
from tests import make
from tests.browser import Browser, errors, said
from tests.committed import owner
from tests.pages.patient import filling
from tests.pages.patient.filling import (
    ANSWERS,
    FORM,
    LATER,
    ON,
    answered,
    at,
    chosen,
    filled_in,
    opened,
    sent,
)
from tests.pages.patient.sources import DOWN, prescription, sleeping_pill

SEND = "Skicka till Björkens vårdcentral"


@pytest.fixture
def person(database) -> Browser:
    """Give the browser of a patient who is signed in."""
    return Browser(make.patient_token())


def test_who_is_not_signed_in_signs_in_first_and_comes_back_to_the_form(database):
    answer = Browser().client.get(FORM)

    assert answer.status_code == 302
    assert answer["Location"] == f"/logga-in?till=%2Fmina%2Ffornya%2F{make.BJORKEN}"


def test_the_first_question_shows_price_answer_day_and_what_is_known(person, sources):
    sources.prescriptions_are = [prescription()]

    _browser, page = opened(person)

    assert page.heading == "Vilka recept vill du förnya?"
    assert "Det kostar 0 kr. Du får svar senast" in page.text
    assert "Fråga 1 av 5" in page.text
    (said,) = filling.choices(page).values()
    for words in (
        "Metoprolol Sandoz 50 mg, depottablett",
        "1 tablett varje morgon",
        "Räcker till ungefär",
        "0 av 1 uttag kvar",
        "Snart slut",
    ):
        assert words in said


def test_opening_the_form_again_asks_the_store_again_and_keeps_the_answers(person, sources):
    sources.prescriptions_are = [prescription()]
    chosen(person, "Metoprolol")
    sources.prescriptions_are.append(prescription("Levaxin", strength="100 mikrogram"))

    page = person.get(FORM)

    assert len(filling.choices(page)) == 2
    (kept,) = page.tree.xpath('//input[@name="chosen"][@checked]/@value')
    assert "Metoprolol" in filling.choices(page)[kept]


def test_what_cannot_be_renewed_is_listed_last_with_the_reason_and_a_phone_number(person, sources):
    sources.prescriptions_are = [sleeping_pill(), prescription()]

    page = person.get(FORM)

    assert len(filling.choices(page)) == 1
    assert page.headings()[-3:] == [
        "1 recept kan inte förnyas på nätet här",
        "Imovane 7,5 mg, tablett",
        "Ring Björkens vårdcentral",
    ]
    assert "Läkemedlet är narkotikaklassat och förnyas inte på nätet." in page.text


def test_the_whole_form_ends_in_a_receipt_that_survives_reload_and_back(person, sources):
    sources.prescriptions_are = [prescription(), prescription("Levaxin", strength="100 mikrogram")]

    receipt = sent(person, "Metoprolol", "Levaxin")

    assert receipt.heading == "Din förfrågan är skickad"
    assert "Svaret kommer hit till Mina sidor." in receipt.text
    assert "skickad=1" in at(receipt)
    assert person.get(at(receipt)).heading == "Din förfrågan är skickad"
    back = person.get(f"{FORM}/kontrollera")
    assert (back.status, back.heading) == (200, "Din förfrågan är redan skickad")
    assert back.links("Se förfrågan") == [at(receipt).split("?")[0]]


def test_sending_says_see_other(person, sources):
    sources.prescriptions_are = [prescription()]

    answer = person.send(filled_in(person, "Metoprolol"), SEND)

    assert answer.status_code == 303


@pytest.mark.parametrize("language", ["sv", "sv-simple", "ar"])
def test_the_clinic_is_told_in_which_language_the_form_was_read(person, sources, language):
    sources.prescriptions_are = [prescription()]
    checked = at(filled_in(person, "Metoprolol"))
    person.client.cookies["sprak"] = language
    page = person.get(checked)
    (button,) = page.tree.xpath("//main//form[.//input[@name='send_key']]//button")

    person.press(page, said(button))

    assert owner("SELECT language FROM renewals_renewalrequest") == [(language,)]


def test_pressing_send_twice_sends_one_request(person, sources):
    sources.prescriptions_are = [prescription()]
    page = filled_in(person, "Metoprolol")

    first, second = person.press(page, SEND), person.press(page, SEND)

    assert at(first) == at(second)
    assert owner("SELECT count(*) FROM renewals_renewalrequest") == [(1,)]


def test_choosing_nothing_is_an_error_that_names_the_question(person, sources):
    sources.prescriptions_are = [prescription()]

    page = person.press(person.get(FORM), ON)

    assert (page.status, errors(page)) == (422, ["Välj minst ett recept att förnya"])
    assert page.title.startswith("Fel: ")


def test_only_what_may_be_asked_for_can_be_chosen(person, sources):
    pill = sleeping_pill()
    sources.prescriptions_are = [pill, prescription()]

    page = person.press(person.get(FORM), ON, chosen=[pill.id])

    assert errors(page) == ["Välj minst ett recept att förnya"]


def test_a_question_left_out_is_named_and_what_was_answered_stays(person, sources):
    sources.prescriptions_are = [prescription()]
    page = chosen(person, "Metoprolol")

    page = person.press(page, ON, works="no", note="Den gör mig yr.")

    assert page.status == 422
    assert errors(page) == [
        "Svara ja, nej eller vet inte på om du har några biverkningar",
        "Svara ja, nej eller vet inte på om du tar läkemedlet så som det står på receptet",
    ]
    assert page.tree.xpath('//input[@name="works"][@checked]/@value') == ["no"]
    assert "Den gör mig yr." in page.box("Vill du berätta något mer om läkemedlet? (frivilligt)").text


def test_a_note_of_500_signs_is_enough_and_501_is_one_too_long(person, sources):
    sources.prescriptions_are = [prescription()]
    page = chosen(person, "Metoprolol")

    too_long = person.press(page, ON, **ANSWERS, note="å" * 501)

    assert errors(too_long) == ["Texten är 1 tecken för lång"]
    assert "å" * 501 in too_long.text
    assert person.press(page, ON, **ANSWERS, note="å" * 500).status == 200


STEPS = ["lakemedel", "annat", "fragor/1", "mottagningens-fragor", "apotek", "besked"]


@pytest.mark.parametrize("step", STEPS)
def test_every_page_can_be_left_for_later_and_the_overview_leads_back(person, sources, step):
    sources.prescriptions_are = [prescription()]
    filled_in(person, "Metoprolol")

    page = person.press(person.get(f"{FORM}/{step}"), LATER)

    assert at(page) == "/mina?sparat=1"
    assert "Sparat" in page.headings()
    assert page.links("Fortsätt med formuläret till Björkens vårdcentral") == [FORM]


def test_half_a_page_left_for_later_is_kept_and_still_asked(person, sources):
    sources.prescriptions_are = [prescription()]
    page = chosen(person, "Metoprolol")

    person.press(page, LATER, works="yes")

    page = person.get(f"{FORM}/apotek")
    assert at(page) == f"{FORM}/fragor/1"
    assert page.tree.xpath('//input[@name="works"][@checked]/@value') == ["yes"]


def test_a_question_whose_turn_has_not_come_leads_to_the_one_that_waits(person, sources):
    sources.prescriptions_are = [prescription()]
    chosen(person, "Metoprolol")

    answer = person.client.get(f"{FORM}/kontrollera")

    assert (answer.status_code, answer["Location"]) == (303, f"{FORM}/fragor/1")


@pytest.mark.parametrize(
    "address", ["/mina/fornya/finns-inte", f"{FORM}/finns-inte", f"{FORM}/fragor/2", f"{FORM}/fragor/0"]
)
def test_a_clinic_or_page_that_is_not_there_is_not_found(person, sources, address):
    sources.prescriptions_are = [prescription()]
    chosen(person, "Metoprolol")

    assert person.get(address).heading == "Sidan finns inte"


def test_changing_one_answer_leads_back_to_the_check_page(person, sources):
    sources.prescriptions_are = [prescription()]
    page = filled_in(person, "Metoprolol")
    (change,) = page.links("Ändra svaren om Metoprolol Sandoz 50 mg")

    page = person.press(person.get(change), ON, **(ANSWERS | {"works": "no"}))

    assert at(page) == f"{FORM}/kontrollera"
    assert "Fungerar inte bra." in page.text


def test_every_link_to_change_something_names_it_in_full(person, sources):
    sources.prescriptions_are = [prescription()]

    page = filled_in(person, "Metoprolol")

    named = page.tree.xpath('//a[normalize-space()="Ändra"]/@aria-label')
    assert [name.split(":")[0] for name in named] == [
        "Ändra svaret på",
        "Ändra apotek",
        "Ändra hur du får besked",
    ]


def test_a_medicine_added_while_changing_is_asked_about_before_sending(person, sources):
    sources.prescriptions_are = [prescription(), prescription("Levaxin", strength="100 mikrogram")]
    filled_in(person, "Metoprolol")
    page = person.get(f"{FORM}/lakemedel?andra=1")

    page = person.press(page, ON, chosen=list(filling.choices(page)))

    assert page.heading == "Frågor om Levaxin 100 mikrogram"
    assert at(person.press(page, ON, **ANSWERS)) == f"{FORM}/kontrollera"


def test_a_price_that_changed_since_it_was_shown_is_shown_again_before_sending(person, sources):
    sources.prescriptions_are = [prescription()]
    page = filled_in(person, "Metoprolol")

    page = person.press(page, SEND, seen="9900.2020-01-01.x")

    assert page.status == 409
    assert page.headings()[0] == "Priset eller svarsdagen har ändrats"
    assert person.press(page, SEND).heading == "Din förfrågan är skickad"


def test_answers_changed_in_another_tab_are_shown_again_before_sending(person, sources):
    sources.prescriptions_are = [prescription(), prescription("Levaxin", strength="100 mikrogram")]
    page = filled_in(person, "Metoprolol")
    other = person.get(f"{FORM}/fragor/1")
    person.press(other, ON, **(ANSWERS | {"side_effects": "yes"}))

    page = person.press(page, SEND)

    assert (page.status, page.headings()[0]) == (409, "Formuläret har ändrats sedan du såg det")
    assert "Har biverkningar." in page.text


def test_what_is_asked_for_already_cannot_be_chosen_again(person, sources):
    sources.prescriptions_are = [prescription()]
    sent(person, "Metoprolol")

    page = person.get(FORM)

    assert filling.choices(page) == {}
    assert "Ett nytt recept är redan begärt." in page.text


def test_the_same_prescription_sent_from_another_form_first_is_not_sent_twice(person, sources):
    wanted = prescription()
    sources.prescriptions_are = [wanted]
    page = filled_in(person, "Metoprolol")
    patient = make.signed_in(person.client.cookies["fornya-session"].value)
    make.request(patient, [make.choice(id=wanted.id)], clinic=make.EKBACKEN)

    page = person.press(page, SEND)

    assert (page.status, page.headings()[0]) == (409, "Du har redan bett om ett av läkemedlen")


def test_who_has_sent_enough_is_told_when_to_go_on_with_all_answers_kept(person, sources):
    sources.prescriptions_are = [prescription()]
    page = filled_in(person, "Metoprolol")
    patient = make.signed_in(person.client.cookies["fornya-session"].value)
    for number in range(LIMITS[Limited.REQUEST_BY_PATIENT].most):
        sent_at = datetime.now(UTC) - timedelta(hours=12, minutes=number)
        make.request(patient, clinic=make.EKBACKEN, now=sent_at)

    page = person.press(page, SEND)

    assert (page.status, page.headings()[0]) == (429, "Du har skickat många förfrågningar")
    assert re.search(r"Du kan skicka den (i morgon, |i dag, )?klockan \d\d\.\d\d\.", page.text)
    assert 11 * 3600 < int(page.answer["Retry-After"]) <= 12 * 3600
    assert "Metoprolol" in page.text


def test_who_waits_for_many_answers_is_told_what_to_do_first(person, sources):
    sources.prescriptions_are = [prescription()]
    page = filled_in(person, "Metoprolol")
    patient = make.signed_in(person.client.cookies["fornya-session"].value)
    for number in range(MOST_OPEN_REQUESTS):
        sent_at = datetime.now(UTC) - timedelta(days=2 + number)
        make.request(patient, clinic=make.EKBACKEN, now=sent_at)

    page = person.press(page, SEND)

    assert (page.status, page.headings()[0]) == (409, "Du har 20 förfrågningar som väntar på svar")
    assert page.links("Se dina förfrågningar")


def test_a_send_key_of_nobodys_form_sends_nothing(person, sources):
    sources.prescriptions_are = [prescription()]
    page = filled_in(person, "Metoprolol")

    for key in (str(uuid.uuid4()), "inget-uuid", ""):
        assert at(person.press(page, SEND, send_key=key)) == FORM

    assert owner("SELECT count(*) FROM renewals_renewalrequest") == [(0,)]


def test_a_medicine_that_ends_before_the_answer_is_told_with_the_phone_number(person, sources):
    sources.prescriptions_are = [prescription(collected=[100])]

    page = filled_in(person, "Metoprolol")

    assert page.headings()[0] == "Läkemedlet kan ta slut före svaret"


def test_a_form_that_was_never_begun_begins(person, sources):
    sources.prescriptions_are = [prescription()]

    assert at(person.get(f"{FORM}/apotek")) == FORM


def test_the_clinics_own_question_may_be_skipped(person, sources):
    sources.prescriptions_are = [prescription()]
    page = answered(person, "Metoprolol")

    assert page.heading == "Frågor från Björkens vårdcentral"
    assert person.press(page, ON).heading == "Var vill du hämta läkemedlet?"


def test_a_clinic_without_questions_of_its_own_has_no_such_page(person, sources):
    sources.prescriptions_are = [prescription()]

    assert person.get(f"/mina/fornya/{make.EKBACKEN}/mottagningens-fragor").status == 404


def test_a_store_that_is_down_never_counts_as_no_prescriptions(person, sources):
    sources.prescriptions_are = DOWN

    page = person.get(FORM)

    assert "Receptregistret svarar inte just nu" in page.headings()
    assert "inga recept" not in page.text.lower()
    assert page.links("Skriv läkemedlets namn") == [f"{FORM}/annat"]


def test_about_an_aid_one_is_asked_as_about_an_aid(person, sources):
    sources.prescriptions_are = [
        prescription("Accu-Chek Guide", is_aid=True, atc=None, strength="", form="förbrukningsartikel")
    ]
    page = filling.chosen(person, "Accu-Chek")

    assert "Fungerar hjälpmedlet bra?" in page.text
    assert "Använder du hjälpmedlet så som det står på receptet?" in page.text
    assert "läkemedlet" not in page.text.partition("Frågor om")[2].partition("Fortsätt")[0]
    unanswered = person.press(page, filling.ON)
    assert "Svara ja, nej eller vet inte på om du har besvär av hjälpmedlet" in errors(unanswered)

    checked = filling.filled_in(person, "Accu-Chek")
    assert "Fungerar bra. Inga besvär av det. Används som det står på receptet." in checked.text
    receipt = person.press(checked, "Skicka till Björkens vårdcentral")
    assert "Inga besvär av det." in person.get(filling.at(receipt)).text
