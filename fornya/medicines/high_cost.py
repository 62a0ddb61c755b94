"""How near a patient is to the high-cost card (frikort)."""

from dataclasses import dataclass
from datetime import date, datetime

from fornya.audit.scope import Actor, opened
from fornya.integrations.high_cost.messages import HighCostState
from fornya.integrations.http import Refused, Unavailable
from fornya.medicines.overview import SWEDEN
from fornya.medicines.sources import high_cost_account
from fornya.rules import high_cost
from fornya.rules.high_cost import Progress


@dataclass(frozen=True, slots=True)
class HighCost:
    """The account and what the ladder makes of it. All None when the account could not be read."""

    account: HighCostState | None
    progress: Progress | None
    read_at: datetime
    last_day: date | None = None


def logged_high_cost(personnummer: str, *, patient_id: int, by: Actor, now: datetime) -> HighCost:
    """Read the account for a page, and log that it was read. Says when the account is down instead of raising."""
    found = _high_cost(personnummer, now=now)
    with opened(by=by, what="high_cost.read", patient_id=patient_id, now=now):
        return found


def _high_cost(personnummer: str, *, now: datetime) -> HighCost:
    try:
        account = high_cost_account().state(personnummer)
    except (Unavailable, Refused):
        return HighCost(None, None, read_at=now)
    today = now.astimezone(SWEDEN).date()
    start = account.period_start
    ladder = high_cost.ladder_for(start or today, today)
    progress = high_cost.progress(account.gross_ore, account.paid_ore, ladder, has_card=account.has_card)
    return HighCost(account, progress, account.read_at, high_cost.period_end(start) if start else None)
