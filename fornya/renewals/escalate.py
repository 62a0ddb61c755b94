"""Sees to it that each open request has somebody, and that a promise does not break unseen: the worker's job.

What somebody who is away has, and nobody stands in for, goes back to the clinic. When the promised day comes,
and when it has gone by, those whom rules/escalation.py names are told, each once.
"""

import uuid
from datetime import date, datetime
from typing import Any

import structlog
from django.db import connection

from fornya.audit.scope import SERVICE, opened
from fornya.renewals.cover import AWAY, COVERED
from fornya.renewals.escalation_table import Escalation
from fornya.renewals.hand_over import give
from fornya.renewals.history import lock
from fornya.rules.escalation import step_on, told_at
from fornya.rules.swedish_time import swedish_day

log = structlog.get_logger()

_LEFT = f"""
SELECT r.id, r.patient_id, r.clinic_id, r.taken_by_id FROM renewals_renewalrequest r
JOIN people_staff s ON s.id = r.taken_by_id
JOIN clinics_absence a ON a.clinic_id = r.clinic_id AND a.hsa_id = s.hsa_id
WHERE r.ended_at IS NULL AND (r.read_until IS NULL OR r.read_until <= %(now)s)
  AND {AWAY} AND NOT ({COVERED})
"""  # noqa: S608 - constants only
# What waits for the patient is not the clinic's to be late with. What all were told is not looked at again.
_PRESSING = f"""
SELECT r.id, r.clinic_id, r.answer_by,
    CASE WHEN away.hsa_id IS NULL THEN s.hsa_id ELSE away.cover_hsa_id END,
    (SELECT array_agg(m.hsa_id ORDER BY m.hsa_id) FROM clinics_administrator m
     WHERE m.clinic_id = r.clinic_id AND m.ended_at IS NULL AND m.ends_on >= %(today)s)
FROM renewals_renewalrequest r LEFT JOIN people_staff s ON s.id = r.taken_by_id
LEFT JOIN LATERAL (SELECT a.hsa_id, CASE WHEN {COVERED} THEN a.cover_hsa_id END AS cover_hsa_id
    FROM clinics_absence a WHERE a.clinic_id = r.clinic_id AND a.hsa_id = s.hsa_id AND {AWAY} LIMIT 1) away
    ON true
WHERE r.ended_at IS NULL AND r.status <> 'question' AND r.answer_by <= %(today)s
  AND NOT EXISTS (SELECT FROM renewals_escalation e WHERE e.request_id = r.id
      AND e.answer_by = r.answer_by AND e.clinic_id = r.clinic_id
      AND e.step = CASE WHEN r.answer_by < %(today)s THEN 'late' ELSE 'due' END)
ORDER BY r.answer_by, r.id
"""  # noqa: S608 - constants only


def escalate(*, now: datetime) -> int:
    """Give back what nobody stands in for, then tell who is to be told; gives how many were told."""
    today = swedish_day(now)
    for request_id, patient_id, clinic_id, taken_by in _rows(_LEFT, {"today": today, "now": now}):
        _give_back(request_id, patient_id, clinic_id, taken_by, now)
    told = [
        Escalation(
            request_id=request_id,
            clinic_id=clinic_id,
            step=step.value,
            answer_by=answer_by,
            to_hsa_id=hsa_id,
            told_at=now,
        )
        for request_id, clinic_id, answer_by, answers, leads in _rows(_PRESSING, {"today": today})
        if (step := step_on(answer_by, today))
        for hsa_id in told_at(step, answers=answers, leads=leads or ())
    ]
    Escalation.objects.bulk_create(told, ignore_conflicts=True)
    if told:
        log.info("renewals.escalated", number=len(told))
    return len(told)


def _give_back(request_id: uuid.UUID, patient_id: int, clinic_id: int, taken_by: int, now: datetime) -> None:
    """Let a request be anybody's at the clinic again, unless it has changed hands meanwhile."""
    with opened(
        by=SERVICE,
        what="request.handed_over",
        patient_id=patient_id,
        clinic_id=clinic_id,
        subject=request_id,
        now=now,
    ):
        request, _lines = lock(request_id, clinic_id=clinic_id)
        if request.taken_by_id == taken_by:
            give(request, None, by=SERVICE, now=now)


def _rows(statement: str, values: dict[str, date | datetime]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def remove_old_escalations(*, now: datetime) -> int:
    """Forget who was told of what has been answered since; gives how many rows."""
    removed, _per_table = Escalation.objects.filter(request__ended_at__lte=now).delete()
    return removed
