"""How a request stands between the colleagues, for its page."""

from dataclasses import dataclass
from datetime import datetime

from fornya.people.session import SignedInStaff
from fornya.renewals.reading import Whole
from fornya.rules.access import Deed, may
from fornya.rules.claims import is_held
from fornya.rules.renewal_states import RequestStatus


@dataclass(frozen=True, slots=True)
class Claim:
    """Whether somebody else reads the request now (`held`) or this reader (`mine`), and what they may do."""

    held: bool
    mine: bool
    new: bool
    may_take: bool


def claim_of(whole: Whole, *, by: SignedInStaff, now: datetime) -> Claim:
    """Say how the request stands for this reader."""
    is_read = is_held(whole.read_until, now)
    with_clinic = whole.status in (RequestStatus.SENT, RequestStatus.OPENED)
    return Claim(
        held=is_read and whole.read_by_id != by.staff_id,
        mine=is_read and whole.read_by_id == by.staff_id,
        new=whole.status is RequestStatus.SENT,
        may_take=with_clinic and may(by.role, Deed.TAKE),
    )
