"""What holds for a medicine where clinic, region and country each have rules: the strictest.

Each level is asked for itself, and its own most specific rule is what it says; a level without a rule
about the medicine says nothing. Of what is said the strictest decides. So a clinic may be stricter than
its region, never looser, and a region not looser than the country; an exception frees from its own
level's broader rule alone.

Source: hälso- och sjukvårdslagen (2017:30) 7 kap. 1 § (the region answers for care); patientsäkerhetslagen
(2010:659) 3 kap. 1 § (whoever gives care plans and checks it so that it is good); how they combine is our own
choice, and waits for its clinical owner.
Reviewed: 2026-11-23
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fornya.rules.renewal_policy import Outcome, PolicyRule, deciding_rule

_STRICTNESS = (Outcome.ALLOW, Outcome.ALLOW_WITH_REVIEW, Outcome.VISIT_REQUIRED, Outcome.NOT_OFFERED)


class Level(StrEnum):
    """Who has decided, the nearest to the patient first."""

    CLINIC = "clinic"
    REGION = "region"
    COUNTRY = "country"


ABOVE = (Level.REGION, Level.COUNTRY)


@dataclass(frozen=True, slots=True)
class DecidedRule:
    """A rule that a region, or the operator for the country, has decided, from a day on and with its source.

    `ends` says that nothing is said of the group any more. Of the same group the newest to begin holds,
    of those that begin on one day the last in order.
    """

    level: Level
    rule: PolicyRule
    valid_from: date
    source: str
    ends: bool = False


@dataclass(frozen=True, slots=True)
class Ruling:
    """What is done with a request for a medicine, and whose rule says so; no rule where nobody has one."""

    outcome: Outcome
    level: Level
    rule: PolicyRule | None


def rank(outcome: Outcome) -> int:
    """Give how strict an outcome is: the higher, the less is renewed online."""
    return _STRICTNESS.index(outcome)


def newest(decided: Iterable[DecidedRule], day: date) -> tuple[DecidedRule, ...]:
    """Return what was said last until a day, at most one for each level and group; also what ended a rule."""
    found: dict[tuple[object, ...], DecidedRule] = {}
    for each in sorted(decided, key=lambda each: each.valid_from):
        if each.valid_from <= day:
            found[each.level, each.rule.key] = each
    return tuple(found.values())


def in_force(decided: Iterable[DecidedRule], day: date) -> tuple[DecidedRule, ...]:
    """Return the rules that hold on a day, at most one for each level and group."""
    return tuple(each for each in newest(decided, day) if not each.ends)


def ruling(
    own: tuple[PolicyRule, ...],
    decided: Iterable[DecidedRule],
    *,
    atc: str | None,
    narcotic_class: str | None,
    day: date,
) -> Ruling:
    """Return what holds for a medicine on a day; `own` are the clinic's rules, the default ones last.

    Where several are equally strict, the one with words for the patient decides, the nearest first. A
    closer look is the answer where the clinic's rules say nothing.
    """
    holding = in_force(decided, day)
    found = deciding_rule(own, atc=atc, narcotic_class=narcotic_class)
    said = [Ruling(found.outcome if found else Outcome.ALLOW_WITH_REVIEW, Level.CLINIC, found)]
    for level in ABOVE:
        rules = tuple(each.rule for each in holding if each.level is level)
        above = deciding_rule(rules, atc=atc, narcotic_class=narcotic_class)
        if above is not None:
            said.append(Ruling(above.outcome, level, above))
    return max(said, key=lambda each: (rank(each.outcome), bool(each.rule and each.rule.text)))
