"""The one sentence about the high-cost protection."""

from datetime import date

from django.utils.translation import gettext as _

from fornya.design import formats
from fornya.integrations.high_cost.messages import HighCostState
from fornya.medicines.high_cost import HighCost
from fornya.rules.high_cost import Progress


def sentence(found: HighCost, today: date, *, about: str = "") -> str:
    """Say how near the patient is to the high-cost card; empty when the account could not be read.

    `about` names the patient to whoever acts for them.
    """
    if found.account is None or found.progress is None:
        return ""
    progress = found.progress
    if about:
        return _sentence_about(found.account, progress, about, today)
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


def _sentence_about(account: HighCostState, progress: Progress, name: str, today: date) -> str:
    if account.period_end is None:
        return _("%(name)s har inte hämtat ut något inom högkostnadsskyddet det senaste året.") % {
            "name": name
        }
    if progress.has_high_cost_card:
        until = formats.short_day(account.period_end, today)
        return _("%(name)s har frikort till och med %(day)s.") % {"name": name, "day": until}
    return _("%(name)s har betalat %(paid)s av %(ceiling)s. Det är %(left)s kvar till frikort.") % {
        "name": name,
        "paid": formats.money(progress.paid_ore),
        "ceiling": formats.money(progress.ceiling_ore),
        "left": formats.money(progress.left_ore),
    }
