"""Amounts with their units: one of something, several, and what we have no plural for."""

from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils import translation

from fornya.design.units import amount_words


@pytest.mark.parametrize(
    ("amount", "unit", "words"),
    [
        (Decimal(1), "tablett", "1 tablett"),
        (Decimal(100), "tablett", "100 tabletter"),
        (Decimal("0.5"), "Tablett", "0,5 tabletter"),
        (Decimal(50), "sticka", "50 stickor"),
        (Fraction(1, 3), "dos", "0,33 doser"),
        (Decimal(2), "penna 3 ml", "2 penna 3 ml"),
    ],
)
def test_a_unit_is_in_the_plural_where_we_know_it(amount, unit, words):
    with translation.override("sv"):
        assert amount_words(amount, unit).replace("\N{NO-BREAK SPACE}", " ") == words
