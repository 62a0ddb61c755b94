"""Dosage, both ways: what can be counted becomes units a day, what cannot is left as the prescriber's text.

A wrong number here would tell somebody that the medicine lasts longer than it does, so anything beyond a
plain "so much, so often" counts as not countable.
"""

from collections.abc import Sequence
from decimal import Decimal

from fornya.integrations.fhir import Json
from fornya.integrations.fhir.typed import number
from fornya.integrations.prescription_store.shapes import VARYING, Dosage

DAYS = {"d": 1, "wk": 7}


def units_per_day(instructions: Sequence[Dosage], unit: str) -> Decimal | None:
    """Add up the daily amount of all instructions; None when one of them cannot be counted.

    raises: ValueError, for an amount that is no number
    """
    amounts = [_per_day(each, unit) for each in instructions]
    counted = [amount for amount in amounts if amount is not None]
    if not counted or len(counted) < len(amounts):
        return None
    return sum(counted, Decimal(0))


def instruction(text: str, per_day: Decimal | None, unit: str) -> Json:
    """Write a dosage: always the text, and the amount a day where there is one."""
    written: Json = {"text": text}
    if per_day is not None:
        written["timing"] = {"repeat": {"frequency": 1, "period": 1, "periodUnit": "d"}}
        written["doseAndRate"] = [{"doseQuantity": {"value": per_day, "unit": unit}}]
    elif "vid behov" in text.lower():
        written["asNeededBoolean"] = True
    return written


def _per_day(instruction: Dosage, unit: str) -> Decimal | None:
    timing, doses = instruction.timing, instruction.doseAndRate
    if instruction.asNeededBoolean or instruction.asNeededCodeableConcept:
        return None
    if not timing or timing.event or not timing.repeat or len(doses) != 1:
        return None
    repeat, dose = timing.repeat, doses[0].doseQuantity
    days = DAYS.get(repeat.periodUnit)
    if days is None or not dose or not dose.value or (dose.unit or unit) != unit:
        return None
    if any(getattr(repeat, name) for name in VARYING):
        return None
    times = repeat.frequency or len(repeat.timeOfDay or repeat.when) or 1
    per_day = number(dose.value) * times / (number(repeat.period) * days)
    return per_day if per_day > 0 else None
