"""How the day a medicine lasts to was reckoned, told so that the person can check it."""

from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _

from fornya.design import formats
from fornya.design.units import amount_words
from fornya.medicines.overview import Medicine
from fornya.rules.swedish_time import swedish_day
from fornya.rules.withdrawals import Why

DAYS_OF_A_WEEK = 7


def reckoning(medicine: Medicine, today: date) -> list[str]:
    """Give the steps as sentences; none where no day was reckoned."""
    per_day = medicine.dose.per_day
    if per_day is None or medicine.run_out.why is not Why.COUNTED:
        return []
    unit, own = medicine.prescription.unit, medicine.own_count
    steps = []
    if own is not None:
        steps.append(
            _("Räknat hemma till %(amount)s, %(day)s.")
            % {
                "amount": amount_words(own.amount, unit),
                "day": formats.short_day(swedish_day(own.counted_at), today),
            }
        )
    later = [each for each in medicine.collected if own is None or each.dispensed_at > own.counted_at]
    if later:
        last = later[-1]
        steps.append(
            _("Senast uthämtat: %(amount)s, %(day)s. Det som fanns kvar sedan tidigare är inräknat.")
            % {
                "amount": amount_words(last.quantity, unit),
                "day": formats.short_day(swedish_day(last.dispensed_at), today),
            }
        )
    dose = _dose(per_day, unit)
    return [*steps, dose] if dose else steps


def _dose(per_day: Fraction, unit: str) -> str:
    """Say the dose a day, else a week where it is whole then; nothing where neither can be said plainly."""
    a_week = per_day * DAYS_OF_A_WEEK
    if (per_day * 4).denominator == 1:
        return _("Dosen är %(amount)s om dagen.") % {"amount": amount_words(per_day, unit)}
    if a_week.denominator == 1:
        return _("Dosen är %(amount)s i veckan.") % {"amount": amount_words(a_week, unit)}
    return ""
