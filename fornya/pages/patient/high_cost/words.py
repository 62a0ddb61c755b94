"""The one sentence about the high-cost protection."""

from datetime import date

from django.utils.translation import gettext as _

from fornya.design import formats
from fornya.medicines.high_cost import HighCost


def sentence(found: HighCost, today: date) -> str:
    """Say how near the patient is to the high-cost card; empty when the account could not be read."""
    if found.account is None or found.progress is None:
        return ""
    progress = found.progress
    if found.account.period_end is None:
        return _("Du har inte hämtat ut något inom högkostnadsskyddet det senaste året.")
    until = formats.short_day(found.account.period_end, today)
    if progress.has_high_cost_card:
        return _("Du har frikort till och med %(day)s. Läkemedel inom skyddet kostar inget.") % {"day": until}
    return _("Du har betalat %(paid)s av %(ceiling)s. Det är %(left)s kvar till frikort.") % {
        "paid": formats.money(progress.paid_ore),
        "ceiling": formats.money(progress.ceiling_ore),
        "left": formats.money(progress.left_ore),
    }
