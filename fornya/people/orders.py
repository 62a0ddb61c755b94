"""A BankID order from start to end, whether it identifies or signs, bound to the browser that started it.

The attack this is built against: somebody starts an order and makes the victim approve it. Therefore a
same-device order is finished only by the browser that both holds the starting cookie and comes back on the
return address with its nonce; following the order (polling) never does. An order shown as a QR code is
finished by the browser with the cookie. An order to sign belongs to a session besides, and to no other.
"""

import json
import secrets
import uuid
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from hmac import compare_digest

from fornya.integrations.bankid.client import BankId
from fornya.integrations.bankid.hints import DeviceKind, Message, message_for
from fornya.integrations.bankid.messages import Order
from fornya.integrations.bankid.qr import qr_text
from fornya.integrations.http import Refused, Unavailable
from fornya.people.models import SignIn
from fornya.people.sealed import seal, unseal
from fornya.people.session import digest
from fornya.rules.retention import Kept, has_ended

ASK_EVERY = timedelta(seconds=2)
PURPOSE = "bankid-qr"
ASKED = "bankid-asked"


class NoSuchSignIn(LookupError):
    """There is no such order, or it belongs to another browser: the two are told apart by nobody."""


@dataclass(frozen=True, slots=True)
class Starter:
    """The browser that starts an order. `return_base` is what BankID opens after a same-device approval."""

    same_device: bool
    return_base: str
    user_ip: str
    user_agent: str
    device_id: str
    on_computer: bool = False

    @property
    def device(self) -> DeviceKind:
        """Where BankID is opened."""
        if not self.same_device:
            return DeviceKind.OTHER
        return DeviceKind.COMPUTER if self.on_computer else DeviceKind.SAME


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person is to approve, and from where; `hidden` and who it has to be where it is to be signed."""

    visible: str
    user_ip: str
    hidden: str = ""
    personnummer: str = ""
    patient_id: int | None = None


@dataclass(frozen=True, slots=True)
class ToSign:
    """Which request an order is to sign, and the session that may finish it."""

    signing_id: uuid.UUID
    session_hash: bytes


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
    device: DeviceKind


def start(
    *,
    bankid: BankId,
    asked: Asked,
    by: Starter,
    next_path: str,
    now: datetime,
    to_sign: ToSign | None = None,
) -> Started:
    """Start an order.

    Raises Unavailable, AlreadyInProgress or another error of the BankID client; then nothing was stored.
    """
    order_id, browser_token, nonce = uuid.uuid4(), secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    return_url = f"{by.return_base}{order_id}?nonce={nonce}" if by.same_device else None
    order = _started(bankid, asked, by, return_url)
    SignIn.objects.create(
        id=order_id,
        browser_hash=digest(browser_token),
        same_device=by.same_device,
        device=by.device.value,
        nonce_hash=digest(nonce),
        order_ref=order.order_ref,
        auto_start_token=order.auto_start_token if by.same_device else "",
        qr_start_token="" if by.same_device else order.qr_start_token,
        qr_start_secret=b"" if by.same_device else seal(order.qr_start_secret, purpose=PURPOSE),
        next_path=next_path,
        started_at=now,
        asked_at=now,
        message=message_for("pending", "outstandingTransaction", by.device).value,
        asked=seal(json.dumps(asdict(asked)), purpose=ASKED),
        signing_id=to_sign.signing_id if to_sign else None,
        session_hash=to_sign.session_hash if to_sign else b"",
    )
    return Started(order_id, browser_token)


def own(order_id: uuid.UUID, browser_token: str, session_hash: bytes = b"") -> SignIn:
    """Give the order to the browser that started it. Raises NoSuchSignIn."""
    order = SignIn.objects.filter(pk=order_id).first()
    if order is None or not _is_of(order, browser_token, session_hash):
        raise NoSuchSignIn(order_id)
    return order


def call_off(bankid: BankId, order_id: uuid.UUID, browser_token: str, session_hash: bytes = b"") -> SignIn:
    """Stop an order for the browser that started it. Raises NoSuchSignIn."""
    order = own(order_id, browser_token, session_hash)
    stop(bankid, order, SignIn.State.PENDING, hint="userCancel")
    return order


def come_back(
    bankid: BankId, order_id: uuid.UUID, browser_token: str, nonce: str | None, session_hash: bytes = b""
) -> SignIn:
    """Give the order to the browser that started it and knows what BankID opened it with.

    One half without the other ends the order: the return address was opened where nothing had been started,
    or somebody guesses. Raises NoSuchSignIn.
    """
    order = SignIn.objects.filter(pk=order_id).first()
    if order is None:
        raise NoSuchSignIn(order_id)
    is_own, is_back = _is_of(order, browser_token, session_hash), _is_back(order, nonce)
    if is_own and (is_back or not order.same_device):
        return order
    if order.same_device and (is_own or is_back):
        stop(bankid, order, SignIn.State.PENDING, SignIn.State.APPROVED, hint="cancelled")
    raise NoSuchSignIn(order_id)


def stop(bankid: BankId, order: SignIn, *states: SignIn.State, hint: str) -> None:
    """End an order that is in one of the states, here and at BankID."""
    end_with(bankid, order, message_for("failed", hint, device_of(order)), *states)


def end_with(bankid: BankId, order: SignIn, message: Message, *states: SignIn.State) -> None:
    """End an order that is in one of the states, or waits, with these words; here and at BankID."""
    stopped = SignIn.objects.filter(pk=order.pk, state__in=states or (SignIn.State.PENDING,)).update(
        state=SignIn.State.FAILED, message=message.value, patient=None, proof=b""
    )
    if stopped:
        # An order that BankID has ended already, or cannot be told of, ends by itself within three minutes.
        with suppress(Refused, Unavailable):
            bankid.cancel(order.order_ref)


def end_if_too_old(order: SignIn, now: datetime) -> None:
    """Let an approval lapse: how long the browser keeps its cookie is the browser's own affair."""
    if has_ended(Kept.SIGN_IN_ORDER, order.started_at, now):
        SignIn.objects.filter(pk=order.pk, state=SignIn.State.APPROVED).update(
            state=SignIn.State.FAILED,
            message=message_for("failed", "expiredTransaction", device_of(order)).value,
            patient=None,
            proof=b"",
        )
        order.refresh_from_db()


def may_ask(order: SignIn, now: datetime) -> bool:
    """Claim the next question to BankID: of all web processes that ask at once, one gets it."""
    return bool(
        SignIn.objects.filter(pk=order.pk, state=SignIn.State.PENDING, asked_at__lte=now - ASK_EVERY).update(
            asked_at=now
        )
    )


def use(order_id: uuid.UUID) -> bool:
    """Take an approved order's result: whoever comes first gets it."""
    return bool(
        SignIn.objects.filter(pk=order_id, state=SignIn.State.APPROVED).update(state=SignIn.State.USED)
    )


def asked_of(order: SignIn) -> Asked:
    """Open what the person was to approve. Raises BrokenSeal for an order of a program that kept nothing."""
    return Asked(**json.loads(unseal(bytes(order.asked), purpose=ASKED)))


def progress(order: SignIn, now: datetime) -> Progress:
    """Say how the order stands."""
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
        device=device_of(order),
    )


def device_of(order: SignIn) -> DeviceKind:
    """Say where BankID is opened, for its messages and its link."""
    if order.device:
        return DeviceKind(order.device)
    # Started by a program that did not ask.
    return DeviceKind.SAME if order.same_device else DeviceKind.OTHER


def _started(bankid: BankId, asked: Asked, by: Starter, return_url: str | None) -> Order:
    if not asked.hidden:
        return bankid.start(
            user_ip=by.user_ip,
            return_url=return_url,
            user_agent=by.user_agent,
            device_id=by.device_id,
            visible=asked.visible,
        )
    return bankid.sign(
        personnummer=asked.personnummer,
        user_ip=by.user_ip,
        return_url=return_url,
        user_agent=by.user_agent,
        device_id=by.device_id,
        visible=asked.visible,
        hidden=asked.hidden.encode(),
    )


def _is_of(order: SignIn, browser_token: str, session_hash: bytes) -> bool:
    is_browser = compare_digest(digest(browser_token), bytes(order.browser_hash))
    return is_browser and compare_digest(session_hash, bytes(order.session_hash))


def _is_back(order: SignIn, nonce: str | None) -> bool:
    return compare_digest(digest(nonce or ""), bytes(order.nonce_hash))


def _qr(order: SignIn, seconds: int) -> str:
    secret = unseal(bytes(order.qr_start_secret), purpose=PURPOSE)
    return qr_text(Order(order.order_ref, order.auto_start_token, order.qr_start_token, secret), seconds)
