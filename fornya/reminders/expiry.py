"""Removes what was told of so long ago that the supply cannot be the same any more."""

from datetime import datetime

from fornya.reminders.models import Reminder
from fornya.rules.retention import KEPT_FOR, Kept


def remove_old_reminders(*, now: datetime) -> int:
    """Remove them; gives how many."""
    removed, _per_table = Reminder.objects.filter(told_at__lte=now - KEPT_FOR[Kept.REMINDER]).delete()
    return removed
