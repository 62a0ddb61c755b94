"""Choosing reminders: none until chosen, the exact words, what is wrong said at its field; the calendar."""

from datetime import date, timedelta

import pytest
from icalendar import Calendar

from fornya.reminders.wishes import choose, chosen_with_medicines
from tests import make
from tests.browser import Browser, errors, values
from tests.committed import owner
from tests.pages.patient.sources import DOWN, days, prescription

PAGE = "/mina/paminnelser"
FILE = f"{PAGE}/kalender"
WISH = "SELECT phone, email, chains::text, while_protected FROM reminders_wish"


@pytest.fixture
def token(database, sources) -> str:
    """Give the token of somebody with two medicines, one of which cannot be counted."""
    sources.prescriptions_are = [
        prescription(id="rx-1", chain_id="chain-1", collected=[20]),
        prescription("Alvedon", chain_id="chain-2", units_per_day=None, dosage_text="Vid behov"),
    ]
    return make.patient_token()


def save(browser: Browser, **typed: str):
    return browser.press(browser.get(PAGE), "Spara", **typed)


def test_nobody_has_reminders_before_they_have_chosen_them(token):
    page = Browser(token).get(PAGE)

    (form,) = page.tree.xpath('//main//form[@method="post"]')
    assert (values(form)["way"], values(form)["which"]) == ("none", "all")
    assert owner(WISH) == []
    assert "En påminnelse väntar på dig. Logga in på Förnya för att läsa." in page.text


def test_one_is_told_when_an_sms_may_come(token, settings):
    assert "Vi skickar sms" not in Browser(token).get(PAGE).text

    settings.SMS_FROM_HOUR, settings.SMS_TO_HOUR = 8, 20
    assert "Vi skickar sms klockan 8–20." in Browser(token).get(PAGE).text


def test_the_medicines_stand_with_their_day_or_why_there_is_none(token):
    page = Browser(token).get(PAGE)

    assert "Vi påminner dig ungefär" in page.text
    assert "Vi kan inte räkna ut när det tar slut. Därför får du ingen påminnelse om det." in page.text


def test_choosing_keeps_it_and_says_so(token):
    browser = Browser(token)

    page = save(browser, way="both", phone="070-174 06 05", email="a@exempel.se")

    assert "Du får en påminnelse när det är dags att förnya." in page.text
    assert owner(WISH) == [("+46701740605", "a@exempel.se", "[]", False)]
    (form,) = browser.get(PAGE).tree.xpath('//main//form[@method="post"]')
    assert (values(form)["way"], values(form)["phone"]) == ("both", "+46701740605")


def test_where_answers_go_is_left_as_it_was(token):
    save(Browser(token), way="sms", phone="070-174 06 05")

    assert owner("SELECT phone, email FROM people_patient") == [("", "")]


def test_some_medicines_can_be_chosen(token):
    save(Browser(token), way="here", which="some", medicines="chain-1")

    assert owner(WISH) == [("", "", '["chain-1"]', False)]


def test_saying_no_takes_the_choice_away(token):
    browser = Browser(token)
    save(browser, way="here")

    page = save(browser, way="none")

    assert "Du får inga påminnelser." in page.text
    assert owner(WISH) == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"way": "sms", "phone": "123"}, "Skriv ditt mobilnummer, till exempel 070-174 06 05"),
        ({"way": "email", "email": "nej"}, "Skriv din e-postadress, till exempel namn@exempel.se"),
        ({"way": "pigeon"}, "Välj om och hur du vill bli påmind"),
        ({"way": "here", "which": "few"}, "Välj vilka läkemedel du vill bli påmind om"),
        ({"way": "here", "which": "some"}, "Välj minst ett läkemedel, eller välj alla"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(token, typed, said):
    page = save(Browser(token), **typed)

    assert (page.answer.status_code, errors(page)) == (422, [said])
    assert owner(WISH) == []
    (form,) = page.tree.xpath('//main//form[@method="post"]')
    for name in {"phone", "email"} & set(typed):
        assert values(form)[name] == typed[name]


def test_a_store_that_is_down_can_still_be_chosen_about(token, sources):
    sources.prescriptions_are = DOWN
    browser = Browser(token)

    page = browser.get(PAGE)
    save(browser, way="here")

    assert "Receptregistret svarar inte just nu" in page.text
    assert owner(WISH) == [("", "", "[]", False)]


def test_what_was_chosen_outlasts_a_store_that_is_down(token, sources):
    browser = Browser(token)
    save(browser, way="here", which="some", medicines="chain-1")
    sources.prescriptions_are = DOWN

    save(browser, way="sms", phone="0701740605")

    assert owner(WISH) == [("+46701740605", "", '["chain-1"]', False)]


@pytest.mark.parametrize("answer", [DOWN, []])
def test_nobody_chooses_among_medicines_that_are_not_shown(token, sources, answer):
    sources.prescriptions_are = answer
    browser = Browser(token)

    page = browser.get(PAGE)
    save(browser, way="here")

    assert "Bara dem jag väljer här under" not in page.text
    assert "Påminnelserna gäller alla läkemedel, även dem du får senare." in page.text
    assert owner(WISH) == [("", "", "[]", False)]


def test_who_chose_some_may_choose_all_while_the_store_is_down(token, sources):
    browser = Browser(token)
    save(browser, way="here", which="some", medicines="chain-1")
    sources.prescriptions_are = DOWN

    page = browser.get(PAGE)
    save(browser, which="all")

    assert "Bara dem jag har valt tidigare" in page.text
    assert owner(WISH) == [("", "", "[]", False)]


def test_whoever_is_protected_is_told_and_has_to_choose_it_knowing(token):
    owner("UPDATE people_patient SET is_protected = true")
    browser = Browser(token)

    page = browser.get(PAGE)
    save(browser, way="here")

    assert "Därför får du inga påminnelser om du inte själv väljer det här." in page.text
    assert owner(WISH)[0][3] is True


def test_who_is_under_eighteen_reads_why_there_is_nothing_to_choose(database):
    teenager = make.patient_token(make.personnummer(days(-15 * 366)))

    for path in (PAGE, FILE):
        assert "18 år" in Browser(teenager).get(path).text


def the_file(browser: Browser, **query: str):
    answer = browser.client.get(FILE, query)
    return answer, Calendar.from_ical(answer.content)


def test_the_calendar_has_the_days_and_says_nothing_of_health(token):
    answer, calendar = the_file(Browser(token))

    (event,) = calendar.walk("VEVENT")
    assert event["summary"] == "Påminnelse från Förnya"
    assert event["description"] == "Logga in på Förnya för att se vad det gäller."
    text = answer.content.decode()
    for secret in ("Metoprolol", "chain", "rx-", "Björkens", "blodtryck", "Amina"):
        assert secret.lower() not in text.lower()
    assert isinstance(event.decoded("dtstart"), date)
    assert timedelta(days=40) < event.decoded("dtstart") - days(0) < timedelta(days=79)


def test_the_file_is_kept_by_nobody_and_named_after_nothing(token):
    answer, _calendar = the_file(Browser(token))

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="fornya.ics"'
    assert answer["Cache-Control"] == "no-store"


def test_the_names_are_in_it_for_who_ticks_it(token):
    page = Browser(token).get(PAGE)
    assert not page.tree.xpath('//input[@name="namn"]/@checked')

    _answer, calendar = the_file(Browser(token), namn="yes")

    assert [str(event["summary"]) for event in calendar.walk("VEVENT")] == ["Förnya Metoprolol Sandoz 50 mg"]


def test_two_medicines_of_a_day_are_one_event_and_the_file_is_the_same_each_time(token, sources):
    sources.prescriptions_are = [prescription(collected=[20]), prescription("Levaxin", collected=[20])]

    uids = [[event["uid"] for event in the_file(Browser(token))[1].walk("VEVENT")] for _time in range(2)]

    assert len(uids[0]) == 1
    assert uids[0] == uids[1]


def test_only_the_chosen_medicines_are_in_the_file(token, sources):
    sources.prescriptions_are.append(prescription("Levaxin", chain_id="chain-3", collected=[50]))
    patient = make.signed_in(token)
    choose(patient=patient, phone="", email="", chains=["chain-3"], now=make.NOW)

    _answer, calendar = the_file(Browser(token), namn="yes")

    assert [str(event["summary"]) for event in calendar.walk("VEVENT")] == ["Förnya Levaxin 50 mg"]


def test_without_any_day_there_is_no_file(token, sources):
    sources.prescriptions_are = DOWN

    answer = Browser(token).client.get(FILE)

    assert (answer.status_code, answer["Location"]) == (303, PAGE)


def test_a_reminder_in_the_inbox_leads_to_the_medicines(token):
    patient = make.signed_in(token)
    assert chosen_with_medicines(patient=patient, now=make.NOW)[0] is None
    owner(
        "INSERT INTO messages_message (id, patient_id, kind, about, source, facts, created_at) VALUES"
        " (gen_random_uuid(), %s, 'reminder', gen_random_uuid(), 'r', %s::jsonb, %s)",
        *(
            patient.patient_id,
            '{"medicines": [{"name": "Levaxin 50 mg", "ends_on": "2027-01-04"}]}',
            make.NOW,
        ),
    )
    browser = Browser(token)
    ((message_id,),) = owner("SELECT id FROM messages_message")

    page = browser.get(f"/mina/inkorg/{message_id}")

    assert page.heading == "Ett läkemedel tar snart slut"
    assert "räcker till ungefär måndag 4 januari 2027." in page.text
    assert page.links("Visa Mina läkemedel") == ["/mina/lakemedel"]
    assert page.links("Ändra dina påminnelser") == [PAGE]
