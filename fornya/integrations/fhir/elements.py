"""The shape of FHIR R4: which elements a resource may have, of what type, how many. Checks plain JSON.

`elements.json` is written from the models of fhir.resources, which take 20 MB and ten times as long to say
the same. They remain the judges: tests hold what is taken here against what they take.
"""

import json
import re
from base64 import b64decode
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from operator import eq
from pathlib import Path
from typing import Any

Test = Callable[[Any], bool]

_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]+)?"
    r"(Z|[+-](0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)"
)
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_TEXT = re.compile(r"[ \r\n\t\S]")
_NO_SPACE = r"[^\s\ud800-\udfff]"
_HALF = re.compile("[\ud800-\udfff]")
_UUID = r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
_ELEMENT = re.compile(r"(?P<kind>\w+)(?P<many>\*?)(?P<required>!?)(\|(?P<choice>\w+)(?P<one>!?))?")
LARGEST = 2**31 - 1


class Misshapen(ValueError):
    """Raised for JSON that is not the type it should be. Names a place of FHIR's, never what stood there."""


def _text(pattern: str) -> Test:
    fits = re.compile(pattern).fullmatch
    return lambda value: type(value) is str and fits(value) is not None


def _is_text(value: object) -> bool:
    """Some text, and no half of a surrogate pair: that is no character, though JSON can write it."""
    return type(value) is str and _TEXT.search(value) is not None and not _HALF.search(value)


def _number(least: int) -> Test:
    return lambda value: type(value) is int and least <= value <= LARGEST


def _is_decimal(value: object) -> bool:
    return type(value) is int or type(value) is Decimal and _DECIMAL.fullmatch(str(value)) is not None


def _is_date(value: object) -> bool:
    if type(value) is not str or not _DATE.fullmatch(value):
        return False
    try:
        date.fromisoformat((value + "-01-01")[:10])
    except ValueError:
        return False
    return True


def _is_moment(value: object) -> bool:
    if type(value) is not str or not _MOMENT.fullmatch(value):
        return False
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_base64(value: object) -> bool:
    try:
        return type(value) is str and b64decode(value, validate=True) is not None
    except ValueError:
        return False


_PATTERNS = {
    "canonical": rf"{_NO_SPACE}+",
    "code": rf"{_NO_SPACE}+(\s{_NO_SPACE}+)*",
    "id": r"[A-Za-z0-9\-.]{1,64}",
    "oid": r"urn:oid:[0-2](\.(0|[1-9][0-9]*))+",
    "time": r"([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]+)?",
    "uri": rf"{_NO_SPACE}+",
    "url": rf"{_NO_SPACE}+",
    "uuid": _UUID,
}
_PRIMITIVES: dict[str, Test] = {
    **{kind: _text(pattern) for kind, pattern in _PATTERNS.items()},
    "base64Binary": _is_base64,
    "boolean": lambda value: type(value) is bool,
    "date": _is_date,
    "dateTime": lambda value: _is_moment(value) or _is_date(value),
    "decimal": _is_decimal,
    "instant": _is_moment,
    "integer": _number(-LARGEST - 1),
    "markdown": _is_text,
    "positiveInt": _number(1),
    "string": _is_text,
    "unsignedInt": _number(0),
    "xhtml": _is_text,
}


@dataclass(frozen=True, slots=True)
class _Shape:
    """One type. `required` are those that must be there; of each choice at most one, or exactly one."""

    tests: dict[str, Test]
    required: tuple[str, ...]
    choices: tuple[tuple[frozenset[str], bool], ...]


def check(value: object, kind: str) -> None:
    """Check a value, with everything in it, against a type.

    raises: Misshapen
    """
    if type(value) is not dict:
        raise Misshapen(kind)
    shape = _SHAPES[kind]
    tests = shape.tests
    for name, item in value.items():
        test = tests.get(name)
        if test is None:
            raise Misshapen(f"{kind}: an element that it does not have")
        if not test(item):
            raise Misshapen(f"{kind}.{name}")
    for name in shape.required:
        if name not in value and not _has_reason(value.get(f"_{name}")):
            raise Misshapen(f"{kind}.{name}")
    for names, one in shape.choices:
        given = len(names.intersection(value))
        if given > 1 or (one and not given):
            raise Misshapen(f"{kind}: one of a choice")


def pattern(kind: str) -> str:
    """Give the pattern that the whole of a simple type's text has, where it is one."""
    return rf"\A(?:{_PATTERNS[kind]})\Z"


def has(kind: str, name: str) -> bool:
    """Tell whether a type has an element."""
    return name in _SHAPES[kind].tests


def _has_reason(sibling: object) -> bool:
    """What must be there may be missing where an extension says why."""
    return type(sibling) is dict and bool(sibling.get("extension"))


def _is_a(kind: str, value: object) -> bool:
    check(value, kind)
    return True


def _is_resource(value: object) -> bool:
    kind = value.get("resourceType") if type(value) is dict else None
    if type(kind) is not str or "resourceType" not in _SHAPES.get(kind, _NOTHING).tests:
        return False
    check(value, kind)
    return True


def _is_sibling(value: object) -> bool:
    """What may stand beside a simple value, as `_status` beside `status`."""
    return bool(value) and _is_a(_SIBLING, value)


def _all(test: Test, value: object) -> bool:
    return type(value) is list and all(map(test, value))


def _all_or_none(test: Test, value: object) -> bool:
    """In a list of simple values, null keeps the place of one that has an extension only."""
    return type(value) is list and all(each is None or test(each) for each in value)


def _shape(kind: str, elements: dict[str, str]) -> _Shape:
    tests: dict[str, Test] = {}
    required: list[str] = []
    choices: dict[str, list[str]] = defaultdict(list)
    one: set[str] = set()
    for name, said in elements.items():
        found = _ELEMENT.fullmatch(said)
        if found is None:
            raise ValueError(said)
        test = _PRIMITIVES.get(found["kind"]) or _complex(found["kind"])
        many = _all_or_none if found["kind"] in _PRIMITIVES else _all
        tests[name] = partial(many, test) if found["many"] else test
        if found["kind"] in _PRIMITIVES and name != "id" and kind != "Extension":
            tests[f"_{name}"] = partial(_all_or_none, _is_sibling) if found["many"] else _is_sibling
        required += [name] if found["required"] else []
        if found["choice"]:
            choices[found["choice"]].append(name)
            one |= {found["choice"]} if found["one"] else set()
    if "implicitRules" in elements:  # every resource has it, and no other type
        tests["resourceType"] = partial(eq, kind)
    return _Shape(
        tests, tuple(required), tuple((frozenset(names), group in one) for group, names in choices.items())
    )


def _complex(kind: str) -> Test:
    return _is_resource if kind == "Resource" else partial(_is_a, kind)


_SIBLING = "FHIRPrimitiveExtension"
_NOTHING = _Shape({}, (), ())
_TYPES = json.loads(Path(__file__).with_name("elements.json").read_text(encoding="utf-8"))
_TYPES[_SIBLING] = {"id": "string", "extension": "Extension*"}
_SHAPES = {kind: _shape(kind, elements) for kind, elements in _TYPES.items()}
RESOURCES = tuple(kind for kind, shape in _SHAPES.items() if "resourceType" in shape.tests)
