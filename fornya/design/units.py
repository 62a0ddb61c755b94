"""Amounts of medicines with their units, in Swedish: so they are handed out."""

from decimal import Decimal
from fractions import Fraction

from django.utils.translation import get_language_bidi

from fornya.design import formats

# They stand beside the dose text, which is the prescriber's.
_MANY = {
    "tablett": "tabletter",
    "kapsel": "kapslar",
    "dos": "doser",
    "dospåse": "dospåsar",
    "droppe": "droppar",
}
_MANY |= {"injektion": "injektioner", "spruta": "sprutor", "penna": "pennor", "ampull": "ampuller"}
_MANY |= {"sticka": "stickor", "lansett": "lansetter", "kanyl": "kanyler", "sensor": "sensorer"}


def amount_words(amount: Decimal | Fraction, unit: str) -> str:
    """Write an amount with its unit, in Swedish: "98 tabletter"."""
    exact = amount if isinstance(amount, Decimal) else Decimal(amount.numerator) / amount.denominator
    number = formats.number(exact.quantize(Decimal("0.01")).normalize())
    said = f"{number}{formats.NO_BREAK}{unit if exact == 1 else many(unit)}"
    return f"{formats.FROM_LEFT}{said}{formats.AND_BACK}" if get_language_bidi() else said


def many(unit: str) -> str:
    """Give a unit's plural where we know it, else the unit as it stands."""
    return _MANY.get(unit.lower(), unit)
