"""Stand-ins for the prescription store and the high-cost account, at the border where their clients stand."""

import itertools
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from fornya.integrations.high_cost.messages import HighCostState, Purchase
from fornya.integrations.http import Unavailable
from fornya.integrations.prescription_store.messages import Dispense, MedicineList, Prescription
from fornya.rules.swedish_time import at_clock, swedish_day

TODAY = swedish_day(datetime.now(UTC))
DOWN = Unavailable("store", "503", outcome_unknown=False)
_ids = itertools.count(1)


class Sources:
    """Answers for both. Set `prescriptions_are`, `hidden` and `cost`; an exception is raised instead."""

    def __init__(self) -> None:
        self.prescriptions_are: list[Prescription] | Exception = []
        self.hidden = False
        self.cost: HighCostState | Exception = account()
        self.asked: list[str] = []

    def prescriptions(self, personnummer: str, **_asked: bool) -> MedicineList:
        """Answer as the store's client does."""
        self.asked.append(personnummer)
        if isinstance(self.prescriptions_are, Exception):
            raise self.prescriptions_are
        return MedicineList(datetime.now(UTC), tuple(self.prescriptions_are), self.hidden)

    def state(self, personnummer: str) -> HighCostState:
        """Answer as the account's client does."""
        self.asked.append(personnummer)
        if isinstance(self.cost, Exception):
            raise self.cost
        return self.cost


def days(number: int) -> date:
    """Give the day so many days from today."""
    return TODAY + timedelta(days=number)


def prescription(product: str = "Metoprolol Sandoz", **facts: Any) -> Prescription:
    """Give a prescription that has been collected to the last and runs out in twelve days."""
    number = next(_ids)
    collected = facts.pop("collected", [88])
    quantity = facts.pop("quantity", Decimal(100))
    values: dict[str, Any] = {
        "id": f"rx-{number}",
        "version": "1",
        "chain_id": f"chain-{number}",
        "status": "active",
        "product_name": product,
        "substance": "metoprolol",
        "atc": "C07AB02",
        "strength": "50 mg",
        "form": "depottablett",
        "narcotic_class": None,
        "monitoring_group": None,
        "dosage_text": "1 tablett varje morgon",
        "units_per_day": Decimal(1),
        "unit": "tablett",
        "withdrawals_total": 1,
        "issued_on": days(-290),
        "valid_until": days(75),
        "dispense_interval_days": None,
        "reimbursed": True,
        "purpose": "Mot högt blodtryck",
        "prescriber_name": "Eva Läkare",
        "prescriber_code": "9000019",
        "clinic_hsa_id": "SE0000000000-V0001",
        "clinic_name": "Björkens vårdcentral",
    }
    booked = facts.pop("booked", {})
    dispenses = tuple(dispense(ago, quantity, **booked) for ago in collected)
    return Prescription(**(values | facts), quantity=quantity, dispenses=dispenses)


def sleeping_pill() -> Prescription:
    """Give one that no clinic of the demo renews online."""
    return prescription("Imovane", atc="N05CF01", strength="7,5 mg", narcotic_class="IV", form="tablett")


def dispense(days_ago: int, quantity: Decimal, **booked: Any) -> Dispense:
    """Give a withdrawal handed over so many days ago; `booked`: what of it counts, and as what."""
    at = at_clock(days(-days_ago), time(12)) if days_ago else datetime.now(UTC)
    return Dispense(f"d-{next(_ids)}", at, quantity, "tablett", "Apotek Exempel Torget", 9900, 9900, **booked)


def account(paid_ore: int = 213500, gross_ore: int = 218000, **facts: Any) -> HighCostState:
    """Give an account a bit over half way to the high-cost card."""
    bought = datetime.now(UTC) - timedelta(days=100)
    values: dict[str, Any] = {
        "read_at": datetime.now(UTC),
        "period_start": days(-100),
        "period_end": days(265),
        "ceiling_ore": 380000,
        "purchases": (Purchase("d-1", bought, "Levaxin 100 mikrogram", gross_ore, paid_ore),),
    }
    return HighCostState(gross_ore=gross_ore, paid_ore=paid_ore, **(values | facts))
