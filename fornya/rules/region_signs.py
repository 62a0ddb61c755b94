"""What stands out at a clinic for whoever runs its region: in the order in which somebody should ring.

Source: our own rule. A promise that is broken today comes before one that nobody could keep tomorrow; a
service that is shut on purpose comes last, since patients are told so.
Reviewed: 2026-11-23
"""

from dataclasses import dataclass
from enum import StrEnum


class Sign(StrEnum):
    """Something to ask the clinic about, the most pressing first."""

    LATE = "late"
    OPEN_WITHOUT_ADMINISTRATOR = "open_without_administrator"
    NO_ANSWER_DAYS = "no_answer_days"
    SHUT_WITH_REQUESTS = "shut_with_requests"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of a clinic without anybody's request being read.

    `is_closed` is a closure that was planned and is on; `renews_online` the service itself.
    """

    open_requests: int
    late_requests: int
    administrators: int
    renews_online: bool
    is_closed: bool
    has_answer_days: bool


def signs(seen: Seen) -> tuple[Sign, ...]:
    """Return all signs, the most pressing first; a clinic that has not begun has none."""
    works = seen.renews_online or seen.administrators > 0 or seen.open_requests > 0
    found = {
        Sign.LATE: seen.late_requests > 0,
        Sign.OPEN_WITHOUT_ADMINISTRATOR: works and seen.administrators == 0,
        Sign.NO_ANSWER_DAYS: works and not seen.has_answer_days,
        Sign.SHUT_WITH_REQUESTS: not seen.renews_online and seen.open_requests > 0,
        Sign.CLOSED: seen.renews_online and seen.is_closed,
    }
    return tuple(sign for sign in Sign if found[sign])


def pressing(seen: Seen) -> tuple[int, ...]:
    """Return a key that sorts clinics: by their first sign, then by how many are late and open."""
    first = next((place for place, sign in enumerate(Sign) if sign in signs(seen)), len(Sign))
    return first, -seen.late_requests, -seen.open_requests
