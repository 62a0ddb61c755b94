"""The patient answers a question from the clinic: it is the clinic's again, and its clock goes on."""

import uuid
from datetime import datetime

from django.db.models import Subquery

from fornya.audit.scope import opened
from fornya.limits.count import count
from fornya.people.session import SignedInPatient
from fornya.renewals.history import lock, move, note, settle
from fornya.renewals.models import Question, RenewalEvent, RenewalLine, RenewalRequest
from fornya.rules.clocks import moved_on
from fornya.rules.limits import Limited
from fornya.rules.renewal_states import Event, LineState, RequestStatus, Who, request_status


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
        request, lines = lock(Subquery(mine.values("line__request_id")[:1]))
        asked = list(Question.objects.filter(line__request_id=request.pk))
        question = next(each for each in asked if each.pk == question_id)
        if question.answered_at is None:
            count((Limited.ANSWER_BY_PATIENT, patient.patient_id), now=now)
            question.answer, question.answered_at = answer, now
            question.save(update_fields=["answer", "answered_at"])
            line = next(line for line in lines if line.pk == question.line_id)
            move(line, Event.ANSWER, Who.PATIENT)
            _start_clock(request, lines, asked)
            settle(request, lines, now=now)
            RenewalEvent.objects.bulk_create([note(request, line, "answered", by=patient.actor, now=now)])
        return request.pk


def _start_clock(request: RenewalRequest, lines: list[RenewalLine], asked: list[Question]) -> None:
    """Move the day of the answer on by what the clinic has waited, once nothing is waited for any more."""
    if request_status(LineState(line.state) for line in lines) != RequestStatus.QUESTION:
        waits = [(each.asked_at, each.answered_at) for each in asked if each.answered_at]
        request.answer_by = moved_on(request.answer_by, waits)
