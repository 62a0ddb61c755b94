"""Dosage, both ways: what can be counted becomes units a day, what cannot is left as the prescriber's text.

A wrong number here would tell somebody that the medicine lasts longer than it does, so anything beyond a
plain "so much, so often" counts as not countable.
"""

from decimal import Decimal

from fornya.integrations.fhir import Json

DAYS = {"d": 1, "wk": 7}
# Each of these makes the daily amount vary, or end.
VARYING = (
    "frequencyMax",
    "periodMax",
    "countMax",
    "count",
    "dayOfWeek",
    "boundsPeriod",
    "boundsDuration",
    "boundsRange",
)


def units_per_day(instructions: list[Json], unit: str | None) -> Decimal | None:
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


def _per_day(instruction: Json, unit: str | None) -> Decimal | None:
    if instruction.get("asNeededBoolean") or "asNeededCodeableConcept" in instruction:
        return None
    timing = instruction.get("timing", {})
    repeat = timing.get("repeat", {})
    doses = instruction.get("doseAndRate", [])
    days = DAYS.get(repeat.get("periodUnit", ""))
    if "event" in timing or days is None or len(doses) != 1 or any(name in repeat for name in VARYING):
        return None
    dose = doses[0].get("doseQuantity", {})
    if "value" not in dose or dose.get("unit", unit) != unit:
        return None
    times = repeat.get("frequency") or len(repeat.get("timeOfDay", repeat.get("when", ()))) or 1
    per_day = Decimal(str(dose["value"])) * times / (Decimal(str(repeat.get("period", 1))) * days)
    return per_day if per_day > 0 else None
