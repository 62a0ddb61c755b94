"""The life of a medicine in a request: one table of moves, and the request's status computed from its lines.

Source: our own rule, after the steps that clinics describe (a case is received, read, asked about, decided
per medicine); a prescription counts as renewed only when the national store has confirmed it.
Reviewed: 2026-11-23
"""

from collections.abc import Iterable
from enum import StrEnum


class LineState(StrEnum):
    """Where one medicine of a request stands."""

    SENT = "sent"
    OPENED = "opened"
    QUESTION = "question"
    WRITING = "writing"
    RENEWED = "renewed"
    RENEWED_CHANGED = "renewed_changed"
    MEET = "meet"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    STORE_REFUSED = "store_refused"


class Event(StrEnum):
    """What can happen to a medicine of a request."""

    TAKE = "take"
    FORWARD = "forward"
    ASK = "ask"
    ANSWER = "answer"
    APPROVE = "approve"
    MEET = "meet"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    CONFIRM = "confirm"
    CONFIRM_CHANGED = "confirm_changed"
    REFUSE = "refuse"


class Who(StrEnum):
    """Who may make a move."""

    PATIENT = "patient"
    READER = "reader"
    PRESCRIBER = "prescriber"
    SERVICE = "service"


class RequestStatus(StrEnum):
    """Where a whole request stands, as the patient sees it."""

    SENT = "sent"
    OPENED = "opened"
    QUESTION = "question"
    WRITING = "writing"
    RENEWED = "renewed"
    RENEWED_CHANGED = "renewed_changed"
    PARTLY = "partly"
    MEET = "meet"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class NotAllowed(ValueError):
    """The move is not in the table, or not for this actor."""


_STAFF = frozenset({Who.READER, Who.PRESCRIBER})
_PRESCRIBER = frozenset({Who.PRESCRIBER})
_PATIENT = frozenset({Who.PATIENT})
_SERVICE = frozenset({Who.SERVICE})

MOVES: dict[tuple[LineState, Event], tuple[LineState, frozenset[Who]]] = {
    (LineState.SENT, Event.TAKE): (LineState.OPENED, _STAFF),
    (LineState.SENT, Event.FORWARD): (LineState.SENT, _STAFF),
    (LineState.SENT, Event.WITHDRAW): (LineState.WITHDRAWN, _PATIENT),
    (LineState.OPENED, Event.FORWARD): (LineState.SENT, _STAFF),
    (LineState.OPENED, Event.ASK): (LineState.QUESTION, _STAFF),
    (LineState.OPENED, Event.APPROVE): (LineState.WRITING, _PRESCRIBER),
    (LineState.OPENED, Event.MEET): (LineState.MEET, _PRESCRIBER),
    (LineState.OPENED, Event.DECLINE): (LineState.DECLINED, _PRESCRIBER),
    (LineState.QUESTION, Event.ANSWER): (LineState.OPENED, _PATIENT),
    (LineState.WRITING, Event.CONFIRM): (LineState.RENEWED, _SERVICE),
    (LineState.WRITING, Event.CONFIRM_CHANGED): (LineState.RENEWED_CHANGED, _SERVICE),
    (LineState.WRITING, Event.REFUSE): (LineState.STORE_REFUSED, _SERVICE),
    (LineState.STORE_REFUSED, Event.ASK): (LineState.QUESTION, _STAFF),
    (LineState.STORE_REFUSED, Event.APPROVE): (LineState.WRITING, _PRESCRIBER),
    (LineState.STORE_REFUSED, Event.MEET): (LineState.MEET, _PRESCRIBER),
    (LineState.STORE_REFUSED, Event.DECLINE): (LineState.DECLINED, _PRESCRIBER),
}

ENDED = frozenset(
    {LineState.RENEWED, LineState.RENEWED_CHANGED, LineState.MEET, LineState.DECLINED, LineState.WITHDRAWN}
)
OPEN = frozenset(LineState) - ENDED
# What waits for the clinic; and what of it somebody has begun to read, and is to decide.
WITH_CLINIC = frozenset({LineState.SENT, LineState.OPENED, LineState.STORE_REFUSED})
TO_DECIDE = WITH_CLINIC - {LineState.SENT}


def next_state(state: LineState, event: Event, who: Who) -> LineState:
    """Give the state after the event. Raises NotAllowed for a move outside the table or by somebody else."""
    move = MOVES.get((state, event))
    if move is None or who not in move[1]:
        raise NotAllowed(f"{event} from {state} by {who}")
    return move[0]


# While anything is open, the request shows what asks most of the patient, then what is furthest behind.
_OPEN_FIRST = (
    (LineState.QUESTION, RequestStatus.QUESTION),
    (LineState.OPENED, RequestStatus.OPENED),
    (LineState.STORE_REFUSED, RequestStatus.OPENED),
    (LineState.SENT, RequestStatus.SENT),
    (LineState.WRITING, RequestStatus.WRITING),
)
_RENEWED = frozenset({LineState.RENEWED, LineState.RENEWED_CHANGED})


def request_status(lines: Iterable[LineState]) -> RequestStatus:
    """Compute a request's status from its lines' states. Raises ValueError when there are none."""
    states = set(lines)
    if not states:
        raise ValueError("a request has at least one line")
    for state, status in _OPEN_FIRST:
        if state in states:
            return status
    if len(states) == 1:
        return RequestStatus(states.pop().value)
    if states <= _RENEWED:
        return RequestStatus.RENEWED_CHANGED
    return RequestStatus.PARTLY if states & _RENEWED else RequestStatus.MEET
