"""The patient takes a request back, as long as nobody at the clinic has begun to read it."""

import uuid
from datetime import datetime

from fornya.audit.scope import opened
from fornya.people.session import SignedInPatient
from fornya.renewals.history import lock, move, note, settle
from fornya.renewals.models import RenewalEvent
from fornya.rules.renewal_states import Event, LineState, NotAllowed, Who


class BeingRead(Exception):
    """The clinic has begun to read the request: it can no longer be taken back here."""


def withdraw_request(*, request_id: uuid.UUID, patient: SignedInPatient, now: datetime) -> None:
    """Take the request back. A second time does nothing. Raises NoSuchRequest, BeingRead."""
    with opened(
        by=patient.actor, what="request.withdrawn", patient_id=patient.patient_id, subject=request_id, now=now
    ):
        request, lines = lock(request_id, patient_id=patient.patient_id)
        if all(line.state == LineState.WITHDRAWN for line in lines):
            return
        try:
            for line in lines:
                move(line, Event.WITHDRAW, Who.PATIENT)
        except NotAllowed as error:
            raise BeingRead(request_id) from error
        settle(request, lines, now=now)
        RenewalEvent.objects.bulk_create([note(request, None, "withdrawn", by=patient.actor, now=now)])
