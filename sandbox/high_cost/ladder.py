"""The steps of the medicine benefit, computed straight from the statute (lag 2002:160, 5 §).

Amounts are öre as exact decimals. The ceiling is the only rounded figure: the limits between the steps
are exact multiples of it (2 000.016 kr, not 2 000), and a payment is rounded once, at the very end.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

PRICE_BASE_KR = {2024: 57_300, 2025: 58_800, 2026: 59_200}
NEW_LADDER_FROM = date(2025, 7, 1)
ROUND_DOWN_TO_KR = 50


@dataclass(frozen=True)
class Ladder:
    """Where each step ends, as a share of the ceiling, and what part of the price is paid on it."""

    ceiling_share: Decimal
    steps: tuple[tuple[Decimal, Decimal], ...]


OLD = Ladder(
    Decimal("0.05"),
    (
        (Decimal("0.5"), Decimal(1)),
        (Decimal("0.9544"), Decimal("0.50")),
        (Decimal("1.7732"), Decimal("0.25")),
        (Decimal("2.4542"), Decimal("0.10")),
    ),
)
NEW = Ladder(
    Decimal("0.06463"),
    (
        (Decimal("0.52632"), Decimal(1)),
        (Decimal("0.94383"), Decimal("0.75")),
        (Decimal("1.39482"), Decimal("0.25")),
        (Decimal("1.87282"), Decimal("0.10")),
    ),
)


def ladder_for(period_start: date) -> Ladder:
    """The first purchase of the period decides for the whole of it, also past 1 July 2025."""
    return NEW if period_start >= NEW_LADDER_FROM else OLD


def ceiling_ore(ladder: Ladder, day: date) -> int:
    """The most anyone pays in a period, as it stands on a day; later years keep the last known amount."""
    year = min(max(day.year, min(PRICE_BASE_KR)), max(PRICE_BASE_KR))
    exact = ladder.ceiling_share * PRICE_BASE_KR[year]
    steps = (exact / ROUND_DOWN_TO_KR).to_integral_value(ROUND_FLOOR)
    return int(steps) * ROUND_DOWN_TO_KR * 100


def paid_for(gross_ore: int, ladder: Ladder, ceiling: int) -> Decimal:
    """What a person has paid in all, exactly, once medicines for `gross_ore` have been bought."""
    paid, below = Decimal(0), Decimal(0)
    for share, part in ladder.steps:
        limit = share * ceiling
        paid += max(Decimal(0), min(Decimal(gross_ore), limit) - below) * part
        below = limit
    return min(paid, Decimal(ceiling))


def due_ore(gross_ore: int, *, gross_before: int, paid_before: int, ladder: Ladder, ceiling: int) -> int:
    """What this purchase costs the person; a raised ceiling is caught up, but never above the price."""
    owed = paid_for(gross_before + gross_ore, ladder, ceiling) - paid_before
    exact = min(Decimal(gross_ore), max(Decimal(0), owed))
    return int(exact.to_integral_value(ROUND_HALF_UP))


def last_day(period_start: date) -> date:
    """The last day of the period: one year after the first purchase, that day included."""
    try:
        return period_start.replace(year=period_start.year + 1)
    except ValueError:  # 29 February
        return date(period_start.year + 1, 3, 1) - timedelta(days=1)
