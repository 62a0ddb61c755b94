"""Removes forms that nobody finished, a patient's on the day that the form itself has told."""

from datetime import datetime

from fornya.renewals.models import FilledDecision, RenewalDraft
from fornya.rules.retention import KEPT_FOR, Kept


def remove_old_drafts(*, now: datetime) -> int:
    """Remove forms that have not been touched for as long as they are kept; gives how many."""
    removed, _per_table = RenewalDraft.objects.filter(updated_at__lte=now - KEPT_FOR[Kept.DRAFT]).delete()
    return removed


def remove_old_filled_decisions(*, now: datetime) -> int:
    """Remove what prescribers filled in and never came back to sign; gives how many."""
    removed, _per_table = FilledDecision.objects.filter(
        kept_at__lte=now - KEPT_FOR[Kept.FILLED_DECISION]
    ).delete()
    return removed
