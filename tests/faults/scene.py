"""Signed renewals that wait to be written, and what has become of them in the store."""

from collections.abc import Iterator

from tests import make
from tests.committed import hurry, owner
from tests.faults.processes import Process
from tests.faults.road import Road
from tests.renewals.shelf import kept, on_the_shelf
from tests.sandbox_process import Sandbox


class Scene:
    """Signed renewals of two medicines each: one from the store, one that the patient wrote by hand."""

    def __init__(self, sandbox: Sandbox, patients: int, plan: Iterator[str]) -> None:
        self.sandbox = sandbox
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

    def age(self) -> None:
        """Let the dead workers have been silent for so long that the next may take their jobs at once."""
        owner("UPDATE procrastinate_workers SET last_heartbeat = last_heartbeat - interval '1 minute'")
        owner("DELETE FROM procrastinate_periodic_defers")
        hurry()

    def finish(self, worker: Process) -> None:
        """Let a worker that nobody kills do the rest, over a road where nothing is lost."""
        worker.wait_until(lambda: self.writing() == 0, "everything renewed")

    def writing(self) -> int:
        """Count the medicines that are still on their way to the store."""
        ((number,),) = owner("SELECT count(*) FROM renewals_renewalline WHERE state = 'writing'")
        return int(number)

    def written(self) -> list[int]:
        """Count each patient's prescriptions in the store that came by Förnya."""
        return [sum(not _is_first(each) for each in kept(self.sandbox, patient)) for patient in self.patients]

    def keys_in_the_store(self) -> set[str]:
        """Give every key that a prescription of these patients carries."""
        everything = (each for patient in self.patients for each in kept(self.sandbox, patient))
        return {key for each in everything for key in each["identifiers"]}

    def assert_each_is_written_once(self) -> None:
        """Every decision is one prescription, and every patient has been told once."""
        everybody = len(self.patients)
        assert self.written() == [2] * everybody
        assert self.keys_in_the_store() >= {
            key for (key,) in owner("SELECT store_key::text FROM renewals_decision")
        }
        assert owner(
            "SELECT count(*), count(DISTINCT patient_id) FROM messages_message WHERE kind = 'renewed'"
        ) == [(everybody, everybody)]


def _is_first(prescription: dict[str, object]) -> bool:
    """Tell whether a prescription was there before the renewal."""
    return prescription["status"] == "completed" and prescription["prior"] is None
