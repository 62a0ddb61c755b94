"""Moves lines through the state table and writes the history; the only code that changes a state."""

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db.models import Subquery

from fornya.audit.scope import Actor, opened_case
from fornya.people.session import SignedInStaff
from fornya.renewals.models import RenewalEvent, RenewalLine, RenewalRequest
from fornya.rules.claims import is_held
from fornya.rules.renewal_states import (
    ENDED,
    Event,
    LineState,
    RequestStatus,
    Who,
    next_state,
    request_status,
)


class NoSuchRequest(LookupError):
    """There is no such request within the reader's scope."""


class AlreadyHandled(Exception):
    """Somebody has acted on the request since the form was shown. `by` may be the reader."""

    def __init__(self, *, by: str, at: datetime) -> None:
        super().__init__(by, at)
        self.by = by
        self.at = at


class HeldByAnother(Exception):
    """Somebody else reads the request now, and has it to themselves until then."""

    def __init__(self, *, by: str, until: datetime) -> None:
        super().__init__(by, until)
        self.by = by
        self.until = until


def lock(request_id: uuid.UUID | Subquery, **owner: int | None) -> tuple[RenewalRequest, list[RenewalLine]]:
    """Lock a request and give it with its lines, in their order. Raises NoSuchRequest.

    Its id may be a query for one. `owner` is `clinic_id` or `patient_id`: the request has to be theirs. The
    database's wall says the same. It may be left out where something of the request is known to be theirs.
    """
    request = RenewalRequest.objects.select_for_update().filter(pk=request_id, **owner).first()
    if request is None:
        raise NoSuchRequest(request_id)
    return request, list(RenewalLine.objects.filter(request_id=request.pk).order_by("position"))


@contextmanager
def locked_at_clinic(
    request_id: uuid.UUID, *, what: str, by: SignedInStaff, now: datetime
) -> Iterator[tuple[RenewalRequest, list[RenewalLine]]]:
    """Run a transaction on a locked request of the clinic's, given with its lines; the log names its patient.

    `what` is the log's word for what is done. The body may write in that patient's inbox. Raises
    NoSuchRequest.
    """
    with opened_case(by=by.actor, what=what, clinic_id=by.clinic_id, subject=request_id, now=now) as case:
        request, lines = lock(request_id, clinic_id=by.clinic_id)
        case.concerns(request.patient_id, clinic_id=request.clinic_id)
        yield request, lines


def refuse_stale(request: RenewalRequest, seen_version: int) -> None:
    """Raise AlreadyHandled when the request has moved on since `seen_version`."""
    if request.version == seen_version:
        return
    last = (
        RenewalEvent.objects.filter(request_id=request.pk)
        .order_by("-at", "-id")
        .values("actor_name", "at")[0]
    )
    raise AlreadyHandled(by=last["actor_name"], at=last["at"])


def refuse_held(request: RenewalRequest, by: SignedInStaff, *, now: datetime) -> None:
    """Raise HeldByAnother while somebody else than `by` reads the request."""
    reader, until = request.read_by, request.read_until
    if reader is not None and until is not None and reader.pk != by.staff_id and is_held(until, now):
        raise HeldByAnother(by=reader.name, until=until)


def move(line: RenewalLine, event: Event, who: Who) -> None:
    """Move one line, in memory; `settle` writes it. Raises NotAllowed."""
    line.state = next_state(LineState(line.state), event, who).value


def settle(request: RenewalRequest, lines: Iterable[RenewalLine], *, now: datetime) -> None:
    """Write the lines' states and what they make of the request, which has thereby moved on one version.

    What does not wait for the clinic any more is nobody's to read.
    """
    lines = list(lines)
    states = [LineState(line.state) for line in lines]
    RenewalLine.objects.bulk_update(lines, ["state"])
    request.status = request_status(states).value
    request.version += 1
    request.ended_at = now if ENDED.issuperset(states) else None
    if request.status not in (RequestStatus.SENT, RequestStatus.OPENED):
        request.read_by_id = request.read_until = None
    request.save(
        update_fields=[
            "status",
            "version",
            "ended_at",
            "answer_by",
            "taken_by",
            "taken_at",
            "read_by",
            "read_until",
        ]
    )


def note(
    request: RenewalRequest, line: RenewalLine | None, what: str, *, by: Actor, now: datetime
) -> RenewalEvent:
    """Give a row of history; the caller writes them all at once."""
    return RenewalEvent(
        request_id=request.pk,
        line_id=line.pk if line else None,
        patient_id=request.patient_id,
        clinic_id=request.clinic_id,
        what=what,
        at=now,
        actor_kind=by.kind.value,
        actor_id=by.id,
        actor_name=by.name,
    )
