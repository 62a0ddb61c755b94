"""Every signed renewal becomes one prescription, although workers are killed and answers are lost."""

import itertools

import pytest

from tests.faults import processes
from tests.faults.scene import Scene

KILLS, PATIENTS = 52, 36
# Of what a worker has in its hands: written and unanswered, not even arrived, or written and cut off.
WORST = [*["after", "before", "before"] * 3, "after", "drop", "before", "before"]


@pytest.fixture
def log(tmp_path):
    return tmp_path / "workers.log"


def kill_while_writing(scene: Scene, workers: processes.Nursery) -> int:
    """Kill a worker that waits to hear of what is written; give how many such answers it waited for."""
    scene.age()
    worker = workers.bear()
    worker.wait_until(
        lambda: scene.road.held["after"] >= 1 and sum(scene.road.held.values()) >= 2, "writing", pause=0.005
    )
    waited_for = scene.road.held["after"]
    worker.kill()
    scene.road.bury()
    assert worker.code == -9
    return waited_for


def finish(scene: Scene, workers: processes.Nursery) -> None:
    """Let a worker that nobody kills do the rest, over a road where nothing is lost."""
    scene.age()
    scene.road.plan = itertools.repeat("pass")
    worker = workers.bear()
    scene.finish(worker)
    worker.stop()
    scene.road.close()


def test_fifty_workers_killed_while_they_write_write_each_prescription_once(database, sandbox, log):
    scene = Scene(sandbox, PATIENTS, itertools.cycle(WORST))

    with processes.workers(scene.road.url, sandbox.url, log) as workers:
        unheard = [kill_while_writing(scene, workers) for _ in range(KILLS)]
        still_writing = scene.writing()
        finish(scene, workers)

    assert len(unheard) >= 50
    assert min(unheard) >= 1
    assert still_writing > 0
    scene.assert_each_is_written_once()


def test_a_key_drawn_for_each_attempt_would_write_some_twice(database, sandbox, log):
    # The proof that the test above can fail.
    scene = Scene(sandbox, 4, itertools.repeat("after"))

    with processes.workers(scene.road.url, sandbox.url, log, mistake="tests.faults.forgetful") as workers:
        for _ in range(2):
            kill_while_writing(scene, workers)
        finish(scene, workers)

    assert sum(scene.written()) > 8
