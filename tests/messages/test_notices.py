"""A message is in the inbox at once; its notices are sent once each, by the ways the patient has chosen."""

import uuid
from datetime import UTC, datetime

import pytest
from django.db import transaction

from fornya.audit.scope import opened
from fornya.integrations.http import Unavailable
from fornya.messages import delivery
from fornya.messages.inbox import NoSuchMessage, inbox, read
from fornya.messages.models import Kind
from fornya.messages.send import tell
from fornya.outbox.work import NotYet
from fornya.people.contact import set_contact
from tests import make
from tests.committed import as_worker, hurry, owner, work
from tests.make import NOW
from tests.people.registry import acting_for, stand_in

PHONE, MAIL = "+46701740605", "amina@example.se"
NOTICES = "SELECT channel, address, sent_at IS NOT NULL FROM messages_notice ORDER BY channel DESC"


def told(
    patient,
    *,
    kind: Kind = Kind.ANSWERED,
    source: object = None,
    notify: bool = True,
    guardian_id: int | None = None,
) -> uuid.UUID:
    about = uuid.uuid4()
    with opened(by=patient.actor, what="test", patient_id=patient.patient_id, now=NOW):
        tell(
            patient_id=patient.patient_id,
            kind=kind,
            about=about,
            source=source or about,
            facts={"clinic": "Björkens vårdcentral"},
            now=NOW,
            notify=notify,
            guardian_id=guardian_id,
        )
    return about


@pytest.fixture
def gateways(settings, sandbox):
    """The sandbox's SMS gateway and mail server."""
    settings.SMS_URL = f"{sandbox.url}/sms/a1/sms"
    settings.SMTP_URL = f"smtp://127.0.0.1:{sandbox.smtp_port}"
    sandbox.control("reset", only=["sms", "email"])
    forget()
    yield sandbox
    forget()


def forget() -> None:
    delivery.sms_gateway.cache_clear()
    delivery.mailer.cache_clear()


@pytest.mark.parametrize(
    ("contact", "ways"),
    [
        ({"phone": PHONE, "email": MAIL}, [("sms", PHONE, False), ("email", MAIL, False)]),
        ({"phone": PHONE}, [("sms", PHONE, False)]),
        ({"email": MAIL}, [("email", MAIL, False)]),
        ({"phone": ""}, []),
    ],
)
def test_there_is_one_notice_for_each_way(database, contact, ways):
    told(make.patient(**contact))

    assert owner(NOTICES) == ways
    assert owner("SELECT count(*) FROM outbox_delivery WHERE topic = 'message.notify'") == [(len(ways),)]


def test_the_same_thing_is_told_once(database):
    patient = make.patient(phone=PHONE)

    for _time in range(2):
        told(patient, source="request:2")

    assert (len(owner("SELECT 1 FROM messages_message")), len(owner(NOTICES))) == (1, 1)


def test_what_a_person_has_just_done_comes_to_the_inbox_only(database):
    told(make.patient(phone=PHONE), notify=False)

    assert (len(owner("SELECT 1 FROM messages_message")), owner(NOTICES)) == (1, [])


def test_the_worker_too_can_tell(database):
    patient = make.patient(phone=PHONE)

    with as_worker(), transaction.atomic():
        tell(
            patient_id=patient.patient_id,
            kind=Kind.RENEWED,
            about=uuid.uuid4(),
            source="d",
            facts={},
            now=NOW,
        )

    assert owner(NOTICES) == [("sms", PHONE, False)]


def test_notices_are_sent_once_each(database, gateways):
    told(make.patient(phone=PHONE, email=MAIL))

    work()
    owner("UPDATE procrastinate_jobs SET status = 'todo'")
    owner("UPDATE outbox_delivery SET state = 'waiting', done_at = NULL")
    work()

    assert owner(NOTICES) == [("sms", PHONE, True), ("email", MAIL, True)]
    assert [sms["recipient"] for sms in gateways.seen("sms")] == [PHONE]
    assert len(gateways.seen("emails")) == 1


def test_a_gateway_that_stumbles_is_tried_again(database, gateways):
    told(make.patient(phone=PHONE))
    gateways.control("faults", service="sms", mode="error500", times=1)

    work()
    assert (gateways.seen("sms"), owner(NOTICES)) == ([], [("sms", PHONE, False)])

    hurry()
    work()
    assert (len(gateways.seen("sms")), owner(NOTICES)) == (1, [("sms", PHONE, True)])


def test_an_sms_that_would_come_by_night_waits_for_the_morning(database, gateways, settings):
    settings.SMS_FROM_HOUR, settings.SMS_TO_HOUR = 8, 20
    told(make.patient(phone=PHONE, email=MAIL))
    subjects = {channel: str(key) for key, channel in owner("SELECT id, channel FROM messages_notice")}
    night, morning = datetime(2026, 11, 23, 22, tzinfo=UTC), datetime(2026, 11, 24, 7, tzinfo=UTC)

    with as_worker():
        delivery.notify(subject=subjects["email"], attempt=1, now=night)
        with pytest.raises(NotYet) as waits:
            delivery.notify(subject=subjects["sms"], attempt=1, now=night)
        assert (waits.value.at, gateways.seen("sms"), len(gateways.seen("emails"))) == (morning, [], 1)

        delivery.notify(subject=subjects["sms"], attempt=2, now=waits.value.at)
    assert [sms["recipient"] for sms in gateways.seen("sms")] == [PHONE]


def test_a_gateway_that_is_down_is_unavailable_and_not_an_error_of_ours(database, settings):
    settings.SMS_URL = "http://127.0.0.1:9/sms"
    forget()
    told(make.patient(phone=PHONE))
    ((subject,),) = owner("SELECT subject FROM outbox_delivery")

    with as_worker(), pytest.raises(Unavailable):
        delivery.notify(subject=subject, attempt=1, now=NOW)
    forget()


def test_the_inbox_shows_the_newest_first_and_only_ones_own(database):
    patient, other = make.patient(), make.patient()
    first, second = told(patient), told(patient)
    told(other)
    owner("UPDATE messages_message SET created_at = created_at - interval '1 day' WHERE about = %s", first)

    letters = inbox(patient_id=patient.patient_id, by=patient.actor, now=NOW)

    assert [letter.about for letter in letters] == [second, first]
    assert not any(letter.is_read for letter in letters)


def test_reading_a_message_marks_it_once(database):
    patient = make.patient()
    told(patient)
    ((message_id,),) = owner("SELECT id FROM messages_message")
    whose = {"patient_id": patient.patient_id, "by": patient.actor, "now": NOW}

    read(message_id=message_id, **whose)
    again = read(message_id=message_id, **whose)

    assert again.is_read
    assert owner("SELECT read_at FROM messages_message") == [(NOW,)]


def test_anothers_message_is_not_there(database):
    patient, other = make.patient(), make.patient()
    told(patient)
    ((message_id,),) = owner("SELECT id FROM messages_message")

    for missing in (message_id, uuid.uuid4()):
        with pytest.raises(NoSuchMessage):
            read(message_id=missing, patient_id=other.patient_id, by=other.actor, now=NOW)

    assert owner("SELECT read_at FROM messages_message") == [(None,)]


def test_a_notice_to_somebody_who_was_the_guardian_is_never_sent(database, gateways, monkeypatch):
    registry = stand_in(monkeypatch)
    maria = make.patient(name="Maria Exempel")
    registry.child_of(maria)
    alma, _token = acting_for(maria, "Alma")
    set_contact(patient_id=alma.patient_id, phone=PHONE, email="", by=alma.actor, now=NOW)
    told(alma, guardian_id=maria.patient_id)
    registry.custody.clear()

    work()

    assert owner(NOTICES) == [("sms", PHONE, False)]
    assert gateways.seen("sms") == []


def test_each_is_told_by_ways_of_their_own(database, monkeypatch):
    # Mutant: there is one number for a child, and whoever wrote last has it.
    registry = stand_in(monkeypatch)
    maria, kim = make.patient(name="Maria Exempel"), make.patient(name="Kim Exempel")
    registry.child_of(maria, kim)
    (by_maria, _), (by_kim, _) = acting_for(maria, "Alma"), acting_for(kim, "Alma")
    for by, phone, email in ((by_maria, PHONE, ""), (by_kim, "", MAIL)):
        set_contact(patient_id=by.patient_id, phone=phone, email=email, by=by.actor, now=NOW)

    told(by_maria, guardian_id=maria.patient_id)
    told(by_maria, guardian_id=kim.patient_id)
    told(by_maria)

    rows = "SELECT guardian_id, channel, address FROM messages_notice ORDER BY id"
    assert owner(rows) == [(maria.patient_id, "sms", PHONE), (kim.patient_id, "email", MAIL)]
