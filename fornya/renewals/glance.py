"""What a patient has going on, for the overview: requests, forms, inbox and offers in one statement."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from fornya.audit.scope import ActorKind, opened
from fornya.medicines.own_counts import COUNTS, OwnCount, as_counts
from fornya.messages.models import ABOUT_AGENTS
from fornya.people.session import SignedInPatient
from fornya.renewals.asked import IS_ASKED, STATES
from fornya.renewals.reading import Listed
from fornya.renewals.times import BOOKED_AND_LAST
from fornya.rules.mandates import offers_count_from
from fornya.rules.renewal_states import RequestStatus


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A form with answers in it that has not been sent."""

    clinic_id: int
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Offer:
    """Somebody who wants the person to be their agent, and waits for an answer."""

    mandate_id: uuid.UUID
    giver_name: str


@dataclass(frozen=True, slots=True)
class Glance:
    """Requests open or newly answered, forms in progress, unread messages, and what is asked for now.

    `offers` and what they have counted of their medicines are the person's own business: whoever acts for
    them gets none.
    """

    requests: tuple[Listed, ...]
    unfinished: tuple[Unfinished, ...]
    unread: int
    asked: frozenset[str]
    offers: tuple[Offer, ...]
    own_counts: dict[str, OwnCount]


_GLANCE = f"""
SELECT json_build_object(
  'requests', (SELECT json_agg(json_build_array(r.id, r.clinic_id, r.status, r.sent_at, r.answer_by,
      r.ended_at, (SELECT json_agg(l.name ORDER BY l.position) FROM renewals_renewalline l
                   WHERE l.request_id = r.id), {BOOKED_AND_LAST},
      (SELECT json_agg(l.name ORDER BY l.position) FROM renewals_renewalline l
       WHERE l.request_id = r.id AND l.state = %(meet)s))
      ORDER BY r.ended_at IS NOT NULL, r.sent_at DESC)
    FROM (SELECT * FROM renewals_renewalrequest q
          WHERE patient_id = %(patient)s AND (ended_at IS NULL OR ended_at > %(now)s - interval '14 days'
            OR EXISTS (SELECT FROM renewals_appointment t WHERE t.request_id = q.id AND t.starts_at > %(now)s
                       AND t.withdrawn_at IS NULL AND t.closed_at IS NULL))
          ORDER BY ended_at IS NOT NULL, sent_at DESC LIMIT 10) r),
  'unfinished', (SELECT json_agg(json_build_array(clinic_id, updated_at) ORDER BY updated_at DESC)
    FROM renewals_renewaldraft WHERE patient_id = %(patient)s AND content <> '{{}}'),
  'unread', (SELECT count(*) FROM messages_message
    WHERE patient_id = %(patient)s AND read_at IS NULL AND (%(own)s OR NOT kind = ANY(%(about_agents)s))),
  'offers', (SELECT json_agg(json_build_array(id, giver_name) ORDER BY offered_at)
    FROM people_mandate
    WHERE %(own)s AND agent_number = %(number)s AND offered_at > %(offered_after)s
      AND accepted_at IS NULL AND declined_at IS NULL AND ended_at IS NULL),
  'counts', ({COUNTS} WHERE %(own)s AND patient_id = %(patient)s),
  'asked', (SELECT json_agg(l.prescription_id) FROM renewals_renewalline l
    WHERE l.patient_id = %(patient)s AND {IS_ASKED}))
"""  # noqa: S608 - constants only


def glance(*, patient: SignedInPatient, now: datetime) -> Glance:
    """Give what the patient has going on."""
    values: dict[str, Any] = {
        "patient": patient.patient_id,
        "number": patient.personnummer,
        "own": patient.actor.kind is ActorKind.PATIENT,
        "about_agents": [kind.value for kind in ABOUT_AGENTS],
        "offered_after": offers_count_from(now),
        "now": now,
        **STATES,
    }
    with (
        opened(by=patient.actor, what="overview.read", patient_id=patient.patient_id, now=now),
        connection.cursor() as cursor,
    ):
        cursor.execute(_GLANCE, values)
        (found,) = cursor.fetchone()
    return Glance(
        requests=tuple(_listed(*row) for row in found["requests"] or ()),
        unfinished=tuple(
            Unfinished(clinic, datetime.fromisoformat(at)) for clinic, at in found["unfinished"] or ()
        ),
        unread=found["unread"],
        asked=frozenset(found["asked"] or ()),
        offers=tuple(Offer(uuid.UUID(key), name) for key, name in found["offers"] or ()),
        own_counts=as_counts(found["counts"]),
    )


def _listed(
    key: str,
    clinic: int,
    status: str,
    sent_at: str,
    answer_by: str,
    ended_at: str | None,
    names: list[str],
    times: list[str | None],
    to_meet: list[str] | None,
) -> Listed:
    booked_for, last_time = times
    return Listed(
        id=uuid.UUID(key),
        clinic_id=clinic,
        status=RequestStatus(status),
        sent_at=datetime.fromisoformat(sent_at),
        answer_by=date.fromisoformat(answer_by),
        ended_at=datetime.fromisoformat(ended_at) if ended_at else None,
        medicines=tuple(names),
        booked_for=datetime.fromisoformat(booked_for) if booked_for else None,
        last_time=datetime.fromisoformat(last_time) if last_time else None,
        to_meet=tuple(to_meet or ()),
    )
