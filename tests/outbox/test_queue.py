"""Work is put on the queue with its cause, once by its key, and is carried out however long it takes."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from fornya.integrations.http import Refused, Unavailable
from fornya.outbox import queue
from fornya.outbox.models import Delivery
from fornya.outbox.queue import OutsideTransaction
from fornya.outbox.work import SLOWEST, STUCK_AFTER, WAITS, NotYet, wait_after
from tests.committed import hurry, owner, web, work
from tests.make import NOW
from tests.outbox import handlers

STANDS = (
    "SELECT state, attempts, last_fault, done_at IS NOT NULL, next_try_at IS NOT NULL FROM outbox_delivery"
)


@pytest.fixture(autouse=True)
def our_own_topic(settings):
    settings.OUTBOX_TOPICS = "tests.outbox.handlers.TOPICS"
    handlers.begin()


def put(key: str = "key-1", subject: object = "subject-1") -> None:
    with transaction.atomic():
        queue.put("test.deed", key=key, subject=subject, now=NOW)


def jobs() -> list[tuple]:
    return owner("SELECT status, queue_name, task_name FROM procrastinate_jobs ORDER BY id")


def test_what_is_put_outside_a_transaction_is_refused(database):
    with pytest.raises(OutsideTransaction):
        queue.put("test.deed", key="k", subject="s", now=NOW)

    assert (owner(STANDS), jobs()) == ([], [])


def test_what_is_put_waits_as_a_row_and_a_job(database):
    put()

    assert owner(STANDS) == [("waiting", 0, "", False, False)]
    assert jobs() == [("todo", "test", "outbox.deliver")]


def test_a_cause_that_failed_leaves_nothing(database):
    def cause() -> None:
        with transaction.atomic():
            queue.put("test.deed", key="k", subject="s", now=NOW)
            raise LookupError

    with pytest.raises(LookupError):
        cause()

    assert (owner(STANDS), jobs()) == ([], [])


def test_the_same_key_is_put_once(database):
    # Mutant: no ON CONFLICT, or a job deferred in spite of it.
    put()
    put()

    assert (len(owner(STANDS)), len(jobs())) == (1, 1)


def test_the_worker_calls_the_handler_with_no_transaction_open(database):
    put()

    work()

    assert handlers.seen == [("subject-1", 1, False)]
    assert owner(STANDS) == [("done", 1, "", True, False)]


def test_a_delivery_that_is_done_is_not_done_again(database):
    put()
    work()
    owner("UPDATE procrastinate_jobs SET status = 'todo'")

    work()

    assert len(handlers.seen) == 1


def test_a_handler_that_cannot_now_is_called_again_later(database):
    put()
    handlers.faults = [Unavailable("store", "down", outcome_unknown=True)]

    work()
    assert owner(STANDS) == [("waiting", 1, "Unavailable", False, True)]
    work()
    assert len(handlers.seen) == 1, "it is not yet time"

    hurry()
    work()
    assert [attempt for _subject, attempt, _open in handlers.seen] == [1, 2]
    assert owner(STANDS) == [("done", 2, "", True, False)]


def test_it_waits_longer_and_longer_but_never_gives_up():
    waits = [wait_after(attempt) for attempt in range(50)]

    assert waits == sorted(waits)
    assert (waits[0], waits[-1]) == (1, SLOWEST)
    assert set(waits[len(WAITS) :]) == {SLOWEST}


def test_the_next_try_is_when_the_table_says(database):
    put()
    handlers.faults = [Unavailable("store", "down", outcome_unknown=True)] * 3

    for attempt in range(3):
        work()
        ((told, planned),) = owner(
            "SELECT d.next_try_at, j.scheduled_at FROM outbox_delivery d, procrastinate_jobs j"
            " WHERE task_name = 'outbox.deliver'"
        )
        assert abs(told - planned) < timedelta(seconds=1)
        assert abs((planned - owner("SELECT now()")[0][0]).total_seconds() - WAITS[attempt]) < 1
        hurry()


def test_what_fails_again_and_again_is_shown_as_stuck_and_still_tried(database):
    put()
    handlers.faults = [Unavailable("store", "down", outcome_unknown=True)] * (STUCK_AFTER + 1)

    for _attempt in range(STUCK_AFTER):
        work()
        hurry()
    assert owner(STANDS)[0][0] == "waiting"
    work()
    assert owner(STANDS)[0][:3] == ("stuck", STUCK_AFTER + 1, "Unavailable")

    hurry()
    work()
    assert owner(STANDS)[0][0] == "done"


@pytest.mark.parametrize("fault", [Refused("no"), ValueError("198506149825")])
def test_a_fault_of_ours_is_stuck_at_once_and_says_nothing_of_anybody(database, fault, caplog):
    put()
    handlers.faults = [fault]

    work()

    assert owner(STANDS)[0][:3] == ("stuck", 1, type(fault).__name__)
    assert "198506149825" not in str(owner("SELECT * FROM outbox_delivery"))


def under_way_at(heartbeat: str) -> None:
    """Let the job be in the hands of another worker, which was last heard of then."""
    ((worker,),) = owner(
        f"INSERT INTO procrastinate_workers (last_heartbeat) VALUES ({heartbeat}) RETURNING id"
    )
    owner("UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s", worker)


def test_a_job_whose_worker_died_is_taken_again(database):
    put()
    under_way_at("now() - interval '1 minute'")

    handlers.defer_rescue()
    work()
    work()

    assert handlers.seen == [("subject-1", 1, False)]


def test_a_job_of_a_worker_that_lives_is_left_alone(database):
    put()
    under_way_at("now()")

    handlers.defer_rescue()
    work()
    work()

    assert (handlers.seen, jobs()[0][0]) == ([], "doing")


def connections_are_given_back() -> bool:
    """Wait for PostgreSQL to let go of what the worker has closed; other runs have databases of their own."""
    left = (
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE usename = 'fornya_worker' AND datname = current_database()"
    )
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        if owner(left) == [(0,)]:
            return True
        time.sleep(0.05)
    return False


def test_the_timetable_takes_no_connection_from_the_deliveries(database):
    # Mutant: the timetable on Django's app. Of four deliveries at once the fourth waited in vain.
    handlers.defer_rescue()

    work()

    assert owner("SELECT status FROM procrastinate_jobs WHERE task_name = 'outbox.rescue'")[0] == (
        "succeeded",
    )
    assert connections_are_given_back()


def test_a_done_delivery_has_its_time(database):
    put()

    with pytest.raises(Exception, match="delivery_done_has_its_time"):
        owner("UPDATE outbox_delivery SET state = 'done'")


def test_the_web_reads_how_a_delivery_stands(database):
    put()

    assert web("SELECT state FROM outbox_delivery") == [(Delivery.State.WAITING.value,)]


def test_what_has_come_too_early_is_taken_up_at_its_hour_and_is_no_fault(database):
    hour = datetime.now(UTC) + timedelta(hours=9)
    handlers.faults.append(NotYet(hour))
    put()

    work()

    assert owner("SELECT state, last_fault, next_try_at FROM outbox_delivery") == [("waiting", "", hour)]
    ours = "SELECT status, scheduled_at FROM procrastinate_jobs WHERE task_name = 'outbox.deliver'"
    assert owner(ours) == [("todo", hour)]

    hurry()
    work()
    assert owner(STANDS) == [("done", 2, "", True, False)]
