"""Reads a mobile number and an e-mail address however they were written."""

import re
import unicodedata

from fornya.design.typed import read_email

_BETWEEN = re.compile(r"[\s()./\-\u2010-\u2015\u2212]")
_SWEDISH_MOBILE = re.compile(r"\+467[02369]\d{7}")
_FOREIGN = re.compile(r"\+(?!46)[1-9]\d{6,14}")


class NotAMobile(ValueError):
    """What was written is no number that an SMS can reach."""


class NotAnAddress(ValueError):
    """What was written is no e-mail address."""


def mobile_number(text: str) -> str:
    """Give the number in E.164: any Swedish way of writing a mobile number, or one with its country's code.

    Raises NotAMobile, also for Swedish numbers that are not for mobile phones.
    """
    digits = _BETWEEN.sub("", _plain(text))
    digits = re.sub(r"^00", "+", digits)
    digits = re.sub(r"^\+460", "+46", digits)
    digits = re.sub(r"^(?:0|46(?=7))", "+46", digits)
    if _SWEDISH_MOBILE.fullmatch(digits) or _FOREIGN.fullmatch(digits):
        return digits
    raise NotAMobile


def email_address(text: str) -> str:
    """Give the address without spaces around it. Raises NotAnAddress."""
    address = read_email(_plain(text))
    if address is None:
        raise NotAnAddress
    return address


def _plain(text: str) -> str:
    """Turn the digits of an Arabic or Persian keyboard into ours, and drop marks that nobody sees.

    Such marks come along when a number is copied from a page that runs from right to left.
    """
    seen = (sign for sign in text if unicodedata.category(sign) != "Cf")
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in seen)
