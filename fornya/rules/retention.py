"""How long things are kept and how long a session lives, in one table.

Source: our own choice; no shorter than people need to finish, no longer than a shared computer allows.
Sessions follow the usual limits for strong sign-in (idle and absolute).
Reviewed: 2026-11-23
"""

from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from fornya.rules.limits import LONGEST


class Kept(StrEnum):
    """What has an end."""

    DRAFT = "draft"
    TYPED_FORM = "typed_form"
    SIGN_IN_ORDER = "sign_in_order"
    SIGNING_REQUEST = "signing_request"
    STEP_UP = "step_up"
    FILLED_DECISION = "filled_decision"
    PATIENT_SESSION_IDLE = "patient_session_idle"
    PATIENT_SESSION = "patient_session"
    STAFF_SESSION_IDLE = "staff_session_idle"
    STAFF_SESSION = "staff_session"
    SUPPORT_CASE = "support_case"
    LIMIT_COUNT = "limit_count"
    MANDATE_DRAFT = "mandate_draft"
    MANDATE_OVER = "mandate_over"
    REMINDER = "reminder"


KEPT_FOR = MappingProxyType(
    {
        Kept.DRAFT: timedelta(days=30),
        Kept.TYPED_FORM: timedelta(hours=24),
        Kept.SIGN_IN_ORDER: timedelta(minutes=10),
        Kept.SIGNING_REQUEST: timedelta(hours=24),
        # Long enough for a batch of plain renewals, short enough that a walk to the coffee machine ends it.
        Kept.STEP_UP: timedelta(minutes=5),
        Kept.FILLED_DECISION: timedelta(hours=24),
        Kept.PATIENT_SESSION_IDLE: timedelta(minutes=20),
        Kept.PATIENT_SESSION: timedelta(hours=12),
        Kept.STAFF_SESSION_IDLE: timedelta(minutes=15),
        Kept.STAFF_SESSION: timedelta(hours=10),
        Kept.SUPPORT_CASE: timedelta(days=180),
        Kept.LIMIT_COUNT: LONGEST,
        Kept.MANDATE_DRAFT: timedelta(hours=24),
        Kept.MANDATE_OVER: timedelta(days=365),
        # As long as a prescription is valid: whoever was told of its end is not told again.
        Kept.REMINDER: timedelta(days=365),
    }
)


def ends_at(what: Kept, since: datetime) -> datetime:
    """Return when a thing from `since` ends."""
    return since + KEPT_FOR[what]


def has_ended(what: Kept, since: datetime, now: datetime) -> bool:
    """Tell whether a thing from `since` has ended; at the very end it has."""
    return now >= ends_at(what, since)
