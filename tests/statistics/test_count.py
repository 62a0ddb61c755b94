"""What is counted is what one scan of all requests gives, whenever and however often it is counted."""

import random
import threading
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connections

from fornya.renewals import delivery
from fornya.statistics import count
from fornya.statistics.count import count_ended
from tests import make
from tests.committed import as_worker, by_hand, owner
from tests.make import NOW
from tests.statistics.lives import Life
from tests.statistics.scan import counted, scanned

FAR = NOW + timedelta(days=390)

WAITING = (
    "SELECT count(*) FROM pg_locks JOIN pg_database d ON d.oid = database"
    " WHERE locktype = 'advisory' AND NOT granted AND datname = current_database()"
)


def count_all(now: datetime = FAR) -> int:
    """Count as the worker does."""
    with as_worker():
        return count_ended(now=now)


def ended(
    at: datetime, *, sent_at: datetime | None = None, state: str = "declined", atc: str = "C07AB02"
) -> uuid.UUID:
    """Put an ended request into the tables, as the owner."""
    request, line, clinic = uuid.uuid4(), uuid.uuid4(), make.page().id
    patient = make.patient().patient_id
    by_hand(
        "INSERT INTO renewals_renewalrequest (id, patient_id, clinic_id, send_key, sent_at, answer_by,"
        " fee_ore, message, own_answers, status, version, ended_at)"
        " VALUES (%s, %s, %s, %s, %s, %s, 0, '', '[]', %s, 1, %s)",
        *(request, patient, clinic, uuid.uuid4(), sent_at or at, at.date(), state, at),
    )
    by_hand(
        "INSERT INTO renewals_renewalline (id, request_id, patient_id, clinic_id, position, prescription_id,"
        " name, prescription, answers, state)"
        " VALUES (%s, %s, %s, %s, 1, '', 'x', jsonb_build_object('atc', %s::text), '{}', %s)",
        *(line, request, patient, clinic, atc, state),
    )
    return request


def test_the_count_is_the_scan_whatever_happened_and_whenever_it_is_counted(database, monkeypatch):
    monkeypatch.setattr(delivery, "prescription_store", delivery.prescription_store)
    monkeypatch.setattr(count, "STEP", 3)
    dice, now = random.Random(7), NOW

    for _ in range(12):
        # Each begins before the last has ended: what ends first is not always there first.
        life = Life(dice, now - timedelta(hours=dice.randrange(48)))
        life.live()
        now = max(now, life.now)
        if dice.random() < 0.4:
            count_all()

    count_all()
    assert counted() == scanned()
    assert count_all() == 0
    assert counted() == scanned()
    states = {state for (state,) in owner("SELECT DISTINCT status FROM renewals_renewalrequest")}
    assert len(states) >= 4


def test_what_was_decided_anew_after_the_store_refused_is_counted_once(database, monkeypatch):
    # Mutant: counting decisions instead of medicines.
    monkeypatch.setattr(delivery, "prescription_store", delivery.prescription_store)
    life = Life(random.Random(5))
    make.taken(life.staff(), life.id)
    life.store.refuses, life.chosen = True, make.renewal
    life.decide()
    life.write()
    assert count_all() == 0
    life.store.refuses = False
    life.decide()
    life.write()

    assert count_all() == 1
    assert counted() == scanned()
    lines = len(make.seen(life.staff(), life.id).lines)
    assert owner(
        "SELECT answered, renewed FROM statistics_tally WHERE renewed > 0 AND medicine_group = ''"
    ) == [(1, lines)]


def test_one_that_is_there_only_later_is_counted_though_others_that_ended_after_it_are(database):
    # A page's transaction that ended after the worker had looked; its time is that of the page.
    ended(NOW)
    count_all()
    ended(NOW - timedelta(days=2))

    assert count_all() == 1
    assert owner("SELECT sum(answered) FROM statistics_tally WHERE medicine_group = ''") == [(2,)]


def test_after_a_long_rest_it_goes_on_where_it_was(database, monkeypatch):
    monkeypatch.setattr(count, "STEP", 2)
    ended(NOW - timedelta(days=90))
    count_all()
    for days in (60, 40, 39, 20, 2, 1):
        ended(NOW - timedelta(days=days))

    assert count_all() == 6
    assert owner("SELECT sum(answered) FROM statistics_tally WHERE medicine_group = ''") == [(7,)]
    # Only as far back as is looked is it remembered what was counted.
    assert owner("SELECT count(*) FROM statistics_counted") == [(2,)]


def test_a_step_that_fails_has_counted_nothing_of_itself(database, monkeypatch):
    monkeypatch.setattr(count, "STEP", 2)
    for days in (5, 4, 3, 2):
        ended(NOW - timedelta(days=days))
    steps = iter([count.add, None])
    monkeypatch.setattr(count, "add", lambda found: next(steps)(found))

    with pytest.raises(TypeError):
        count_all()
    monkeypatch.undo()

    assert owner("SELECT sum(answered) FROM statistics_tally WHERE medicine_group = ''") == [(2,)]
    assert count_all() == 2
    assert owner("SELECT sum(answered) FROM statistics_tally WHERE medicine_group = ''") == [(4,)]


def test_a_worker_waits_for_the_step_that_another_is_at(database):
    # Mutant: no lock; both read the same requests.
    ended(NOW)
    done: list[int] = []

    def run() -> None:
        done.append(count_ended(now=FAR))
        connections.close_all()

    owner("SELECT pg_advisory_lock(hashtextextended('statistics', 0))")
    with as_worker():
        worker = threading.Thread(target=run)
        worker.start()
        waits = any(worker.join(0.05) or owner(WAITING) == [(1,)] for _ in range(200))
        before = owner("SELECT count(*) FROM statistics_tally")
        owner("SELECT pg_advisory_unlock_all()")
        worker.join()

    assert (waits, before, done) == (True, [(0,)], [1])


def test_a_clock_that_is_ahead_does_not_move_the_others_out_of_sight(database):
    ended(NOW + timedelta(days=30))
    count_all(NOW)
    ended(NOW)

    assert count_all(NOW) == 1
    assert count_all() == 1


def test_a_month_is_swedens(database):
    ended(datetime(2026, 6, 30, 22, 30, tzinfo=UTC))

    count_all()

    assert owner("SELECT DISTINCT month::text FROM statistics_tally") == [("2026-07-01",)]


def test_a_request_about_two_of_a_group_is_one_answer_in_it_and_two_medicines(database):
    request = ended(NOW)
    by_hand(
        "INSERT INTO renewals_renewalline (id, request_id, patient_id, clinic_id, position, prescription_id,"
        " name, prescription, answers, state) SELECT gen_random_uuid(), request_id, patient_id, clinic_id, 2,"
        " '', 'y', prescription, answers, 'renewed' FROM renewals_renewalline WHERE request_id = %s",
        request,
    )

    count_all()

    assert owner(
        "SELECT medicine_group, sent, answered, renewed, declined FROM statistics_tally ORDER BY 1"
    ) == [("", 1, 1, 1, 1), ("C07", 1, 1, 1, 1)]


def test_one_that_was_taken_back_is_no_answer(database):
    ended(NOW, state="withdrawn")

    count_all()

    assert owner("SELECT answered, late, withdrawn FROM statistics_tally WHERE medicine_group = ''") == [
        (0, 0, 1)
    ]
    assert owner("SELECT count(*) FROM statistics_answertime") == [(0,)]
