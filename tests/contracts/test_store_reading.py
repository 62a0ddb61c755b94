"""Reading prescriptions: our client against the sandbox's store."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import httpx
import pytest

from fornya.integrations.http import Fault, Unavailable
from fornya.integrations.prescription_store import Grounds, names
from tests.contracts.store import (
    ALVA,
    AMINA,
    HEADERS,
    KIM,
    MIRA,
    NILS,
    SAM,
    a_client,
    a_patient,
    with_prescription,
)
from tests.sandbox_process import Sandbox


def test_amina_has_four_active_prescriptions_with_all_that_is_known_of_them(sandbox: Sandbox) -> None:
    medicines = a_client(sandbox).prescriptions(AMINA)

    by_name = {each.product_name: each for each in medicines.prescriptions}
    assert sorted(by_name) == ["Imovane", "Levaxin", "Metformin Sandoz", "Metoprolol Sandoz"]
    assert not medicines.hidden
    levaxin = by_name["Levaxin"]
    assert (levaxin.substance, levaxin.atc, levaxin.strength, levaxin.form) == (
        "levotyroxin",
        "H03AA01",
        "100 mikrogram",
        "tablett",
    )
    assert (levaxin.withdrawals_total, len(levaxin.dispenses), levaxin.dispense_interval_days) == (4, 3, 60)
    assert (levaxin.units_per_day, levaxin.quantity, levaxin.unit) == (Decimal(1), Decimal(100), "tablett")
    assert (levaxin.clinic_hsa_id, levaxin.clinic_name) == ("SE0000000000-V0001", "Björkens vårdcentral")
    assert (levaxin.prescriber_name, levaxin.prescriber_code) == ("Eva Läkare", "9000019")
    assert (levaxin.monitoring_group, levaxin.narcotic_class, levaxin.reimbursed) == ("TSH", None, True)
    assert (by_name["Imovane"].narcotic_class, by_name["Imovane"].units_per_day) == ("V", None)


def test_dispenses_come_oldest_first_with_price_pharmacy_and_time_in_utc(sandbox: Sandbox) -> None:
    found = a_client(sandbox).prescriptions(AMINA, costs=True).prescriptions
    metoprolol = next(each for each in found if each.product_name == "Metoprolol Sandoz")

    times = [each.dispensed_at for each in metoprolol.dispenses]

    assert times == sorted(times)
    assert all(each.utcoffset() == timedelta(0) for each in times)
    assert metoprolol.dispenses[0].pharmacy == "Apotek Exempel Storgatan"
    assert (metoprolol.dispenses[0].price_ore, metoprolol.dispenses[0].paid_ore) == (9600, 9600)
    assert (metoprolol.dispenses[0].counted_ore, metoprolol.dispenses[0].benefit) == (9600, "R")


def test_what_has_ended_comes_only_when_it_is_asked_for(sandbox: Sandbox) -> None:
    store = a_client(sandbox)

    active, every = store.prescriptions(AMINA), store.prescriptions(AMINA, ended=True)

    more = {each.product_name for each in every.prescriptions} - {
        each.product_name for each in active.prescriptions
    }
    assert more == {"Epipen"}


def test_a_child_has_paid_nothing(sandbox: Sandbox) -> None:
    found = a_client(sandbox).prescriptions(ALVA, costs=True).prescriptions

    given = [dispense for each in found for dispense in each.dispenses]
    assert {(each.paid_ore, each.counted_ore, each.benefit) for each in given} == {(0, 0, "F")}


def test_a_person_without_prescriptions_gives_an_empty_list(sandbox: Sandbox) -> None:
    medicines = a_client(sandbox).prescriptions(NILS)

    assert (medicines.prescriptions, medicines.hidden) == ((), False)


def test_hidden_information_is_said_beside_what_is_shown(sandbox: Sandbox) -> None:
    medicines = a_client(sandbox).prescriptions(MIRA)

    assert (len(medicines.prescriptions), medicines.hidden) == (2, True)


def test_hidden_information_is_said_also_when_nothing_is_shown(sandbox: Sandbox) -> None:
    personnummer = a_patient()
    sandbox.control("store/hidden", personnummer=personnummer, hidden=True)

    medicines = a_client(sandbox).prescriptions(personnummer)

    assert (medicines.prescriptions, medicines.hidden) == ((), True)


def test_the_store_is_always_down_for_kim(sandbox: Sandbox) -> None:
    with pytest.raises(Unavailable) as problem:
        a_client(sandbox).prescriptions(KIM)

    assert (problem.value.status, problem.value.outcome_unknown) == (503, False)


@pytest.mark.parametrize("mode", ["error500", "429", "down"])
def test_a_broken_store_is_never_an_empty_list(sandbox: Sandbox, mode: str) -> None:
    sandbox.control("faults", service="store", mode=mode, seconds=7)

    with pytest.raises(Unavailable) as problem:
        a_client(sandbox).prescriptions(NILS)

    assert not problem.value.outcome_unknown
    assert problem.value.fault is Fault.DOWN
    assert problem.value.retry_after == (7 if mode == "429" else None)


def test_a_token_that_is_not_let_in_is_a_store_that_cannot_be_read(sandbox: Sandbox) -> None:
    store = a_client(sandbox, "another token")

    with pytest.raises(Unavailable) as problem:
        store.prescriptions(AMINA)

    assert problem.value.status == 401


def test_a_purpose_the_store_does_not_know_is_not_let_in(sandbox: Sandbox) -> None:
    store = a_client(sandbox, reading=Grounds("curiosity", "own-data"))

    with pytest.raises(Unavailable) as problem:
        store.prescriptions(AMINA)

    assert problem.value.status == 403


def test_a_list_longer_than_a_page_comes_whole(sandbox: Sandbox) -> None:
    personnummer = a_patient()
    with_prescription(sandbox, personnummer, count=207)

    medicines = a_client(sandbox).prescriptions(personnummer)

    assert len({each.id for each in medicines.prescriptions}) == 207


def test_a_coordination_number_is_asked_for_in_a_system_of_its_own(sandbox: Sandbox) -> None:
    medicines = a_client(sandbox).prescriptions(SAM)

    assert [each.product_name for each in medicines.prescriptions] == ["Metformin Sandoz"]
    as_personnummer = httpx.post(
        f"{sandbox.url}/store/fhir/Patient/_search",
        data={"identifier": f"{names.PERSONNUMMER}|{SAM}"},
        headers=HEADERS,
        trust_env=False,
    )
    assert as_personnummer.status_code == 400


def test_a_withdrawal_at_the_counter_is_seen_at_once(sandbox: Sandbox) -> None:
    personnummer = a_patient()
    before = with_prescription(sandbox, personnummer, withdrawals=2)

    sandbox.control("store/collect", id=before.id)

    after = a_client(sandbox).prescriptions(personnummer).prescriptions[0]
    assert (len(before.dispenses), len(after.dispenses)) == (0, 1)
    assert after.version == before.version


def test_the_time_of_reading_comes_from_the_clock_that_was_given(sandbox: Sandbox) -> None:
    then = datetime(2026, 11, 23, 8, tzinfo=UTC)

    assert a_client(sandbox, clock=lambda: then).prescriptions(NILS).read_at == then


def test_no_personnummer_stands_in_the_stores_log(sandbox: Sandbox) -> None:
    a_client(sandbox).prescriptions(AMINA)

    assert "/store/fhir/MedicationRequest/_search" in sandbox.log
    assert AMINA not in sandbox.log
