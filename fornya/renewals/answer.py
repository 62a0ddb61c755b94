"""The patient answers a question from the clinic: it is the clinic's again, and its clock goes on."""

import uuid
from datetime import datetime

from fornya.audit.scope import opened
from fornya.limits.count import count
from fornya.people.session import SignedInPatient
from fornya.renewals.history import NoSuchRequest, lock, move, note, settle
from fornya.renewals.models import Question, RenewalEvent, RenewalRequest
from fornya.rules.clocks import moved_on
from fornya.rules.limits import Limited
from fornya.rules.renewal_states import Event, RequestStatus, Who


def answer_question(
    *, question_id: uuid.UUID, answer: str, patient: SignedInPatient, now: datetime
) -> uuid.UUID:
    """Answer; gives the request's id. An answer given twice is kept as it was first.

    Raises NoSuchRequest, or TooMany after as many answers as one may send in an hour.
    """
    with opened(
        by=patient.actor,
        what="question.answered",
        patient_id=patient.patient_id,
        subject=question_id,
        now=now,
    ):
        mine = Question.objects.filter(pk=question_id, patient_id=patient.patient_id)
        question = mine.select_related("line").first()
        if question is None:
            raise NoSuchRequest(question_id)
        request, lines = lock(question.line.request_id)
        first = Question.objects.filter(pk=question_id, answered_at=None).update(
            answer=answer, answered_at=now
        )
        if first:
            count((Limited.ANSWER_BY_PATIENT, patient.patient_id), now=now)
            line = next(line for line in lines if line.pk == question.line_id)
            move(line, Event.ANSWER, Who.PATIENT)
            settle(request, lines, now=now)
            _start_clock(request)
            RenewalEvent.objects.bulk_create([note(request, line, "answered", by=patient.actor, now=now)])
        return request.pk


def _start_clock(request: RenewalRequest) -> None:
    """Move the day of the answer on by what the clinic has waited, once nothing is waited for any more."""
    if request.status == RequestStatus.QUESTION:
        return
    waits = Question.objects.filter(line__request_id=request.pk, answered_at__isnull=False)
    times = waits.values_list("asked_at", "answered_at")
    request.answer_by = moved_on(request.answer_by, [(asked, at) for asked, at in times if at is not None])
    request.save(update_fields=["answer_by"])
