"""What of a pharmacy price counts towards the frikort, what is free, and what is paid beside the ladder.

Age is the age at the original purchase, also when that purchase is credited later. Insulin is free through
the regions, not through 19 §, so it comes in as a flag of the product; a medicine against a communicable
disease is free by a flag of the prescription.

Source: lag (2002:160) 6 § (workplace code), 19-21 b §§; smittskyddslagen (2004:168) 7 kap. 1 §;
tables/benefit.toml.
Reviewed: 2026-11-23
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from fornya.rules.dated import in_force, read_table


class Goods(StrEnum):
    """What kind of goods is bought."""

    MEDICINE = "medicine"
    CONTRACEPTIVE = "contraceptive"
    CONSUMABLE = "consumable"
    FOOD = "food"


class BenefitCode(StrEnum):
    """How the high-cost account books a row: on the ladder, free, outside, or food for children."""

    LADDER = "R"
    FREE = "F"
    OUTSIDE = "U"
    FOOD = "L"


class Choice(StrEnum):
    """Which product the patient leaves with when the pharmacy may exchange."""

    CHEAPEST = "cheapest"
    NOT_EXCHANGEABLE = "not_exchangeable"
    PRESCRIBED = "prescribed"
    THIRD = "third"


@dataclass(frozen=True)
class Sale:
    """The facts about one row at the counter."""

    goods: Goods
    bought_on: date
    age: int
    in_benefit: bool
    has_workplace_code: bool = True
    free_for_patient: bool = False
    communicable_disease: bool = False


@dataclass(frozen=True)
class Split:
    """A price in two parts: what counts on the ladder, and what the patient pays beside it."""

    counts_ore: int
    beside_ore: int


@dataclass(frozen=True)
class Ages:
    """The age limits for what is free, and the highest price of food, in force from a day."""

    valid_from: date
    free_under: int
    contraceptives_free_under: int
    food_under: int
    food_at_most_ore: int
    source: str
    valid_to: date | None = None


def ages_on(day: date) -> Ages:
    """Return the limits in force on a day; raises NothingInForce for a day before the table begins."""
    return in_force(_AGES, day)


def benefit_code(sale: Sale) -> BenefitCode:
    """Return how a row is booked. Raises NothingInForce for a day before the table begins."""
    ages = ages_on(sale.bought_on)
    if sale.communicable_disease:
        return BenefitCode.FREE
    # Without the prescriber's workplace code nothing is in the benefit, frikort or not (6 §).
    if not (sale.in_benefit and sale.has_workplace_code):
        return BenefitCode.OUTSIDE
    if sale.goods is Goods.FOOD:
        return BenefitCode.FOOD if sale.age < ages.food_under else BenefitCode.OUTSIDE
    is_free = (
        sale.free_for_patient
        or sale.goods is Goods.CONSUMABLE
        or sale.age < ages.free_under
        or (sale.goods is Goods.CONTRACEPTIVE and sale.age < ages.contraceptives_free_under)
    )
    return BenefitCode.FREE if is_free else BenefitCode.LADDER


def is_free_by_kind(age: int, bought_on: date) -> bool:
    """Tell whether what was free for somebody of this age was so by its kind, and not by their age."""
    return age >= ages_on(bought_on).contraceptives_free_under


def food_due(price_ore: int, bought_on: date) -> int:
    """Return what food for a child under the age limit costs at one purchase; it is a sum of its own."""
    return min(price_ore, ages_on(bought_on).food_at_most_ore)


def split_price(price_ore: int, cheapest_ore: int, choice: Choice) -> Split:
    """Return what of a price counts on the ladder, given the cheapest exchangeable product's price (21 §)."""
    if choice is Choice.THIRD:
        return Split(0, price_ore)
    if choice is Choice.PRESCRIBED:
        counts_ore = min(price_ore, cheapest_ore)
        return Split(counts_ore, price_ore - counts_ore)
    return Split(price_ore, 0)


def _ages(row: dict[str, Any]) -> Ages:
    return Ages(**row)


_AGES = tuple(_ages(row) for row in read_table("benefit")["benefit"])
