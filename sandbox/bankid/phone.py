"""What the phone does with an order, whether a person presses the buttons or a test calls: the same deeds.

The phone knows orders by three things only: a start link's token, a QR code's text, its own list.
"""

import hashlib
import hmac
import re
from datetime import datetime

from sandbox.bankid.orders import NotPossible, Order, OrderBook

# The code changes every second; a picture of an older one may be a trap laid for somebody else.
OLDEST_CODE = 5
QR_TEXT = re.compile(r"bankid\.([0-9a-f-]{36})\.(\d{1,6})\.([0-9a-f]{64})")

# BankID adds hints without a new version: the last of each stands for those that nobody knows yet.
PENDING_HINTS = (
    "outstandingTransaction",
    "noClient",
    "started",
    "userSign",
    "userMrtd",
    "userFace",
    "userStepUp",
    "processing",
    "userCallConfirm",
    "stepFromTheFuture",
)
FAILED_HINTS = (
    "userCancel",
    "cancelled",
    "expiredTransaction",
    "startFailed",
    "certificateErr",
    "mrtdVerificationFailed",
    "facialRecognitionFailed",
    "nfcNotSupportedByDevice",
    "multipleBankIdsOnDevice",
    "stepUpFailed",
    "userDeclinedCall",
    "notSupportedByUserApp",
    "transactionRiskBlocked",
    "failureFromTheFuture",
)


def by_start_link(orders: OrderBook, token: str) -> Order:
    """Open the order of a start link. Raises NotPossible when it waits no longer."""
    order = orders.find(lambda order: order.auto_start_token == token)
    orders.open(order, same_device=True)
    return order


def by_qr(orders: OrderBook, text: str) -> Order:
    """Open the order of a scanned QR code. Raises NotPossible when the code is forged or old."""
    parts = QR_TEXT.fullmatch(text.strip())
    if parts is None:
        raise NotPossible("not_a_code")
    token, seconds, mark = parts.groups()
    order = orders.find(lambda order: order.qr_start_token == token)
    right = hmac.new(order.qr_start_secret.encode("ascii"), seconds.encode("ascii"), hashlib.sha256)
    if not hmac.compare_digest(right.hexdigest(), mark):
        raise NotPossible("forged_code")
    if abs(_age(order, orders.clock.now()) - int(seconds)) > OLDEST_CODE:
        raise NotPossible("old_code")
    orders.open(order, same_device=False)
    return order


def by_handle(orders: OrderBook, handle: str) -> Order:
    """Find an order of the phone's own list. Raises NotPossible when it waits no longer."""
    return orders.find(lambda order: order.handle == handle)


def latest(orders: OrderBook) -> Order:
    """Find the newest waiting order. Raises NotPossible when none waits."""
    return orders.find(lambda order: True)


def hint(orders: OrderBook, order: Order, code: str) -> None:
    """Let the relying party see this hint; one that means failure ends the order."""
    if code in FAILED_HINTS:
        orders.turn_down(order, code)
    else:
        orders.show_hint(order, code)


def way_back(order: Order, redirect: str) -> str | None:
    """Tell where the phone goes when it is done; nowhere when the order came from another device."""
    if not order.same_device:
        return None
    if order.request.return_url is not None:
        return order.request.return_url
    return redirect if redirect not in ("", "null") else None


def _age(order: Order, now: datetime) -> float:
    return (now - order.created_at).total_seconds()
