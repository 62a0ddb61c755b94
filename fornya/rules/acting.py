"""Who may act for whom, and what: in one's own matter, as guardian of a child, as an adult's agent.

A guardian's part ends by itself on the child's 13th birthday. Whoever is under 18 is in somebody's custody
and acts for nobody else. A mandate is between two adults, holds from its first day to its last, and neither
forms nor stands once either of the two lives under protected identity. Guardianship stands all the same, but
for one case: where the child is protected and the guardian is not, clinic and pharmacy would tell where the
child is, so the way goes by phone. For the dead nobody acts, and they act for nobody. Nothing gives another's
settings.

Source: 1177's published rules on agents (tables/acting.toml, tables/ages.toml); föräldrabalken (1949:381)
6 kap. 2 § (custody to 18); the terms of fullmakt för apoteksärenden (adults, protected identity, death).
Reviewed: 2026-11-23
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from fornya.rules.age_rules import AgeRight, may_by_age
from fornya.rules.dated import NothingInForce, in_force, read_table
from fornya.rules.personnummer import age_on


class Ability(StrEnum):
    """What somebody may do in a patient's matter."""

    SEE = "see"
    OVERVIEW = "overview"
    REQUEST = "request"
    CONTACT = "contact"
    SETTINGS = "settings"


class Scope(StrEnum):
    """How far a mandate reaches."""

    SEE = "see"
    REQUEST = "request"


class Reason(StrEnum):
    """Why somebody may do nothing, in the order in which the reasons are given."""

    NO_LIMITS = "no_limits"
    ACTOR_DECEASED = "actor_deceased"
    SUBJECT_DECEASED = "subject_deceased"
    TOO_YOUNG_ALONE = "too_young_alone"
    ACTOR_UNDERAGE = "actor_underage"
    NOT_GUARDIAN = "not_guardian"
    CHILD_OF_AGE = "child_of_age"
    SUBJECT_UNDERAGE = "subject_underage"
    ACTOR_PROTECTED = "actor_protected"
    SUBJECT_PROTECTED = "subject_protected"
    NOT_ACCEPTED = "not_accepted"
    ENDED = "ended"
    NOT_YET = "not_yet"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Standing:
    """A person as the population register has them. A day of birth to come makes nobody of age."""

    birth_date: date
    is_deceased: bool = False
    is_protected: bool = False


@dataclass(frozen=True, slots=True)
class Mandate:
    """What one adult has given another. Both days are included; `is_accepted` once both have confirmed."""

    scope: Scope
    starts_on: date
    ends_on: date
    is_accepted: bool = True
    is_ended: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What may be done; when that is nothing, all the reasons, in the order of `Reason`."""

    abilities: frozenset[Ability]
    reasons: tuple[Reason, ...] = ()


NOTHING = Verdict(frozenset())


@dataclass(frozen=True)
class Limits:
    """The row in force from a day."""

    valid_from: date
    acts_for_others_from: int
    mandate_party_from: int
    mandate_answer_days: int
    mandate_longest_years: int
    alone: frozenset[Ability]
    alone_adult: frozenset[Ability]
    guardian: frozenset[Ability]
    mandate_to_see: frozenset[Ability]
    mandate_to_request: frozenset[Ability]
    source: str
    valid_to: date | None = None


def limits_on(day: date) -> Limits:
    """Return the limits in force on a day; raises NothingInForce for a day before the table begins."""
    return in_force(_LIMITS, day)


def alone(person: Standing, today: date) -> Verdict:
    """Say what a person may do in their own matter."""
    limits = _limits(today)
    if limits is None:
        return _verdict(frozenset(), {Reason.NO_LIMITS})
    against = _dead(person, None)
    if not _may(AgeRight.RENEW_ALONE, person, today):
        against.add(Reason.TOO_YOUNG_ALONE)
    is_adult = _may(AgeRight.SEE_OVERVIEW, person, today)
    return _verdict(limits.alone_adult if is_adult else limits.alone, against)


def as_guardian(guardian: Standing, child: Standing, *, is_guardian: bool, today: date) -> Verdict:
    """Say what somebody may do for a child; `is_guardian` is what the population register says now."""
    limits = _limits(today)
    if limits is None:
        return _verdict(frozenset(), {Reason.NO_LIMITS})
    against = _dead(guardian, child)
    if _age(guardian, today) < limits.acts_for_others_from:
        against.add(Reason.ACTOR_UNDERAGE)
    if not is_guardian:
        against.add(Reason.NOT_GUARDIAN)
    if not _may(AgeRight.GUARDIAN_ACTS, child, today):
        against.add(Reason.CHILD_OF_AGE)
    if child.is_protected and not guardian.is_protected:
        against.add(Reason.SUBJECT_PROTECTED)
    return _verdict(limits.guardian, against)


def as_agent(agent: Standing, giver: Standing, mandate: Mandate, today: date) -> Verdict:
    """Say what an adult may do for the adult who has given the mandate."""
    limits = _limits(today)
    if limits is None:
        return _verdict(frozenset(), {Reason.NO_LIMITS})
    against = set(may_appoint(giver, agent, today))
    if not mandate.is_accepted:
        against.add(Reason.NOT_ACCEPTED)
    if mandate.is_ended:
        against.add(Reason.ENDED)
    if today < mandate.starts_on:
        against.add(Reason.NOT_YET)
    if today > mandate.ends_on:
        against.add(Reason.OVER)
    gives = {Scope.SEE: limits.mandate_to_see, Scope.REQUEST: limits.mandate_to_request}
    return _verdict(gives[mandate.scope], against)


def may_appoint(giver: Standing, agent: Standing, today: date) -> tuple[Reason, ...]:
    """Say why there can be no mandate between the two; empty when there can."""
    limits = _limits(today)
    if limits is None:
        return (Reason.NO_LIMITS,)
    against = _dead(agent, giver)
    if _age(agent, today) < max(limits.acts_for_others_from, limits.mandate_party_from):
        against.add(Reason.ACTOR_UNDERAGE)
    if _age(giver, today) < limits.mandate_party_from:
        against.add(Reason.SUBJECT_UNDERAGE)
    if agent.is_protected:
        against.add(Reason.ACTOR_PROTECTED)
    if giver.is_protected:
        against.add(Reason.SUBJECT_PROTECTED)
    return _verdict(frozenset(), against).reasons


def _verdict(abilities: frozenset[Ability], against: set[Reason]) -> Verdict:
    if against:
        return Verdict(frozenset(), tuple(reason for reason in Reason if reason in against))
    return Verdict(abilities)


def _dead(actor: Standing, subject: Standing | None) -> set[Reason]:
    found = {Reason.ACTOR_DECEASED} if actor.is_deceased else set()
    return found | {Reason.SUBJECT_DECEASED} if subject and subject.is_deceased else found


def _limits(day: date) -> Limits | None:
    try:
        return limits_on(day)
    except NothingInForce:
        return None


def _may(right: AgeRight, person: Standing, today: date) -> bool:
    return person.birth_date <= today and may_by_age(right, age=_age(person, today), day=today)


def _age(person: Standing, today: date) -> int:
    return age_on(person.birth_date, today) if person.birth_date <= today else -1


def _row(row: dict[str, Any]) -> Limits:
    values: dict[str, Any] = {
        name: frozenset(map(Ability, value)) if isinstance(value, list) else value
        for name, value in row.items()
    }
    return Limits(**values)


_LIMITS = tuple(_row(row) for row in read_table("acting")["acting"])
