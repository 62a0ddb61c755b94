"""A store that is down keeps nobody waiting: the decision is kept, shown as being sent, and then sent."""

from tests import make
from tests.committed import owner
from tests.faults import processes
from tests.renewals.shelf import kept, on_the_shelf

TRIES = "SELECT attempts FROM outbox_delivery WHERE topic = 'renewal.write'"


def status() -> str:
    return owner("SELECT status FROM renewals_renewalrequest")[0][0]


def test_a_decision_made_while_the_store_is_down_goes_through_when_it_is_back(database, sandbox, tmp_path):
    patient, eva = make.patient(), make.staff()
    request_id = make.request(patient, [on_the_shelf(sandbox, patient)])
    sandbox.control("faults", service="store", mode="down")

    with processes.workers(f"{sandbox.url}/store/fhir/", sandbox.url, tmp_path / "worker.log") as workers:
        worker = workers.bear()
        make.decided(eva, request_id)
        worker.wait_until(lambda: owner(TRIES) >= [(2,)], "two tries")
        assert status() == "writing"
        assert owner("SELECT count(*) FROM messages_message WHERE kind = 'renewed'") == [(0,)]

        sandbox.control("faults", service="store", mode="ok")
        worker.wait_until(lambda: status() == "renewed", "the renewal")
        worker.stop()

    assert [each["status"] for each in kept(sandbox, patient)] == ["completed", "active"]
    assert owner("SELECT count(*) FROM messages_message WHERE kind = 'renewed'") == [(1,)]


def test_a_worker_that_is_asked_to_stop_finishes_what_it_has_begun(database, sandbox, tmp_path):
    patient, eva = make.patient(), make.staff()
    request_id = make.request(patient, [on_the_shelf(sandbox, patient)])
    sandbox.control("faults", service="store", mode="slow", seconds=0.7)

    with processes.workers(f"{sandbox.url}/store/fhir/", sandbox.url, tmp_path / "worker.log") as workers:
        worker = workers.bear()
        make.decided(eva, request_id)
        worker.wait_until(lambda: owner(TRIES) == [(1,)], "a try")
        worker.stop()

    assert (worker.code, status()) == (0, "renewed")
