"""The database goes away and comes back under a running service, which loses nothing and goes on."""

import itertools
import threading
import time
from collections.abc import Callable

import httpx
import pytest

from tests.committed import owner
from tests.faults import processes
from tests.faults.own_database import own_database
from tests.faults.presser import Presser, answers, plain_static_files
from tests.faults.scene import Scene
from tests.sandbox_process import free_ports

__all__ = ["own_database", "plain_static_files"]

PATIENTS = 10


def my_pages(port: int, person: Presser) -> httpx.Response:
    return httpx.get(f"http://127.0.0.1:{port}/mina", cookies=person.cookies, trust_env=False, timeout=20)


def press_until_told(port: int, person: Presser) -> None:
    while not person.told:
        person.press(port)


@pytest.fixture
def people(own_database, plain_static_files):
    return [Presser() for _ in range(6)]


@pytest.fixture
def scene(own_database, sandbox):
    made = Scene(sandbox, PATIENTS, itertools.repeat("pass"))
    # So that some are always under way.
    sandbox.control("faults", service="store", mode="slow", seconds=0.3)
    yield made
    made.road.close()


def restart(end: Callable[[], None], begin: Callable[[], None], port: int, people: list[Presser]) -> None:
    """Let the database be away for a while, and see what the web says meanwhile and at once afterwards."""
    pressing = [threading.Thread(target=press_until_told, args=(port, person)) for person in people]
    for each in pressing:
        each.start()
    time.sleep(0.05)
    end()
    away = my_pages(port, people[0])
    search = httpx.get(f"http://127.0.0.1:{port}/hitta-vard", trust_env=False, timeout=20)
    # Longer than anybody waits for a connection.
    time.sleep(2)
    begin()
    back = my_pages(port, people[0])
    for each in pressing:
        each.join()

    assert (away.status_code, away.headers["retry-after"], "<h1" in away.text) == (503, "120", True)
    assert (search.status_code, back.status_code) == (200, 200)


def test_a_database_that_restarts_costs_nothing_but_time(own_database, people, scene, sandbox, tmp_path):
    port = free_ports()
    with (
        processes.webs(port, tmp_path / "web.log") as webs,
        processes.workers(scene.road.url, sandbox.url, tmp_path / "worker.log") as workers,
    ):
        web, worker = webs.bear(), workers.bear()
        web.wait_until(lambda: answers(port), "the web server")
        for end, those in ((own_database.stop, people[:3]), (own_database.kill, people[3:])):
            before = scene.writing()
            worker.wait_until(lambda before=before: scene.writing() < before, "a renewal")
            restart(end, own_database.start, port, those)
        scene.finish(worker)
        worker.stop()
        web.stop()

    assert worker.code == 0
    assert [len(person.told) for person in people] == [1] * len(people)
    requests = owner("SELECT count(*), count(DISTINCT send_key) FROM renewals_renewalrequest")
    assert requests == [(len(people) + PATIENTS,) * 2]
    scene.assert_each_is_written_once()
