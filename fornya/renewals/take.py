"""A member of staff begins to work on a request: it is theirs, and for a while nobody else's to decide."""

import uuid
from datetime import datetime

from fornya.people.session import SignedInStaff
from fornya.renewals.history import locked_at_clinic, move, note, refuse_held, settle
from fornya.renewals.models import RenewalEvent, RenewalLine, RenewalRequest
from fornya.renewals.who import who_of
from fornya.rules.claims import held_until
from fornya.rules.renewal_states import WITH_CLINIC, Event, LineState


def take_request(*, request_id: uuid.UUID, by: SignedInStaff, now: datetime, over: bool = False) -> None:
    """Begin to work on the request, or go on with it; the patient sees that it is being read.

    `over` takes it from whoever reads it now. Does nothing when nothing waits for the clinic. Raises
    NoSuchRequest, HeldByAnother.
    """
    with locked_at_clinic(request_id, what="request.taken", by=by, now=now) as (request, lines):
        if not over:
            refuse_held(request, by, now=now)
        claim(request, lines, by=by, now=now)


def claim(request: RenewalRequest, lines: list[RenewalLine], *, by: SignedInStaff, now: datetime) -> None:
    """Let a locked request be this reader's from now, unless nothing of it waits for the clinic."""
    waiting = [line for line in lines if line.state in WITH_CLINIC]
    if not waiting:
        return
    unread = [line for line in waiting if line.state == LineState.SENT]
    what = "opened" if unread else "taken_over" if request.taken_by_id != by.staff_id else ""
    for line in unread:
        move(line, Event.TAKE, who_of(by))
    if what:
        request.taken_by_id, request.taken_at = by.staff_id, now
        settle(request, lines, now=now)
        RenewalEvent.objects.bulk_create([note(request, None, what, by=by.actor, now=now)])
    request.read_by_id, request.read_until = by.staff_id, held_until(now)
    request.save(update_fields=["read_by", "read_until"])
