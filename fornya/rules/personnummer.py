"""Swedish personal identity numbers and coordination numbers: read what a person typed, or say what is wrong.

Inside the code a number is always twelve ASCII digits. Nothing here shows a number: neither the
exception nor the result's repr, since both end up in logs.

Source: folkbokföringslagen (1991:481) 18 §; lag (2022:1697) om samordningsnummer 2 kap. 8 §;
for people born on 29 February lag (1930:173) 1 §.
Reviewed: 2026-11-23
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from fornya.rules.months import add_years

DASHES = "-\u2010\u2011\u2012\u2013\u2212"
COORDINATION_OFFSET = 60
OLDEST_CENTURY = 18


class Fault(StrEnum):
    """What is wrong with what was typed."""

    EMPTY = "empty"
    CHARACTERS = "characters"
    LENGTH = "length"
    DATE = "date"
    FUTURE = "future"
    CHECK_DIGIT = "check_digit"


class NotAPersonNumber(ValueError):
    """What was typed is no number of a person; `reason` says why, and the typed text is not kept."""

    def __init__(self, reason: Fault) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True)
class PersonNumber:
    """A number that holds together. Its date is only nearly proof of birth: days can run out of numbers."""

    value: str = field(repr=False)
    birth_date: date = field(repr=False)
    is_coordination: bool


def parse(text: str, *, today: date) -> PersonNumber:
    """Return the person number in `text`: 10 or 12 digits, with or without spaces, hyphen or plus.

    Raises NotAPersonNumber with the first fault found.
    """
    digits, is_past_hundred = _clean(text)
    if len(digits) == 10:
        digits = f"{_century(digits, is_past_hundred, today):02d}{digits}"
    elif len(digits) != 12:
        raise NotAPersonNumber(Fault.LENGTH)
    birth_date, is_coordination = _birth_date(digits)
    if birth_date > today:
        raise NotAPersonNumber(Fault.FUTURE)
    if not has_check_digit(digits[2:]):
        raise NotAPersonNumber(Fault.CHECK_DIGIT)
    return PersonNumber(digits, birth_date, is_coordination)


def has_check_digit(digits: str) -> bool:
    """Tell whether the last of ten digits fits the others by the Luhn formula."""
    total = 0
    for position, digit in enumerate(reversed(digits)):
        product = int(digit) * (1 + position % 2)
        total += product // 10 + product % 10
    return total % 10 == 0


def age_on(birth_date: date, day: date) -> int:
    """Return the full years lived on `day`; raises ValueError before birth."""
    if day < birth_date:
        raise ValueError("day is before birth")
    years = day.year - birth_date.year
    return years if add_years(birth_date, years) <= day else years - 1


def is_woman(number: str) -> bool:
    """Tell the registered sex that a twelve-digit number carries: its second last digit is even for women."""
    return int(number[10]) % 2 == 0


def _clean(text: str) -> tuple[str, bool]:
    """Drop spaces and dashes, and notice a plus where it may stand: before the last four digits."""
    kept = "".join(sign for sign in text if not sign.isspace() and sign not in DASHES)
    if not kept:
        raise NotAPersonNumber(Fault.EMPTY)
    is_past_hundred = kept[-5:-4] == "+"
    if is_past_hundred:
        kept = kept[:-5] + kept[-4:]
    # isdigit alone also admits Arabic-Indic and full-width digits, which no other system understands.
    if not (kept.isascii() and kept.isdigit()):
        raise NotAPersonNumber(Fault.CHARACTERS)
    return kept, is_past_hundred


def _century(digits: str, is_past_hundred: bool, today: date) -> int:
    """Return the century of a ten-digit number: the latest that is not in the future.

    The hyphen becomes a plus in the year a person turns 100, so a plus means at least 100 years back.
    """
    year_of_century = int(digits[:2])
    latest = today.year - 100 if is_past_hundred else today.year
    year = latest - (latest - year_of_century) % 100
    month, day = int(digits[2:4]), int(digits[4:6]) % COORDINATION_OFFSET
    if year == today.year and (month, day) > (today.month, today.day):
        year -= 100
    return year // 100


def _birth_date(digits: str) -> tuple[date, bool]:
    """Return the date in a twelve-digit number, and whether it is a coordination number."""
    day = int(digits[6:8])
    is_coordination = day > COORDINATION_OFFSET
    if is_coordination:
        day -= COORDINATION_OFFSET
    if int(digits[:2]) < OLDEST_CENTURY:
        raise NotAPersonNumber(Fault.DATE)
    try:
        return date(int(digits[:4]), int(digits[4:6]), day), is_coordination
    except ValueError:
        raise NotAPersonNumber(Fault.DATE) from None
