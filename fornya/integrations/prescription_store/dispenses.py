"""What was handed over, from the store's FHIR to our words. Of these somebody has thousands."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import cache, lru_cache

from fornya.integrations.fhir import NotUnderstood
from fornya.integrations.fhir.typed import number
from fornya.integrations.prescription_store import names, shapes
from fornya.integrations.prescription_store.messages import Dispense
from fornya.integrations.prescription_store.values import above_zero, id_of, moment_of, said

Given = dict[str, dict[str, Dispense]]
Prices = tuple[int | None, int | None, int | None]
Cost = tuple[int | None, int | None, int | None, str | None]

NOT_TOLD: Cost = (None, None, None, None)


class _Parts:
    """What is the same in one dispense after another: each text of an answer is read but once."""

    def __init__(self, *, costs: bool) -> None:
        self.amount = cache(_amount)
        self.pharmacy = cache(_pharmacy)
        self.orders = cache(_orders)
        self.cost: Callable[[bytes], Cost] = _cost if costs else _not_asked


def by_order(resources: Iterable[shapes.MedicationDispense], *, costs: bool) -> Given:
    """Sort completed dispenses by the reference of their prescription, and then by id; costs if asked for.

    raises: NotUnderstood, ValueError, OverflowError
    """
    found: Given = defaultdict(dict)
    parts = _Parts(costs=costs)
    for each in resources:
        if each.status == "completed":
            given = _dispense(each, parts)
            for order in parts.orders(bytes(each.authorizingPrescription)):
                found[order][given.id] = given
    return found


def _dispense(resource: shapes.MedicationDispense, parts: _Parts) -> Dispense:
    amount, unit = parts.amount(bytes(resource.quantity))
    price, paid, counted, benefit = parts.cost(bytes(resource.extension))
    return Dispense(
        id_of(resource),
        moment_of(resource.whenHandedOver),
        amount,
        unit,
        parts.pharmacy(bytes(resource.performer)),
        price,
        paid,
        counted,
        benefit,
    )


def _amount(text: bytes) -> tuple[Decimal, str]:
    found = shapes.AMOUNT.read(text)
    return above_zero(found.value), found.unit


def _pharmacy(text: bytes) -> str | None:
    performers = shapes.PERFORMERS.read(text)
    return (performers[0].actor.display or None) if performers else None


def _orders(text: bytes) -> list[str]:
    orders = [each.reference for each in shapes.ORDERS.read(text)]
    if not all(orders):
        raise NotUnderstood("MedicationDispense.authorizingPrescription")
    return orders


def _not_asked(_text: bytes) -> Cost:
    return NOT_TOLD


def _cost(text: bytes) -> Cost:
    price, paid, counted, benefit = NOT_TOLD
    for each in shapes.EXTENSIONS.read(text):
        if each.url == names.PATIENT_PRICE:
            price, paid, counted = _prices(bytes(each.extension))
        elif each.url == names.BENEFIT_CHOICE:
            benefit = said(each.valueCode)
    return price, paid, counted, benefit


@lru_cache(maxsize=4096)
def _prices(parts: bytes) -> Prices:
    """Give a pick-up's full price, what was paid and what counted: the same come again and again."""
    amounts = {each.url: _ore(each.valueMoney) for each in shapes.PARTS.read(parts)}
    return amounts.get("price"), amounts.get("paid"), amounts.get("highCostCounted")


def _ore(money: shapes.Money) -> int:
    exact = number(money.value) * 100
    if money.currency != "SEK" or exact < 0 or exact != exact.to_integral_value():
        raise NotUnderstood("valueMoney")
    return int(exact)
