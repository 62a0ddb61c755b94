"""Removes sign-ins that led nowhere, sessions that are over, and what was typed when they were."""

from datetime import datetime

from fornya.people.models import Session, SignIn, TypedForm
from fornya.rules.retention import KEPT_FOR, Kept


def remove_old_sign_ins(*, now: datetime) -> int:
    """Remove BankID orders that can no longer be finished; gives how many."""
    removed, _per_table = SignIn.objects.filter(started_at__lte=now - KEPT_FOR[Kept.SIGN_IN_ORDER]).delete()
    return removed


def remove_old_sessions(*, now: datetime) -> int:
    """Remove sessions that no limit lets live any longer; gives how many."""
    longest = max(KEPT_FOR[Kept.PATIENT_SESSION], KEPT_FOR[Kept.STAFF_SESSION])
    removed, _per_table = Session.objects.filter(started_at__lte=now - longest).delete()
    return removed


def remove_old_typed_forms(*, now: datetime) -> int:
    """Remove forms that nobody has come back for; gives how many."""
    removed, _per_table = TypedForm.objects.filter(kept_at__lte=now - KEPT_FOR[Kept.TYPED_FORM]).delete()
    return removed
