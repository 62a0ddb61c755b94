"""Dosage, both ways: what can be counted becomes units a day, what cannot is left as the prescriber's text.

A wrong number here would tell somebody that the medicine lasts longer than it does, so anything beyond a
plain "so much, so often" counts as not countable.
"""

from decimal import Decimal

from fornya.integrations.fhir import Json
from fornya.integrations.prescription_store.shapes import Dosage, Quantity, Repeat, Timing

DAYS = {"d": 1, "wk": 7}
_PLAIN = {"frequency", "period", "periodUnit", "timeOfDay", "when"}
# Each of these makes the daily amount vary, or end.
VARYING = tuple(name for name in Repeat.__struct_fields__ if name not in _PLAIN)


def units_per_day(instructions: list[Dosage], unit: str | None) -> Decimal | None:
    """Add up the daily amount of all instructions; None when one of them cannot be counted."""
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


def _per_day(instruction: Dosage, unit: str | None) -> Decimal | None:
    if instruction.asNeededBoolean or instruction.asNeededCodeableConcept is not None:
        return None
    timing = instruction.timing or Timing()
    repeat = timing.repeat or Repeat()
    doses = instruction.doseAndRate or []
    days = DAYS.get(repeat.periodUnit or "")
    varies = any(getattr(repeat, name) is not None for name in VARYING)
    if timing.event is not None or days is None or len(doses) != 1 or varies:
        return None
    dose = doses[0].doseQuantity or Quantity()
    if dose.value is None or (dose.unit or unit) != unit:
        return None
    times = repeat.frequency or len(repeat.timeOfDay or repeat.when or ()) or 1
    period = 1 if repeat.period is None else repeat.period
    per_day = dose.value * times / (period * days)
    return per_day if per_day > 0 else None
