"""The orders: begun and fetched by relying parties, answered on the phone, ended by the clock.

They live for three minutes, so they live in memory, behind one lock.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import RLock
from typing import Any
from uuid import uuid4

from sandbox.bankid.clock import Clock
from sandbox.bankid.people import Person
from sandbox.bankid.refusals import Refusal, no_such_order
from sandbox.bankid.start_request import StartRequest

START_WITHIN = timedelta(seconds=30)
FINISH_WITHIN = timedelta(minutes=3)
KEEP_NEVER_FETCHED = timedelta(seconds=190)
KEEP = {"complete": timedelta(minutes=3), "failed": timedelta(minutes=5)}

RISKS = ("low", "moderate", "high")
# The kind of BankID in this phone; the number stands for Mobile BankID in the real test environment.
PHONE_POLICY = "1.2.3.4.25"


class NotPossible(Exception):
    """The phone cannot do that to the order; `reason` is a code the phone's page has words for."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def _token() -> str:
    return str(uuid4())


@dataclass(slots=True)
class Order:
    """One order, as the service remembers it."""

    request: StartRequest
    owner: str
    relying_party: str
    created_at: datetime
    order_ref: str = field(default_factory=_token)
    auto_start_token: str = field(default_factory=_token)
    qr_start_token: str = field(default_factory=_token, repr=False)
    qr_start_secret: str = field(default_factory=_token, repr=False)
    handle: str = field(default_factory=_token)
    status: str = "pending"
    hint: str = "outstandingTransaction"
    same_device: bool | None = None
    personnummer: str | None = field(default=None, repr=False)
    finished_at: datetime | None = None
    collected_at: list[datetime] = field(default_factory=list)
    completion: dict[str, Any] | None = field(default=None, repr=False)

    @property
    def started(self) -> bool:
        """Tell whether a phone has opened the order."""
        return self.same_device is not None

    def finish(self, status: str, hint: str, at: datetime) -> None:
        """Bring the order to its end."""
        self.status, self.hint, self.finished_at = status, hint, at

    def settle(self, now: datetime) -> None:
        """Let the clock end an order that nobody opened or nobody finished in time."""
        if self.status != "pending":
            return
        if not self.started and now >= self.created_at + START_WITHIN:
            self.finish("failed", "startFailed", self.created_at + START_WITHIN)
        elif now >= self.created_at + FINISH_WITHIN:
            self.finish("failed", "expiredTransaction", self.created_at + FINISH_WITHIN)

    def forgotten(self, now: datetime) -> bool:
        """Tell whether the service no longer keeps the order."""
        if not self.collected_at and now >= self.created_at + KEEP_NEVER_FETCHED:
            return True
        return self.finished_at is not None and now >= self.finished_at + KEEP[self.status]


Prover = Callable[..., tuple[str, str]]


class OrderBook:
    """All orders of one service."""

    def __init__(self, clock: Clock, prove: Prover) -> None:
        self.clock = clock
        self._prove = prove
        self._spoilt: tuple[object, ...] = ()
        self._refusals: list[Refusal] = []
        self._orders: dict[str, Order] = {}
        self._lock = RLock()
        self._swept_at = clock.now()

    def refuse_next(self, refusal: Refusal, times: int) -> None:
        """Answer the next calls with this refusal, whatever they ask."""
        with self._lock:
            self._refusals = [refusal] * times

    def refuse_if_told(self) -> None:
        """Raise the Refusal that a call meets on purpose."""
        with self._lock:
            if self._refusals:
                raise self._refusals.pop()

    # The relying party's side -------------------------------------------------------------------

    def start(self, owner: str, relying_party: str, request: StartRequest) -> Order:
        """Make an order. Raises Refusal when the person asked for already has one running."""
        now = self.clock.now()
        order = Order(
            request,
            owner,
            relying_party,
            now,
            personnummer=request.requirement.personnummer,
        )
        with self._lock:
            self._sweep(now)
            if order.personnummer and self._abort_running(order.personnummer, now):
                raise Refusal(400, "alreadyInProgress", "Order already in progress for pno")
            self._orders[order.order_ref] = order
        return order

    def collect(self, owner: str, order_ref: str) -> dict[str, Any]:
        """Tell how the order stands; of a finished one only once. Raises Refusal when it is not there."""
        with self._lock:
            order = self._owned(owner, order_ref)
            order.collected_at.append(self.clock.now())
            if order.status != "pending":
                del self._orders[order_ref]
        answer: dict[str, Any] = {"orderRef": order.order_ref, "status": order.status}
        if order.completion is not None:
            return answer | {"completionData": order.completion}
        return answer | {"hintCode": order.hint}

    def cancel(self, owner: str, order_ref: str) -> None:
        """Take a running order away. Raises Refusal when there is none."""
        with self._lock:
            if self._owned(owner, order_ref).status != "pending":
                raise no_such_order()
            del self._orders[order_ref]

    def clear(self) -> None:
        """Forget every order and let the clock go back to the machine's."""
        with self._lock:
            self._orders.clear()
            self._spoilt = ()
            self._refusals = []
            self.clock.reset()
            self._swept_at = self.clock.now()

    # The phone's side ---------------------------------------------------------------------------

    def waiting(self) -> tuple[Order, ...]:
        """List the orders that still wait for somebody, the newest first."""
        now = self.clock.now()
        with self._lock:
            self._sweep(now)
            for order in self._orders.values():
                order.settle(now)
            return tuple(order for order in reversed(self._orders.values()) if order.status == "pending")

    def find(self, wanted: Callable[[Order], bool]) -> Order:
        """Give the first waiting order that fits. Raises NotPossible when none does."""
        for order in self.waiting():
            if wanted(order):
                return order
        raise NotPossible("gone")

    def open(self, order: Order, *, same_device: bool) -> None:
        """Show the order on the phone; the first way in counts. Raises NotPossible when it has ended."""
        with self._lock:
            self._require_waiting(order)
            if not order.started:
                order.same_device, order.hint = same_device, "userSign"

    def approve(self, order: Order, person: Person, *, device_ip: str, risk: str = "low") -> None:
        """Complete the order as this person. Raises NotPossible when the order cannot be theirs."""
        if risk not in RISKS:
            raise NotPossible("unknown_risk")
        requirement = order.request.requirement
        if requirement.personnummer not in (None, person.personnummer):
            raise NotPossible("another_person")
        if not requirement.accepts_policy(PHONE_POLICY):
            raise NotPossible("another_kind_of_bankid")
        spoilt, self._spoilt = self._spoilt, ()
        signature, ocsp = self._prove(order, person, self.clock.now(), *spoilt)
        completion = _completion(order, person, device_ip, signature, ocsp)
        if order.request.return_risk:
            completion["risk"] = risk
        with self._lock:
            self._bind(order, person.personnummer)
            order.completion = completion
            order.finish("complete", "", self.clock.now())

    def spoil_next(self, how: object) -> None:
        """Let the next approval's proof be wrong, in a way that the prover knows."""
        self._spoilt = (how,)

    def turn_down(self, order: Order, hint: str = "userCancel") -> None:
        """End the order without an identity. Raises NotPossible when it has ended already."""
        with self._lock:
            self._require_waiting(order)
            order.finish("failed", hint, self.clock.now())

    def show_hint(self, order: Order, hint: str) -> None:
        """Let the relying party see another step. Raises NotPossible when the order has ended."""
        with self._lock:
            self._require_waiting(order)
            order.hint = hint
            if hint not in ("outstandingTransaction", "noClient") and not order.started:
                order.same_device = False

    # Inside -------------------------------------------------------------------------------------

    def _owned(self, owner: str, order_ref: str) -> Order:
        now = self.clock.now()
        self._sweep(now)
        order = self._orders.get(order_ref)
        if order is None or order.owner != owner:
            raise no_such_order()
        order.settle(now)
        if order.forgotten(now):
            del self._orders[order_ref]
            raise no_such_order()
        return order

    def _require_waiting(self, order: Order) -> None:
        order.settle(self.clock.now())
        if order.status != "pending" or order.order_ref not in self._orders:
            raise NotPossible("gone")

    def _bind(self, order: Order, personnummer: str) -> None:
        self._require_waiting(order)
        # One person has one order: whoever begins a second gives up the first.
        order.personnummer = None
        self._abort_running(personnummer, self.clock.now())
        order.personnummer = personnummer

    def _abort_running(self, personnummer: str, now: datetime) -> bool:
        running = [
            order
            for order in self._orders.values()
            if order.personnummer == personnummer and order.status == "pending"
        ]
        for order in running:
            order.settle(now)
        aborted = [order for order in running if order.status == "pending"]
        for order in aborted:
            order.finish("failed", "cancelled", now)
        return bool(aborted)

    def _sweep(self, now: datetime) -> None:
        # Once a second is enough: every look at a single order checks that order's own time.
        if now - self._swept_at < timedelta(seconds=1):
            return
        self._swept_at = now
        for order in list(self._orders.values()):
            order.settle(now)
            if order.forgotten(now):
                del self._orders[order.order_ref]


def _completion(order: Order, person: Person, device_ip: str, signature: str, ocsp: str) -> dict[str, Any]:
    completion: dict[str, Any] = {
        "user": {
            "personalNumber": person.personnummer,
            "name": person.name,
            "givenName": person.given_name,
            "surname": person.surname,
        },
        "device": {"ipAddress": device_ip, "uhi": "sandbox-phone"},
        "bankIdIssueDate": f"{order.created_at.year - 1}-02-01Z",
        "signature": signature,
        "ocspResponse": ocsp,
    }
    if order.request.requirement.mrtd:
        completion["stepUp"] = {"mrtd": True}
    return completion
