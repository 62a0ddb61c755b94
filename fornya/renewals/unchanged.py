"""The renewal that changes nothing: the same dose and amount, valid for a year."""

from datetime import date

from fornya.renewals.decide import LineDecision, NewPrescription
from fornya.renewals.reading import Line
from fornya.rules.months import add_months
from fornya.rules.renewal_states import Event

VALID_MONTHS = 12


def unchanged(line: Line, *, today: date) -> LineDecision:
    """Give the decision to renew a medicine of the store's just as it was prescribed."""
    facts = line.prescription
    new = NewPrescription(
        dosage_text=facts["dosage_text"],
        units_per_day=facts["units_per_day"],
        quantity=facts["quantity"],
        unit=facts["unit"],
        withdrawals_total=facts["withdrawals_total"],
        valid_until=add_months(today, VALID_MONTHS).isoformat(),
    )
    return LineDecision(line.id, Event.APPROVE, new=new)
