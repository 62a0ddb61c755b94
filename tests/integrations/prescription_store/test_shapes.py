"""The types of the store's answers: what they take the table takes, what they pass over it is asked about."""

import copy
import json
import random
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fornya.integrations import fhir
from fornya.integrations.fhir import NotUnderstood, elements, typed
from fornya.integrations.prescription_store import shapes
from tests.integrations.fhir.test_elements import TYPES, changed, full
from tests.integrations.prescription_store.test_mapping import SPOIL_ME

Json = dict[str, Any]
MATCHES = ("MedicationRequest", "MedicationDispense", "Medication", "Patient", "OperationOutcome", "Task")


def text(document: Json) -> bytes:
    return json.dumps(document, ensure_ascii=False, default=float).encode("utf-8", "surrogatepass")


def answer(resource: Json) -> Json:
    entry = {"fullUrl": "urn:x", "resource": resource, "search": {"mode": "match"}}
    return {"resourceType": "Bundle", "type": "searchset", "total": 1, "entry": [entry]}


def is_known_whole(body: bytes) -> bool:
    """Tell whether the types alone take an answer, with nothing in it that they do not describe."""
    try:
        found = shapes.SEARCHSET._decoder.decode(body)
    except (ValueError, RecursionError):
        return False
    return typed.is_all_of_it(found, body)


def is_taken(body: bytes) -> bool:
    try:
        shapes.SEARCHSET.read(body)
    except NotUnderstood:
        return False
    return True


def in_the_table(body: bytes) -> bool:
    try:
        fhir.read(body, "Bundle")
    except NotUnderstood:
        return False
    return True


def with_value(place: tuple[Any, ...], value: object) -> bytes:
    """Give the answer of the tests with another value in one place."""
    spoilt: Any = copy.deepcopy(SPOIL_ME)
    node = spoilt
    for step in place[:-1]:
        node = node[step]
    node[place[-1]] = value
    return text(spoilt)


def test_a_usual_answer_is_known_whole() -> None:
    assert is_known_whole(text(SPOIL_ME))


@settings(max_examples=300, deadline=None)
@given(seed=st.integers(0, 2**32), changes=st.integers(1, 2))
def test_what_the_types_take_of_a_usual_answer_the_table_takes(seed: int, changes: int) -> None:
    # Mutants: no test of a simple type, of a choice, of what has been passed over.
    draw = random.Random(seed)
    spoilt = SPOIL_ME
    for _ in range(changes):
        spoilt = changed(spoilt, draw)
    body = text(spoilt)

    assert in_the_table(body) or not is_known_whole(body)
    assert in_the_table(body) or not is_taken(body)


@settings(max_examples=100, deadline=None)
@given(kind=st.sampled_from(MATCHES), seed=st.integers(0, 2**32))
def test_nothing_that_the_table_refuses_is_taken_wherever_it_stands(kind: str, seed: int) -> None:
    body = text(changed(answer(full(kind, 1)), random.Random(seed)))

    assert in_the_table(body) or not is_taken(body)


DISPENSE = ("entry", 2, "resource")
WRONG = {
    "a day that there is none of": ((*DISPENSE, "whenHandedOver"), "2026-02-30"),
    "a moment with another letter": ((*DISPENSE, "whenHandedOver"), "2026-11-24t12:00:00z"),
    "an hour that nobody has": ((*DISPENSE, "meta"), {"lastUpdated": "2026-11-24T12:00:00+23:00"}),
    "an address with a blank": (("entry", 0, "fullUrl"), "urn:x y"),
    "an id with a letter of ours": ((*DISPENSE, "id"), "å"),
    "a code with two blanks": (("entry", 0, "resource", "status"), "a  b"),
    "an address of an extension with a line break": ((*DISPENSE, "extension", 0, "url"), "x\ny"),
    "a number in quotation marks": ((*DISPENSE, "quantity", "value"), "100"),
    "a text of blanks": ((*DISPENSE, "quantity", "unit"), "\u00a0"),
    "a text of form feeds": ((*DISPENSE, "quantity", "unit"), "\f"),
    "no text": ((*DISPENSE, "quantity", "unit"), ""),
    "a null": ((*DISPENSE, "quantity", "unit"), None),
    "an element of nobody's": ((*DISPENSE, "surprise"), "x"),
    "two of a choice": ((*DISPENSE, "medicationReference"), {"reference": "Medication/1"}),
    "two values": ((*DISPENSE, "extension", 0, "extension", 0, "valueBoolean"), True),
    "an integer with a point": (
        ("entry", 0, "resource", "dispenseRequest", "numberOfRepeatsAllowed"),
        Decimal("3.0"),
    ),
    "a status that FHIR does not have": ((*DISPENSE, "status"), "handed-out"),
    "a mode that FHIR does not have": (("entry", 0, "search", "mode"), "perhaps"),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_is_refused(what: str) -> None:
    extended = copy.deepcopy(WRONG[what])

    assert not is_taken(with_value(*extended))


def test_a_name_twice_is_refused() -> None:
    once = text(SPOIL_ME)
    twice = once.replace(b'"unit": "tablett"', b'"unit": "tablett", "unit": "kapsel"', 1)

    assert twice != once
    assert not is_taken(twice)


def test_marks_written_as_numbers_hide_no_name_that_comes_twice() -> None:
    # Each makes one more quotation mark when it is written again than came: two make up for a name of two.
    hidden = with_value((*DISPENSE, "quantity", "unit"), "MARKS")
    hidden = hidden.replace(b'"unit": "MARKS"', b'"unit": "x", "unit": "\\u0022\\u0022\\u0022\\u0022"')

    assert not is_taken(hidden)


def test_what_is_not_described_may_come_and_is_checked() -> None:
    right = with_value((*DISPENSE, "daysSupply"), {"value": 100, "unit": "d"})
    wrong = with_value((*DISPENSE, "daysSupply"), {"value": 100, "colour": "red"})

    assert (is_known_whole(right), is_taken(right)) == (False, True)
    assert (is_known_whole(wrong), is_taken(wrong)) == (False, False)


def test_numbers_are_exact() -> None:
    body = text(SPOIL_ME).replace(b'"value": 100,', b'"value": 100.1234567890123456789,')

    (_order, _patient, dispense) = shapes.SEARCHSET.read(body).entry or ()

    assert dispense.resource.quantity.value == Decimal("100.1234567890123456789")  # type: ignore[union-attr]


def test_a_refusal_names_a_place_and_never_what_stood_there() -> None:
    with pytest.raises(NotUnderstood) as known:
        shapes.SEARCHSET.read(with_value(("type",), "19121212-1212 "))
    with pytest.raises(NotUnderstood) as unknown:
        shapes.SEARCHSET.read(with_value(("19121212-1212",), 1))

    assert str(known.value) == "Bundle.type"
    assert "1212" not in str(unknown.value)


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"null", b'"\xff"', b"[" * 100_000, b'{"resourceType": "Patient"}']
)
def test_what_is_no_answer_is_refused(body: bytes) -> None:
    assert not is_taken(body)


def test_every_element_that_is_described_is_one_of_fhirs() -> None:
    described = [shapes.Searchset, *typed.Element.__subclasses__(), *shapes.Resource.__subclasses__()]
    theirs = {"Version": "Meta", "Repeat": "TimingRepeat", "DoseAndRate": "DosageDoseAndRate"}
    theirs |= {"Ingredient": "MedicationIngredient", "Issue": "OperationOutcomeIssue", "Entry": "BundleEntry"}
    theirs |= {"Search": "BundleEntrySearch", "Link": "BundleLink", "Searchset": "Bundle"}
    theirs |= {
        "Performer": "MedicationDispensePerformer",
        "DispenseRequest": "MedicationRequestDispenseRequest",
    }
    known = {kind.__name__: set(kind.__struct_fields__) - {"resourceType"} for kind in described}
    known.pop("Resource")

    wrong = {name: fields - set(TYPES[theirs.get(name, name)]) for name, fields in known.items()}

    assert {name: fields for name, fields in wrong.items() if fields} == {}
    assert set(elements.RESOURCES) >= {each.__name__ for each in shapes.Resource.__subclasses__()} - {
        "Watched"
    }
