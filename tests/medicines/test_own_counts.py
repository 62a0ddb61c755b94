"""What a person has counted themselves: the latest a medicine, theirs alone, and on their own pages only."""

from datetime import timedelta
from decimal import Decimal

import pytest

from fornya.audit.scope import opened
from fornya.medicines.own_counts import OwnCount, drop_count, keep_count, own_counts
from tests import make
from tests.committed import owner

LATER = make.NOW + timedelta(days=3)


def counted(patient, by=None):
    with opened(by=by or patient.actor, what="medicines.read", patient_id=patient.patient_id, now=make.NOW):
        return own_counts(patient.patient_id)


def keep(patient, amount, *, now=make.NOW, chain_id="chain-1"):
    keep_count(patient=patient, chain_id=chain_id, amount=Decimal(amount), unit="tablett", now=now)


def test_the_latest_count_of_a_medicine_is_kept(database):
    patient = make.patient()

    keep(patient, 30)
    keep(patient, "12.5", now=LATER)
    keep(patient, 7, chain_id="chain-2")

    assert counted(patient) == {
        "chain-1": OwnCount(Decimal("12.5"), "tablett", LATER),
        "chain-2": OwnCount(Decimal(7), "tablett", make.NOW),
    }
    assert owner("SELECT count(*) FROM medicines_owncount") == [(2,)]


def test_a_count_can_be_taken_back_and_taken_back_again(database):
    patient = make.patient()
    keep(patient, 30)

    drop_count(patient=patient, chain_id="chain-1", now=LATER)
    drop_count(patient=patient, chain_id="chain-1", now=LATER)

    assert counted(patient) == {}


def test_nobody_elses_count_is_seen_changed_or_taken_back(database):
    one, other = make.patient(), make.patient()
    keep(one, 30)
    keep(other, 5)

    drop_count(patient=other, chain_id="chain-1", now=LATER)

    assert counted(one) == {"chain-1": OwnCount(Decimal(30), "tablett", make.NOW)}
    assert counted(other) == {}


@pytest.mark.parametrize("amount", ["-1", "10000", "NaN"])
def test_an_amount_that_nobody_has_is_refused(database, amount):
    with pytest.raises((ValueError, ArithmeticError)):
        keep(make.patient(), amount)
