"""Dosage: only what is plain is counted."""

import json
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from fornya.integrations.prescription_store import dosage, shapes

DAILY = {"frequency": 1, "period": 1, "periodUnit": "d"}


def an_instruction(
    repeat: dict[str, Any], value: object = 1, unit: str = "tablett", **more: Any
) -> dict[str, Any]:
    dose = {"doseQuantity": {"value": value, "unit": unit}}
    return {"text": "…", "timing": {"repeat": repeat}, "doseAndRate": [dose], **more}


def per_day_of(*instructions: dict[str, Any]) -> Decimal | None:
    body = json.dumps(instructions, default=float).encode()
    return dosage.units_per_day(msgspec.json.decode(body, type=list[shapes.Dosage]), "tablett")


@pytest.mark.parametrize(
    ("repeat", "value", "per_day"),
    [
        (DAILY, 1, "1"),
        ({**DAILY, "frequency": 3}, Decimal("0.5"), "1.5"),
        ({"frequency": 1, "period": 2, "periodUnit": "d"}, 1, "0.5"),
        ({"frequency": 7, "period": 1, "periodUnit": "wk"}, 2, "2"),
        ({"period": 1, "periodUnit": "d", "when": ["MORN", "EVE"]}, 1, "2"),
        ({"period": 1, "periodUnit": "d", "timeOfDay": ["08:00:00", "14:00:00", "20:00:00"]}, 1, "3"),
    ],
)
def test_a_plain_dose_is_counted(repeat: dict[str, Any], value: object, per_day: str) -> None:
    assert per_day_of(an_instruction(repeat, value)) == Decimal(per_day)


def test_several_instructions_are_added() -> None:
    morning, night = an_instruction(DAILY, 1), an_instruction(DAILY, 2)

    assert per_day_of(morning, night) == 3


@pytest.mark.parametrize(
    "instruction",
    [
        {"text": "Enligt lista"},
        an_instruction(DAILY, asNeededBoolean=True),
        an_instruction(DAILY, asNeededCodeableConcept={"text": "vid smärta"}),
        an_instruction({**DAILY, "frequencyMax": 3}),
        an_instruction({**DAILY, "periodMax": 3}),
        an_instruction({**DAILY, "dayOfWeek": ["mon"]}),
        an_instruction({**DAILY, "boundsDuration": {"value": 7}}),
        an_instruction({"frequency": 1, "period": 1, "periodUnit": "h"}),
        an_instruction({"frequency": 1}),
        an_instruction(DAILY, unit="mg"),
        an_instruction(DAILY, value=0),
        {**an_instruction(DAILY), "doseAndRate": []},
        {**an_instruction(DAILY), "doseAndRate": [{"doseRange": {"low": {"value": 1}}}]},
    ],
)
def test_what_is_not_plain_is_not_counted_even_beside_what_is(instruction: dict[str, Any]) -> None:
    assert per_day_of(instruction) is None
    assert per_day_of(an_instruction(DAILY), instruction) is None


def test_no_instruction_is_no_number() -> None:
    assert per_day_of() is None


@pytest.mark.parametrize(("text", "as_needed"), [("1 tablett Vid behov", True), ("Enligt lista", False)])
def test_as_needed_is_said_only_where_the_text_says_so(text: str, as_needed: bool) -> None:
    assert dosage.instruction(text, None, "tablett").get("asNeededBoolean", False) is as_needed
