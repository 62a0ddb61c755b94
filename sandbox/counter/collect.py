"""Hand over one withdrawal: the dispense and the purchase, in one transaction."""

from dataclasses import dataclass
from datetime import datetime

from sandbox import people, state
from sandbox.counter import shelf
from sandbox.high_cost import ledger
from sandbox.prescription_store import build, storage


class CannotCollect(Exception):
    """Raised when the prescription gives nothing today; `reason` says why."""

    def __init__(self, reason: shelf.Stop) -> None:
        super().__init__(reason.value)
        self.reason = reason


class NoSuchPharmacy(Exception):
    """Raised for a GLN that no fictitious pharmacy has."""


@dataclass(frozen=True)
class Collected:
    """What the person got and paid."""

    dispense: str
    name: str
    pharmacy: str
    price_ore: int
    paid_ore: int
    left: int


def collect(prescription: str, *, gln: str, at: datetime) -> Collected:
    """Collect one withdrawal of a prescription at a pharmacy.

    raises: CannotCollect, NoSuchPharmacy, Refusal (no such prescription)
    """
    pharmacy = people.pharmacies().get(gln)
    if pharmacy is None:
        raise NoSuchPharmacy(gln)
    with state.transaction():
        order = storage.read("MedicationRequest", prescription)
        offer = shelf.offer(order, at.astimezone(ledger.STOCKHOLM).date())
        if offer.stop:
            raise CannotCollect(offer.stop)
        dispense = storage.new_id("MedicationDispense")
        paid = _pay(offer, dispense, at)
        handover = build.Handover(
            id=dispense,
            at=at,
            gln=gln,
            packages=offer.packages,
            benefit=offer.benefit,
            price_ore=offer.price_ore,
            paid_ore=paid,
            counted_ore=offer.price_ore if offer.benefit == "R" else 0,
        )
        storage.create(build.dispense(order.body, handover), resource_id=dispense)
    return Collected(dispense, offer.name, pharmacy, offer.price_ore, paid, offer.left - 1)


def _pay(offer: shelf.Offer, dispense: str, at: datetime) -> int:
    if offer.benefit != "R":
        return offer.pays_ore
    return ledger.register(
        shelf.personnummer(offer.order.body),
        dispense=dispense,
        bought_at=at,
        product=offer.name,
        gross_ore=offer.price_ore,
    )
