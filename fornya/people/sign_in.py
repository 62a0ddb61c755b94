"""Signing in with BankID: start an order, follow it, let in the browser that started it and nobody else.

How an order lives is in orders.py, and what becomes of it in settling.py; here is what a sign-in makes of it.
"""

import uuid
from datetime import datetime

from fornya.integrations.bankid.client import BankId
from fornya.people import orders
from fornya.people.orders import ASK_EVERY, Asked, NoSuchSignIn, Progress, Started, Starter
from fornya.people.settling import NO_PERSONNUMMER, follow, settle

__all__ = [
    "ASK_EVERY",
    "NO_PERSONNUMMER",
    "NoSuchSignIn",
    "Progress",
    "Started",
    "cancel",
    "finish",
    "follow",
    "start",
]


def start(
    *,
    bankid: BankId,
    same_device: bool,
    next_path: str,
    return_base: str,
    visible: str,
    user_ip: str,
    user_agent: str,
    device_id: str,
    now: datetime,
    on_computer: bool = False,
) -> Started:
    """Start an order. `return_base` is the address BankID opens after a same-device approval.

    Raises Unavailable, AlreadyInProgress or another error of the BankID client; then nothing was stored.
    """
    by = Starter(same_device, return_base, user_ip, user_agent, device_id, on_computer)
    return orders.start(bankid=bankid, asked=Asked(visible, user_ip), by=by, next_path=next_path, now=now)


def finish(
    *, bankid: BankId, order_id: uuid.UUID, browser_token: str, nonce: str | None, now: datetime
) -> tuple[int, str] | Progress:
    """Let the starting browser in: gives (patient id, next path) once, or how the order stands if it is not
    approved.

    A same-device order needs the nonce of its return address. Raises NoSuchSignIn.
    """
    order = orders.come_back(bankid, order_id, browser_token, nonce)
    settle(bankid, order, now)
    used = orders.use(order_id)
    order.refresh_from_db()
    if used and order.patient_id is not None:
        return order.patient_id, order.next_path
    return orders.progress(order, now)


def cancel(*, bankid: BankId, order_id: uuid.UUID, browser_token: str) -> str:
    """Stop the order; returns the path the person was on the way to. Raises NoSuchSignIn."""
    return orders.call_off(bankid, order_id, browser_token).next_path
