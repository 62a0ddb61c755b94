"""The meetings of a clinic: what is booked from today on, and who has been offered times and chosen none."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from fornya.audit.scope import opened
from fornya.people.session import SignedInStaff
from fornya.rules.appointments import Lapse, Slot, Way, lapse_of
from fornya.rules.swedish_time import day_begins, swedish_day

MOST = 300


@dataclass(frozen=True, slots=True)
class Meeting:
    """A booked time."""

    request_id: uuid.UUID
    patient_name: str
    birth_year: int
    is_protected: bool
    medicines: tuple[str, ...]
    slot: Slot


@dataclass(frozen=True, slots=True)
class Unchosen:
    """A patient who has been offered times and has booked none; `whose` has the request."""

    request_id: uuid.UUID
    patient_name: str
    birth_year: int
    last_time: datetime
    whose: str
    lapse: Lapse | None


@dataclass(frozen=True, slots=True)
class Meetings:
    """Both, each by its time."""

    booked: tuple[Meeting, ...]
    unchosen: tuple[Unchosen, ...]


# Of requests whose times stand: those of which none is booked, with the last of each.
UNCHOSEN = """SELECT request_id, max(starts_at) AS last_time, min(offered_by_id) AS offered_by_id
    FROM renewals_appointment
    WHERE clinic_id = %(clinic_id)s AND withdrawn_at IS NULL AND closed_at IS NULL
    GROUP BY request_id HAVING bool_and(booked_at IS NULL)"""

_MEETINGS = f"""
SELECT (SELECT json_agg(json_build_array(t.request_id, p.given_name || ' ' || p.surname,
      extract(year FROM p.birth_date), p.is_protected,
      (SELECT json_agg(l.name ORDER BY l.position) FROM renewals_renewalline l
       WHERE l.request_id = t.request_id AND l.state <> 'withdrawn'),
      t.starts_at, t.minutes, t.way, t.whom) ORDER BY t.starts_at, t.id)
    FROM (SELECT * FROM renewals_appointment WHERE clinic_id = %(clinic_id)s AND booked_at IS NOT NULL
          AND withdrawn_at IS NULL AND closed_at IS NULL AND starts_at >= %(since)s
          ORDER BY starts_at, id LIMIT %(most)s) t
    JOIN people_patient p ON p.id = t.patient_id),
  (SELECT json_agg(json_build_array(r.id, p.given_name || ' ' || p.surname,
      extract(year FROM p.birth_date), u.last_time, s.name) ORDER BY u.last_time, r.id)
    FROM (SELECT * FROM ({UNCHOSEN}) every ORDER BY last_time LIMIT %(most)s) u
    JOIN renewals_requestatclinic r ON r.id = u.request_id
    JOIN people_patient p ON p.id = r.patient_id
    JOIN people_staff s ON s.id = coalesce(r.taken_by_id, u.offered_by_id))
"""  # noqa: S608 - constants only


def meetings(*, by: SignedInStaff, now: datetime) -> Meetings:
    """Give the clinic's meetings from the beginning of today, and those who have chosen no time."""
    values: dict[str, Any] = {
        "clinic_id": by.clinic_id,
        "since": day_begins(swedish_day(now)),
        "most": MOST,
    }
    with (
        opened(by=by.actor, what="meetings.read", clinic_id=by.clinic_id, now=now),
        connection.cursor() as cursor,
    ):
        cursor.execute(_MEETINGS, values)
        booked, unchosen = cursor.fetchone()
    return Meetings(
        tuple(_meeting(*row) for row in booked or ()),
        tuple(_unchosen(*row, now=now) for row in unchosen or ()),
    )


def _meeting(
    key: str, name: str, year: int, protected: bool, medicines: list[str], starts: str, *how: Any
) -> Meeting:
    minutes, way, whom = how
    slot = Slot(datetime.fromisoformat(starts), minutes, Way(way), whom)
    return Meeting(uuid.UUID(key), name, int(year), protected, tuple(medicines), slot)


def _unchosen(key: str, name: str, year: int, last: str, whose: str, *, now: datetime) -> Unchosen:
    last_time = datetime.fromisoformat(last)
    return Unchosen(uuid.UUID(key), name, int(year), last_time, whose, lapse_of([last_time], now))
