"""Gives a request to a colleague at the same clinic, or back to all of them."""

import uuid
from datetime import datetime

from fornya.audit.scope import Actor
from fornya.people.models import Staff
from fornya.people.session import SignedInStaff
from fornya.renewals.history import NoSuchRequest, locked_at_clinic, note, refuse_held, refuse_stale
from fornya.renewals.models import RenewalEvent, RenewalRequest


class NoSuchColleague(LookupError):
    """Nobody with this HSA-id has worked here."""


def hand_over(
    *, request_id: uuid.UUID, to_hsa_id: str, seen_version: int, by: SignedInStaff, now: datetime
) -> None:
    """Let the request be a colleague's, or ("") anybody's; who reads it now stops reading it.

    Whether the colleague works here is for the caller to know. Raises NoSuchRequest (also for one that is
    over), HeldByAnother, AlreadyHandled, NoSuchColleague.
    """
    with locked_at_clinic(request_id, what="request.handed_over", by=by, now=now) as (request, _lines):
        if request.ended_at is not None:
            raise NoSuchRequest(request_id)
        refuse_stale(request, seen_version)
        refuse_held(request, by, now=now)
        colleague = Staff.objects.filter(hsa_id=to_hsa_id).first() if to_hsa_id else None
        if to_hsa_id and colleague is None:
            raise NoSuchColleague(to_hsa_id)
        give(request, colleague, by=by.actor, now=now)


def give(request: RenewalRequest, colleague: Staff | None, *, by: Actor, now: datetime) -> None:
    """Let a locked request be a colleague's, or anybody's, and nobody's to read; note who saw to it."""
    request.taken_by, request.taken_at = colleague, now if colleague else None
    request.read_by_id = request.read_until = None
    request.version += 1
    request.save(update_fields=["taken_by", "taken_at", "read_by", "read_until", "version"])
    what = "handed_over" if colleague else "handed_back"
    RenewalEvent.objects.bulk_create([note(request, None, what, by=by, now=now)])
