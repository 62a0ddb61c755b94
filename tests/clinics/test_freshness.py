"""A copy in memory is read anew when it has to be, by one thread, and never when the database is down."""

import threading

import pytest
from django.db import OperationalError, connection

from fornya.clinics import freshness
from fornya.clinics.freshness import Kept, Teller


class Source:
    """What is copied: a number that somebody changes, counted each time that it is looked at."""

    def __init__(self) -> None:
        self.value, self.looks, self.down = 1, 0, False
        self.slow: threading.Event | None = None
        self.reading = threading.Event()

    def renew(self, _kept: int | None) -> int:
        self.looks += 1
        found = self.value
        if self.slow is not None:
            self.reading.set()
            self.slow.wait(5)
        if self.down:
            raise OperationalError
        return found


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(freshness, "monotonic", clock)
    return clock


@pytest.fixture
def source():
    return Source()


@pytest.fixture
def kept(source, clock):
    return Kept(source.renew)


def test_where_nobody_tells_it_is_looked_after_every_two_seconds(kept, source, clock):
    kept.current()
    source.value = 2

    clock.now += 1.9
    assert kept.current() == 1
    clock.now += 0.2
    assert kept.current() == 2
    assert source.looks == 2


def test_where_one_is_told_it_is_not_looked_after_until_then(kept, source, clock):
    kept.teller = Teller.TELLING
    kept.current()
    source.value = 2

    clock.now += 3600
    assert kept.current() == 1
    kept.changed()
    assert kept.current() == 2
    assert kept.current() == 2
    assert source.looks == 2


def test_when_the_teller_is_silent_every_page_looks(kept, source, clock):
    kept.teller = Teller.TELLING
    kept.current()
    kept.teller, source.value = Teller.SILENT, 2

    clock.now += freshness.SILENT_SECONDS

    assert kept.current() == 2


def test_a_change_that_is_told_while_one_reads_is_read_too(kept, source):
    kept.teller, source.slow = Teller.TELLING, threading.Event()
    reader = threading.Thread(target=kept.current)
    reader.start()
    assert source.reading.wait(5)

    source.value = 2
    kept.changed()
    source.slow.set()
    reader.join()

    assert kept.current() == 2


def test_who_asks_after_a_change_waits_for_the_new_copy(kept, source):
    kept.teller = Teller.TELLING
    kept.current()
    source.value, source.slow = 2, threading.Event()
    kept.changed()
    given: list[int] = []
    readers = [threading.Thread(target=lambda: given.append(kept.current())) for _ in range(3)]

    for reader in readers:
        reader.start()
    assert source.reading.wait(5)
    assert given == []
    source.slow.set()
    for reader in readers:
        reader.join()

    assert given == [2, 2, 2]
    assert source.looks == 2


@pytest.mark.parametrize("teller", Teller)
def test_a_database_that_is_down_is_asked_again_in_two_seconds_and_the_old_copy_used(
    kept, source, clock, teller
):
    kept.current()
    kept.teller, source.down, source.value = teller, True, 2
    kept.changed()

    clock.now += 2
    assert [kept.current(), kept.current(), kept.current()] == [1, 1, 1]
    assert source.looks == 2
    source.down = False
    clock.now += 2
    assert kept.current() == 2


def test_who_wants_it_read_is_told_when_it_cannot_be(kept, source):
    kept.current()
    source.down = True

    with pytest.raises(OperationalError):
        kept.read_anew()


def test_no_table_of_the_directory_can_change_without_its_mark(db):
    # Who may change it, who did, where its alarms go and a file that waits: asked of the database each time.
    not_copied = {
        "clinics_absence",
        "clinics_administrator",
        "clinics_alarmbox",
        "clinics_catalogueupload",
        "clinics_colleague",
        "clinics_settingchange",
    }
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class c WHERE relkind = 'r' AND relname LIKE 'clinics_%' AND NOT EXISTS"
            " (SELECT FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid"
            "  WHERE t.tgrelid = c.oid AND p.proname = 'clinics_new_mark')"
        )
        assert {name for (name,) in cursor.fetchall()} == not_copied | {"clinics_directoryversion"}
