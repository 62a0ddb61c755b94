"""Prescriptions stopped, paused or replaced, in a table: what is left, how long it lasts, and when to ask."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest

from fornya.integrations.prescription_store.messages import Dispense, MedicineList, Prescription
from fornya.medicines.overview import Medicine, from_list
from fornya.rules.months import add_years
from fornya.rules.swedish_time import STOCKHOLM
from fornya.rules.withdrawals import PrescriptionState
from fornya.rules.working_days import ask_by
from tests.pages.patient.sources import prescription

LIVES = (Path(__file__).parents[1] / "data" / "replaced_prescriptions.txt").read_text(encoding="utf-8")
ANSWER_DAYS = 5
TO_RENEW = (PrescriptionState.SOON_OUT, PrescriptionState.NONE_LEFT, PrescriptionState.EXPIRED)
# Soon after midnight here, when it is still the day before where the times are kept.
AFTER_MIDNIGHT = time(0, 30)


def lives() -> Iterator[object]:
    for line in LIVES.splitlines():
        if not line.startswith("#"):
            name, _, rest = line.partition(": ")
            yield pytest.param([each.strip() for each in rest.split(" | ")], id=name)


def picked_up(said: str) -> Dispense:
    on, amount = said.split(":")
    at = datetime.combine(date.fromisoformat(on), AFTER_MIDNIGHT, STOCKHOLM).astimezone(UTC)
    return Dispense(f"d-{said}", at, Decimal(amount), "tablett", None, None, None)


def written(said: str) -> Prescription:
    """Read one prescription: day, status, tablets a day, withdrawals, strength where told, and pick-ups."""
    issued, status, per_day, times, *rest = said.split()
    strengths = [each for each in rest if each.endswith("mg")]
    row = prescription(
        chain_id="one",
        status=status,
        issued_on=date.fromisoformat(issued),
        valid_until=add_years(date.fromisoformat(issued), 1),
        units_per_day=None if per_day == "-" else Decimal(per_day),
        dosage_text="vid behov" if per_day == "-" else f"{per_day.replace('.', ',')} tablett dagligen",
        withdrawals_total=int(times.removeprefix("x")),
        strength=strengths[0] if strengths else "50mg",
        collected=[],
    )
    return replace(row, dispenses=tuple(picked_up(each) for each in rest if each not in strengths))


def last_day_to_ask(medicine: Medicine) -> str:
    ends_on = medicine.run_out.on
    is_to_renew = medicine.state in TO_RENEW and ends_on is not None
    return ask_by(ends_on, ANSWER_DAYS).isoformat() if ends_on and is_to_renew else "-"


def test_there_are_twenty_lives_beside_the_forty_histories():
    assert len(list(lives())) >= 20


@pytest.mark.parametrize("row", list(lives()))
def test_what_was_replaced_counts_as_it_was_taken_and_what_was_stopped_has_nothing_left(row):
    today = date.fromisoformat(row[1])
    answer = MedicineList(datetime.now(UTC), tuple(written(each) for each in row[0].split(";")), hidden=False)

    (medicine,) = from_list(answer, today=today).medicines

    following, run_out = medicine.following, medicine.run_out
    assert medicine.state.value == row[2]
    assert str(medicine.left) == row[3]
    assert (run_out.on.isoformat() if run_out.on else run_out.why.value) == row[4]
    assert (f"{following.on} {following.why}" if following.on else following.why.value) == row[5]
    assert last_day_to_ask(medicine) == row[6]
