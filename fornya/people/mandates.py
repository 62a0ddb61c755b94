"""Mandates as the two whom they are between see them, and as the guard asks for them.

The deeds are in appoint.py. `between` and `givers_of` need no scope: they run before any is open, and
PostgreSQL gives back only what the named agent has accepted.
"""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.db.models import Q, QuerySet

from fornya.audit.models import AccessEntry
from fornya.audit.scope import ActorKind, opened
from fornya.people.models import Mandate as Row
from fornya.people.session import SignedInPatient
from fornya.rules.acting import Mandate, Scope
from fornya.rules.mandates import OPEN, Course, MandateState, lapses_at, state_of

ACTS_AT_MOST = 100


class NoSuchMandate(LookupError):
    """The person has no such mandate, given or received: never, or no longer."""


@dataclass(frozen=True, slots=True)
class Giver:
    """Somebody who has appointed an agent, for the agent's session."""

    patient_id: int
    personnummer: str
    given_name: str
    surname: str
    birth_date: date
    mandate: Mandate


@dataclass(frozen=True, slots=True)
class Act:
    """Something that the agent has done or read in the giver's matter; `what` is the access log's code."""

    at: datetime
    what: str
    agent_name: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A mandate as one of its two sides sees it. `is_mine`: the reader gave it. Nobody reads who ended it.

    `agent_name` is empty until the agent has accepted; the number is what the giver wrote, for the giver.
    """

    id: uuid.UUID
    is_mine: bool
    giver_name: str
    agent_name: str
    agent_number: str
    scope: Scope
    state: MandateState
    starts_on: date
    ends_on: date
    lapses_at: datetime | None
    accepted_at: datetime | None
    over_at: datetime | None
    asked: uuid.UUID | None
    acts: tuple[Act, ...] = ()

    @property
    def is_open(self) -> bool:
        """Tell whether it waits or holds."""
        return self.state in OPEN

    @property
    def can_end(self) -> bool:
        """Tell whether the reader can end it: the giver also an offer, which the agent answers instead."""
        return self.is_open if self.is_mine else self.state is MandateState.LIVE


@dataclass(frozen=True, slots=True)
class Mandates:
    """Who may act for a person, and for whom the person may act; what waits or holds comes first."""

    given: tuple[Shown, ...]
    received: tuple[Shown, ...]


def mandates_of(*, patient: SignedInPatient, now: datetime, today: date) -> Mandates:
    """Give what the person has given and received, over ones too for as long as they are kept."""
    with opened(by=patient.actor, what="mandates.read", patient_id=patient.patient_id, now=now):
        rows = list(given_by(patient).filter(~Q(offered_at=None)) | received_by(patient))
    shown = sorted(
        (_shown(row, patient, now, today) for row in rows),
        key=lambda each: (not each.is_open, _age(each, now)),
    )
    return Mandates(
        given=tuple(each for each in shown if each.is_mine),
        received=tuple(each for each in shown if not each.is_mine),
    )


def mandate_of(*, mandate_id: uuid.UUID, patient: SignedInPatient, now: datetime, today: date) -> Shown:
    """Give one mandate that the person has given or received, to the giver with the agent's acts.

    Raises NoSuchMandate.
    """
    with opened(
        by=patient.actor, what="mandate.read", patient_id=patient.patient_id, subject=mandate_id, now=now
    ):
        row = (given_by(patient) | received_by(patient)).filter(pk=mandate_id).first()
        if row is None:
            raise NoSuchMandate(mandate_id)
        return _shown(row, patient, now, today, acts=_acts(row, patient))


def between(*, giver_id: int, agent_id: int) -> Mandate | None:
    """Give the newest mandate that both have confirmed, or None; the rule says whether it holds today."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM people_mandate_between(%s, %s)", [giver_id, agent_id])
        row = cursor.fetchone()
    return _rule(*row) if row else None


def givers_of(*, agent_id: int) -> list[Giver]:
    """Give those whose mandate the agent has accepted and neither has ended."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM people_givers_of(%s)", [agent_id])
        return [
            Giver(patient_id, personnummer, given_name, surname, birth_date, _rule(*rest))
            for patient_id, personnummer, given_name, surname, birth_date, *rest in cursor.fetchall()
        ]


def course(row: Row) -> Course:
    """Give what has happened to a mandate, for the rule."""
    return Course(
        ends_on=row.ends_on,
        offered_at=row.offered_at,
        accepted_at=row.accepted_at,
        declined_at=row.declined_at,
        ended_at=row.ended_at,
        ended_by_time=row.ended_by == Row.EndedBy.TIME,
    )


def given_by(patient: SignedInPatient) -> QuerySet[Row]:
    """Give the rows of the person's own mandates, for a transaction in the person's scope."""
    return Row.objects.filter(giver_id=patient.patient_id)


def received_by(patient: SignedInPatient) -> QuerySet[Row]:
    """Give the rows of mandates to the person, in the person's scope; a draft is nobody's but its giver's."""
    return Row.objects.filter(~Q(offered_at=None), agent_number=patient.personnummer)


def _rule(scope: str, starts_on: date, ends_on: date, is_ended: bool) -> Mandate:
    return Mandate(Scope(scope), starts_on, ends_on, is_accepted=True, is_ended=is_ended)


def _acts(row: Row, patient: SignedInPatient) -> tuple[Act, ...]:
    if row.giver_id != patient.patient_id or row.agent_id is None:
        return ()
    entries = AccessEntry.objects.filter(
        patient_id=patient.patient_id, actor_kind=ActorKind.AGENT, actor_id=row.agent_id
    )
    return tuple(
        Act(entry.at, entry.what, entry.actor_name) for entry in entries.order_by("-at", "-id")[:ACTS_AT_MOST]
    )


def _age(shown: Shown, now: datetime) -> float:
    return (now - (shown.over_at or shown.accepted_at or now)).total_seconds()


def _shown(
    row: Row, patient: SignedInPatient, now: datetime, today: date, acts: tuple[Act, ...] = ()
) -> Shown:
    is_mine = row.giver_id == patient.patient_id
    return Shown(
        id=row.pk,
        is_mine=is_mine,
        giver_name=row.giver_name,
        agent_name=row.agent_name,
        agent_number=row.agent_number,
        scope=Scope(row.scope),
        state=state_of(course(row), now=now, today=today),
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        lapses_at=lapses_at(row.offered_at) if row.offered_at else None,
        accepted_at=row.accepted_at,
        over_at=row.ended_at or row.declined_at,
        asked=row.giver_asked if is_mine else row.agent_asked,
        acts=acts,
    )
