"""Whether an order's proof shows that this person approved exactly this: all of it, or NotProven.

It looks at a proof as a court would, not as the caller of `collect`: who answers over TLS does not matter.
So it can be looked at again for as long as it is kept, `at` the time of the first look.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from fornya.integrations.bankid import document
from fornya.integrations.bankid.chain import Trust, check_chain, person_of
from fornya.integrations.bankid.not_proven import Fault, require
from fornya.integrations.bankid.revocation import check_not_revoked


class Function(StrEnum):
    """What the person did: BankID writes it into what is signed."""

    IDENTIFY = "Identification"
    SIGN = "Signing"


@dataclass(frozen=True, slots=True)
class Proof:
    """A proof that holds: by whose certificate, issued by whom, and when that was found good."""

    personnummer: str
    issuer: str
    certificate: str
    good_at: datetime


def verify(
    signature: str,
    ocsp: str,
    *,
    trust: Trust,
    personnummer: str,
    function: Function,
    visible: str,
    hidden: bytes | None,
    at: datetime,
) -> Proof:
    """Verify the signature and the answer about its certificate, both Base64 as `collect` gave them.

    raises: NotProven
    """
    read = document.read(signature)
    leaf = read.chain[0]
    issuer = check_chain(read.chain, trust, at)
    data = document.signed_by_first(read, at)
    require(person_of(leaf) == personnummer, Fault.PERSON)
    require(data.function == function, Fault.FUNCTION)
    require(data.visible == visible.encode(), Fault.VISIBLE)
    require(data.hidden == hidden, Fault.HIDDEN)
    good_at = check_not_revoked(ocsp, signature=signature, leaf=leaf, issuer=issuer, at=at)
    return Proof(personnummer, leaf.issuer.rfc4514_string(), f"{leaf.serial_number:x}", good_at)
