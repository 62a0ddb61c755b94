"""The mapping alone: whatever comes is either understood or refused, and what we send comes back the same."""

import copy
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fornya.integrations import fhir
from fornya.integrations.prescription_store import (
    MedicineList,
    NewPrescription,
    mapping,
    names,
    orders,
    shapes,
)

PERSONNUMMER = "198506149825"
KEY = UUID("0d0a6c1e-52f6-4a58-9a53-8b8f2a3f5b11")
NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)

words = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=30)
amounts = st.decimals(min_value="0.001", max_value="9999", places=3)


@st.composite
def new_prescriptions(draw: st.DrawFn) -> NewPrescription:
    issued = draw(st.dates(date(2024, 1, 1), date(2035, 12, 31)))
    return NewPrescription(
        prior=None,
        personnummer=PERSONNUMMER,
        product_name=draw(words),
        substance=draw(words | st.just("")),
        atc=draw(st.none() | st.from_regex(r"[A-Z]\d\d[A-Z]{2}\d\d", fullmatch=True)),
        strength=draw(words | st.just("")),
        form=draw(words | st.just("")),
        dosage_text=draw(words),
        units_per_day=draw(st.none() | amounts),
        quantity=draw(amounts),
        unit=draw(words),
        withdrawals_total=draw(st.integers(1, 12)),
        issued_on=issued,
        valid_until=draw(st.dates(issued, date(2037, 1, 1))),
        reimbursed=draw(st.booleans()),
        purpose=draw(st.none() | words),
        prescriber_name=draw(words),
        prescriber_code="9000019",
        prescriber_hsa_id="SE0000000000-E101",
        clinic_hsa_id="SE0000000000-V0001",
        clinic_name=draw(words),
        pharmacy_gln=draw(st.none() | st.just("7350099990014")),
        digest=draw(words),
    )


def as_searchset(order: dict[str, Any]) -> dict[str, Any]:
    """The store's answer when it holds this one order and nothing else."""
    patient = {
        "resourceType": "Patient",
        "id": "p-1",
        "identifier": [{"system": names.PERSONNUMMER, "value": PERSONNUMMER}],
    }
    kept = {**order, "id": "rx-1", "meta": {"versionId": "1"}}
    return {
        "resourceType": "Bundle",
        "type": "searchset",
        "total": 1,
        "entry": [
            {"resource": kept, "search": {"mode": "match"}},
            {"resource": patient, "search": {"mode": "include"}},
        ],
    }


def read(bundle: dict[str, Any]) -> MedicineList:
    return mapping.medicine_list([shapes.SEARCHSET.read(fhir.write(bundle))], PERSONNUMMER, NOW, costs=True)


def kind(code: str) -> list[dict[str, Any]]:
    return [{"coding": [{"system": names.PRESCRIPTION_KIND, "code": code}]}]


def of_a_kind(category: list[dict[str, Any]] | None) -> dict[str, Any]:
    """An order that is of the kind its category says."""
    new = NewPrescription(
        *(None, PERSONNUMMER, "Teststickor", "", None, "", "", "2 stickor dagligen", None, Decimal(50)),
        *("sticka", 4, date(2026, 11, 1), date(2027, 11, 1), True, None, "Eva", "9000019", "SE1", "SE2"),
        *("Björken", None, "digest"),
    )
    order = orders.order(new, KEY, "p-1", None)
    return {**order, "category": category} if category else order


@pytest.mark.parametrize(
    ("category", "is_aid"),
    [
        (None, False),
        (kind("aid"), True),
        ([{"text": "Hjälpmedel"}], False),
        ([{"coding": [{"system": "http://example.se/another", "code": "aid"}]}], False),
    ],
)
def test_an_aid_is_told_from_a_medicine_by_its_card(category: Any, is_aid: bool) -> None:
    (seen,) = read(as_searchset(of_a_kind(category))).prescriptions

    assert seen.is_aid is is_aid


def test_a_kind_that_nobody_knows_is_no_medicine_either() -> None:
    with pytest.raises(fhir.NotUnderstood):
        read(as_searchset(of_a_kind(kind("food"))))


@settings(max_examples=60, deadline=None)
@given(new_prescriptions())
def test_whatever_we_send_is_valid_and_reads_back_the_same(new: NewPrescription) -> None:
    bundle = orders.transaction(new, KEY, "p-1", None)
    fhir.check(bundle)

    (seen,) = read(as_searchset(bundle["entry"][0]["resource"])).prescriptions

    for name in ("product_name", "substance", "strength", "form", "dosage_text", "quantity", "unit"):
        assert getattr(seen, name) == getattr(new, name), name
    for name in ("withdrawals_total", "issued_on", "valid_until", "reimbursed", "purpose", "atc"):
        assert getattr(seen, name) == getattr(new, name), name
    for name in ("units_per_day", "prescriber_name", "prescriber_code", "clinic_hsa_id", "clinic_name"):
        assert getattr(seen, name) == getattr(new, name), name
    assert (seen.chain_id, seen.dispenses) == (str(KEY), ())


@settings(max_examples=60, deadline=None)
@given(new_prescriptions())
def test_nothing_we_send_names_the_person(new: NewPrescription) -> None:
    assert PERSONNUMMER.encode() not in fhir.write(orders.transaction(new, KEY, "p-1", None))


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_spoilt_answer_is_understood_or_refused_and_nothing_else(data: st.DataObject) -> None:
    bundle = copy.deepcopy(SPOIL_ME)
    for _ in range(data.draw(st.integers(1, 3))):
        _spoil(bundle, data)

    try:
        page = shapes.SEARCHSET.read(json.dumps(bundle, ensure_ascii=False).encode())
        result = mapping.medicine_list([page], PERSONNUMMER, NOW, costs=True)
    except fhir.NotUnderstood:
        return

    assert len(result.prescriptions) == bundle.get("total", len(result.prescriptions))
    assert all(each.quantity > 0 and each.withdrawals_total >= 1 for each in result.prescriptions)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-23", date(2026, 11, 23)),
        ("2026-11-22T23:30:00Z", date(2026, 11, 23)),
        ("2026-11-23T23:30:00+01:00", date(2026, 11, 23)),
    ],
)
def test_days_are_swedish_days(text: str, day: date) -> None:
    bundle = copy.deepcopy(SPOIL_ME)
    bundle["entry"][0]["resource"]["authoredOn"] = text

    assert read(bundle).prescriptions[0].issued_on == day


@pytest.mark.parametrize("status", ["entered-in-error", "cancelled", "declined", "in-progress"])
def test_only_completed_dispenses_count(status: str) -> None:
    bundle = copy.deepcopy(SPOIL_ME)
    bundle["entry"][2]["resource"]["status"] = status

    assert len(read(SPOIL_ME).prescriptions[0].dispenses) == 1
    assert read(bundle).prescriptions[0].dispenses == ()


def _spoil(node: Any, data: st.DataObject) -> None:
    """Walk to a random place and remove it, or put something odd there."""
    while True:
        keys = list(node) if isinstance(node, dict) else list(range(len(node)))
        if not keys:
            return
        key = data.draw(st.sampled_from(keys))
        below = node[key]
        if isinstance(below, dict | list) and below and data.draw(st.booleans()):
            node = below
            continue
        odd = data.draw(st.sampled_from([None, "", "x", 0, -1, 1.5, True, [], {}, [{}], "2026-13-01"]))
        if data.draw(st.booleans()):
            del node[key]
        else:
            node[key] = odd
        return


def _whole() -> dict[str, Any]:
    new = NewPrescription(
        prior=None,
        personnummer=PERSONNUMMER,
        product_name="Metoprolol Sandoz",
        substance="metoprolol",
        atc="C07AB02",
        strength="50 mg",
        form="depottablett",
        dosage_text="1 tablett varje morgon",
        units_per_day=Decimal(1),
        quantity=Decimal(100),
        unit="tablett",
        withdrawals_total=4,
        issued_on=date(2026, 11, 23),
        valid_until=date(2027, 11, 23),
        reimbursed=True,
        purpose="Mot högt blodtryck",
        prescriber_name="Eva Läkare",
        prescriber_code="9000019",
        prescriber_hsa_id="SE0000000000-E101",
        clinic_hsa_id="SE0000000000-V0001",
        clinic_name="Björkens vårdcentral",
        pharmacy_gln=None,
        digest="d",
    )
    bundle = as_searchset(orders.order(new, KEY, "p-1", None))
    price = {"url": "paid", "valueMoney": {"value": 96, "currency": "SEK"}}
    dispense = {
        "resourceType": "MedicationDispense",
        "id": "d-1",
        "extension": [{"url": names.PATIENT_PRICE, "extension": [price]}],
        "status": "completed",
        "medicationCodeableConcept": {"text": "Metoprolol Sandoz"},
        "subject": {"reference": "Patient/p-1"},
        "authorizingPrescription": [{"reference": "MedicationRequest/rx-1"}],
        "performer": [{"actor": {"display": "Apotek Exempel Torget"}}],
        "quantity": {"value": 100, "unit": "tablett"},
        "whenHandedOver": "2026-11-24T12:00:00+01:00",
    }
    bundle["entry"].append({"resource": dispense, "search": {"mode": "include"}})
    whole: dict[str, Any] = json.loads(fhir.write(bundle))
    return whole


SPOIL_ME = _whole()


class Watched(shapes.MedicationDispense, tag="MedicationDispense"):
    """A dispense that counts how often somebody looks into it."""

    looks: ClassVar[int] = 0

    def __getattribute__(self, name: str) -> Any:
        Watched.looks += 1
        return super().__getattribute__(name)


def looks_into(prescriptions: int, dispenses: int) -> int:
    """Read that many prescriptions, each with that many dispenses; give how often one was looked into."""
    whole = shapes.SEARCHSET.read(fhir.write(SPOIL_ME))
    order, patient, given = (each.resource for each in whole.entry)
    assert isinstance(given, shapes.MedicationDispense)
    entries = [shapes.Entry(resource=patient, search=shapes.Search(mode="include"))]
    for number in range(prescriptions):
        another = msgspec.structs.replace(order, id=f"rx-{number}")
        entries.append(shapes.Entry(resource=another, search=shapes.Search(mode="match")))
        for each in range(dispenses):
            by = msgspec.Raw(b'[{"reference": "MedicationRequest/rx-%d"}]' % number)
            facts = msgspec.structs.asdict(given) | {
                "id": f"d-{number}-{each}",
                "authorizingPrescription": by,
            }
            entries.append(shapes.Entry(resource=Watched(**facts), search=shapes.Search(mode="include")))
    page = shapes.Searchset(
        resourceType="Bundle", type="searchset", total=prescriptions, entry=tuple(entries)
    )
    Watched.looks = 0
    found = mapping.medicine_list([page], PERSONNUMMER, NOW, costs=True)
    assert sum(len(each.dispenses) for each in found.prescriptions) == prescriptions * dispenses
    return Watched.looks


def test_each_dispense_is_looked_at_as_often_however_many_prescriptions_there_are() -> None:
    assert looks_into(40, 5) == 10 * looks_into(4, 5)
