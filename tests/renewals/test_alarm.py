"""A clinic that wants it hears by e-mail what has been left lying: once a day, and nothing of anybody."""

from datetime import datetime, timedelta

import pytest

from fornya.clinics.settings.alarms import Alarms, set_alarms
from fornya.messages import delivery
from fornya.renewals.alarm import send, sound
from fornya.rules.escalation import Alarm
from fornya.rules.swedish_time import STOCKHOLM
from tests import make
from tests.committed import as_worker, owner, web
from tests.make import NOW, TODAY

BOX = "recept@bjorken.example.se"
AFTERNOON = datetime.combine(TODAY, datetime.min.time(), STOCKHOLM).replace(hour=14)
MORNING = AFTERNOON.replace(hour=9)
PUT = "SELECT subject FROM outbox_delivery WHERE topic = 'message.alarm' ORDER BY subject"


@pytest.fixture
def ada(database):
    return make.staff(make.ADA)


@pytest.fixture
def mail(settings, sandbox):
    settings.SMTP_URL = f"smtp://127.0.0.1:{sandbox.smtp_port}"
    sandbox.control("reset", only=["email"])
    delivery.mailer.cache_clear()
    yield sandbox
    delivery.mailer.cache_clear()


def wants(by, *, is_on: bool = True, address: str = BOX) -> None:
    set_alarms(clinic_id=by.clinic_id, alarms=Alarms(is_on, address), by=by.actor, now=NOW)


def sounded(now: datetime = AFTERNOON) -> list[str]:
    """Let the worker look; gives the kinds that are on their way since the start."""
    with as_worker():
        sound(now=now)
    return [subject.split(":")[1] for (subject,) in owner(PUT)]


def test_what_nobody_has_on_its_day_and_what_is_late_is_told_once_a_day_each(ada):
    # Mutants: a key without the day or the kind; any request at all.
    wants(ada)
    make.request(answer_by=TODAY + timedelta(days=1))
    assert sounded() == []

    make.request(answer_by=TODAY)
    assert sounded(MORNING) == []
    assert sounded() == sounded() == ["nobodys"]

    make.taken(ada, make.request(answer_by=TODAY - timedelta(days=1)))
    assert sounded() == sounded() == ["late", "nobodys"]
    assert sounded(AFTERNOON + timedelta(days=1)) == ["late", "late", "nobodys", "nobodys"]


def test_what_somebody_has_or_the_patient_is_asked_about_is_not_told(ada):
    wants(ada)
    make.taken(ada, make.request(answer_by=TODAY))
    asked = make.taken(ada, make.request(answer_by=TODAY))
    make.decide(ada, asked, make.question(asked.lines[0].id))
    owner(
        "UPDATE renewals_renewalrequest SET answer_by = %s WHERE status = 'question'",
        TODAY - timedelta(days=3),
    )

    assert sounded() == []


@pytest.mark.parametrize("off", [{"is_on": False}, {"is_on": False, "address": ""}])
def test_nobody_hears_who_has_not_asked_for_it(ada, off):
    make.request(answer_by=TODAY)
    assert sounded() == []

    wants(ada, **off)

    assert sounded() == []


def test_another_clinics_requests_are_not_told(ada):
    wants(ada)
    make.request(clinic=make.EKBACKEN, answer_by=TODAY)

    assert sounded() == []


def test_the_mail_names_nobody_no_clinic_and_no_number(ada, mail):
    wants(ada)
    make.request(answer_by=TODAY)
    make.request(answer_by=TODAY - timedelta(days=1))
    sounded()
    for (subject,) in owner(PUT):
        with as_worker():
            send(subject=subject, attempt=1, now=AFTERNOON)

    late, nobodys = sorted(mail.seen("emails"), key=lambda each: "ansvarig" in each["body"])
    assert "Det finns ärenden i Förnya som har väntat för länge." in late["body"]
    assert "Det finns ärenden i Förnya som behöver en ansvarig." in nobodys["body"]
    for each in (late, nobodys):
        said = f"{each['subject']} {each['body']}"
        assert not any(sign.isdigit() for sign in said)
        assert not any(
            word in said.casefold() for word in ("björken", "recept", "läkemedel", "patient", "http")
        )


@pytest.mark.parametrize("why", ["off", "another day"])
def test_a_mail_that_is_no_longer_wanted_is_not_sent(ada, mail, why):
    wants(ada)
    if why == "off":
        wants(ada, is_on=False)
    day = TODAY if why == "off" else TODAY - timedelta(days=1)

    with as_worker():
        send(subject=f"{ada.clinic_id}:{Alarm.LATE}:{day}", attempt=1, now=AFTERNOON)

    assert mail.seen("emails") == []


def test_the_mailbox_is_behind_the_clinics_wall(ada):
    wants(ada)

    assert web("SELECT address FROM clinics_alarmbox") == []
    assert owner("SELECT address FROM clinics_alarmbox") == [(BOX,)]
