"""Signing in with BankID: start an order, follow it, let in the browser that started it and nobody else.

The attack this is built against: somebody starts an order and makes the victim approve it. Therefore a
same-device order lets in only the browser that both holds the starting cookie and comes back on the return
address with its nonce; following the order (polling) never does. An order shown as a QR code lets in the
browser with the cookie.
"""

import secrets
import time
import uuid
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from hmac import compare_digest

from django.db import transaction
from django.db.models import QuerySet

from fornya.integrations.bankid.client import BankId, OrderGone
from fornya.integrations.bankid.hints import DeviceKind, message_for
from fornya.integrations.bankid.messages import Complete, Failed, Order, Pending
from fornya.integrations.bankid.qr import qr_text
from fornya.integrations.http import Refused, Unavailable
from fornya.people.models import SignIn
from fornya.people.register import patient_came
from fornya.people.sealed import seal, unseal
from fornya.people.session import digest
from fornya.rules.personnummer import NotAPersonNumber
from fornya.rules.retention import Kept, has_ended

ASK_EVERY = timedelta(seconds=2)
PURPOSE = "bankid-qr"
NO_PERSONNUMMER = "no_personnummer"


class NoSuchSignIn(LookupError):
    """There is no such order, or it belongs to another browser: the two are told apart by nobody."""


@dataclass(frozen=True, slots=True)
class Started:
    """A started order: where to follow it, and what the starting browser has to keep."""

    id: uuid.UUID
    browser_token: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How an order stands. `message` is a key for words; `approved` that it may now be finished."""

    id: uuid.UUID
    same_device: bool
    pending: bool
    approved: bool
    message: str
    auto_start_token: str
    qr: str | None
    next_path: str


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
) -> Started:
    """Start an order. `return_base` is the address BankID opens after a same-device approval.

    Raises Unavailable, AlreadyInProgress or another error of the BankID client; then nothing was stored.
    """
    order_id, browser_token, nonce = uuid.uuid4(), secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    order = bankid.start(
        user_ip=user_ip,
        return_url=f"{return_base}{order_id}?nonce={nonce}" if same_device else None,
        user_agent=user_agent,
        device_id=device_id,
        visible=visible,
    )
    SignIn.objects.create(
        id=order_id,
        browser_hash=digest(browser_token),
        same_device=same_device,
        nonce_hash=digest(nonce),
        order_ref=order.order_ref,
        auto_start_token=order.auto_start_token if same_device else "",
        qr_start_token="" if same_device else order.qr_start_token,
        qr_start_secret=b"" if same_device else seal(order.qr_start_secret, purpose=PURPOSE),
        next_path=next_path,
        started_at=now,
        asked_at=now,
        message=message_for("pending", "outstandingTransaction", _device(same_device)).value,
    )
    return Started(order_id, browser_token)


def follow(*, bankid: BankId, order_id: uuid.UUID, browser_token: str, now: datetime) -> Progress:
    """Say how the order stands, asking BankID at most once per two seconds however many ask us.

    Raises NoSuchSignIn.
    """
    order = _own(order_id, browser_token)
    if order.state == SignIn.State.PENDING and _may_ask(order, now):
        _ask(bankid, order, now)
        order.refresh_from_db()
    _end_if_too_old(order, now)
    return _progress(order, now)


def finish(
    *, bankid: BankId, order_id: uuid.UUID, browser_token: str, nonce: str | None, now: datetime
) -> tuple[int, str] | Progress:
    """Let the starting browser in: gives (patient id, next path) once, or how the order stands if it is not
    approved.

    A same-device order needs the nonce of its return address. Raises NoSuchSignIn.
    """
    order = _come_back(bankid, order_id, browser_token, nonce)
    if order.state == SignIn.State.PENDING and _may_ask(order, now):
        _ask(bankid, order, now)
    _end_if_too_old(order, now)
    used = SignIn.objects.filter(pk=order_id, state=SignIn.State.APPROVED).update(state=SignIn.State.USED)
    order.refresh_from_db()
    if used and order.patient_id is not None:
        return order.patient_id, order.next_path
    return _progress(order, now)


def cancel(*, bankid: BankId, order_id: uuid.UUID, browser_token: str) -> str:
    """Stop the order; returns the path the person was on the way to. Raises NoSuchSignIn."""
    order = _own(order_id, browser_token)
    _stop(bankid, order, SignIn.State.PENDING, hint="userCancel")
    return order.next_path


def _own(order_id: uuid.UUID, browser_token: str) -> SignIn:
    order = SignIn.objects.filter(pk=order_id).first()
    if order is None or not _is_of(order, browser_token):
        raise NoSuchSignIn(order_id)
    return order


def _come_back(bankid: BankId, order_id: uuid.UUID, browser_token: str, nonce: str | None) -> SignIn:
    """Give the order to the browser that started it and knows what BankID opened it with.

    One half without the other ends the order: the return address was opened where nothing had been started,
    or somebody guesses. Raises NoSuchSignIn.
    """
    order = SignIn.objects.filter(pk=order_id).first()
    if order is None:
        raise NoSuchSignIn(order_id)
    is_own, is_back = _is_of(order, browser_token), _is_back(order, nonce)
    if is_own and (is_back or not order.same_device):
        return order
    if order.same_device and (is_own or is_back):
        _stop(bankid, order, SignIn.State.PENDING, SignIn.State.APPROVED, hint="cancelled")
    raise NoSuchSignIn(order_id)


def _is_of(order: SignIn, browser_token: str) -> bool:
    return compare_digest(digest(browser_token), bytes(order.browser_hash))


def _is_back(order: SignIn, nonce: str | None) -> bool:
    return compare_digest(digest(nonce or ""), bytes(order.nonce_hash))


def _stop(bankid: BankId, order: SignIn, *states: SignIn.State, hint: str) -> None:
    stopped = SignIn.objects.filter(pk=order.pk, state__in=states).update(
        state=SignIn.State.FAILED,
        message=message_for("failed", hint, _device(order.same_device)).value,
        patient=None,
    )
    if stopped:
        # An order that BankID has ended already, or cannot be told of, ends by itself within three minutes.
        with suppress(Refused, Unavailable):
            bankid.cancel(order.order_ref)


def _end_if_too_old(order: SignIn, now: datetime) -> None:
    """Let an approval lapse: how long the browser keeps its cookie is the browser's own affair."""
    if has_ended(Kept.SIGN_IN_ORDER, order.started_at, now):
        SignIn.objects.filter(pk=order.pk, state=SignIn.State.APPROVED).update(
            state=SignIn.State.FAILED,
            message=message_for("failed", "expiredTransaction", _device(order.same_device)).value,
            patient=None,
        )
        order.refresh_from_db()


def _may_ask(order: SignIn, now: datetime) -> bool:
    """Claim the next question to BankID: of all web processes that ask at once, one gets it."""
    return bool(
        SignIn.objects.filter(pk=order.pk, state=SignIn.State.PENDING, asked_at__lte=now - ASK_EVERY).update(
            asked_at=now
        )
    )


def _ask(bankid: BankId, order: SignIn, now: datetime) -> None:
    try:
        answer = bankid.collect(order.order_ref)
    except OrderGone:
        _settled_by_another(order)
        answer = Failed("unknown")
    except (Unavailable, Refused):
        if not has_ended(Kept.SIGN_IN_ORDER, order.started_at, now):
            return
        answer = Failed("expiredTransaction")
    device = _device(order.same_device)
    mine = SignIn.objects.filter(pk=order.pk, state=SignIn.State.PENDING)
    match answer:
        case Pending(hint=hint):
            mine.update(message=message_for("pending", hint, device).value)
        case Failed(hint=hint):
            mine.update(state=SignIn.State.FAILED, message=message_for("failed", hint, device).value)
        case Complete(risk="high"):
            mine.update(
                state=SignIn.State.FAILED,
                message=message_for("failed", "transactionRiskBlocked", device).value,
            )
        case Complete():
            _approve(mine, answer, now)


def _approve(mine: QuerySet[SignIn], answer: Complete, now: datetime) -> None:
    """Keep who approved; a number that is no personnummer signs nobody in, whoever vouches for it."""
    try:
        with transaction.atomic():
            mine.update(state=SignIn.State.APPROVED, patient_id=_came(answer, now))
    except NotAPersonNumber:
        mine.update(state=SignIn.State.FAILED, message=NO_PERSONNUMMER)


def _settled_by_another(order: SignIn) -> None:
    """BankID tells a result once: give the process that heard it a moment to write it down."""
    for _try in range(5):
        order.refresh_from_db()
        if order.state != SignIn.State.PENDING:
            return
        time.sleep(0.2)


def _came(answer: Complete, now: datetime) -> int:
    return patient_came(
        personnummer=answer.personnummer, given_name=answer.given_name, surname=answer.surname, now=now
    )


def _progress(order: SignIn, now: datetime) -> Progress:
    pending = order.state == SignIn.State.PENDING
    shows_code = pending and not order.same_device
    seconds = int((now - order.started_at).total_seconds())
    return Progress(
        id=order.pk,
        same_device=order.same_device,
        pending=pending,
        approved=order.state == SignIn.State.APPROVED,
        message=order.message,
        auto_start_token=order.auto_start_token if pending else "",
        qr=_qr(order, seconds) if shows_code else None,
        next_path=order.next_path,
    )


def _qr(order: SignIn, seconds: int) -> str:
    secret = unseal(bytes(order.qr_start_secret), purpose=PURPOSE)
    return qr_text(Order(order.order_ref, order.auto_start_token, order.qr_start_token, secret), seconds)


def _device(same_device: bool) -> DeviceKind:
    return DeviceKind.SAME if same_device else DeviceKind.OTHER
