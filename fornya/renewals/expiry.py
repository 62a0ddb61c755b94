"""Removes forms that nobody finished, on the day that the form itself has told."""

from datetime import datetime

from fornya.renewals.models import RenewalDraft
from fornya.rules.retention import KEPT_FOR, Kept


def remove_old_drafts(*, now: datetime) -> int:
    """Remove forms that have not been touched for as long as they are kept; gives how many."""
    removed, _per_table = RenewalDraft.objects.filter(updated_at__lte=now - KEPT_FOR[Kept.DRAFT]).delete()
    return removed
