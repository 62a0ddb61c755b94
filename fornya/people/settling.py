"""What BankID answers about an order, and what becomes of the order: nobody is believed without a proof."""

import hashlib
import ipaddress
import json
import time
import uuid
from datetime import datetime

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from fornya.integrations.bankid.client import BankId, OrderGone
from fornya.integrations.bankid.hints import Message, message_for, message_for_error
from fornya.integrations.bankid.messages import Complete, Failed, Pending
from fornya.integrations.bankid.not_proven import Fault, NotProven
from fornya.integrations.bankid.proof import Function, Proof
from fornya.integrations.http import Refused, Unavailable
from fornya.people import orders
from fornya.people.models import SignIn
from fornya.people.orders import Asked, Progress
from fornya.people.register import patient_came
from fornya.people.sealed import BrokenSeal, seal, unseal
from fornya.rules.personnummer import NotAPersonNumber
from fornya.rules.retention import Kept, has_ended

PROOF = "bankid-proof"
# Keys for words beside BankID's own.
NO_PERSONNUMMER = "no_personnummer"
TRY_AGAIN = "risk"
NOT_PROVEN = "not_proven"
RISKS = {None: 0, "low": 0, "moderate": 1}
HIGHEST = 2

log = structlog.get_logger("fornya.people")


def follow(
    *, bankid: BankId, order_id: uuid.UUID, browser_token: str, now: datetime, session_hash: bytes = b""
) -> Progress:
    """Say how the order stands, asking BankID at most once per two seconds however many ask us.

    Raises NoSuchSignIn.
    """
    order = orders.own(order_id, browser_token, session_hash)
    settle(bankid, order, now)
    return orders.progress(order, now)


def settle(bankid: BankId, order: SignIn, now: datetime) -> None:
    """Bring the order up to what BankID says of it, and to the clock."""
    if order.state == SignIn.State.PENDING and orders.may_ask(order, now):
        _ask(bankid, order, now)
        order.refresh_from_db()
    orders.end_if_too_old(order, now)


def proof_of(order: SignIn) -> dict[str, str]:
    """Give what BankID answered to an approved order to sign: signature, ocsp and good_at."""
    return dict(json.loads(unseal(bytes(order.proof), purpose=PROOF)))


def _ask(bankid: BankId, order: SignIn, now: datetime) -> None:
    device = orders.device_of(order)
    mine = SignIn.objects.filter(pk=order.pk, state=SignIn.State.PENDING)
    try:
        answer = bankid.collect(order.order_ref)
    except OrderGone:
        _settled_by_another(order)
        answer = Failed("unknown")
    except Unavailable:
        if not has_ended(Kept.SIGN_IN_ORDER, order.started_at, now):
            mine.update(message=Message.SILENT.value)
            return
        answer = Failed("expiredTransaction")
    except Refused as refusal:
        # Asking again will not help: the person begins anew, and BankID is not left with an order of ours.
        orders.end_with(bankid, order, message_for_error(refusal))
        return
    match answer:
        case Pending(hint=hint):
            mine.update(message=message_for("pending", hint, device).value)
        case Failed(hint=hint):
            _fail(mine, message_for("failed", hint, device).value)
        case Complete(risk=risk) if RISKS.get(risk, HIGHEST) == HIGHEST:
            _fail(mine, message_for("failed", "transactionRiskBlocked", device).value)
        case Complete(risk=risk) if RISKS[risk] > RISKS[settings.BANKID_ACCEPTED_RISK]:
            _fail(mine, TRY_AGAIN)
        case Complete():
            _complete(bankid, order, mine, answer, now)


def _complete(bankid: BankId, order: SignIn, mine: QuerySet[SignIn], answer: Complete, now: datetime) -> None:
    """Keep who approved, once it is proven; a number that is no personnummer is nobody, whoever vouches."""
    named = hashlib.sha256(order.order_ref.encode()).hexdigest()[:16]
    try:
        asked = orders.asked_of(order)
        function = Function.SIGN if asked.hidden else Function.IDENTIFY
        hidden = asked.hidden.encode() if asked.hidden else None
        proof = bankid.prove(answer, function=function, visible=asked.visible, hidden=hidden, at=now)
        if order.same_device and not _same_address(answer.device_ip, asked.user_ip):
            # Mobile networks do this to honest people too: a signal for who looks after the service, no more.
            log.info("bankid_from_another_address", order=named)
        _approve(mine, asked, answer, proof, now)
    except (NotProven, BrokenSeal) as refusal:
        log.error("bankid_not_proven", order=named, fault=getattr(refusal, "code", "seal"))
        _fail(mine, NOT_PROVEN)
    except NotAPersonNumber:
        _fail(mine, NO_PERSONNUMMER)


def _approve(mine: QuerySet[SignIn], asked: Asked, answer: Complete, proof: Proof, now: datetime) -> None:
    if not asked.hidden:
        with transaction.atomic():
            mine.update(state=SignIn.State.APPROVED, patient_id=_came(answer, now))
        return
    if proof.personnummer != asked.personnummer:
        raise NotProven(Fault.PERSON)
    kept = {"signature": answer.signature, "ocsp": answer.ocsp, "good_at": proof.good_at.isoformat()}
    mine.update(
        state=SignIn.State.APPROVED,
        patient_id=asked.patient_id,
        proof=seal(json.dumps(kept), purpose=PROOF),
    )


def _fail(mine: QuerySet[SignIn], message: str) -> None:
    mine.update(state=SignIn.State.FAILED, message=message)


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


def _same_address(one: str, other: str) -> bool:
    try:
        return ipaddress.ip_address(one) == ipaddress.ip_address(other)
    except ValueError:
        return False
