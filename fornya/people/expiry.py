"""Removes sign-ins that led nowhere, sessions, mandates and ways to tell that are over, and typed forms."""

from datetime import datetime

from django.db.models import Q

from fornya.people.models import GuardianContact, Mandate, Session, SignIn, SigningRequest, TypedForm
from fornya.rules.age_rules import ages_on
from fornya.rules.months import add_years
from fornya.rules.retention import KEPT_FOR, Kept
from fornya.rules.swedish_time import swedish_day


def remove_old_sign_ins(*, now: datetime) -> int:
    """Remove BankID orders that can no longer be finished; gives how many."""
    removed, _per_table = SignIn.objects.filter(started_at__lte=now - KEPT_FOR[Kept.SIGN_IN_ORDER]).delete()
    return removed


def remove_old_signing_requests(*, now: datetime) -> int:
    """Remove what nobody can sign any longer; a signature is whole without its request. Gives how many."""
    removed, _per_table = SigningRequest.objects.filter(
        asked_at__lte=now - KEPT_FOR[Kept.SIGNING_REQUEST]
    ).delete()
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


def remove_old_mandates(*, now: datetime) -> int:
    """Remove mandates that were never signed, and those that have been over for a year; gives how many."""
    over = now - KEPT_FOR[Kept.MANDATE_OVER]
    removed, _per_table = Mandate.objects.filter(
        Q(offered_at=None, drafted_at__lte=now - KEPT_FOR[Kept.MANDATE_DRAFT])
        | Q(ended_at__lte=over)
        | Q(declined_at__lte=over)
        | Q(ends_on__lt=over.date())
        | Q(accepted_at=None, offered_at__lte=over)
    ).delete()
    return removed


def remove_old_guardian_contacts(*, now: datetime) -> int:
    """Remove how guardians wanted to be told of children who now speak for themselves; gives how many."""
    today = swedish_day(now)
    born = add_years(today, -ages_on(today).guardian_below)
    removed, _per_table = GuardianContact.objects.filter(patient__birth_date__lte=born).delete()
    return removed
