"""Removes cases that have been kept long enough."""

from datetime import datetime

from fornya.rules.retention import KEPT_FOR, Kept
from fornya.support.models import Case


def remove_old_cases(*, now: datetime) -> int:
    """Remove cases whose time is over; gives how many."""
    removed, _per_table = Case.objects.filter(sent_at__lte=now - KEPT_FOR[Kept.SUPPORT_CASE]).delete()
    return removed
