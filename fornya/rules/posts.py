"""Posts: roles beyond a clinic's commission. Where each holds, who gives it, how long, on what grounds.

A commission comes from the employer's own directory and says that somebody takes part in care. A post is
given here, by name, for a time, and never without a written analysis of what the person needs to see and
what could go wrong.

Source: patientdatalagen (2008:355) 4 kap. 2 § (no wider than the work needs); HSLF-FS 2016:40 4 kap. (an
analysis of needs and risks before a right is given, followed up regularly). At most a year is our own choice.
Reviewed: 2026-11-23
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

LONGEST = timedelta(days=366)
# What a form suggests.
USUAL_TERM = timedelta(days=180)
# Early enough to ask whether it is still needed, and to name somebody else.
ENDS_SOON = timedelta(days=30)
# A word or two says nothing of a need or of a risk.
SHORTEST_WORDS = 20
LONGEST_WORDS = 1000


class PostRole(StrEnum):
    """What somebody is named to do."""

    OPERATOR = "operator"
    REGION_ADMINISTRATOR = "region_administrator"
    LOG_REVIEWER = "log_reviewer"


class Reach(StrEnum):
    """How far a post holds."""

    EVERYWHERE = "everywhere"
    REGION = "region"
    CLINIC = "clinic"


class Giver(StrEnum):
    """As what somebody gives a post. A clinic's administrators are named in its settings."""

    OPERATOR = "operator"
    REGION_ADMINISTRATOR = "region_administrator"
    CLINIC_ADMINISTRATOR = "clinic_administrator"


# For each role where it can hold, and who gives it there.
GIVEN_BY = MappingProxyType(
    {
        (PostRole.OPERATOR, Reach.EVERYWHERE): frozenset({Giver.OPERATOR}),
        (PostRole.REGION_ADMINISTRATOR, Reach.REGION): frozenset(
            {Giver.OPERATOR, Giver.REGION_ADMINISTRATOR}
        ),
        (PostRole.LOG_REVIEWER, Reach.REGION): frozenset({Giver.REGION_ADMINISTRATOR}),
        (PostRole.LOG_REVIEWER, Reach.CLINIC): frozenset(
            {Giver.REGION_ADMINISTRATOR, Giver.CLINIC_ADMINISTRATOR}
        ),
    }
)


# One proposes a rule and another decides it: whoever is alone can get none decided.
NEEDS_TWO = frozenset({PostRole.OPERATOR, PostRole.REGION_ADMINISTRATOR})


class Lacking(StrEnum):
    """What an analysis of needs and risks lacks."""

    NEED = "need"
    RISKS = "risks"
    DECIDED_BY = "decided_by"
    DECIDED_ON = "decided_on"


@dataclass(frozen=True, slots=True)
class Analysis:
    """What the person needs to see for which work, what could go wrong, and who decided so on which day."""

    need: str
    risks: str
    decided_by: str
    decided_on: date


def lacking(analysis: Analysis, today: date) -> tuple[Lacking, ...]:
    """Give all that the analysis lacks, in the order in which it is asked for."""
    found = {
        Lacking.NEED: not SHORTEST_WORDS <= len(analysis.need.strip()) <= LONGEST_WORDS,
        Lacking.RISKS: not SHORTEST_WORDS <= len(analysis.risks.strip()) <= LONGEST_WORDS,
        Lacking.DECIDED_BY: not analysis.decided_by.strip(),
        Lacking.DECIDED_ON: not today - LONGEST <= analysis.decided_on <= today,
    }
    return tuple(what for what, is_lacking in found.items() if is_lacking)


def reach_of(region: str, clinic_id: int | None) -> Reach:
    """Tell how far a post at this place holds."""
    if clinic_id is not None:
        return Reach.CLINIC
    return Reach.REGION if region else Reach.EVERYWHERE


def may_give(giver: Giver, role: PostRole, reach: Reach) -> bool:
    """Tell whether somebody in this capacity gives such posts at all; at which place is another question."""
    return giver in GIVEN_BY.get((role, reach), frozenset())


def can_give(giver: Giver) -> tuple[tuple[PostRole, Reach], ...]:
    """Give the posts that somebody in this capacity gives, in the table's order."""
    return tuple(kind for kind, givers in GIVEN_BY.items() if giver in givers)


def is_term(ends_on: date, today: date) -> bool:
    """Tell whether a last day is one that can be given today."""
    return today <= ends_on <= today + LONGEST


def holds(starts_on: date, ends_on: date, today: date) -> bool:
    """Tell whether a post with these first and last days, both included, holds."""
    return starts_on <= today <= ends_on


def ends_soon(ends_on: date, today: date) -> bool:
    """Tell whether a post that holds runs out so soon that somebody has to think of it."""
    return today <= ends_on <= today + ENDS_SOON


def alone(held: Iterable[tuple[PostRole, str, str]]) -> list[tuple[PostRole, str]]:
    """Return the posts that need two and have one person, of pairs of post and region with who holds them."""
    people = defaultdict[tuple[PostRole, str], set[str]](set)
    for role, region_code, hsa_id in held:
        if role in NEEDS_TWO:
            people[role, region_code].add(hsa_id)
    return sorted(place for place, who in people.items() if len(who) == 1)
