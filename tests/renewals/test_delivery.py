"""A signed renewal comes to the store once, and only what the store has confirmed is called renewed."""

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection

from fornya.integrations.http import Refused, Unavailable
from fornya.integrations.prescription_store import MedicineList, PrescriptionStore, PriorChanged, Stored
from fornya.medicines import sources
from fornya.renewals import delivery
from fornya.rules.renewal_states import Event
from tests import make
from tests.committed import as_worker, by_hand, hurry, owner, work
from tests.make import NOW
from tests.renewals.shelf import kept, on_the_shelf

LINES = "SELECT state FROM renewals_renewalline ORDER BY position"
TOLD = "SELECT kind FROM messages_message WHERE kind <> 'received'"
LATER = NOW + timedelta(minutes=5)


class Scene:
    """A patient whose renewal has been signed."""

    def __init__(self, store=None, lines: int = 1, **contact: str) -> None:
        self.patient = make.patient(**contact)
        choices = [on_the_shelf(store, self.patient) if store else make.choice() for _ in range(lines)]
        self.eva = make.staff()
        self.request_id = make.request(self.patient, choices)
        self.whole = make.decided(self.eva, self.request_id)

    def decisions(self) -> list[str]:
        return [str(row) for (row,) in owner("SELECT id FROM renewals_decision ORDER BY decided_at, id")]

    def write(self, attempt: int = 1, *, number: int = 0) -> None:
        with as_worker():
            delivery.write(subject=self.decisions()[number], attempt=attempt, now=LATER)

    def status(self) -> str:
        return owner("SELECT status FROM renewals_renewalrequest WHERE id = %s", self.request_id)[0][0]


class ScriptedStore:
    """A store that answers what the test tells it to: the outermost call."""

    def __init__(self, *answers: Stored | Exception, found: Stored | None = None) -> None:
        self.answers, self.found = list(answers), found
        self.looked_up: list[uuid.UUID] = []
        self.written: list[uuid.UUID] = []

    def prescriptions(self, _personnummer: str, **_asked: bool):
        return MedicineList(NOW, (), hidden=False)

    def find(self, key: uuid.UUID) -> Stored | None:
        self.looked_up.append(key)
        return self.found

    def create(self, _new, key: uuid.UUID) -> Stored:
        self.written.append(key)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


def test_an_aid_and_a_medicine_of_one_request_are_written_as_what_they_are(database, store):
    patient, eva = make.patient(), make.staff()
    shelf = on_the_shelf(store, patient, medicine="Accu-Chek Guide", dosage="2 stickor dagligen")
    aid = replace(shelf, product_name="Accu-Chek Guide", strength="", form="", atc=None, is_aid=True)

    make.decided(eva, make.request(patient, [on_the_shelf(store, patient), aid]))
    work()

    seen = sources.prescription_store().prescriptions(patient.personnummer).prescriptions
    assert {each.product_name: each.is_aid for each in seen} == {
        "Accu-Chek Guide": True,
        "Metoprolol Sandoz": False,
    }


@pytest.fixture
def scripted(monkeypatch):
    def use(store: ScriptedStore) -> ScriptedStore:
        monkeypatch.setattr(delivery, "prescription_store", lambda: store)
        return store

    return use


def test_a_signed_renewal_is_written_and_then_called_renewed(database, store):
    scene = Scene(store)

    work()

    old, new = kept(store, scene.patient)
    ((key, stored_id, stored_at),) = owner("SELECT store_key, stored_id, stored_at FROM renewals_decision")
    assert (old["status"], new["status"], new["id"], new["identifiers"]) == (
        "completed",
        "active",
        stored_id,
        [str(key)],
    )
    assert stored_at is not None
    assert (scene.status(), owner(LINES), owner(TOLD)) == ("renewed", [("renewed",)], [("renewed",)])
    assert owner("SELECT what, actor_kind FROM renewals_renewalevent ORDER BY id DESC LIMIT 1") == [
        ("renewed", "service")
    ]


def test_a_changed_renewal_is_told_as_changed(database, store):
    patient, eva = make.patient(), make.staff()
    whole = make.taken(eva, make.request(patient, [on_the_shelf(store, patient)]))
    new = make.renewal(whole.lines[0].id, dosage_text="Ny dosering", units_per_day=None)
    make.decide(eva, whole, replace(new, changed=True, text="Ny dosering"))

    work()

    assert owner(LINES) == [("renewed_changed",)]
    assert kept(store, patient)[1]["dosage"] == "Ny dosering"


def test_a_medicine_written_by_hand_can_be_renewed(database, store):
    patient, eva = make.patient(), make.staff()
    on_the_shelf(store, patient)
    key = make.draft(patient, [], by_hand=[{"id": "h", "name": "Kräm", "strength": "", "why": "Eksem"}])
    make.decided(eva, make.send(patient, key))

    work()

    assert owner(LINES) == [("renewed",)]
    assert len(kept(store, patient)) == 2


def test_being_renewed_is_told_once_when_the_last_line_is_there(database, store):
    scene = Scene(store, lines=2, phone="+46701740605")

    scene.write(number=0)
    assert owner(TOLD) == []
    scene.write(number=1)
    scene.write(number=0)
    scene.write(number=1)

    assert owner(TOLD) == [("renewed",)]
    assert owner(
        "SELECT jsonb_array_length(facts->'lines') FROM messages_message WHERE kind = 'renewed'"
    ) == [(2,)]
    assert owner("SELECT count(*) FROM messages_notice") == [(1,)]


def test_writing_again_writes_nothing(database, store):
    scene = Scene(store)
    work()

    scene.write(attempt=2)
    owner("UPDATE renewals_decision SET stored_at = NULL, stored_id = ''")
    by_hand("UPDATE renewals_renewalline SET state = 'writing'")
    by_hand("UPDATE renewals_renewalrequest SET status = 'writing', ended_at = NULL")
    scene.write(attempt=3)

    assert len(kept(store, scene.patient)) == 2
    assert owner(TOLD) == [("renewed",)]


def test_a_lost_answer_is_looked_up_before_anything_is_written_again(database, scripted):
    scene = Scene()
    store = scripted(ScriptedStore(Unavailable("store", "cut", outcome_unknown=True)))
    with pytest.raises(Unavailable):
        scene.write()
    assert (store.looked_up, owner(LINES), owner(TOLD)) == ([], [("writing",)], [])

    store.found = Stored("rx-new", "1")
    scene.write(attempt=2)

    ((key, stored_id),) = owner("SELECT store_key, stored_id FROM renewals_decision")
    assert (store.looked_up, store.written, stored_id) == ([key], [key], "rx-new")


def test_every_attempt_uses_the_same_key(database, scripted):
    # Mutant: uuid4() in delivery. tests/faults shows what it would do to a patient.
    scene = Scene()
    down = Unavailable("store", "down", outcome_unknown=False)
    store = scripted(ScriptedStore(down, down, Stored("rx-new", "1")))

    for attempt in (1, 2):
        with pytest.raises(Unavailable):
            scene.write(attempt)
    scene.write(3)

    assert len(store.written) == 3
    assert len(set(store.written)) == 1


def test_what_the_store_refuses_goes_back_to_the_clinic(database, scripted):
    scene = Scene(phone="+46701740605")
    scripted(ScriptedStore(Refused("business-rule")))

    scene.write()

    assert (scene.status(), owner(LINES), owner(TOLD)) == ("opened", [("store_refused",)], [])
    assert owner("SELECT superseded_at, stored_at FROM renewals_decision") == [(LATER, None)]
    assert owner("SELECT what FROM renewals_renewalevent ORDER BY id DESC LIMIT 1") == [
        ("refused_business-rule"[:20],)
    ]


def test_a_refused_renewal_is_refused_once(database, scripted):
    scene = Scene()
    scripted(ScriptedStore(Refused("no"), Refused("no")))

    scene.write()
    scene.write(attempt=2)

    assert owner("SELECT version FROM renewals_renewalrequest") == [(4,)]


@pytest.mark.parametrize("event", [Event.MEET, Event.DECLINE])
def test_a_refused_renewal_can_be_decided_anew(database, scripted, event):
    scene = Scene()
    scripted(ScriptedStore(Refused("no")))
    scene.write()
    whole = make.seen(scene.eva, scene.request_id)

    make.decide(scene.eva, whole, make.refusal(whole.lines[0].id, event), now=LATER)

    assert scene.status() in ("meet", "declined")
    assert owner("SELECT count(*) FROM renewals_decision WHERE superseded_at IS NULL") == [(1,)]


def test_a_refused_renewal_can_be_written_anew(database, scripted):
    # The prescriber mends what the store did not take, and signs again: a new decision with a new key.
    scene = Scene()
    store = scripted(ScriptedStore(Refused("no"), Stored("rx-2", "1")))
    scene.write()
    whole = make.seen(scene.eva, scene.request_id)

    make.decide(scene.eva, whole, make.renewal(whole.lines[0].id, quantity="50"), now=LATER)
    scene.write(number=1)

    assert (scene.status(), len(set(store.written))) == ("renewed", 2)


def test_a_prior_prescription_that_changes_meanwhile_is_read_again(database, scripted):
    scene = Scene()
    scripted(ScriptedStore(PriorChanged(), Stored("rx-new", "1")))

    with pytest.raises(Unavailable):
        scene.write()
    assert owner(LINES) == [("writing",)]

    scene.write(attempt=2)
    assert owner(LINES) == [("renewed",)]


def test_somebody_touching_the_prescription_in_the_store_does_not_stop_the_renewal(database, store):
    scene = Scene(store)
    store.control("store/touch", id=kept(store, scene.patient)[0]["id"])

    work()

    assert scene.status() == "renewed"


WRITE = "SELECT state, last_fault FROM outbox_delivery WHERE topic = 'renewal.write'"


def test_a_store_that_is_down_is_waited_for(database, store):
    scene = Scene(store)
    store.control("faults", service="store", mode="down")

    work()
    assert (scene.status(), owner(TOLD)) == ("writing", [])
    assert owner(WRITE) == [("waiting", "Unavailable")]

    store.control("faults", service="store", mode="ok")
    hurry()
    work()
    assert (scene.status(), owner(TOLD)) == ("renewed", [("renewed",)])


def test_the_store_is_asked_with_no_transaction_open(database, scripted, monkeypatch):
    scene, seen = Scene(), []
    store = scripted(ScriptedStore(Stored("rx-new", "1")))
    create = store.create
    monkeypatch.setattr(
        store, "create", lambda new, key: seen.append(connection.in_atomic_block) or create(new, key)
    )

    scene.write()

    assert seen == [False]


def test_the_real_client_is_behind_the_settings(settings):
    settings.STORE_URL = "http://127.0.0.1:1/fhir/"
    sources.prescription_store.cache_clear()

    assert isinstance(sources.prescription_store(), PrescriptionStore)
    assert sources.prescription_store() is sources.prescription_store()
    sources.prescription_store.cache_clear()
