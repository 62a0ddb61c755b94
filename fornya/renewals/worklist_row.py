"""One row of the worklist: what PostgreSQL is asked for it, and what it gives."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from fornya.rules.claims import is_held
from fornya.rules.renewal_states import RequestStatus

COLUMNS = (
    "r.id, r.patient_id, r.status, r.answer_by, r.taken_by_id, r.ended_at, r.read_by_id, r.read_until,"
    " r.runs_out_on, r.at_front_from, r.is_critical, r.language, r.version"
)
# Of a CTE `page` with COLUMNS: its rows as JSON, in the order that is put in.
ROWS = """
SELECT json_agg(json_build_array(
    r.id, p.given_name || ' ' || p.surname, extract(year FROM p.birth_date)::int, r.status,
    r.answer_by, s.name, r.ended_at,
    (SELECT json_agg(l.name ORDER BY l.position) FROM renewals_renewalline l WHERE l.request_id = r.id),
    p.is_protected, p.deceased_on IS NOT NULL, reader.name, r.read_until, r.runs_out_on, r.at_front_from,
    r.is_critical, r.language, r.version
) ORDER BY {order})
FROM page r JOIN people_patient p ON p.id = r.patient_id LEFT JOIN people_staff s ON s.id = r.taken_by_id
LEFT JOIN people_staff reader ON reader.id = r.read_by_id
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One request in the list. `medicines` are names; `read_by` is who reads it now, if anybody.

    `language` is what the patient reads.
    """

    id: uuid.UUID
    patient_name: str
    birth_year: int
    status: RequestStatus
    answer_by: date
    taken_by: str | None
    ended_at: str | None
    medicines: tuple[str, ...]
    is_late: bool
    is_protected: bool
    is_deceased: bool
    read_by: str | None
    read_until: datetime | None
    runs_out_on: date | None
    at_front_from: date | None
    is_critical: bool
    language: str
    version: int


def is_late(status: RequestStatus, answer_by: date, today: date) -> bool:
    """Tell whether the clinic is late; while the patient is asked the clock stands still."""
    return answer_by < today and status is not RequestStatus.QUESTION


def row_of(found: list[Any], *, today: date, now: datetime) -> Row:
    """Give a row as PostgreSQL gave it."""
    request_id, name, year, status, answer_by, taken_by, ended_at, medicines, *rest = found
    is_protected, is_deceased, reader, until, runs_out_on, at_front_from, is_critical, language, version = (
        rest
    )
    day, held = date.fromisoformat(answer_by), datetime.fromisoformat(until) if until else None
    reads = is_held(held, now)
    return Row(
        id=uuid.UUID(request_id),
        patient_name=name,
        birth_year=year,
        status=RequestStatus(status),
        answer_by=day,
        taken_by=taken_by,
        ended_at=ended_at,
        medicines=tuple(medicines or ()),
        is_late=ended_at is None and is_late(RequestStatus(status), day, today),
        is_protected=is_protected,
        is_deceased=is_deceased,
        read_by=reader if reads else None,
        read_until=held if reads else None,
        runs_out_on=_day(runs_out_on),
        at_front_from=_day(at_front_from),
        is_critical=is_critical,
        language=language,
        version=version,
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
