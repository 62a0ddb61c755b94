"""Who is told of an answer: the guardian who sent the request, as long as they act; else the patient."""

from datetime import datetime

from fornya.audit.scope import ActorKind
from fornya.renewals.models import RenewalEvent, RenewalRequest
from fornya.rules.age_rules import AgeRight, may_by_age
from fornya.rules.personnummer import age_on
from fornya.rules.swedish_time import swedish_day


def guardian_told(request: RenewalRequest, *, now: datetime) -> int | None:
    """Give the guardian to tell; None when it is the patient. Inside a scope, or as the worker.

    By the child's age alone: whether custody still stands is asked when the notice is sent. An agent is never
    told: how the giver hears is the giver's to say.
    """
    today = swedish_day(now)
    age = age_on(request.patient.birth_date, today)
    if not may_by_age(AgeRight.GUARDIAN_ACTS, age=age, day=today):
        return None
    sent = RenewalEvent.objects.filter(request_id=request.pk, what="sent", actor_kind=ActorKind.GUARDIAN)
    return sent.values_list("actor_id", flat=True).first()
