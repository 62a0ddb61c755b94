"""Every signed renewal becomes one prescription, although workers are killed and answers are lost."""

import itertools
from pathlib import Path

import pytest

from tests import make
from tests.committed import owner
from tests.faults import processes
from tests.faults.road import Road
from tests.renewals.shelf import kept, on_the_shelf

PATIENTS, AT_ONCE = 30, 4
UNHEARD = 50
FORGETFUL = str(Path(__file__).with_name("forgetful_worker.py"))
# Of four that a worker has in its hands: written and unanswered, most often; else not even arrived, or cut.
WORST = ["after", "after", "after", "before", "after", "drop"]


class Scene:
    """Signed renewals of two medicines each: one from the store, one that the patient wrote by hand."""

    def __init__(self, sandbox, patients: int, plan, log: Path) -> None:
        self.sandbox, self.log = sandbox, log
        self.road = Road(f"{sandbox.url}/store/fhir/", plan)
        self.patients = [make.patient(phone="+46701740605") for _ in range(patients)]
        eva = make.staff()
        for patient in self.patients:
            key = make.draft(
                patient,
                [on_the_shelf(sandbox, patient)],
                by_hand=[{"id": "h", "name": "Kräm", "strength": "", "why": "Eksem"}],
            )
            make.decided(eva, make.send(patient, key))

    def worker(self, *script: str) -> processes.Process:
        return processes.worker(self.road.url, self.sandbox.url, self.log, *script)

    def kill_while_writing(self, *script: str) -> None:
        """Start a worker, and kill it while its hands wait for the store's answers."""
        self.age()
        enough = self.road.unheard + AT_ONCE
        worker = self.worker(*script)
        try:
            worker.wait_until(
                lambda: self.road.held >= AT_ONCE - 1 or self.road.unheard >= enough, "writes under way"
            )
        finally:
            worker.kill()
        self.road.bury()

    def finish(self, *script: str) -> None:
        """Let a worker that nobody kills do the rest, over a road where nothing is lost."""
        self.age()
        self.road.plan = itertools.repeat("pass")
        worker = self.worker(*script)
        try:
            worker.wait_until(lambda: self.writing() == 0, "everything renewed")
        finally:
            worker.stop()

    def age(self) -> None:
        """Let the dead workers have been silent for long enough to be believed dead."""
        owner("UPDATE procrastinate_workers SET last_heartbeat = last_heartbeat - interval '1 minute'")

    def writing(self) -> int:
        ((number,),) = owner("SELECT count(*) FROM renewals_renewalline WHERE state = 'writing'")
        return number

    def written(self) -> list[int]:
        """Count each patient's prescriptions in the store that came by Förnya."""
        return [sum(not is_first(each) for each in kept(self.sandbox, patient)) for patient in self.patients]

    def keys_in_the_store(self) -> set[str]:
        """Give every key that a prescription of these patients carries."""
        everything = (each for patient in self.patients for each in kept(self.sandbox, patient))
        return {key for each in everything for key in each["identifiers"]}


def is_first(prescription: dict) -> bool:
    """Tell whether a prescription was there before the renewal."""
    return prescription["status"] == "completed" and prescription["prior"] is None


@pytest.fixture
def log(tmp_path):
    return tmp_path / "workers.log"


def test_fifty_lost_answers_and_a_dozen_dead_workers_write_each_prescription_once(database, sandbox, log):
    scene = Scene(sandbox, PATIENTS, itertools.cycle(WORST), log)
    kills = 0

    while scene.road.unheard < UNHEARD:
        scene.kill_while_writing()
        kills += 1
    scene.finish()

    assert kills >= 10
    assert scene.written() == [2] * PATIENTS
    assert scene.keys_in_the_store() >= {
        key for (key,) in owner("SELECT store_key::text FROM renewals_decision")
    }
    assert owner(
        "SELECT count(*), count(DISTINCT patient_id) FROM messages_message WHERE kind = 'renewed'"
    ) == [(PATIENTS, PATIENTS)]
    scene.road.close()


def test_a_key_drawn_for_each_attempt_would_write_some_twice(database, sandbox, log):
    # The proof that the test above can fail.
    scene = Scene(sandbox, 4, itertools.repeat("after"), log)

    for _kill in range(2):
        scene.kill_while_writing(FORGETFUL)
    scene.finish(FORGETFUL)

    assert sum(scene.written()) > 8
    scene.road.close()
