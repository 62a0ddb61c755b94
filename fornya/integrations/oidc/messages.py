"""Why a sign-in was not accepted. The codes are for our log and our pages; nobody else sees them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from fornya.integrations.http import Refused


class Fault(StrEnum):
    """What was wrong with what came back."""

    CANCELLED = "cancelled"
    PROVIDER_ERROR = "provider_error"
    STATE = "state"
    ISSUER_PARAMETER = "issuer_parameter"
    CODE = "code"
    METADATA = "metadata"
    KEYS = "keys"
    EXCHANGE = "exchange"
    MALFORMED = "malformed"
    ALGORITHM = "algorithm"
    SIGNATURE = "signature"
    ISSUER = "issuer"
    AUDIENCE = "audience"
    EXPIRED = "expired"
    ISSUED_AT = "issued_at"
    NONCE = "nonce"
    SUBJECT = "subject"
    ASSURANCE = "assurance"
    TOO_OLD = "too_old"


@dataclass(frozen=True)
class IdToken:
    """What the provider signed about the person, as it came and as it reads; both have been checked."""

    raw: str = field(repr=False)
    claims: Mapping[str, Any] = field(repr=False)


class NotSignedIn(Refused):
    """The sign-in is not accepted, and begins anew or not at all."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault
