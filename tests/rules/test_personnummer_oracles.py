"""Two foreign libraries read the same 100,000 strings as our rule does."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from personnummer.personnummer import Personnummer, PersonnummerException
from stdnum.exceptions import ValidationError
from stdnum.se import personnummer as stdnum

from fornya.rules.personnummer import NotAPersonNumber, has_check_digit, parse

STRINGS = 100_000
SEED = 19121212
# The libraries ask the calendar themselves, so the day is today's here too.
TODAY = datetime.now(UTC).date()
A_STRANGE_ONE = 1 / 8
STRANGE = (
    *"\u0661\u0665\u0669",  # Arabic-Indic digits
    *"\uff11\uff15\uff19",  # full-width digits
    "\u0967",  # a Devanagari digit
    "\u00b2",  # a raised two, which Python calls a digit but no number
    "\u200b",  # a zero-width space
    "\u200f",  # a right-to-left mark
    "\0",
)


def test_both_libraries_read_every_plain_string_as_we_do():
    draw = random.Random(SEED)
    accepted = strange = 0
    for _ in range(STRINGS):
        typed = _plain(draw)
        if draw.random() < A_STRANGE_ONE:
            strange += 1
            _check_strange(_with_strange_sign(draw, typed))
            continue
        ours = _ours(typed)
        accepted += ours is not None
        assert ours == _first(typed), repr(typed)
        if _second_knows(typed):
            assert ours == _second(typed), repr(typed)

    assert STRINGS // 4 < accepted < STRINGS * 3 // 4
    assert strange > STRINGS // 10


@pytest.mark.parametrize("sign", STRANGE, ids=lambda sign: f"U+{ord(sign):04X}")
def test_a_sign_that_no_other_system_understands_is_refused_wherever_it_stands(sign):
    right = "19850614-9825"

    for place in range(len(right) + 1):
        assert _ours(right[:place] + sign + right[place:]) is None
        assert _ours(right[:place] + sign + right[place + 1 :]) is None


def _with_strange_sign(draw: random.Random, typed: str) -> str:
    place = draw.randrange(len(typed) + 1)
    return typed[:place] + draw.choice(STRANGE) + typed[place + draw.randrange(2) :]


def _check_strange(typed: str) -> None:
    """Both refuse what we refuse, but that they read digits of other scripts, which no register does."""
    assert _ours(typed) is None, repr(typed)
    if any(sign.isdecimal() and not sign.isascii() for sign in typed):
        return
    assert (_first(typed), _second(typed)) == (None, None), repr(typed)


def _plain(draw: random.Random) -> str:
    """Give a number of a day that has been, as people write it, in half of the cases with something wrong."""
    born = TODAY - timedelta(days=draw.randrange(1, 365 * 130))
    day = born.day + draw.choice((0, 0, 0, 60))
    nine = f"{born:%y%m}{day:02d}{draw.randrange(1, 1000):03d}"
    (ten,) = [f"{nine}{digit}" for digit in range(10) if has_check_digit(f"{nine}{digit}")]
    if draw.random() < 0.5:
        place = draw.randrange(len(ten))
        ten = ten[:place] + str(draw.randrange(10)) + ten[place + 1 :]
    if draw.random() < 0.5:
        return f"{born:%Y}"[:2] + draw.choice((ten, f"{ten[:6]}-{ten[6:]}"))
    separator = "+" if TODAY.year - born.year >= 100 else draw.choice(("", "-"))
    return f"{ten[:6]}{separator}{ten[6:]}"


def _ours(typed: str) -> str | None:
    try:
        return parse(typed, today=TODAY).value
    except NotAPersonNumber:
        return None


def _first(typed: str) -> str | None:
    try:
        found = Personnummer(typed)
    except PersonnummerException:
        return None
    return found.format(long_format=True).replace("-", "").replace("+", "")


def _second(typed: str) -> str | None:
    try:
        born = stdnum.get_birth_date(stdnum.validate(typed))
    except ValidationError:
        return None
    return f"{born:%Y%m%d}{typed[-4:]}"


def _second_knows(typed: str) -> bool:
    """The second library knows no coordination numbers, and nothing of days of this year that are to come."""
    digits = typed.replace("-", "").replace("+", "")
    is_coordination = int(digits[-6:-4]) > 60
    return not is_coordination and not _is_to_come(digits[-10:-4])


def _is_to_come(six: str) -> bool:
    return f"{TODAY:%y%m%d}" < six <= f"{TODAY:%y}9999"
