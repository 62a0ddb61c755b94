"""What is taken as FHIR: never more than the models of fhir.resources take, and less only as told here."""

import copy
import random
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from fhir.resources.R4B import get_fhir_model_class
from hypothesis import given, settings
from hypothesis import strategies as st

from fornya.integrations.fhir import elements

Json = dict[str, Any]
TYPES: dict[str, dict[str, str]] = elements._TYPES
MOMENT = "2026-11-23T09:30:00.25+01:00"
UUID = "urn:uuid:c757873d-ec9a-4326-a141-556f43239520"

GOOD: Json = {
    "base64Binary": "aGVq",
    "boolean": False,
    "canonical": "http://example.se/x|1",
    "code": "a b",
    "date": "2026-11",
    "dateTime": MOMENT,
    "decimal": Decimal("1.50"),
    "id": "rx-1.a",
    "instant": MOMENT,
    "integer": -3,
    "markdown": "*x*",
    "oid": "urn:oid:1.2.752",
    "positiveInt": 1,
    "string": "åäö\n ",
    "time": "13:40:00",
    "unsignedInt": 0,
    "uri": "urn:oid:1.2",
    "url": "https://example.se/x?y=1",
    "uuid": UUID,
    "xhtml": "<div>x</div>",
}
WRONG: list[Any] = [
    *(
        "",
        " ",
        "x",
        "a b",
        "1",
        0,
        1,
        -1,
        True,
        False,
        Decimal("1.5"),
        Decimal("1E+400"),
        [],
        {},
        ["x"],
        [None],
        {"a": 1},
    ),
    *(
        "2026",
        "2026-02-30",
        "0000-01-01",
        "2026-01-01T10:00:00",
        "2026-01-01T24:00:00Z",
        MOMENT,
        "\ud800",
        "\x0b",
    ),
    *(
        UUID,
        "urn:oid:1.2",
        2**31,
        {"reference": "x"},
        {"value": 1},
        {"resourceType": "Patient"},
        {"text": "x"},
    ),
    *(
        [{"url": "x", "valueString": "s"}],
        {"extension": [{"url": "x", "valueString": "s"}]},
        [{"coding": [{}]}],
    ),
]
READ = ("Bundle", "MedicationRequest", "Medication", "MedicationDispense", "Patient", "OperationOutcome")
NAMES = sorted({name for kind in TYPES.values() for name in kind})


def test_each_element_is_taken_by_both(everything: list[tuple[str, str, Json]]) -> None:
    assert len(everything) > 1000
    for kind, name, document in everything:
        assert (kind, name, *taken(document, kind)) == (kind, name, True, True)


def test_no_simple_value_is_taken_here_that_the_models_refuse() -> None:
    # Mutants: a number out of its range, a text that is no day, half a character.
    names = {
        said.partition("|")[0]: name for name, said in TYPES["Extension"].items() if name.startswith("value")
    }

    answers = {
        (kind, repr(value)): taken({"url": "x", name: value}, "Extension")
        for kind, name in names.items()
        for value in [*WRONG, *GOOD.values()]
    }

    assert [case for case, (here, there) in answers.items() if here and not there] == []
    assert set(GOOD) - set(names) == {"xhtml"}


def test_a_list_is_no_single_one_and_a_single_one_no_list(everything: list[tuple[str, str, Json]]) -> None:
    for kind, name, document in everything:
        value = document[name]
        other = document | {name: value[0] if isinstance(value, list) else [value]}

        assert (kind, name, *taken(other, kind)) == (kind, name, False, False)


def test_of_a_choice_there_is_one(everything: list[tuple[str, str, Json]]) -> None:
    for kind, name, document in everything:
        choice = TYPES[kind][name].partition("|")[2]
        others = [other for other in TYPES[kind] if choice and TYPES[kind][other].partition("|")[2] == choice]
        for other in others[:2]:
            two = document | {each: value_of(TYPES[kind][each]) for each in {name, other}}
            assert (kind, name, other, *taken(two, kind)) == (kind, name, other, name == other, name == other)


@settings(max_examples=200, deadline=None)
@given(kind=st.sampled_from(READ), seed=st.integers(0, 2**32))
def test_what_is_taken_here_the_models_take(kind: str, seed: int) -> None:
    # Mutants: no test of a choice, of what is required, of a list, of one simple type.
    spoilt = changed(full(kind, 1), random.Random(seed))

    here, there = taken(spoilt, kind)

    assert there or not here


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("boolean", "true"),
        ("boolean", 1),
        ("integer", "1"),
        ("integer", True),
        ("decimal", "1.5"),
        ("decimal", 1.5),
        ("uri", ""),
        ("uri", "a b"),
        ("markdown", ""),
        ("base64Binary", "****"),
        ("uuid", UUID.removeprefix("urn:uuid:")),
        ("dateTime", "2016-12-31T23:59:60Z"),
    ],
)
def test_what_the_models_bend_is_refused_here(kind: str, value: object) -> None:
    document = {"url": "x", f"value{kind[0].upper()}{kind[1:]}": value}

    assert taken(document, "Extension") == (False, True)


@pytest.mark.parametrize("kind", READ)
def test_a_whole_resource_is_taken_by_both(kind: str) -> None:
    assert taken(full(kind, 1), kind) == (True, True)


def test_a_resource_that_is_not_among_those_we_know_is_refused() -> None:
    basic = {"resourceType": "Basic", "code": {"text": "referral"}}

    assert taken(
        {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": basic}]}, "Bundle"
    ) == (
        False,
        True,
    )


def taken(document: Json, kind: str) -> tuple[bool, bool]:
    """Say whether we take a document, and whether the models do."""
    return _passes(lambda: elements.check(document, kind)), _passes(
        lambda: get_fhir_model_class(kind).model_validate(document)
    )


def _passes(check: Any) -> bool:
    try:
        check()
    except (ValueError, LookupError, TypeError, AttributeError):  # the models stumble over some of it
        return False
    return True


@pytest.fixture(scope="module")
def everything() -> list[tuple[str, str, Json]]:
    """Give, for each element of each type, the smallest document that has it."""
    return [(kind, name, with_one(kind, name)) for kind in TYPES if kind in KNOWN for name in TYPES[kind]]


KNOWN = set(TYPES) - {"FHIRPrimitiveExtension"}


def smallest(kind: str) -> Json:
    """Give the least that a type must have."""
    made: Json = {"resourceType": kind} if "implicitRules" in TYPES[kind] else {}
    chosen: set[str] = set()
    for name, said in TYPES[kind].items():
        choice = said.partition("|")[2]
        if said.endswith("!") and choice not in chosen:
            made[name] = value_of(said)
            chosen |= {choice} if choice else set()
    return made


def with_one(kind: str, name: str) -> Json:
    """Give the smallest of a type that has an element, alone where it is one of a choice."""
    said = TYPES[kind]
    choice = said[name].partition("|")[2]
    least = {
        each: value
        for each, value in smallest(kind).items()
        if not choice or not said.get(each, "").endswith(f"|{choice}")
    }
    return least | {name: value_of(said[name])}


def value_of(said: str) -> Any:
    kind = said.partition("|")[0].rstrip("!")
    one = GOOD.get(kind.rstrip("*")) if kind.rstrip("*") in GOOD else _complex(kind.rstrip("*"))
    return [one, one] if kind.endswith("*") else one


def _complex(kind: str) -> Json:
    return smallest("Patient" if kind == "Resource" else kind)


def full(kind: str, depth: int) -> Json:
    """Give a type with all its elements, and theirs, so deep; the first of each choice."""
    made = smallest(kind)
    chosen = {said.partition("|")[2].rstrip("!") for name, said in TYPES[kind].items() if name in made}
    for name, said in TYPES[kind].items():
        choice = said.partition("|")[2].rstrip("!")
        inner = said.partition("|")[0].rstrip("*!")
        if name in made or (choice and choice in chosen):
            continue
        chosen.add(choice)
        if inner in GOOD or inner in ("Resource", "Extension", "Meta") or depth == 0:
            made[name] = value_of(said)
        else:
            made[name] = [full(inner, depth - 1)] if "*" in said else full(inner, depth - 1)
    return made


def changed(document: Json, draw: random.Random) -> Json:
    """Change one place: take it away, put something else there, give it another name, add something."""
    made = copy.deepcopy(document)
    node = draw.choice([each for each in nodes(made) if each])
    key = draw.choice(list(node)) if isinstance(node, dict) else draw.randrange(len(node))
    deed = draw.randrange(5)
    if deed == 0:
        del node[key]
    elif deed == 1 or isinstance(node, list):
        node[key] = draw.choice(WRONG)
    elif deed == 2:
        node[draw.choice(NAMES)] = draw.choice(WRONG)
    elif deed == 3:
        node[f"_{key}"] = draw.choice(WRONG)
    else:
        node[draw.choice(NAMES)] = node.pop(key)
    return made


def nodes(document: Any) -> Iterator[Any]:
    """Go through everything that holds something."""
    if isinstance(document, dict | list):
        yield document
        for each in document.values() if isinstance(document, dict) else document:
            yield from nodes(each)
