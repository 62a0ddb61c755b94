"""Looks at the prescriptions of those who want reminders, and tells them when it is time: the worker's job.

Each is looked at once a week at least, and on the day that was reckoned. Looking twice, by two workers or
after a crash, tells nobody twice: whoever tells holds the wish, and what was told is a row.
"""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import structlog
from django.db import connection, transaction

from fornya.audit.scope import SERVICE, log_each, opened
from fornya.integrations.http import Unavailable
from fornya.medicines.overview import computed, read_list
from fornya.medicines.own_counts import OwnCount
from fornya.messages.models import Kind
from fornya.messages.send import Ways, tell
from fornya.people import registered
from fornya.reminders.due import Planned, planned
from fornya.reminders.models import Reminder, Wish
from fornya.renewals.models import OPEN_STATES
from fornya.rules.reminders import (
    ANSWERED_LATELY,
    Plan,
    comes_along,
    is_same_occasion,
    may_tell_at,
    next_look,
)
from fornya.rules.renewal_states import LineState
from fornya.rules.swedish_time import swedish_day

TOPIC = "reminder.notify"
BATCH = 50
# A source that fails so many in a row is down: the rest are looked at when the job comes next.
ENOUGH_FAULTS = 5

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Watched:
    """Somebody whose prescriptions are to be looked at today, and what they have been told or have asked."""

    wish_id: int
    patient_id: int
    personnummer: str
    chosen_at: datetime
    chains: frozenset[str]
    ways: Ways
    counts: dict[str, OwnCount]
    told: tuple[tuple[str, date], ...]
    asked: frozenset[str]

    def awaits(self, each: Planned) -> bool:
        """Tell whether a medicine has a day on which they are to be told of it."""
        ends_on = each.plan.ends_on
        if ends_on is None or each.prescription_id in self.asked:
            return False
        return not any(
            told == each.prescription_id and is_same_occasion(on, ends_on) for told, on in self.told
        )


def look(*, now: datetime) -> int:
    """Look at all whose day it is, in the daytime; gives how many were told.

    Those whose store or register does not answer stay, and are looked at when this is called next.
    """
    if not may_tell_at(now):
        return 0
    told, faults, after = 0, 0, 0
    while faults < ENOUGH_FAULTS and (batch := _due(now, after=after)):
        following: list[tuple[Watched, date]] = []
        for person in batch:
            try:
                told += _look_at(person, following, now)
                faults = 0
            except Unavailable as problem:
                faults += 1
                log.warning("reminders.not_looked", service=problem.service)
            if faults == ENOUGH_FAULTS:
                break
        _look_again(following)
        after = batch[-1].wish_id
    return told


def _look_at(person: Watched, following: list[tuple[Watched, date]], now: datetime) -> int:
    """Tell one person what is due, or note the day of their next look. Raises Unavailable."""
    today = swedish_day(now)
    reading = read_list(person.personnummer, now=now)
    if reading.fault is not None:
        raise Unavailable("store", reading.fault.value, outcome_unknown=False, fault=reading.fault)
    found = computed(reading, person.counts, now=now).medicines
    coming = [each for each in planned(found, person.chains, today=today, now=now) if person.awaits(each)]
    if any(each.plan.remind_on and each.plan.remind_on <= today for each in coming):
        return _tell(person, coming, now)
    following.append((person, next_look((each.plan for each in coming), today=today)))
    return 0


def _tell(person: Watched, coming: list[Planned], now: datetime) -> int:
    """Tell of what is due and what soon would be, unless something has changed meanwhile; 1 when told."""
    registered.refresh(subject=str(person.patient_id), attempt=1, now=now)
    today = swedish_day(now)
    with opened(by=SERVICE, what="reminder.told", patient_id=person.patient_id, now=now):
        # Held from here on. Chosen anew, dead, protected, asked or told by another worker: not the same.
        if _rows(_HELD, now, after=0, one=person.wish_id) != [person]:
            return 0
        due = [(each, on) for each in coming if (on := _told_now(each.plan, today))]
        rest = [each.plan for each in coming if not _told_now(each.plan, today)]
        rows = [_reminder(person, each, on, now) for each, on in due]
        Reminder.objects.bulk_create(rows)
        tell(
            patient_id=person.patient_id,
            kind=Kind.REMINDER,
            about=rows[0].pk,
            source=rows[0].pk,
            facts={"medicines": [_fact(each, on) for each, on in due]},
            now=now,
            ways=person.ways,
        )
        Wish.objects.filter(pk=person.wish_id).update(look_on=next_look(rest, today=today))
    return 1


def _told_now(plan: Plan, today: date) -> date | None:
    """Give the last day of a supply that is told of today, maybe because another is; None of the rest."""
    return plan.ends_on if comes_along(plan, today=today) else None


def _reminder(person: Watched, each: Planned, ends_on: date, now: datetime) -> Reminder:
    return Reminder(
        id=uuid.uuid4(),
        patient_id=person.patient_id,
        prescription_id=each.prescription_id,
        occasion=ends_on,
        told_at=now,
    )


def _fact(each: Planned, ends_on: date) -> dict[str, str]:
    row = each.medicine.prescription
    return {"name": f"{row.product_name} {row.strength}".strip(), "ends_on": ends_on.isoformat()}


_DUE = """
SELECT w.id, w.patient_id, p.personnummer, w.chosen_at, w.chains::json, w.phone, w.email,
  (SELECT json_agg(json_build_array(chain_id, amount::text, unit, counted_at) ORDER BY chain_id)
   FROM medicines_owncount WHERE patient_id = w.patient_id),
  (SELECT json_agg(json_build_array(prescription_id, occasion) ORDER BY told_at, id)
   FROM reminders_reminder WHERE patient_id = w.patient_id),
  (SELECT json_agg(l.prescription_id) FROM renewals_renewalline l
   JOIN renewals_renewalrequest r ON r.id = l.request_id
   WHERE l.patient_id = w.patient_id AND l.prescription_id <> ''
     AND (l.state = ANY(%(open)s) OR l.state <> %(withdrawn)s AND r.ended_at > %(lately)s))
FROM reminders_wish w JOIN people_patient p ON p.id = w.patient_id
WHERE w.look_on <= %(today)s AND w.id > %(after)s AND (%(one)s::bigint IS NULL OR w.id = %(one)s)
  AND p.deceased_on IS NULL AND (w.while_protected OR NOT p.is_protected)
ORDER BY w.id LIMIT %(batch)s
"""
# FOR UPDATE reads the wish again when another has held it: told meanwhile, its day is another.
_HELD = f"{_DUE} FOR UPDATE OF w"


def _due(now: datetime, *, after: int) -> list[Watched]:
    """Give the next of those whose day it is, and log that their prescriptions are looked at."""
    with transaction.atomic():
        found = _rows(_DUE, now, after=after, one=None)
        log_each([each.patient_id for each in found], by=SERVICE, what="reminders.looked", now=now)
    return found


def _rows(statement: str, now: datetime, *, after: int, one: int | None) -> list[Watched]:
    values: dict[str, Any] = {
        "open": OPEN_STATES,
        "withdrawn": LineState.WITHDRAWN.value,
        "lately": now - ANSWERED_LATELY,
        "today": swedish_day(now),
        "after": after,
        "one": one,
        "batch": BATCH,
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [_watched(*row) for row in cursor.fetchall()]


def _watched(
    wish: int,
    patient: int,
    number: str,
    chosen_at: datetime,
    chains: Any,
    phone: str,
    email: str,
    counts: Any,
    told: Any,
    asked: Any,
) -> Watched:
    return Watched(
        wish_id=wish,
        patient_id=patient,
        personnummer=number,
        chosen_at=chosen_at,
        chains=frozenset(chains),
        ways=Ways(phone, email, TOPIC),
        counts={
            chain: OwnCount(Decimal(amount), unit, datetime.fromisoformat(at))
            for chain, amount, unit, at in counts or ()
        },
        told=tuple((key, date.fromisoformat(on)) for key, on in told or ()),
        asked=frozenset(asked or ()),
    )


# Whoever has chosen anew meanwhile is looked at anew.
_LOOK_AGAIN = """
UPDATE reminders_wish w SET look_on = n.look_on
FROM unnest(%s::bigint[], %s::timestamptz[], %s::date[]) AS n (id, chosen_at, look_on)
WHERE w.id = n.id AND w.chosen_at = n.chosen_at
"""


def _look_again(following: list[tuple[Watched, date]]) -> None:
    if not following:
        return
    people = [person for person, _day in following]
    wishes, chosen_at = [each.wish_id for each in people], [each.chosen_at for each in people]
    with connection.cursor() as cursor:
        cursor.execute(_LOOK_AGAIN, [wishes, chosen_at, [day for _person, day in following]])
