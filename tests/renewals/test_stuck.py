"""What has not got through: seen by kind and clinic, tried again when asked, and never dropped."""

from datetime import timedelta

import pytest

from fornya.audit.scope import EVERYWHERE
from fornya.config.topics import TOPICS
from fornya.integrations.http import Unavailable
from fornya.renewals import delivery
from fornya.renewals.stuck import TOO_LONG, heaps, try_again
from tests import make
from tests.committed import hurry, owner, work

LATER = make.NOW + timedelta(minutes=10)


@pytest.fixture
def store_down(monkeypatch):
    """Let every writing to the store fail, until `calls` is told that it works."""
    calls = []

    def fail(**about):
        calls.append(about["subject"])
        raise Unavailable("store", "down", outcome_unknown=False)

    monkeypatch.setattr(delivery, "write", fail)
    return calls


def decided(clinic: str = make.BJORKEN, hsa_id: str = make.EVA) -> None:
    doctor = make.staff(hsa_id, clinic=clinic)
    whole = make.taken(doctor, make.request(clinic=clinic))
    make.decide(doctor, whole, make.renewal(whole.lines[0].id))


def seen(region: str = "03", now=LATER):
    return [
        heap
        for heap in heaps(region_id=region, by=make.staff().actor, now=now)
        if heap.topic == "renewal.write"
    ]


def again(region: str = "03", topic: str = "renewal.write", clinic: str = make.BJORKEN) -> int:
    return try_again(
        region_id=region, topic=topic, clinic_id=make.page(clinic).id, by=make.staff().actor, now=LATER
    )


def test_what_is_new_is_not_behind_yet(database):
    decided()

    assert seen(now=make.NOW + TOO_LONG / 2) == []
    assert [(heap.waiting, heap.stuck) for heap in seen()] == [(1, 0)]


def test_what_waits_for_its_hour_is_not_behind(database):
    decided()
    owner("UPDATE outbox_delivery SET next_try_at = %s", LATER + timedelta(hours=9))
    assert seen() == []

    owner("UPDATE outbox_delivery SET last_fault = 'Unavailable'")
    assert len(seen()) == 1


def test_a_region_sees_its_own_clinics_heaps_and_whoever_runs_the_service_all(database):
    decided()
    decided(make.STRANDGATAN, make.SIGNE)

    assert [heap.clinic_id for heap in seen()] == [make.page().id]
    assert seen("21") == []
    assert {heap.clinic_id for heap in seen(EVERYWHERE)} == {make.page().id, make.page(make.STRANDGATAN).id}


def test_what_belongs_to_no_clinic_is_for_whoever_runs_the_service(database):
    owner(
        "INSERT INTO outbox_delivery (topic, key, subject, state, attempts, last_fault, put_at)"
        " VALUES ('support.copy', 'k', '1', 'stuck', 9, 'Unavailable', now())"
    )
    actor = make.staff().actor

    assert [heap.topic for heap in heaps(region_id="03", by=actor, now=LATER)] == []
    (heap,) = heaps(region_id=EVERYWHERE, by=actor, now=LATER)
    assert (heap.topic, heap.clinic_id, heap.stuck, heap.fault) == ("support.copy", None, 1, "Unavailable")


def test_what_waits_for_its_next_try_is_tried_at_once(database, store_down):
    decided()
    work()
    before = len(store_down)
    assert seen()[0].fault == "Unavailable"
    work()
    assert len(store_down) == before, "it waits for its time"

    assert again() == 1
    work()

    assert len(store_down) > before
    assert seen(), "what did not get through is still there"


def test_a_delivery_whose_job_is_gone_gets_a_new_one(database, store_down):
    # Mutant: a try that only looks for jobs that wait.
    decided()
    owner("DELETE FROM procrastinate_jobs")

    assert again() == 1
    work()

    assert len(store_down) >= 1


def test_another_regions_heap_is_left_alone(database, store_down):
    decided()
    work()
    waits = "SELECT count(*) FROM procrastinate_jobs WHERE scheduled_at IS NOT NULL AND status = 'todo'"
    before = owner(waits)

    assert again("20") == 0

    assert owner(waits) == before


def test_trying_again_takes_nothing_away(database):
    decided()
    rows = "SELECT id, topic, key, state, attempts FROM outbox_delivery ORDER BY id"
    before = owner(rows)

    again()
    again(topic="renewal.chain")

    assert owner(rows) == before


def test_every_kind_that_names_a_decision_is_told_of_its_clinic(database):
    decided()
    hurry()
    actor = make.staff().actor

    found = heaps(region_id="03", by=actor, now=LATER)

    assert {heap.topic for heap in found} == {topic for topic in TOPICS if topic.startswith("renewal.")}
