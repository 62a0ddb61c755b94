"""The fast lane: a prescriber marks clean requests as seen, one by one, and then signs them together.

A mark holds the digest of what the page showed. Each request is signed for itself, for exactly that: whatever
differs since, or is no longer clean, is left for the prescriber to look at, whoever else is in the batch.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from fornya.audit.scope import opened, opened_case
from fornya.people.session import SignedInStaff
from fornya.renewals.decide import NotClean, decide_request
from fornya.renewals.history import NoSuchRequest, locked_at_clinic, refuse_held, refuse_stale
from fornya.renewals.models import FilledDecision, RenewalRequest
from fornya.renewals.reading import Whole, whole_within
from fornya.renewals.shown import Checked, ShownDiffers, digest_of_shown
from fornya.renewals.unchanged import unchanged
from fornya.rules.checks.run import is_clean
from fornya.rules.renewal_states import LineState
from fornya.rules.retention import KEPT_FOR, Kept
from fornya.rules.swedish_time import swedish_day

MOST = 20
SEEN = "seen_clean"


class TooManySeen(Exception):
    """As many as can be signed together are marked already."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A request that the prescriber has seen and found clean."""

    id: uuid.UUID
    patient_name: str
    birth_year: int
    medicines: tuple[str, ...]
    seen_at: datetime


def is_clean_whole(whole: Whole, checked: Checked) -> bool:
    """Tell whether every medicine of a request waits, and is clean."""
    return all(line.state is LineState.OPENED and is_clean(checked.get(line.id, ())) for line in whole.lines)


def mark_seen(
    *, whole: Whole, checked: Checked, seen_version: int, shown: str, by: SignedInStaff, now: datetime
) -> None:
    """Mark a clean request as seen just as it was shown.

    Raises NoSuchRequest, AlreadyHandled, HeldByAnother, ShownDiffers, NotClean, TooManySeen.
    """
    with locked_at_clinic(whole.id, what="decision.kept", by=by, now=now) as (request, _lines):
        refuse_stale(request, seen_version)
        refuse_held(request, by, now=now)
        now_whole = whole_within(whole.id, clinic_id=request.clinic_id)
        if digest_of_shown(now_whole, checked) != shown:
            raise ShownDiffers(whole.id)
        if not is_clean_whole(now_whole, checked):
            raise NotClean(whole.id)
        others = _mine(by, now).exclude(request_id=request.pk)
        if others.count() >= MOST:
            raise TooManySeen(whole.id)
        FilledDecision.objects.update_or_create(
            request_id=request.pk,
            staff_id=by.staff_id,
            defaults={
                "clinic_id": request.clinic_id,
                "fields": {SEEN: {"shown": shown, "version": seen_version}},
                "kept_at": now,
            },
        )


# In a statement whose `f` are forms filled in: those that one prescriber has marked, of which no mark is too
# old; and what it is told.
MARKED = "f.staff_id = %(staff)s AND f.fields ? %(seen)s AND f.kept_at > %(marked_since)s"


def marked_by(by: SignedInStaff, now: datetime) -> dict[str, Any]:
    """Give what MARKED is told."""
    return {"staff": by.staff_id, "seen": SEEN, "marked_since": now - KEPT_FOR[Kept.FILLED_DECISION]}


_SEEN = f"""
SELECT r.id, p.given_name || ' ' || p.surname, extract(year FROM p.birth_date)::int, f.kept_at,
       array_agg(l.name ORDER BY l.position)
FROM renewals_filleddecision f JOIN renewals_renewalrequest r ON r.id = f.request_id
JOIN people_patient p ON p.id = r.patient_id JOIN renewals_renewalline l ON l.request_id = r.id
WHERE f.clinic_id = %(clinic)s AND {MARKED} AND r.ended_at IS NULL
GROUP BY r.id, p.id, f.id ORDER BY f.kept_at, f.id LIMIT %(most)s
"""  # noqa: S608 - constants only
# What is prepared, or has been begun by the prescriber, is not marked and nobody else reads: in the order of
# the promised days, by the view's index.
_NEXT = f"""
SELECT r.id FROM renewals_requestatclinic r
WHERE r.ended_at IS NULL AND r.status = 'opened'
  AND (%(after)s::uuid IS NULL OR (r.answer_by, r.id) >
       (SELECT c.answer_by, c.id FROM renewals_requestatclinic c WHERE c.id = %(after)s))
  AND (r.read_until IS NULL OR r.read_until <= %(now)s OR r.read_by_id = %(staff)s)
  AND (r.taken_by_id = %(staff)s
       OR EXISTS (SELECT FROM renewals_preparation b WHERE b.request_id = r.id AND b.record <> '{{}}'))
  AND NOT EXISTS (SELECT FROM renewals_filleddecision f WHERE f.request_id = r.id AND {MARKED})
ORDER BY r.answer_by, r.id LIMIT 1
"""  # noqa: S608 - constants only


def seen_by(*, by: SignedInStaff, now: datetime) -> tuple[Seen, ...]:
    """Give what the prescriber has marked and not signed, in the order of marking."""
    with (
        opened(by=by.actor, what="batch.read", clinic_id=by.clinic_id, now=now),
        connection.cursor() as cursor,
    ):
        cursor.execute(_SEEN, marked_by(by, now) | {"clinic": by.clinic_id, "most": MOST})
        return tuple(Seen(key, name, born, tuple(names), at) for key, name, born, at, names in cursor)


def next_to_see(*, after: uuid.UUID | None, by: SignedInStaff, now: datetime) -> uuid.UUID | None:
    """Give the request after this one (None: the first) that could be marked; None at the end.

    Raises NoSuchRequest.
    """
    with (
        opened(by=by.actor, what="batch.read", clinic_id=by.clinic_id, now=now),
        connection.cursor() as cursor,
    ):
        if after and not RenewalRequest.objects.filter(pk=after, clinic_id=by.clinic_id or 0).exists():
            raise NoSuchRequest(after)
        cursor.execute(_NEXT, marked_by(by, now) | {"after": after, "now": now})
        found = cursor.fetchone()
    return found[0] if found else None


def sign_seen(*, whole: Whole, checked: Checked, by: SignedInStaff, now: datetime) -> None:
    """Sign one marked request: every medicine renewed as it was, for exactly what was shown.

    Raises NoSuchRequest (also for one that is not marked), and what decide_request() raises.
    """
    with opened_case(
        by=by.actor, what="decision.read", clinic_id=by.clinic_id, subject=whole.id, now=now
    ) as case:
        row = _mine(by, now).filter(request_id=whole.id).first()
        if row is None:
            raise NoSuchRequest(whole.id)
        case.patient_id = whole.patient_id
    mark = row.fields[SEEN]
    today = swedish_day(now)
    decide_request(
        request_id=whole.id,
        decisions=tuple(unchanged(line, today=today) for line in whole.lines),
        seen_version=mark["version"],
        shown=mark["shown"],
        checked=checked,
        by=by,
        now=now,
        only_clean=True,
    )


def _mine(by: SignedInStaff, now: datetime) -> Any:
    return FilledDecision.objects.filter(
        clinic_id=by.clinic_id or 0,
        staff_id=by.staff_id,
        fields__has_key=SEEN,
        kept_at__gt=now - KEPT_FOR[Kept.FILLED_DECISION],
    )
