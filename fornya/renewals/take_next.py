"""*Ta nästa*: the request that most needs somebody, claimed for whoever asks; two never get the same."""

import uuid
from datetime import date, datetime
from typing import Any

from django.db import connection

from fornya.audit.scope import opened_case
from fornya.people.session import SignedInStaff
from fornya.renewals.cover import WHOSE
from fornya.renewals.history import lock
from fornya.renewals.take import claim

# What is nobody's, or the reader's own, or that of somebody for whom they stand in. First what is pressing by
# what is left at home, then by the day of the answer. The view gives them in order (its wall has no OR); the
# lock is the table's, and who asks at the same moment passes over what another is about to get.
_FREE = f"""
r.ended_at IS NULL AND r.status IN ('sent', 'opened')
AND (r.taken_by_id IS NULL OR r.taken_by_id = ANY ({WHOSE}::bigint[]))
AND (r.read_until IS NULL OR r.read_until <= %(now)s)
"""
_CANDIDATES = f"""
(SELECT r.id, 0 AS rank, r.at_front_from AS day FROM renewals_requestatclinic r
 WHERE {_FREE} AND r.at_front_from <= %(today)s ORDER BY r.at_front_from, r.id LIMIT %(most)s)
UNION ALL
(SELECT r.id, 1, r.answer_by FROM renewals_requestatclinic r
 WHERE {_FREE} ORDER BY r.answer_by, r.id LIMIT %(most)s)
"""  # noqa: S608 - constants only
_FIRST_FREE = f"""
WITH candidate AS MATERIALIZED (
    SELECT id, min(rank) AS rank, (array_agg(day ORDER BY rank))[1] AS day
    FROM ({_CANDIDATES}) each GROUP BY id
)
SELECT r.id FROM renewals_renewalrequest r JOIN candidate ON candidate.id = r.id
WHERE {_FREE} ORDER BY candidate.rank, candidate.day, r.id LIMIT 1 FOR UPDATE OF r SKIP LOCKED
"""  # noqa: S608 - constants only
# More than work at one clinic at once.
MOST = 100


class NothingLeft(LookupError):
    """Nothing waits that somebody does not have already."""


def take_next(*, by: SignedInStaff, today: date, now: datetime) -> uuid.UUID:
    """Claim the most pressing request that is free; gives its id. Raises NothingLeft."""
    with opened_case(by=by.actor, what="request.taken", clinic_id=by.clinic_id, subject="", now=now) as case:
        with connection.cursor() as cursor:
            values: dict[str, Any] = {
                "me": by.staff_id,
                "hsa_id": by.hsa_id,
                "today": today,
                "now": now,
                "most": MOST,
            }
            cursor.execute(_FIRST_FREE, values)
            row = cursor.fetchone()
        if row is None:
            raise NothingLeft
        request, lines = lock(row[0], clinic_id=by.clinic_id)
        case.concerns(request.patient_id, clinic_id=request.clinic_id)
        case.subject = request.pk
        claim(request, lines, by=by, now=now)
        return request.pk
