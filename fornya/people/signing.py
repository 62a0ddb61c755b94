"""A patient signs a text: asked for by whoever needs it, signed with BankID, kept with its proof, once.

    ask()            makes the request; its id is the signature's later
    signature_of()   gives the signature, for exactly this purpose and content

The rest is for the pages between the two. Whoever acts for another never signs: the pages are open in one's
own matter only, and BankID is told whose signature it has to be.
"""

import hashlib
import json
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from fornya.audit.scope import opened
from fornya.integrations.bankid.client import BankId
from fornya.people import models, orders
from fornya.people.models import SignIn, SigningRequest
from fornya.people.orders import Asked, Progress, Started, Starter
from fornya.people.session import SignedInPatient
from fornya.people.settling import follow, proof_of, settle
from fornya.rules.retention import KEPT_FOR, Kept

PURPOSE = re.compile(r"[a-z][a-z0-9._]{0,39}")
BANKID = "bankid"


class NotSigned(LookupError):
    """There is no signature of this person for this purpose and exactly this content."""


class NothingToSign(LookupError):
    """There is no such request, no longer, or it is another's: the same to whoever asks."""


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature that counts. `method` is "bankid" or the key of the issuer that vouched."""

    id: uuid.UUID
    purpose: str
    digest: str
    method: str
    signed_at: datetime


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody is asked to sign, as the page shows it."""

    id: uuid.UUID
    visible: str
    digest: str
    next_path: str
    is_signed: bool


def ask(
    *,
    patient: SignedInPatient,
    purpose: str,
    visible: str,
    content: Mapping[str, object],
    next_path: str,
    now: datetime,
) -> uuid.UUID:
    """Ask the patient to sign; gives the id for the signing page, which is also the signature's.

    `visible` is what the person reads and signs, `content` (plain JSON values) what it means to us.
    Afterwards the person is sent to `next_path`.
    """
    if not PURPOSE.fullmatch(purpose):
        raise ValueError("a purpose is a code of small letters, digits, dots and underscores")
    signing_id = uuid.uuid4()
    with opened(
        by=patient.actor, what="signing.asked", patient_id=patient.patient_id, subject=signing_id, now=now
    ):
        SigningRequest.objects.create(
            id=signing_id,
            patient_id=patient.patient_id,
            purpose=purpose,
            digest=digest_of(content),
            visible=visible,
            content=canonical(content),
            next_path=next_path,
            asked_at=now,
        )
    return signing_id


def signature_of(
    signing_id: uuid.UUID, *, patient_id: int, purpose: str, content: Mapping[str, object]
) -> Signature:
    """Give the signature, inside an open scope of the patient's. Raises NotSigned."""
    row = models.Signature.objects.filter(
        pk=signing_id, patient_id=patient_id, purpose=purpose, digest=digest_of(content)
    ).first()
    if row is None:
        raise NotSigned(signing_id)
    return Signature(row.pk, row.purpose, row.digest, row.method, row.signed_at)


def canonical(content: Mapping[str, object]) -> str:
    """Write JSON in the one way that is signed."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def digest_of(content: Mapping[str, object]) -> str:
    """Give the SHA-256 (hex) of what is agreed to."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def wanted(*, signing_id: uuid.UUID, patient: SignedInPatient, now: datetime) -> Wanted:
    """Give what is to be signed. Raises NothingToSign."""
    with opened(
        by=patient.actor, what="signing.read", patient_id=patient.patient_id, subject=signing_id, now=now
    ):
        row = _request(signing_id, patient, now)
        is_signed = models.Signature.objects.filter(pk=signing_id).exists()
    return Wanted(row.pk, row.visible, row.digest, row.next_path, is_signed)


def start(
    *, bankid: BankId, signing_id: uuid.UUID, patient: SignedInPatient, by: Starter, now: datetime
) -> Started:
    """Start an order that only this person can sign, and that only this session can finish.

    Raises NothingToSign, and as orders.start.
    """
    with opened(
        by=patient.actor, what="signing.started", patient_id=patient.patient_id, subject=signing_id, now=now
    ):
        row = _request(signing_id, patient, now)
    asked = Asked(
        visible=row.visible,
        user_ip=by.user_ip,
        hidden=_hidden(row),
        personnummer=patient.personnummer,
        patient_id=patient.patient_id,
    )
    to_sign = orders.ToSign(signing_id, patient.token_hash)
    return orders.start(bankid=bankid, asked=asked, by=by, next_path=row.next_path, now=now, to_sign=to_sign)


def progress(
    *, bankid: BankId, order_id: uuid.UUID, browser_token: str, patient: SignedInPatient, now: datetime
) -> Progress:
    """Say how the order stands. Raises NoSuchSignIn."""
    return follow(
        bankid=bankid,
        order_id=order_id,
        browser_token=browser_token,
        session_hash=patient.token_hash,
        now=now,
    )


def finish(
    *,
    bankid: BankId,
    order_id: uuid.UUID,
    browser_token: str,
    nonce: str | None,
    patient: SignedInPatient,
    now: datetime,
) -> Progress | str:
    """Keep the signature of an approved order, once, and give where to go; else how the order stands.

    A same-device order needs the nonce of its return address. Raises NoSuchSignIn.
    """
    order = orders.come_back(bankid, order_id, browser_token, nonce, patient.token_hash)
    settle(bankid, order, now)
    if order.state != SignIn.State.APPROVED or order.patient_id != patient.patient_id:
        return orders.progress(order, now)
    with opened(
        by=patient.actor,
        what="signing.signed",
        patient_id=patient.patient_id,
        subject=order.signing_id,
        now=now,
    ):
        if not orders.use(order_id):
            return orders.progress(order, now)
        row = _request(request_of(order_id), patient, now)
        proof = proof_of(order)
        _keep(
            row,
            patient,
            method=BANKID,
            proof=proof["signature"],
            ocsp=proof["ocsp"],
            signed_at=datetime.fromisoformat(proof["good_at"]),
            now=now,
        )
    return order.next_path


def cancel(*, bankid: BankId, order_id: uuid.UUID, browser_token: str, patient: SignedInPatient) -> uuid.UUID:
    """Stop the order; gives the request, which can still be signed. Raises NoSuchSignIn."""
    orders.call_off(bankid, order_id, browser_token, patient.token_hash)
    return request_of(order_id)


def request_of(order_id: uuid.UUID) -> uuid.UUID:
    """Give which request an order is to sign. Raises NothingToSign."""
    found = SignIn.objects.filter(pk=order_id).values_list("signing_id", flat=True).first()
    if found is None:
        raise NothingToSign(order_id)
    return found


def confirmed(
    *,
    signing_id: uuid.UUID,
    patient: SignedInPatient,
    method: str,
    token: str,
    signed_at: datetime,
    now: datetime,
) -> str:
    """Keep that the person confirmed by signing in afresh at an issuer; gives where to go.

    The caller has verified the token: that it is the same person, just now, and made for this digest.
    Raises NothingToSign.
    """
    with opened(
        by=patient.actor, what="signing.signed", patient_id=patient.patient_id, subject=signing_id, now=now
    ):
        row = _request(signing_id, patient, now)
        _keep(row, patient, method=method, proof=token, ocsp="", signed_at=signed_at, now=now)
    return row.next_path


def _request(signing_id: uuid.UUID, patient: SignedInPatient, now: datetime) -> SigningRequest:
    row = SigningRequest.objects.filter(
        pk=signing_id, patient_id=patient.patient_id, asked_at__gt=now - KEPT_FOR[Kept.SIGNING_REQUEST]
    ).first()
    if row is None:
        raise NothingToSign(signing_id)
    return row


def _hidden(row: SigningRequest) -> str:
    """Give what is signed and not shown: it ties the signature to one purpose, request and content."""
    return canonical({"v": 1, "purpose": row.purpose, "request": str(row.pk), "sha256": row.digest})


def _keep(
    row: SigningRequest,
    patient: SignedInPatient,
    *,
    method: str,
    proof: str,
    ocsp: str,
    signed_at: datetime,
    now: datetime,
) -> None:
    """Write the signature; when two orders signed the same, the first stays."""
    signature = models.Signature(
        id=row.pk,
        patient_id=row.patient_id,
        purpose=row.purpose,
        digest=row.digest,
        visible=row.visible,
        content=row.content,
        method=method,
        signer=patient.personnummer,
        proof=proof,
        ocsp=ocsp,
        signed_at=signed_at,
        verified_at=now,
    )
    models.Signature.objects.bulk_create([signature], ignore_conflicts=True)
