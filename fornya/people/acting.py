"""Acting for another: for whom somebody may, beginning it and ending it, and what they may at this moment.

Whoever acts for another is asked about anew at every request: the register about both, the table of mandates
about an agent's. What the register does not answer nobody may (ADR 0016).
"""

import hmac
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from fornya.audit.scope import Actor, ActorKind, opened
from fornya.integrations.http import Unavailable
from fornya.integrations.population import Known, Registered
from fornya.people import mandates, session
from fornya.people.appoint import mark_used
from fornya.people.register import patient_came
from fornya.people.registered import children_of, keep, standing
from fornya.people.session import Acting, Capacity, SignedInPatient
from fornya.people.sources import population_register
from fornya.rules.acting import NOTHING, Standing, Verdict, alone, as_agent, as_guardian
from fornya.rules.personnummer import parse
from fornya.rules.swedish_time import swedish_day


class RegisterSilent(Exception):
    """The population register does not answer, and without it nobody acts for another."""


class NobodySuch(LookupError):
    """There is nobody of that key whom the person may act for, or no longer."""


@dataclass(frozen=True, slots=True)
class Other:
    """Somebody whom a person may act for. `key` names them to this session alone."""

    key: str
    capacity: Capacity
    given_name: str
    name: str
    birth_date: date
    personnummer: str = field(repr=False)
    patient_id: int | None = None


def others(*, person: SignedInPatient, now: datetime) -> list[Other]:
    """Give the children and the adults whom whoever has signed in may act for. Raises RegisterSilent."""
    me, today = _me(person), swedish_day(now)
    found = _ask(me.personnummer)
    children = [_child(child, person, today) for child in children_of(found, today)]
    return [*children, *_givers(me, standing(found, today), person, today)]


def begin(*, person: SignedInPatient, key: str, now: datetime) -> str:
    """Open another's matter, in a new session; gives its token. Raises NobodySuch, RegisterSilent."""
    chosen = next((other for other in others(person=person, now=now) if _is(other, key)), None)
    if chosen is None:
        raise NobodySuch
    me, today = _me(person), swedish_day(now)
    sides = _sides(me, chosen.personnummer, chosen.capacity, today)
    subject_id = chosen.patient_id or _came(chosen, now)
    if sides.known is None or not _verdict(sides, subject_id, me, today).abilities:
        raise NobodySuch
    by = Actor(ActorKind(chosen.capacity.value), me.patient_id, me.name)
    with opened(by=by, what="acting.begun", patient_id=subject_id, now=now):
        keep(subject_id, sides.known, now=now)
        if chosen.capacity is Capacity.AGENT:
            mark_used(giver_id=subject_id, agent_id=me.patient_id, now=now)
    return _other_session(person, subject_id, chosen.capacity, now)


def stop(*, person: SignedInPatient, now: datetime) -> str | None:
    """Go back to one's own matter, in a new session; gives its token, None when one's own is open already."""
    if person.acting is None:
        return None
    with opened(by=person.actor, what="acting.ended", patient_id=person.patient_id, now=now):
        pass
    return _other_session(person, None, None, now)


def right_now(person: SignedInPatient, *, now: datetime) -> tuple[SignedInPatient, Verdict]:
    """Give the signed-in person with what they may at this moment, and why if that is nothing.

    Raises RegisterSilent for who acts for another, when nobody can tell whether they may.
    """
    me, today = person.acting, swedish_day(now)
    if me is None:
        verdict = alone(Standing(person.birth_date, person.deceased_on is not None), today)
    else:
        sides = _sides(me, person.personnummer, me.capacity, today)
        verdict = _verdict(sides, person.patient_id, me, today)
    return replace(person, abilities=verdict.abilities), verdict


def _verdict(sides: "_Sides", subject_id: int, me: Acting, today: date) -> Verdict:
    if sides.capacity is Capacity.GUARDIAN:
        return as_guardian(sides.actor, sides.subject, is_guardian=sides.known is not None, today=today)
    given = mandates.between(giver_id=subject_id, agent_id=me.patient_id)
    return as_agent(sides.actor, sides.subject, given, today) if given else NOTHING


@dataclass(frozen=True, slots=True)
class _Sides:
    """The two as the register has them now; `known` is None for a child not in the actor's custody."""

    capacity: Capacity
    actor: Standing
    subject: Standing
    known: Known | None


def _sides(me: Acting, number: str, capacity: Capacity, today: date) -> _Sides:
    found = _ask(me.personnummer)
    if capacity is Capacity.AGENT:
        known: Known | None = _ask(number)
    else:
        known = next((child for child in found.guardian_of if child.personnummer == number), None)
    born = Standing(parse(number, today=today).birth_date)
    return _Sides(capacity, standing(found, today), standing(known, today) if known else born, known)


def _me(person: SignedInPatient) -> Acting:
    """Give whoever has signed in, in their own matter or in another's."""
    return person.acting or Acting(
        capacity=Capacity.GUARDIAN,
        patient_id=person.patient_id,
        personnummer=person.personnummer,
        given_name=person.given_name,
        name=person.name,
        birth_date=person.birth_date,
    )


def _ask(personnummer: str) -> Registered:
    try:
        return population_register().person(personnummer)
    except Unavailable as away:
        raise RegisterSilent from away


def _child(child: Known, person: SignedInPatient, today: date) -> Other:
    return Other(
        key=_key(person, child.personnummer),
        capacity=Capacity.GUARDIAN,
        given_name=child.given_name,
        name=f"{child.given_name} {child.surname}",
        birth_date=standing(child, today).birth_date,
        personnummer=child.personnummer,
    )


def _givers(me: Acting, agent: Standing, person: SignedInPatient, today: date) -> list[Other]:
    return [
        Other(
            key=_key(person, giver.personnummer),
            capacity=Capacity.AGENT,
            given_name=giver.given_name,
            name=f"{giver.given_name} {giver.surname}",
            birth_date=giver.birth_date,
            personnummer=giver.personnummer,
            patient_id=giver.patient_id,
        )
        for giver in mandates.givers_of(agent_id=me.patient_id)
        if as_agent(agent, Standing(giver.birth_date), giver.mandate, today).abilities
    ]


def _key(person: SignedInPatient, personnummer: str) -> str:
    """Name somebody without their number, and so that no other session's page can name them."""
    return hmac.digest(person.token_hash, personnummer.encode(), "sha256").hex()


def _is(other: Other, key: str) -> bool:
    return hmac.compare_digest(other.key.encode(), key.encode())


def _came(child: Other, now: datetime) -> int:
    surname = child.name.removeprefix(child.given_name).strip()
    return patient_came(
        personnummer=child.personnummer, given_name=child.given_name, surname=surname, now=now
    )


def _other_session(
    person: SignedInPatient, acts_for: int | None, capacity: Capacity | None, now: datetime
) -> str:
    token = session.act_for(token_hash=person.token_hash, acts_for=acts_for, capacity=capacity, now=now)
    if token is None:
        raise NobodySuch
    return token
