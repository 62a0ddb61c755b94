"""Writing a renewed prescription: exactly one, whatever happens on the way."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal
from uuid import uuid4

import pytest

from fornya.integrations.http import Refused, Unavailable
from fornya.integrations.prescription_store import PriorChanged, Stored
from tests.contracts.store import KIM, a_client, a_patient, a_renewal, kept, with_prescription
from tests.sandbox_process import Sandbox


def test_a_renewal_is_written_and_the_prior_prescription_ended(sandbox: Sandbox) -> None:
    personnummer, key = a_patient(), uuid4()
    prior = with_prescription(sandbox, personnummer, withdrawals=2, collected=[20, 3])

    stored = a_client(sandbox).create(a_renewal(personnummer, prior), key)

    old, new = kept(sandbox, personnummer)
    assert (old["status"], new["status"], new["id"]) == ("completed", "active", stored.id)
    assert (new["prior"], new["chain"], new["identifiers"]) == (prior.id, prior.chain_id, [str(key)])
    assert (new["withdrawalsLeft"], new["withdrawalsTotal"]) == (4, 4)


def test_what_was_written_is_read_back_as_it_was(sandbox: Sandbox) -> None:
    personnummer = a_patient()
    prior = with_prescription(sandbox, personnummer, interval=60)
    new = a_renewal(personnummer, prior, units_per_day=Decimal("0.143"), quantity=Decimal("112.5"))

    a_client(sandbox).create(new, uuid4())

    (seen,) = a_client(sandbox).prescriptions(personnummer).prescriptions
    for name in ("product_name", "substance", "atc", "strength", "form", "dosage_text", "units_per_day"):
        assert getattr(seen, name) == getattr(new, name), name
    for name in (
        "quantity",
        "unit",
        "withdrawals_total",
        "issued_on",
        "valid_until",
        "reimbursed",
        "purpose",
    ):
        assert getattr(seen, name) == getattr(new, name), name
    assert (seen.monitoring_group, seen.dispense_interval_days) == ("BETA", 60)
    assert (seen.prescriber_code, seen.clinic_hsa_id) == (new.prescriber_code, new.clinic_hsa_id)


def test_a_renewed_aid_stays_one_and_a_medicine_does_not_become_one(sandbox: Sandbox) -> None:
    personnummer = a_patient()
    aid = with_prescription(sandbox, personnummer, medicine="Accu-Chek Guide", dosage="2 stickor dagligen")
    medicine = with_prescription(sandbox, personnummer)

    for prior in (aid, medicine):
        a_client(sandbox).create(a_renewal(personnummer, prior), uuid4())

    seen = a_client(sandbox).prescriptions(personnummer).prescriptions
    assert {each.product_name: each.is_aid for each in seen} == {
        "Accu-Chek Guide": True,
        "Metoprolol Sandoz": False,
    }


def test_a_medicine_the_store_never_had_can_be_written_too(sandbox: Sandbox) -> None:
    personnummer = a_patient()
    new = a_renewal(
        personnummer, None, product_name="Kräm från förr", atc=None, strength="", form="", substance=""
    )

    a_client(sandbox).create(new, uuid4())

    (seen,) = a_client(sandbox).prescriptions(personnummer).prescriptions
    assert (seen.product_name, seen.atc, seen.strength) == ("Kräm från förr", None, "")


def test_writing_twice_under_one_key_gives_the_first_prescription(sandbox: Sandbox) -> None:
    personnummer, key = a_patient(), uuid4()
    new = a_renewal(personnummer, with_prescription(sandbox, personnummer))
    store = a_client(sandbox)

    first, second = store.create(new, key), store.create(new, key)

    assert first == second
    assert len(kept(sandbox, personnummer)) == 2


def test_writing_twice_without_a_prior_one_gives_the_first_prescription(sandbox: Sandbox) -> None:
    personnummer, key = a_patient(), uuid4()
    store = a_client(sandbox)

    first, second = (store.create(a_renewal(personnummer, None), key) for _ in range(2))

    assert first == second
    assert len(kept(sandbox, personnummer)) == 1


@pytest.mark.parametrize("known", [True, False])
def test_twenty_at_once_under_one_key_write_exactly_one(sandbox: Sandbox, known: bool) -> None:
    personnummer, key = a_patient(), uuid4()
    new = a_renewal(personnummer, with_prescription(sandbox, personnummer) if known else None)

    with ThreadPoolExecutor(20) as pool:
        stored = list(pool.map(lambda _: a_client(sandbox).create(new, key), range(20)))

    assert len(set(stored)) == 1
    assert [each["identifiers"] for each in kept(sandbox, personnummer)].count([str(key)]) == 1


def test_a_new_key_for_every_attempt_writes_more_than_one(sandbox: Sandbox) -> None:
    # The test above would be worth nothing if the store made one of them without the key.
    personnummer = a_patient()
    store = a_client(sandbox)

    for _ in range(2):
        store.create(a_renewal(personnummer, None), uuid4())

    assert len(kept(sandbox, personnummer)) == 2


@pytest.mark.parametrize("known", [True, False])
def test_an_answer_lost_after_the_store_had_written_is_found_again(sandbox: Sandbox, known: bool) -> None:
    personnummer, key = a_patient(), uuid4()
    new = a_renewal(personnummer, with_prescription(sandbox, personnummer) if known else None)
    store = a_client(sandbox)
    before = len(kept(sandbox, personnummer))

    sandbox.control("faults", service="store", mode="drop_answer", times=1)

    with pytest.raises(Unavailable) as problem:
        store.create(new, key)

    assert problem.value.outcome_unknown
    found, again = store.find(key), store.create(new, key)
    assert found == again
    assert len(kept(sandbox, personnummer)) == before + 1


@pytest.mark.parametrize("mode", ["error500", "down"])
def test_a_store_that_fails_before_it_wrote_is_tried_again(sandbox: Sandbox, mode: str) -> None:
    personnummer, key = a_patient(), uuid4()
    store = a_client(sandbox)
    sandbox.control("faults", service="store", mode=mode, times=1)

    with pytest.raises(Unavailable):
        store.create(a_renewal(personnummer, None), key)

    assert store.find(key) is None
    stored = store.create(a_renewal(personnummer, None), key)
    assert store.find(key) == stored


def test_nothing_is_unknown_when_the_store_failed_before_the_transaction(sandbox: Sandbox) -> None:
    sandbox.control("faults", service="store", mode="error500", times=1)

    with pytest.raises(Unavailable) as problem:
        a_client(sandbox).create(a_renewal(a_patient(), None), uuid4())

    assert not problem.value.outcome_unknown


def test_a_prior_prescription_that_somebody_changed_stops_the_renewal(sandbox: Sandbox) -> None:
    personnummer, key = a_patient(), uuid4()
    prior = with_prescription(sandbox, personnummer)
    sandbox.control("store/touch", id=prior.id)

    with pytest.raises(PriorChanged):
        a_client(sandbox).create(a_renewal(personnummer, prior), key)

    assert [each["status"] for each in kept(sandbox, personnummer)] == ["active"]
    assert a_client(sandbox).find(key) is None


def test_two_prescribers_at_once_give_one_renewal_and_one_refusal(sandbox: Sandbox) -> None:
    personnummer = a_patient()
    new = a_renewal(personnummer, with_prescription(sandbox, personnummer))

    def decide(_: int) -> Stored | None:
        try:
            return a_client(sandbox).create(new, uuid4())
        except PriorChanged:
            return None

    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(decide, range(2)))

    assert sum(result is not None for result in results) == 1
    assert [each["status"] for each in kept(sandbox, personnummer)] == ["completed", "active"]


def test_a_withdrawal_between_request_and_decision_does_not_stop_the_renewal(sandbox: Sandbox) -> None:
    personnummer = a_patient()
    prior = with_prescription(sandbox, personnummer)
    sandbox.control("store/collect", id=prior.id)

    stored = a_client(sandbox).create(a_renewal(personnummer, prior), uuid4())

    assert stored.version == "1"


def test_a_refusal_of_the_store_has_its_reason_as_code(sandbox: Sandbox) -> None:
    personnummer = a_patient()

    with pytest.raises(Refused) as refusal:
        a_client(sandbox).create(a_renewal(personnummer, None, quantity=Decimal(0)), uuid4())

    assert (refusal.value.code, refusal.value.status) == ("business-rule", 422)
    assert kept(sandbox, personnummer) == []


def test_a_prior_prescription_of_another_patient_is_refused(sandbox: Sandbox) -> None:
    prior = with_prescription(sandbox, a_patient())
    personnummer = a_patient()

    with pytest.raises(Refused) as refusal:
        a_client(sandbox).create(a_renewal(personnummer, prior), uuid4())

    assert refusal.value.code == "prior-of-another-patient"
    assert kept(sandbox, personnummer) == []


@pytest.mark.parametrize("prior_id", ["rx-gone", "../Patient/p-1", "", "a/b"])
def test_a_prior_prescription_that_is_not_there_is_refused(sandbox: Sandbox, prior_id: str) -> None:
    personnummer = a_patient()
    prior = replace(with_prescription(sandbox, personnummer), id=prior_id)

    with pytest.raises(Refused) as refusal:
        a_client(sandbox).create(a_renewal(personnummer, prior), uuid4())

    assert refusal.value.code == "prior-unknown"


def test_a_prescription_for_kim_waits(sandbox: Sandbox) -> None:
    with pytest.raises(Unavailable):
        a_client(sandbox).create(a_renewal(KIM, None), uuid4())


def test_a_key_that_was_never_used_finds_nothing(sandbox: Sandbox) -> None:
    assert a_client(sandbox).find(uuid4()) is None
