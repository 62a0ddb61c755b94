"""Who stands in for whom at a clinic today, and what they have been told: as SQL, for the lists that ask.

Somebody who is away has who is named in their absence, unless that person is away too: then the clinic
stands in, and escalate.py gives what they have back to it.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

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
# What stands over the list: for whom, until when; and what of those told is not answered yet.
OVER = f"""
(SELECT json_agg(json_build_array(a.name, a.last_day) ORDER BY a.name) FROM clinics_absence a
    WHERE {_STANDS_IN}),
(SELECT json_agg(json_build_array(r.id, p.given_name || ' ' || p.surname, r.answer_by)
        ORDER BY r.answer_by, r.id)
    FROM (SELECT DISTINCT request_id, answer_by FROM renewals_escalation WHERE to_hsa_id = %(hsa_id)s) e
    JOIN renewals_requestatclinic r ON r.id = e.request_id AND r.answer_by = e.answer_by
    JOIN people_patient p ON p.id = r.patient_id
    WHERE r.ended_at IS NULL AND r.status <> 'question')
"""  # noqa: S608 - constants only


@dataclass(frozen=True, slots=True)
class Told:
    """A request whose day has come, of which the reader was told."""

    id: UUID
    patient_name: str
    step: Step


@dataclass(frozen=True, slots=True)
class Over:
    """Whom the reader stands in for, each until a day, and what they have been told and is not answered."""

    covers: tuple[tuple[str, date], ...]
    told: tuple[Told, ...]


def over_of(covers: list[Any] | None, told: list[Any] | None, today: date) -> Over:
    """Give what stands over the list as PostgreSQL gave it."""
    rows = [(UUID(key), name, step_on(date.fromisoformat(day), today)) for key, name, day in told or ()]
    return Over(
        tuple((name, date.fromisoformat(day)) for name, day in covers or ()),
        tuple(Told(key, name, step) for key, name, step in rows if step),
    )
