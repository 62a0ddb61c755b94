"""A patient's prescriptions with what follows from them, and an honest word when nothing is known."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import msgspec
import pytest

from fornya.integrations.http import Fault, Refused, Unavailable
from fornya.integrations.prescription_store import Dispense, MedicineList, Prescription
from fornya.medicines import overview as room
from fornya.medicines.overview import from_list, overview
from fornya.medicines.own_counts import OwnCount
from fornya.rules.dose_text import DoseWhy
from fornya.rules.next_withdrawal import NextWhy, NextWithdrawal
from fornya.rules.withdrawals import PrescriptionState, RunOut, Why

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SWEDEN = ZoneInfo("Europe/Stockholm")
METOPROLOL = Prescription(
    id="rx-1",
    version="1",
    chain_id="chain-1",
    status="active",
    product_name="Metoprolol Sandoz",
    substance="metoprolol",
    atc="C07AB02",
    strength="50 mg",
    form="depottablett",
    narcotic_class=None,
    monitoring_group="BETA",
    dosage_text="1 tablett varje morgon",
    units_per_day=Decimal(1),
    quantity=Decimal(100),
    unit="tablett",
    withdrawals_total=4,
    issued_on=date(2026, 1, 10),
    valid_until=date(2027, 1, 10),
    dispense_interval_days=None,
    reimbursed=True,
    purpose="Mot högt blodtryck",
    prescriber_name="Eva Läkare",
    prescriber_code="9000019",
    clinic_hsa_id="SE0000000000-V0001",
    clinic_name="Björkens vårdcentral",
    dispenses=(),
)


def collected(*days_ago: int) -> tuple[Dispense, ...]:
    return tuple(
        Dispense(
            f"d-{days}",
            datetime.combine(TODAY - timedelta(days=days), time(11), SWEDEN),
            Decimal(100),
            "tablett",
            None,
            None,
            None,
        )
        for days in days_ago
    )


def listed(*prescriptions: Prescription, hidden: bool = False):
    return from_list(MedicineList(NOW, prescriptions, hidden=hidden), today=TODAY)


def test_withdrawals_are_counted_and_the_day_it_runs_out_reckoned():
    (medicine,) = listed(replace(METOPROLOL, dispenses=collected(110, 20))).medicines

    assert medicine.left == 2
    assert medicine.state is PrescriptionState.HAS_WITHDRAWALS
    assert medicine.last_collected_on == TODAY - timedelta(days=20)
    assert medicine.run_out.on == TODAY + timedelta(days=89)
    assert medicine.following == NextWithdrawal(TODAY + timedelta(days=47), NextWhy.TWO_THIRDS)


def test_what_was_never_collected_has_no_day_and_no_limit():
    (medicine,) = listed(METOPROLOL).medicines

    assert (medicine.left, medicine.run_out.on) == (4, None)
    assert medicine.following == NextWithdrawal(TODAY, NextWhy.AT_ONCE)


def test_a_pharmacy_that_closes_late_sells_on_the_swedish_day():
    just_after_midnight = datetime.combine(TODAY, time(0, 30), SWEDEN).astimezone(UTC)
    dispense = msgspec.structs.replace(collected(0)[0], dispensed_at=just_after_midnight)

    (medicine,) = listed(replace(METOPROLOL, dispenses=(dispense,))).medicines

    assert medicine.last_collected_on == TODAY


def test_what_runs_out_first_comes_first_and_what_never_does_last():
    soon = replace(METOPROLOL, id="soon", chain_id="1", dispenses=collected(95))
    later = replace(METOPROLOL, id="later", chain_id="2", dispenses=collected(20))
    when_needed = replace(
        METOPROLOL,
        id="when-needed",
        chain_id="3",
        units_per_day=None,
        dosage_text="1 tablett vid behov",
        dispenses=collected(20),
    )

    found = listed(when_needed, later, soon)

    assert [medicine.prescription.id for medicine in found.medicines] == ["soon", "later", "when-needed"]


def test_that_something_is_hidden_is_handed_on():
    assert listed(hidden=True).hidden
    assert not listed().hidden


@pytest.mark.parametrize("fault", [Unavailable("store", "down", outcome_unknown=False), Refused("no")])
def test_a_store_that_is_down_is_not_a_person_without_medicines(monkeypatch, fault):
    class Down:
        def prescriptions(self, _personnummer: str, **_asked: bool) -> MedicineList:
            raise fault

    monkeypatch.setattr(room, "prescription_store", Down)

    found = overview("198506149825", now=NOW)

    assert (found.medicines, found.source_down) == ((), True)
    assert not listed().source_down


def test_amina_has_the_medicines_that_the_demo_promises(store):
    now = datetime.now(UTC)

    found = overview("198506149825", now=now)

    left = {medicine.prescription.product_name: medicine.left for medicine in found.medicines}
    assert (left["Levaxin"], left["Metoprolol Sandoz"]) == (1, 0)
    first = found.medicines[0]
    assert first.prescription.product_name == "Metoprolol Sandoz"
    assert first.run_out.on <= now.date() + timedelta(days=14)


def given(on: date, amount: int, **facts) -> Dispense:
    at = datetime.combine(on, time(11), SWEDEN).astimezone(UTC)
    return msgspec.structs.replace(Dispense("d", at, Decimal(amount), "tablett", None, None, None), **facts)


REPLACED = replace(METOPROLOL, status="completed", dispenses=(given(date(2026, 9, 1), 100),))
REPLACING = replace(METOPROLOL, id="rx-2", issued_on=date(2026, 10, 21), dispenses=())


@pytest.mark.parametrize(
    ("before", "after", "run_out"),
    [
        # 50 of the 100 are left when the new one comes with the same dose.
        ({}, {}, RunOut(date(2026, 12, 9), Why.COUNTED)),
        # Twice the dose from that day: the other 50 last for half as long.
        (
            {},
            {"units_per_day": Decimal(2), "dosage_text": "2 tabletter dagligen"},
            RunOut(date(2026, 11, 14), Why.COUNTED),
        ),
        # Another strength: the old tablets are not what the new dose is counted in.
        ({}, {"strength": "100 mg"}, RunOut(None, Why.NOTHING_COLLECTED)),
        ({}, {"form": "tablett"}, RunOut(None, Why.NOTHING_COLLECTED)),
        # What was taken before cannot be counted, so neither can what was left.
        (
            {"units_per_day": None, "dosage_text": "1 tablett vid behov"},
            {},
            RunOut(None, Why.DOSE_NOT_COUNTABLE),
        ),
    ],
)
def test_what_was_collected_on_a_replaced_prescription_counts_as_it_was_taken(before, after, run_out):
    (medicine,) = listed(replace(REPLACED, **before), replace(REPLACING, **after)).medicines

    assert medicine.run_out == run_out


def test_a_stopped_prescription_has_nothing_left_and_no_next_day():
    (medicine,) = listed(replace(METOPROLOL, status="stopped", dispenses=collected(20))).medicines

    assert (medicine.left, medicine.state) == (0, PrescriptionState.ENDED)
    assert medicine.following == NextWithdrawal(None, NextWhy.NONE_LEFT)


def test_a_dose_in_words_that_contradicts_its_figures_gives_no_day():
    two = replace(METOPROLOL, dosage_text="1 tablett morgon och kväll", dispenses=collected(20))

    (medicine,) = listed(two).medicines

    assert medicine.run_out == RunOut(None, Why.DOSE_NOT_COUNTABLE)
    assert medicine.dose.why is DoseWhy.CONTRADICTED


def test_a_dose_in_words_alone_is_counted():
    words = replace(METOPROLOL, units_per_day=None, dispenses=collected(20))

    (medicine,) = listed(words).medicines

    assert medicine.run_out.on == TODAY + timedelta(days=79)


def counted(amount: int, at: datetime, unit: str = "tablett") -> dict[str, OwnCount]:
    return {"chain-1": OwnCount(Decimal(amount), unit, at)}


def test_what_the_person_has_counted_stands_for_what_was_collected_before():
    row = replace(METOPROLOL, dispenses=collected(110, 20))
    answer = MedicineList(NOW, (row,), hidden=False)

    (medicine,) = from_list(answer, today=TODAY, counts=counted(5, NOW - timedelta(days=1))).medicines
    (later,) = from_list(answer, today=TODAY, counts=counted(5, NOW - timedelta(days=21))).medicines

    assert medicine.run_out.on == TODAY + timedelta(days=3)
    # The 100 that were handed over after the count come on top of it.
    assert later.run_out.on == TODAY + timedelta(days=80 + 3)


def test_a_count_in_another_unit_is_not_used():
    row = replace(METOPROLOL, dispenses=collected(20))

    (medicine,) = from_list(
        MedicineList(NOW, (row,), hidden=False), today=TODAY, counts=counted(5, NOW, "dos")
    ).medicines

    assert medicine.own_count is None
    assert medicine.run_out.on == TODAY + timedelta(days=79)


@pytest.mark.parametrize("fault", list(Fault))
def test_how_the_store_failed_is_handed_on(monkeypatch, fault):
    class Failing:
        def prescriptions(self, _personnummer: str, **_asked: bool) -> MedicineList:
            raise Unavailable("store", "why", outcome_unknown=False, fault=fault)

    monkeypatch.setattr(room, "prescription_store", Failing)

    assert overview("198506149825", now=NOW).fault is fault
