"""What crosses the border between us and the high-cost account. Money is whole öre."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Purchase:
    """One dispense that counts: its full price, and what the patient paid of it."""

    dispense_id: str
    bought_at: datetime
    product_name: str
    gross_ore: int
    paid_ore: int


@dataclass(frozen=True, slots=True)
class HighCostState:
    """The period that runs now. Both days are included in it, and both None when no period runs.

    `gross_ore` and `paid_ore` are the sums of `purchases`. Frikort is reached when paid equals the ceiling.
    """

    read_at: datetime
    period_start: date | None
    period_end: date | None
    gross_ore: int
    paid_ore: int
    ceiling_ore: int
    purchases: tuple[Purchase, ...]
