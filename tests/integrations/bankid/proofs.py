"""Proofs of a phone of our own, right ones and all the wrong ones, made once for the tests."""

import tempfile
from base64 import b64encode
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from fornya.integrations.bankid.chain import Trust, read_trust
from fornya.integrations.bankid.proof import Function, Proof, verify
from sandbox.bankid import certificates, people
from sandbox.bankid.orders import PHONE_POLICY, Order
from sandbox.bankid.proof import Notary
from sandbox.bankid.spoil import SPOILS
from sandbox.bankid.start_request import read_start

AMINA = "198506149825"
TEXT = "Jag utser Kim att förnya mina recept."
HIDDEN = b'{"purpose":"mandate"}'


@dataclass(frozen=True)
class Made:
    """One proof, with what was asked for it."""

    signature: str
    ocsp: str
    at: datetime


@cache
def folder() -> Path:
    """Make the certificates, once."""
    made = Path(tempfile.mkdtemp(prefix="fornya-proofs-")) / "bankid"
    certificates.prepare(made, now=datetime.now(UTC))
    return made


@cache
def notary() -> Notary:
    """Give the phone."""
    return Notary(folder())


@cache
def trust() -> Trust:
    """Give whom to trust about it."""
    return read_trust(folder() / certificates.USER_CA, [PHONE_POLICY])


@cache
def proof(spoil: str = "", *, kind: str = "sign", text: str = TEXT, hidden: bytes | None = HIDDEN) -> Made:
    """Give a proof that is right, or wrong in the way named."""
    asked: dict[str, Any] = {"endUserIp": "127.0.0.1", "userVisibleData": b64encode(text.encode()).decode()}
    if hidden is not None:
        asked["userNonVisibleData"] = b64encode(hidden).decode()
    at = datetime.now(UTC)
    order = Order(read_start(kind, asked), "owner", "Förnya", at)
    spoilt = [SPOILS[spoil]] if spoil else []
    signature, ocsp = notary().prove(order, people.find(AMINA), at, *spoilt)
    return Made(signature, ocsp, at)


def look(made: Made, **changes: Any) -> Proof:
    """Verify a proof of Amina's signature of TEXT; what is looked for may differ."""
    wanted: dict[str, Any] = {
        "trust": trust(),
        "personnummer": AMINA,
        "function": Function.SIGN,
        "visible": TEXT,
        "hidden": HIDDEN,
        "at": made.at,
    }
    return verify(made.signature, made.ocsp, **(wanted | changes))
