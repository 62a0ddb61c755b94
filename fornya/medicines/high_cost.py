"""How near a patient is to the high-cost card (frikort), and what the next withdrawals cost at most."""

from dataclasses import dataclass
from datetime import date, datetime

from fornya.audit.scope import Actor, opened
from fornya.integrations.high_cost.messages import HighCostState
from fornya.integrations.http import Fault, Refused, Unavailable
from fornya.integrations.prescription_store.messages import Dispense
from fornya.medicines.overview import Medicine, Overview, overview
from fornya.medicines.sources import high_cost_account
from fornya.rules import high_cost
from fornya.rules.benefit import BenefitCode
from fornya.rules.high_cost import LadderUnknown, Progress, StepRow
from fornya.rules.next_cost import Account, AtMost, LastTime, next_cost
from fornya.rules.personnummer import age_on
from fornya.rules.swedish_time import swedish_day
from fornya.rules.withdrawals import share_of


@dataclass(frozen=True, slots=True)
class HighCost:
    """The account and what the ladder makes of it; both None when nothing could be read: `fault` says how."""

    account: HighCostState | None
    progress: Progress | None
    read_at: datetime
    steps: tuple[StepRow, ...] = ()
    fault: Fault | None = None


def logged_high_cost(
    personnummer: str, *, patient_id: int, by: Actor, now: datetime
) -> tuple[HighCost, Overview]:
    """Read the account, and the prescriptions whose next withdrawals it tells of, and log that it was done.

    Says when one of them is down instead of raising.
    """
    found = high_cost_of(personnummer, now=now)
    medicines = overview(personnummer, now=now)
    with opened(by=by, what="high_cost.read", patient_id=patient_id, now=now):
        return found, medicines


def high_cost_of(personnummer: str, *, now: datetime) -> HighCost:
    """Read the account. Never raises for one that is down, or whose ladder no table of ours knows: it says
    so.

    Calls the account, so it is called with no transaction open.
    """
    try:
        account = high_cost_account().state(personnummer)
        start = account.period_start or swedish_day(now)
        # The account's own ceiling holds: it was fixed when the period began, and is known for every year.
        ladder = high_cost.ladder_from_ceiling(start, account.ceiling_ore)
    except Unavailable as problem:
        return HighCost(None, None, read_at=now, fault=problem.fault)
    except Refused:
        return HighCost(None, None, read_at=now, fault=Fault.DOWN)
    except LadderUnknown:
        return HighCost(None, None, read_at=now, fault=Fault.GARBLED)
    progress = high_cost.progress(account.gross_ore, account.paid_ore, ladder)
    return HighCost(account, progress, account.read_at, high_cost.step_rows(ladder))


def cost_of_next(medicine: Medicine, found: HighCost, *, birth_date: date, today: date) -> AtMost | None:
    """Say what the next withdrawal of a medicine costs at most; None when that cannot be known."""
    last = _last_time(medicine)
    if last is None or found.account is None or medicine.left == 0:
        return None
    account = found.account
    return next_cost(
        last,
        Account(account.period_start, account.gross_ore, account.paid_ore, account.ceiling_ore),
        age_then=age_on(birth_date, medicine.last_collected_on or today),
        earliest=max(today, medicine.following.on or today),
    )


def _last_time(medicine: Medicine) -> LastTime | None:
    """Sum up the latest pick-up; None unless it was a whole withdrawal whose price is known."""
    day = medicine.last_collected_on
    given = [each for each in medicine.collected if swedish_day(each.dispensed_at) == day]
    if not given or share_of(sum(each.quantity for each in given), medicine.prescription.quantity) != 1:
        return None
    codes = {each.benefit or "" for each in given}
    if len(codes) > 1 or not codes <= set(BenefitCode):
        return None
    priced = [_priced(each) for each in given]
    if any(each is None for each in priced):
        return None
    return LastTime(
        price_ore=sum(each[0] for each in priced if each),
        counted_ore=sum(each[1] for each in priced if each),
        code=BenefitCode(codes.pop()),
    )


def _priced(given: Dispense) -> tuple[int, int] | None:
    if given.price_ore is None or given.counted_ore is None:
        return None
    return given.price_ore, given.counted_ore
