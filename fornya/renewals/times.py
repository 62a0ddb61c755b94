"""The times to meet of a request as its readers see them, and the SQL that reads them beside it."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fornya.rules.appointments import Slot, Way, may_book, may_change

# Within a statement that reads a request `r`.
TIMES = """(SELECT json_agg(json_build_object('id', t.id, 'starts_at', t.starts_at, 'minutes', t.minutes,
    'way', t.way, 'whom', t.whom, 'offered_by', s.name, 'offered_at', t.offered_at,
    'booked_at', t.booked_at, 'booked_by', t.booked_by_name, 'booked_by_kind', t.booked_by_kind,
    'withdrawn_at', t.withdrawn_at, 'closed_at', t.closed_at) ORDER BY t.starts_at, t.id)
    FROM renewals_appointment t JOIN people_staff s ON s.id = t.offered_by_id WHERE t.request_id = r.id)"""
# When the booked one begins, and the last of those that stand.
BOOKED_AND_LAST = """(SELECT json_build_array(max(t.starts_at) FILTER (WHERE t.booked_at IS NOT NULL),
    max(t.starts_at)) FROM renewals_appointment t
    WHERE t.request_id = r.id AND t.withdrawn_at IS NULL AND t.closed_at IS NULL)"""


@dataclass(frozen=True, slots=True)
class OfferedTime:
    """A time that was offered, and what has become of it."""

    id: uuid.UUID
    slot: Slot
    offered_by: str
    offered_at: datetime
    booked_at: datetime | None
    booked_by: str
    booked_by_kind: str
    withdrawn_at: datetime | None
    closed_at: datetime | None

    @property
    def stands(self) -> bool:
        """Whether it is offered still: not withdrawn, and waited for."""
        return self.withdrawn_at is None and self.closed_at is None


@dataclass(frozen=True, slots=True)
class Times:
    """All times of a request, in their order."""

    all: tuple[OfferedTime, ...] = ()

    @property
    def booked(self) -> OfferedTime | None:
        """The one that is booked."""
        return next((each for each in self.all if each.booked_at is not None), None)

    @property
    def unbooked(self) -> tuple[OfferedTime, ...]:
        """Those that stand and are not booked."""
        return tuple(each for each in self.all if each.stands and each.booked_at is None)

    def to_choose(self, now: datetime) -> tuple[OfferedTime, ...]:
        """Give those that a patient may choose now; none while they may not leave the one they have."""
        if not self.may_leave(now):
            return ()
        return tuple(each for each in self.unbooked if may_book(each.slot.starts_at, now))

    def may_leave(self, now: datetime) -> bool:
        """Tell whether nothing is booked, or what is may still be changed."""
        return self.booked is None or may_change(self.booked.slot.starts_at, now)

    def has_met(self, now: datetime) -> bool:
        """Tell whether the booked time has been: that is when the medicine may be asked for again."""
        return self.booked is not None and self.booked.slot.ends_at <= now

    def in_vain(self, now: datetime) -> bool:
        """Tell whether times were offered, none was booked, and none can be any more."""
        return bool(self.all) and self.booked is None and not self.to_choose(now)


def times_of(rows: Iterable[dict[str, Any]] | None) -> Times:
    """Give the times as TIMES read them."""
    return Times(tuple(_offered(row) for row in rows or ()))


def _offered(row: dict[str, Any]) -> OfferedTime:
    return OfferedTime(
        id=uuid.UUID(row["id"]),
        slot=Slot(datetime.fromisoformat(row["starts_at"]), row["minutes"], Way(row["way"]), row["whom"]),
        offered_by=row["offered_by"],
        offered_at=datetime.fromisoformat(row["offered_at"]),
        booked_at=_time(row["booked_at"]),
        booked_by=row["booked_by"],
        booked_by_kind=row["booked_by_kind"],
        withdrawn_at=_time(row["withdrawn_at"]),
        closed_at=_time(row["closed_at"]),
    )


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
