"""The worker tells those who have asked for it, in time, once, and nobody else."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.conf import settings
from django.utils.module_loading import import_string
from psycopg.errors import UniqueViolation

from fornya.medicines.own_counts import keep_count
from fornya.messages import delivery
from fornya.outbox.worker import hourly, worker_app
from fornya.reminders.expiry import remove_old_reminders
from fornya.reminders.look import look
from fornya.reminders.notify import notify
from fornya.reminders.wishes import choose, decline
from fornya.rules.swedish_time import STOCKHOLM, swedish_day
from tests import make
from tests.committed import as_worker, owner
from tests.make import NOW
from tests.pages.patient.sources import DOWN, days, prescription

# The hour at which the job runs in these tests: the middle of the day in Sweden.
NOON = datetime.combine(swedish_day(NOW), datetime.min.time(), STOCKHOLM).replace(hour=12)
PHONE, MAIL = "+46701740605", "amina@example.se"
TOLD = "SELECT prescription_id FROM reminders_reminder ORDER BY prescription_id"
MESSAGES = "SELECT patient_id, kind, facts FROM messages_message"
NOTICES = "SELECT channel, address FROM messages_notice ORDER BY channel DESC"
LOOK_ON = "SELECT look_on FROM reminders_wish"


def soon_out(product: str = "Metoprolol Sandoz", **facts):
    """Give a prescription that ends in five days, which is too late for every clinic."""
    return prescription(product, **({"collected": [94]} | facts))


@pytest.fixture
def amina(database, sources, registry):
    """Somebody whose one medicine runs out in five days, and who wants to hear of it by SMS."""
    patient = make.patient(now=NOW)
    sources.prescriptions_are = [soon_out(id="rx-1", chain_id="chain-1")]
    wants(patient, phone=PHONE)
    return patient


def wants(patient, *, phone: str = "", email: str = "", chains=(), now: datetime = NOW) -> None:
    choose(patient=patient, phone=phone, email=email, chains=chains, now=now)


def worker_looks(now: datetime = NOON) -> int:
    with as_worker():
        return look(now=now)


def told() -> list[str]:
    return [key for (key,) in owner(TOLD)]


def test_somebody_whose_medicine_soon_ends_is_told_in_the_inbox_and_by_their_way(amina):
    assert worker_looks() == 1

    (message,) = owner(MESSAGES)
    assert message == (
        amina.patient_id,
        "reminder",
        {"medicines": [{"name": "Metoprolol Sandoz 50 mg", "ends_on": days(5).isoformat()}]},
    )
    assert owner(NOTICES) == [("sms", PHONE)]
    assert owner("SELECT topic FROM outbox_delivery") == [("reminder.notify",)]


def test_nobody_is_told_twice_however_often_the_worker_looks(amina):
    numbers = [worker_looks(NOON + timedelta(days=each)) for each in (0, 0, 1, 4, 8)]

    assert numbers == [1, 0, 0, 0, 0]
    assert (told(), len(owner(MESSAGES)), len(owner(NOTICES))) == (["rx-1"], 1, 1)


def test_the_same_prescription_ending_the_same_day_is_no_second_row(amina):
    worker_looks()

    with pytest.raises(UniqueViolation, match="reminded_once_an_occasion"):
        owner(
            "INSERT INTO reminders_reminder (id, patient_id, prescription_id, occasion, told_at) SELECT"
            " gen_random_uuid(), patient_id, prescription_id, occasion, told_at FROM reminders_reminder"
        )


def test_who_has_not_chosen_reminders_gets_none(database, sources, registry):
    make.patient(phone=PHONE)
    sources.prescriptions_are = [soon_out()]

    assert worker_looks() == 0
    assert (sources.asked, owner(MESSAGES)) == ([], [])


def test_who_says_no_gets_none_and_nothing_is_read_of_them(amina, sources):
    decline(patient=amina, now=NOW)

    assert worker_looks() == 0
    assert (sources.asked, owner(MESSAGES), owner("SELECT 1 FROM reminders_wish")) == ([], [], [])


@pytest.mark.parametrize(
    "facts",
    [
        {"status": "stopped"},
        {"status": "on-hold"},
        {"units_per_day": None, "dosage_text": "Vid behov"},
        {"collected": []},
        # Ran out long ago.
        {"collected": [200]},
        # Three more withdrawals.
        {"withdrawals_total": 4, "valid_until": days(300)},
    ],
    ids=["ended", "paused", "not countable", "nothing collected", "out", "more to collect"],
)
def test_what_is_not_about_to_end_is_told_to_nobody(amina, sources, facts):
    sources.prescriptions_are = [soon_out(**facts)]

    assert worker_looks() == 0
    assert owner(LOOK_ON) == [(days(7),)]


def test_who_has_asked_already_is_not_told(amina):
    request_id = make.request(amina, [make.choice(id="rx-1")])

    assert worker_looks() == 0

    make.decided(make.staff(), request_id)
    assert worker_looks(NOON + timedelta(days=7)) == 0


def test_who_took_the_request_back_is_told(amina):
    make.request(amina, [make.choice(id="rx-1")])
    owner("UPDATE renewals_renewalline SET state = 'withdrawn'")

    assert worker_looks() == 1


def test_only_the_chosen_medicines_are_told_of(amina, sources):
    sources.prescriptions_are = [
        soon_out(id="rx-1", chain_id="chain-1"),
        soon_out("Levaxin", id="rx-2", chain_id="chain-2"),
    ]
    wants(amina, chains=["chain-2"])

    worker_looks()

    assert (told(), owner(NOTICES)) == (["rx-2"], [])


def test_what_soon_would_be_told_comes_in_the_same_message(amina, sources):
    sources.prescriptions_are = [
        soon_out(id="rx-1"),
        prescription("Levaxin", id="rx-2", collected=[84]),
        prescription("Furix", id="rx-3", collected=[20]),
    ]

    assert worker_looks() == 1

    ((_patient, _kind, facts),) = owner(MESSAGES)
    assert told() == ["rx-1", "rx-2"]
    assert [each["name"] for each in facts["medicines"]] == ["Metoprolol Sandoz 50 mg", "Levaxin 50 mg"]


def test_what_the_person_has_counted_moves_the_day(amina, sources):
    sources.prescriptions_are = [prescription(id="rx-1", chain_id="chain-1", collected=[10])]
    assert worker_looks() == 0
    keep_count(patient=amina, chain_id="chain-1", amount=Decimal(9), unit="tablett", now=NOW)

    assert worker_looks(NOON + timedelta(days=7)) == 1


def test_a_store_that_is_down_tells_nobody_and_is_asked_again_the_next_hour(amina, sources):
    sources.prescriptions_are, shelf = DOWN, sources.prescriptions_are
    assert worker_looks() == 0

    sources.prescriptions_are = shelf

    assert worker_looks(NOON + timedelta(hours=1)) == 1


def test_a_store_that_is_down_for_all_is_not_asked_of_everybody(database, sources, registry):
    for _person in range(8):
        wants(make.patient())
    sources.prescriptions_are = DOWN

    worker_looks()

    assert len(sources.asked) == 5


def test_a_register_that_is_silent_tells_nobody_until_it_answers(amina, registry):
    registry.silent = True
    assert worker_looks() == 0

    registry.silent = False

    assert worker_looks(NOON + timedelta(hours=1)) == 1


def test_whoever_has_died_is_not_told_although_nobody_had_heard_of_it(amina, registry):
    registry.bury(amina.personnummer)

    assert worker_looks() == 0
    assert owner(MESSAGES) == []


def test_who_is_newly_protected_is_not_told_until_they_choose_it_anew(amina, registry):
    registry.protect(amina.personnummer)
    assert worker_looks() == 0

    owner("UPDATE reminders_wish SET while_protected = true")

    assert worker_looks() == 1


def test_nobody_is_told_at_night(amina):
    assert worker_looks(NOON.replace(hour=3)) == 0
    assert worker_looks(NOON.replace(hour=20)) == 0
    assert worker_looks(NOON.replace(hour=8)) == 1


def test_a_choice_made_while_the_worker_looks_is_looked_at_anew(amina, sources, monkeypatch):
    def chosen_meanwhile(personnummer, **asked):
        owner("UPDATE reminders_wish SET chosen_at = chosen_at + interval '1 second', phone = ''")
        return shelf(personnummer, **asked)

    shelf = sources.prescriptions
    monkeypatch.setattr(sources, "prescriptions", chosen_meanwhile)

    assert worker_looks() == 0
    assert owner(LOOK_ON) == [(days(0),)]


def test_each_look_is_in_the_persons_log(amina):
    worker_looks()

    what = (
        "SELECT what, actor_kind, patient_id FROM audit_accessentry WHERE actor_kind = 'service' ORDER BY id"
    )
    assert owner(what) == [
        ("reminders.looked", "service", amina.patient_id),
        ("reminder.told", "service", amina.patient_id),
    ]


def notice_id() -> str:
    ((number,),) = owner("SELECT id FROM messages_notice")
    return str(number)


class Gateway:
    """An SMS gateway that remembers, and stumbles when told to."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str]] = []

    def send(self, number: str, text: str, _key: str) -> str:
        self.sent.append((number, text))
        return "id-1"


@pytest.fixture
def gateway(monkeypatch):
    made = Gateway()
    monkeypatch.setattr(delivery, "sms_gateway", lambda: made)
    return made


def send_notice() -> None:
    with as_worker():
        notify(subject=notice_id(), attempt=1, now=NOON)


def test_the_notice_says_nothing_of_health(amina, gateway):
    worker_looks()

    send_notice()
    send_notice()

    said = "Förnya: En påminnelse väntar på dig. Logga in på Förnya för att läsa."
    assert gateway.sent == [(PHONE, f"{said} Det går inte att svara på detta sms.")]


@pytest.mark.parametrize("meanwhile", ["no", "another number", "dead", "protected"])
def test_a_notice_on_its_way_is_stopped_when_the_person_no_longer_wants_it(amina, gateway, meanwhile):
    worker_looks()
    if meanwhile == "no":
        decline(patient=amina, now=NOW)
    elif meanwhile == "another number":
        wants(amina, phone="+46701740606")
    elif meanwhile == "dead":
        owner("UPDATE people_patient SET deceased_on = '2026-11-01'")
    else:
        owner("UPDATE people_patient SET is_protected = true")

    send_notice()

    assert gateway.sent == []


def test_what_was_told_of_is_forgotten_after_a_year(amina):
    worker_looks()

    with as_worker():
        assert remove_old_reminders(now=NOON + timedelta(days=364)) == 0
        assert remove_old_reminders(now=NOON + timedelta(days=366)) == 1


def test_every_hourly_handler_exists_and_can_be_run_by_the_worker(database):
    with as_worker():
        hourly(0)

    assert look in [import_string(each) for each in import_string(settings.OUTBOX_HOURLY)]
    assert "outbox.hourly" in [
        each.task.name for each in worker_app().periodic_registry.periodic_tasks.values()
    ]
