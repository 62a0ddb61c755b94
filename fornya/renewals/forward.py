"""Sends a request on to another clinic: receipt, clock and price stay as they are; the patient is told."""

import uuid
from datetime import date, datetime

from fornya.clinics.cards import ClinicPage
from fornya.messages.models import Kind
from fornya.messages.send import tell
from fornya.people.session import SignedInStaff
from fornya.renewals.history import locked_at_clinic, move, note, refuse_held, refuse_stale, settle
from fornya.renewals.models import (
    FilledDecision,
    Preparation,
    Question,
    RenewalEvent,
    RenewalLine,
    RenewalRequest,
)
from fornya.renewals.told import guardian_told
from fornya.renewals.who import who_of
from fornya.rules.renewal_states import Event


class NotTaken(ValueError):
    """The clinic does not take requests in today, or has the request already."""


def forward_request(
    *,
    request_id: uuid.UUID,
    to: ClinicPage,
    seen_version: int,
    by: SignedInStaff,
    today: date,
    now: datetime,
) -> None:
    """Send a request of which nothing is decided or asked on to another clinic, which then has it alone.

    Raises NoSuchRequest, AlreadyHandled, HeldByAnother, NotTaken, NotAllowed (something is decided or waits
    for the patient).
    """
    with locked_at_clinic(request_id, what="request.forwarded", by=by, now=now) as (request, lines):
        refuse_stale(request, seen_version)
        refuse_held(request, by, now=now)
        if to.id == request.clinic_id or not to.renews_on(today):
            raise NotTaken(to.slug)
        for line in lines:
            move(line, Event.FORWARD, who_of(by))
        request.taken_by = request.taken_at = request.read_by = request.read_until = None
        settle(request, lines, now=now)
        RenewalEvent.objects.bulk_create([note(request, None, "forwarded", by=by.actor, now=now)])
        _move(request, to)
        _tell(request, to, now)


def _move(request: RenewalRequest, to: ClinicPage) -> None:
    """Let all of it be the other clinic's, on both sides of the wall at once; this one's notes stay behind.

    The scope is the patient's too: the wall lets the rows out of this clinic only as theirs.
    """
    FilledDecision.objects.filter(request_id=request.pk).delete()
    Preparation.objects.filter(request_id=request.pk).delete()
    Question.objects.filter(line__request_id=request.pk).update(clinic_id=to.id)
    RenewalLine.objects.filter(request_id=request.pk).update(clinic_id=to.id)
    RenewalEvent.objects.filter(request_id=request.pk).update(clinic_id=to.id)
    RenewalRequest.objects.filter(pk=request.pk).update(clinic_id=to.id)


def _tell(request: RenewalRequest, to: ClinicPage, now: datetime) -> None:
    tell(
        patient_id=request.patient_id,
        kind=Kind.RECEIVED,
        about=request.pk,
        source=f"{request.pk}:{request.version}",
        facts={"clinic": to.name, "answer_by": request.answer_by.isoformat()},
        now=now,
        guardian_id=guardian_told(request, now=now),
    )
