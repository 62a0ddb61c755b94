"""The types of the store's answers: what is read is read strictly, and what else comes changes nothing."""

import copy
import json
import random
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fornya.integrations import fhir
from fornya.integrations.fhir import NotUnderstood, typed
from fornya.integrations.prescription_store import MedicineList, mapping, names, shapes
from tests.integrations.fhir.test_elements import TYPES, changed
from tests.integrations.prescription_store.test_mapping import PERSONNUMMER, SPOIL_ME

Json = dict[str, Any]
NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
WRONG_VALUES: tuple[object, ...] = (None, "", "x", 0, -1, 1.5, True, [], {}, [{}], "2026-02-30", [None])


def text(document: Json) -> bytes:
    return json.dumps(document, ensure_ascii=False, default=float).encode("utf-8", "surrogatepass")


def told(body: bytes) -> MedicineList | None:
    """Give the list that is shown; None for an answer that is refused."""
    try:
        return mapping.medicine_list([shapes.SEARCHSET.read(body)], PERSONNUMMER, NOW, costs=True)
    except NotUnderstood:
        return None


USUAL = told(text(SPOIL_ME))


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


def places(node: Any, here: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Go through every place of a document, the inner ones too."""
    steps = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for step, below in steps:
        yield (*here, step)
        yield from places(below, (*here, step))


# What we call otherwise than FHIR's own table does.
THEIRS = {
    "Version": "Meta",
    "Repeat": "TimingRepeat",
    "DoseAndRate": "DosageDoseAndRate",
    "Part": "Extension",
    "Amount": "Quantity",
    "Ingredient": "MedicationIngredient",
    "Issue": "OperationOutcomeIssue",
    "Entry": "BundleEntry",
    "Search": "BundleEntrySearch",
    "Link": "BundleLink",
    "Searchset": "Bundle",
    "Performer": "MedicationDispensePerformer",
    "DispenseRequest": "MedicationRequestDispenseRequest",
}


def described() -> list[type[Any]]:
    return [each for each in subclasses(typed.Element) if each.__module__ == shapes.__name__]


def subclasses(kind: type) -> Iterator[type[Any]]:
    for each in kind.__subclasses__():
        yield each
        yield from subclasses(each)


# What is no word that we know equals none of those, however it is written.
COMPARED = ("code", "uri", "url", "canonical")
READ: dict[str, set[str]] = {}
for each in described():
    READ.setdefault(THEIRS.get(each.__name__, each.__name__), set()).update(each.__struct_fields__)


def read_part(node: Any, kind: str) -> Any:
    """Leave out what is not read, but for what FHIR wants to be there; a text is any text."""
    if isinstance(node, list):
        return [read_part(each, kind) for each in node]
    if isinstance(node, str):
        return node if node.strip() and kind not in COMPARED else "x"
    if not isinstance(node, dict):
        return node
    kind = str(node.get("resourceType")) if kind == "Resource" else kind
    kept: Json = {"resourceType": kind} if "resourceType" in node and "implicitRules" in TYPES[kind] else {}
    for name, said in TYPES.get(kind, {}).items():
        # One that makes the dose vary leaves it uncounted, whatever it is: no answer is a legal one.
        if name in node and (name in READ.get(kind, ()) or "!" in said) and name not in shapes.VARYING:
            kept[name] = read_part(node[name], re.match(r"\w+", said)[0])  # type: ignore[index]
    # The prescription's stands in addresses; the others are compared with one another, whatever they are.
    if kind != "MedicationRequest" and kept.get("id") and isinstance(kept["id"], str):
        kept["id"] = "x"
    return kept


def test_a_usual_answer_is_told() -> None:
    assert USUAL is not None
    assert len(USUAL.prescriptions[0].dispenses) == 1


def test_a_wrong_value_anywhere_is_refused_or_changes_nothing() -> None:
    said = {}
    for place in places(SPOIL_ME):
        for value in WRONG_VALUES:
            body = with_value(place, value)
            found = told(body)
            if found is not None and found != USUAL and not in_the_table(body):
                said[place, str(value)] = found

    assert said == {}


@settings(max_examples=400, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_what_is_read_of_a_spoilt_answer_is_right_or_refused(seed: int) -> None:
    spoilt = changed(SPOIL_ME, random.Random(seed))
    found = told(text(spoilt))

    assert found in (None, USUAL) or in_the_table(text(read_part(spoilt, "Resource")))


ORDER, DISPENSE = ("entry", 0, "resource"), ("entry", 2, "resource")
WRONG: dict[str, tuple[tuple[Any, ...], object]] = {
    "a day that there is none of": ((*DISPENSE, "whenHandedOver"), "2026-02-30"),
    "a moment with another letter": ((*DISPENSE, "whenHandedOver"), "2026-11-24t12:00:00z"),
    "a moment in no zone": ((*DISPENSE, "whenHandedOver"), "2026-11-24T12:00:00"),
    "a moment before there were any": ((*DISPENSE, "whenHandedOver"), "0001-01-01T00:00:00+14:00"),
    "a month": ((*ORDER, "authoredOn"), "2026-11"),
    "an id with a letter of ours": ((*ORDER, "id"), "å"),
    "a number in quotation marks": ((*DISPENSE, "quantity", "value"), "100"),
    "a number that nobody can hold": ((*DISPENSE, "quantity", "value"), 1e300),
    "a number below zero": ((*DISPENSE, "quantity", "value"), -1),
    "no text": ((*DISPENSE, "quantity", "unit"), ""),
    "a null": ((*DISPENSE, "quantity", "unit"), None),
    "an integer with a point": ((*ORDER, "dispenseRequest", "numberOfRepeatsAllowed"), Decimal("3.5")),
    "a status that FHIR does not have": ((*DISPENSE, "status"), "handed-out"),
    "a mode that FHIR does not have": (("entry", 0, "search", "mode"), "perhaps"),
    "a price in another currency": (
        (*DISPENSE, "extension", 0, "extension", 0, "valueMoney", "currency"),
        "EUR",
    ),
    "a price of half an öre": ((*DISPENSE, "extension", 0, "extension", 0, "valueMoney", "value"), 1.005),
    "no price where one belongs": ((*DISPENSE, "extension", 0, "extension"), {}),
    "a benefit that is no yes and no no": (
        (*ORDER, "extension", 0),
        {"url": names.BENEFIT, "valueString": "ja"},
    ),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_is_refused(what: str) -> None:
    assert told(with_value(*WRONG[what])) is None


MODIFIERS = {
    "an extension of the prescription's": (*ORDER, "modifierExtension"),
    "an extension of the dose's": (*ORDER, "dosageInstruction", 0, "modifierExtension"),
    "an extension of what is to be dispensed": (*ORDER, "dispenseRequest", "modifierExtension"),
    "an extension of what was handed over": (*DISPENSE, "modifierExtension"),
    "an extension of the entry's": ("entry", 2, "modifierExtension"),
    "an extension of the medicine's": (*ORDER, "contained", 2, "modifierExtension"),
}


@pytest.mark.parametrize("what", MODIFIERS)
def test_what_changes_the_meaning_of_the_rest_is_not_understood(what: str) -> None:
    extension = [{"url": "https://example.se/not-for-this-person", "valueBoolean": True}]

    body = with_value(MODIFIERS[what], extension)

    assert in_the_table(body)
    assert told(body) is None


@pytest.mark.parametrize(
    "place", [("implicitRules",), (*ORDER, "implicitRules"), (*DISPENSE, "implicitRules")]
)
def test_an_answer_by_rules_of_somebody_elses_is_not_understood(place: tuple[Any, ...]) -> None:
    body = with_value(place, "https://example.se/rules")

    assert in_the_table(body)
    assert told(body) is None


@pytest.mark.parametrize(
    "place", [(*DISPENSE, "quantity"), (*ORDER, "dispenseRequest", "quantity"), (*ORDER, "dispenseRequest")]
)
def test_more_or_less_than_so_much_is_no_amount(place: tuple[Any, ...]) -> None:
    amount = {"value": 100, "unit": "tablett", "comparator": ">="}
    body = with_value(place if place[-1] == "quantity" else (*place, "dispenseInterval"), amount)

    assert in_the_table(body)
    assert told(body) is None


def test_a_word_not_to_take_something_is_no_prescription() -> None:
    assert told(with_value((*ORDER, "doNotPerform"), True)) is None
    assert told(with_value((*ORDER, "doNotPerform"), False)) == USUAL
    assert told(with_value((*ORDER, "intent"), "proposal")) is None


def test_what_is_not_read_may_come() -> None:
    extension = {"url": "https://example.se/how-it-was-sent", "valueString": "x"}

    assert told(with_value((*DISPENSE, "daysSupply"), {"value": 100, "unit": "d"})) == USUAL
    assert told(with_value((*DISPENSE, "extension", 0, "extension", 0, "extension"), [extension])) == USUAL
    assert told(with_value(("entry", 1, "resource", "address"), [{"city": "Uppsala"}])) == USUAL


def test_costs_come_where_they_are_asked_for_and_are_looked_at_there_only() -> None:
    usual, spoilt = text(SPOIL_ME), with_value((*DISPENSE, "extension", 0, "extension"), {})

    def cost(body: bytes, *, asked: bool) -> int | None:
        page = shapes.SEARCHSET.read(body)
        found = mapping.medicine_list([page], PERSONNUMMER, NOW, costs=asked)
        return found.prescriptions[0].dispenses[0].paid_ore

    assert (cost(usual, asked=True), cost(usual, asked=False)) == (9600, None)
    assert cost(spoilt, asked=False) is None
    with pytest.raises(NotUnderstood):
        cost(spoilt, asked=True)


def test_numbers_are_exact() -> None:
    body = text(SPOIL_ME).replace(b'"value": 100,', b'"value": 100.1234567890123456789,')

    found = told(body)

    assert found is not None
    assert found.prescriptions[0].dispenses[0].quantity == Decimal("100.1234567890123456789")


def test_a_refusal_names_a_place_and_never_what_stood_there() -> None:
    with pytest.raises(NotUnderstood) as refused:
        shapes.SEARCHSET.read(with_value(("type",), "19121212-1212 "))

    assert str(refused.value) == "Bundle.type"


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"null", b'"\xff"', b"[" * 100_000, b'{"resourceType": "Patient"}']
)
def test_what_is_no_answer_is_refused(body: bytes) -> None:
    assert told(body) is None


def test_every_element_that_is_read_is_one_of_fhirs() -> None:
    wrong = {kind: names - set(TYPES[kind]) - {"resourceType"} for kind, names in READ.items()}

    assert {kind: names for kind, names in wrong.items() if names} == {}


def test_whatever_can_be_modified_says_so() -> None:
    # Mutants: a type that is no Backbone though FHIR lets it be modified.
    can_be = {
        each.__name__
        for each in described()
        if "modifierExtension" in TYPES[THEIRS.get(each.__name__, each.__name__)]
    }

    assert can_be == {each.__name__ for each in described() if issubclass(each, typed.Backbone)}
    assert {"Timing", "Dosage", "Performer", "MedicationRequest"} <= can_be
