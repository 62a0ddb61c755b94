"""A clinic finds its own requests by who asked, and nobody else's."""

import pytest

from fornya.renewals.find import find
from fornya.renewals.withdraw import withdraw_request
from tests import make
from tests.committed import owner
from tests.make import NOW, TODAY


def found(by, text):
    return [row.id for row in find(text=text, by=by, today=TODAY, now=NOW)]


def test_by_number_however_it_is_typed_and_open_ones_first(database):
    patient, eva = make.patient(name="Åsa Östlund-Ek"), make.staff()
    done = make.request(patient)
    withdraw_request(request_id=done, patient=patient, now=NOW)
    waits = make.request(patient)
    make.request()
    number = patient.personnummer

    for typed in (number, number[2:], f"{number[:8]}-{number[8:]}", f" {number[2:8]} {number[8:]} "):
        assert found(eva, typed) == [waits, done]


@pytest.mark.parametrize("typed", ["Åsa", "åsa", "öst", "ÅSA ÖSTLUND", "Ek", "östlund-ek", "Ost"])
def test_by_the_beginning_of_each_name(database, typed):
    # "Ek" begins no word of hers, and an o is no ö.
    wanted = make.request(make.patient(name="Åsa Östlund-Ek"))
    make.request(make.patient(name="Bo Berg"))

    assert found(make.staff(), typed) == ([] if typed in ("Ek", "Ost") else [wanted])


@pytest.mark.parametrize("typed", ["", " ", "%", "_", "\\", "19121212-12", "1912", "' OR 1=1", "Q\x00"])
def test_what_is_neither_finds_nothing(database, typed):
    make.request(make.patient(name="Amina Exempel"))

    assert found(make.staff(), typed) == []


def test_another_clinics_patient_is_not_found(database):
    patient = make.patient(name="Åsa Östlund")
    make.request(patient)
    signe = make.staff(make.SIGNE, clinic=make.STRANDGATAN)

    assert found(signe, patient.personnummer) == found(signe, "Åsa") == []


def test_the_search_is_in_the_log_and_not_what_was_typed(database):
    # Mutant: the words as the row's subject; the log would say of whom somebody thought.
    eva = make.staff()

    found(eva, "Åsa Östlund")

    rows = owner("SELECT actor_id, subject FROM audit_accessentry WHERE what = 'worklist.searched'")
    assert rows == [(eva.staff_id, "")]
