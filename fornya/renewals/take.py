"""A member of staff begins to work on a request: the patient sees that it is being read."""

import uuid
from datetime import datetime

from fornya.audit.scope import opened_case
from fornya.people.session import SignedInStaff
from fornya.renewals.history import lock, move, note, settle
from fornya.renewals.models import RenewalEvent
from fornya.renewals.who import who_of
from fornya.rules.renewal_states import Event, LineState


def take_request(*, request_id: uuid.UUID, by: SignedInStaff, now: datetime) -> None:
    """Begin to work on the request; does nothing when somebody already has. Raises NoSuchRequest."""
    with opened_case(
        by=by.actor, what="request.taken", clinic_id=by.clinic_id, subject=request_id, now=now
    ) as case:
        request, lines = lock(request_id, clinic_id=by.clinic_id)
        case.concerns(request.patient_id, clinic_id=request.clinic_id)
        waiting = [line for line in lines if line.state == LineState.SENT]
        if not waiting:
            return
        for line in waiting:
            move(line, Event.TAKE, who_of(by))
        request.taken_by_id, request.taken_at = by.staff_id, now
        settle(request, lines, now=now)
        RenewalEvent.objects.bulk_create([note(request, None, "opened", by=by.actor, now=now)])
