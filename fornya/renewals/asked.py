"""A patient's medicines as the store has them, and which of them a new prescription is asked for here."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from fornya.audit.scope import ActorKind, opened
from fornya.medicines.overview import Overview, computed, read_list
from fornya.medicines.own_counts import COUNTS, as_counts
from fornya.people.session import SignedInPatient
from fornya.renewals.models import OPEN_STATES
from fornya.rules.renewal_states import LineState

# Of a line `l`. What the clinic wants to meet about is asked for while a time waits to be chosen or to come.
IS_ASKED = """l.prescription_id <> '' AND (l.state = ANY(%(open)s)
  OR l.state = %(meet)s AND EXISTS (SELECT FROM renewals_appointment t WHERE t.request_id = l.request_id
    AND t.starts_at > %(now)s AND t.withdrawn_at IS NULL AND t.closed_at IS NULL))"""
STATES = {"open": OPEN_STATES, "meet": LineState.MEET.value}


@dataclass(frozen=True, slots=True)
class Asked:
    """The request that asks for a prescription; without `answer_by` the answer was that they want to meet."""

    request_id: uuid.UUID
    answer_by: date | None


@dataclass(frozen=True, slots=True)
class OwnMedicines:
    """The store's overview, and by the store's ids what is asked for now."""

    overview: Overview
    asked: Mapping[str, Asked]


_OWN = f"""
SELECT ({COUNTS} WHERE %(own)s AND patient_id = %(patient)s),
  (SELECT json_agg(json_build_array(l.prescription_id, l.request_id,
    CASE WHEN l.state = %(meet)s THEN NULL ELSE r.answer_by END))
  FROM renewals_renewalline l JOIN renewals_renewalrequest r ON r.id = l.request_id
  WHERE l.patient_id = %(patient)s AND {IS_ASKED})
"""  # noqa: S608 - constants only


def own_medicines(*, patient: SignedInPatient, now: datetime, costs: bool = False) -> OwnMedicines:
    """Read a patient's medicines for a page, and log it. What they have counted only they see.

    Calls the store, so it is called with no transaction open; never raises for a store that is down.
    With `costs`, what was paid for each pick-up is there too.
    """
    reading = read_list(patient.personnummer, now=now, costs=costs)
    is_own = patient.actor.kind is ActorKind.PATIENT
    values: dict[str, Any] = {**STATES, "patient": patient.patient_id, "own": is_own, "now": now}
    with (
        opened(by=patient.actor, what="medicines.read", patient_id=patient.patient_id, now=now),
        connection.cursor() as cursor,
    ):
        cursor.execute(_OWN, values)
        counts, asked = cursor.fetchone()
    return OwnMedicines(
        computed(reading, as_counts(counts), now=now),
        {key: Asked(uuid.UUID(request_id), _day(answer_by)) for key, request_id, answer_by in asked or ()},
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
