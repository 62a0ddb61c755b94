"""Removes cases that have been kept long enough, and the counts of hours gone by."""

from datetime import datetime

from fornya.rules.retention import KEPT_FOR, Kept
from fornya.support.models import Case, Sender


def remove_old_cases(*, now: datetime) -> int:
    """Remove cases whose time is over; gives how many."""
    removed, _per_table = Case.objects.filter(sent_at__lte=now - KEPT_FOR[Kept.SUPPORT_CASE]).delete()
    return removed


def remove_old_counts(*, now: datetime) -> int:
    """Remove the counts of senders; gives how many."""
    removed, _per_table = Sender.objects.filter(hour__lte=now - KEPT_FOR[Kept.SENDER_COUNT]).delete()
    return removed
