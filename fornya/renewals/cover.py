"""Who stands in for whom at a clinic today, and what they have been told: as SQL, for the lists that ask.

Somebody who is away has who is named in their absence, unless that person is away too: then the clinic
stands in, and escalate.py gives what they have back to it.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from fornya.renewals.meetings import UNCHOSEN
from fornya.rules.appointments import BOOKED_BEFORE, CHANGED_BEFORE, Lapse, lapse_of
from fornya.rules.escalation import Step, step_on

# Of an absence `a` that goes on: whether who was named is there to stand in.
AWAY = "a.ended_at IS NULL AND %(today)s BETWEEN a.first_day AND a.last_day"
COVERED = """a.cover_hsa_id <> '' AND NOT EXISTS (SELECT FROM clinics_absence b
    WHERE b.clinic_id = a.clinic_id AND b.hsa_id = a.cover_hsa_id AND b.ended_at IS NULL
    AND %(today)s BETWEEN b.first_day AND b.last_day)"""
_STANDS_IN = f"a.cover_hsa_id = %(hsa_id)s AND {AWAY} AND {COVERED}"
# The staff whose requests are the reader's today: their own, and of those for whom they stand in.
WHOSE = f"""(SELECT array_agg(s.id) || %(me)s::bigint FROM clinics_absence a
    JOIN people_staff s ON s.hsa_id = a.hsa_id WHERE {_STANDS_IN})"""  # noqa: S608 - constants only
# What stands over the list: for whom, until when; and what of those told is not answered yet. The OFFSET: the
# few requests with times are looked up one by one, where PostgreSQL would rather read all there are.
OVER = f"""
(SELECT json_agg(json_build_array(a.name, a.last_day) ORDER BY a.name) FROM clinics_absence a
    WHERE {_STANDS_IN}),
(SELECT json_agg(json_build_array(r.id, p.given_name || ' ' || p.surname, r.answer_by)
        ORDER BY r.answer_by, r.id)
    FROM (SELECT DISTINCT request_id, answer_by FROM renewals_escalation WHERE to_hsa_id = %(hsa_id)s) e
    JOIN renewals_requestatclinic r ON r.id = e.request_id AND r.answer_by = e.answer_by
    JOIN people_patient p ON p.id = r.patient_id
    WHERE r.ended_at IS NULL AND r.status <> 'question'),
(SELECT json_agg(json_build_array(r.id, p.given_name || ' ' || p.surname, u.last_time)
        ORDER BY u.last_time, r.id)
    FROM ({UNCHOSEN} AND max(starts_at) < %(near)s) u
    CROSS JOIN LATERAL (SELECT * FROM renewals_requestatclinic c WHERE c.id = u.request_id OFFSET 0) r
    JOIN people_patient p ON p.id = r.patient_id
    WHERE coalesce(r.taken_by_id, u.offered_by_id) = ANY ({WHOSE}::bigint[])
       OR (u.last_time < %(over)s AND EXISTS (SELECT FROM clinics_administrator m
           WHERE m.clinic_id = %(clinic_id)s AND m.hsa_id = %(hsa_id)s AND m.ended_at IS NULL
             AND m.ends_on >= %(today)s)))
"""  # noqa: S608 - constants only


@dataclass(frozen=True, slots=True)
class Told:
    """A request whose day has come, of which the reader was told."""

    id: UUID
    patient_name: str
    step: Step


@dataclass(frozen=True, slots=True)
class Unbooked:
    """A patient of the reader's who has chosen none of the times offered, and soon has none left."""

    id: UUID
    patient_name: str
    last_time: datetime
    lapse: Lapse


@dataclass(frozen=True, slots=True)
class Over:
    """Whom the reader stands in for, each until a day, and what they have been told and is not answered.

    `unbooked` are their own requests, and to who leads the clinic all whose times have gone by.
    """

    covers: tuple[tuple[str, date], ...]
    told: tuple[Told, ...]
    unbooked: tuple[Unbooked, ...] = ()


def near_and_over(now: datetime) -> dict[str, datetime]:
    """Give the moments before which a last time is near, and is too late to book."""
    return {"near": now + CHANGED_BEFORE, "over": now + BOOKED_BEFORE}


def over_of(
    covers: list[Any] | None, told: list[Any] | None, unbooked: list[Any] | None, today: date, now: datetime
) -> Over:
    """Give what stands over the list as PostgreSQL gave it."""
    lapsing = [(UUID(key), name, datetime.fromisoformat(last)) for key, name, last in unbooked or ()]
    rows = [(UUID(key), name, step_on(date.fromisoformat(day), today)) for key, name, day in told or ()]
    return Over(
        tuple((name, date.fromisoformat(day)) for name, day in covers or ()),
        tuple(Told(key, name, step) for key, name, step in rows if step),
        tuple(
            Unbooked(key, name, last, lapse)
            for key, name, last in lapsing
            if (lapse := lapse_of([last], now))
        ),
    )
