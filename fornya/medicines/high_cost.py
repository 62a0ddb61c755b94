"""How near a patient is to the high-cost card (frikort)."""

from dataclasses import dataclass
from datetime import datetime

from fornya.audit.scope import Actor, opened
from fornya.integrations.high_cost.messages import HighCostState
from fornya.integrations.http import Refused, Unavailable
from fornya.medicines.overview import SWEDEN
from fornya.medicines.sources import high_cost_account
from fornya.rules import high_cost
from fornya.rules.high_cost import LadderUnknown, Progress, StepRow


@dataclass(frozen=True, slots=True)
class HighCost:
    """The account and what the ladder makes of it; both None when nothing could be read."""

    account: HighCostState | None
    progress: Progress | None
    read_at: datetime
    steps: tuple[StepRow, ...] = ()


def logged_high_cost(personnummer: str, *, patient_id: int, by: Actor, now: datetime) -> HighCost:
    """Read the account for a page, and log that it was read. Says when it is down instead of raising."""
    found = high_cost_of(personnummer, now=now)
    with opened(by=by, what="high_cost.read", patient_id=patient_id, now=now):
        return found


def high_cost_of(personnummer: str, *, now: datetime) -> HighCost:
    """Read the account. Never raises for one that is down, or whose ladder no table of ours knows: it says
    so.

    Calls the account, so it is called with no transaction open.
    """
    try:
        account = high_cost_account().state(personnummer)
        start = account.period_start or now.astimezone(SWEDEN).date()
        # The account's own ceiling holds: it was fixed when the period began, and is known for every year.
        ladder = high_cost.ladder_from_ceiling(start, account.ceiling_ore)
    except (Unavailable, Refused, LadderUnknown):
        return HighCost(None, None, read_at=now)
    progress = high_cost.progress(account.gross_ore, account.paid_ore, ladder)
    return HighCost(account, progress, account.read_at, high_cost.step_rows(ladder))
