"""The fast lane on a request's page: whether it is one of a row, and can be signed with the others."""

from dataclasses import dataclass

from fornya.people.guards import StaffRequest
from fornya.renewals.batch import seen_by
from fornya.rules.access import Deed, may

# In the address, and in the form, of a page that is shown on the way through the clean ones.
LANE = "flera"


@dataclass(frozen=True, slots=True)
class Lane:
    """`is_on`: the page is one of a row. `can_ride`: it can be marked. `seen` are marked already."""

    is_on: bool
    can_ride: bool
    seen: int

    @property
    def is_quiet(self) -> bool:
        """Tell whether the page is for reading alone: there is nothing to fill in."""
        return self.is_on and self.can_ride


def lane_of(request: StaffRequest, *, can_ride: bool) -> Lane:
    """Say how a request's page stands in the lane; to whoever may not decide there is none."""
    if not may(request.signed_in.role, Deed.DECIDE):
        return Lane(is_on=False, can_ride=False, seen=0)
    is_on = LANE in request.GET or LANE in request.POST
    seen = len(seen_by(by=request.signed_in, now=request.now)) if is_on else 0
    return Lane(is_on, can_ride, seen)
