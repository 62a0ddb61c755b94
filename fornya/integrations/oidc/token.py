"""What must be true of an ID token before anybody is signed in by it."""

import hmac
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import Key

from fornya.integrations.oidc.messages import Fault, NotSignedIn

# Public-key signatures only: "none" proves nothing, and with HS256 our public key would be the secret.
ALGORITHMS = ("RS256", "PS256", "ES256")
SKEW = 60
OLDEST = 600


@dataclass(frozen=True)
class Expected:
    """What this sign-in must match."""

    issuer: str
    client_id: str
    nonce: str
    acr_values: Collection[str] | None
    max_age: int | None
    now: datetime


def read(token: str, key_for: Callable[[str | None], Key]) -> dict[str, Any]:
    """Verify the signature and return the claims, which are still to be checked. raises: NotSignedIn"""
    try:
        header = jws.extract_compact(token.encode()).headers()
    except (JoseError, ValueError, TypeError):
        raise NotSignedIn(Fault.MALFORMED) from None
    if header.get("alg") not in ALGORITHMS:
        raise NotSignedIn(Fault.ALGORITHM)
    kid = header.get("kid")
    key = key_for(kid if isinstance(kid, str) else None)
    try:
        return dict(jwt.decode(token, key, algorithms=list(ALGORITHMS)).claims)
    except (JoseError, ValueError, TypeError):
        raise NotSignedIn(Fault.SIGNATURE) from None


def check(claims: Mapping[str, Any], expected: Expected) -> None:
    """Compare every claim that decides. raises: NotSignedIn"""
    now = expected.now.timestamp()
    _require(claims.get("iss") == expected.issuer, Fault.ISSUER)
    _require(_meant_for(claims, expected.client_id), Fault.AUDIENCE)
    _require(_number(claims, "exp", Fault.EXPIRED) > now - SKEW, Fault.EXPIRED)
    issued_at = _number(claims, "iat", Fault.ISSUED_AT)
    _require(now - OLDEST < issued_at < now + SKEW, Fault.ISSUED_AT)
    _require(_number(claims, "nbf", Fault.ISSUED_AT, default=0) < now + SKEW, Fault.ISSUED_AT)
    _require(_same(claims.get("nonce"), expected.nonce), Fault.NONCE)
    subject = claims.get("sub")
    _require(isinstance(subject, str) and subject != "", Fault.SUBJECT)
    if expected.acr_values is not None:
        _require(claims.get("acr") in expected.acr_values, Fault.ASSURANCE)
    if expected.max_age is not None:
        signed_in_at = _number(claims, "auth_time", Fault.TOO_OLD)
        _require(now - expected.max_age - SKEW <= signed_in_at < now + SKEW, Fault.TOO_OLD)


def _meant_for(claims: Mapping[str, Any], client_id: str) -> bool:
    audience = claims.get("aud")
    audiences = [audience] if isinstance(audience, str) else audience
    if not isinstance(audiences, list) or client_id not in audiences:
        return False
    party = claims.get("azp")
    # With more than one audience, azp must say that it was made for us (OpenID Connect Core 3.1.3.7).
    return party == client_id if party is not None or len(audiences) > 1 else True


def _same(claimed: object, ours: str) -> bool:
    return isinstance(claimed, str) and hmac.compare_digest(claimed.encode(), ours.encode())


def _number(claims: Mapping[str, Any], name: str, fault: Fault, *, default: int | None = None) -> float:
    value = claims.get(name, default)
    # bool is an int to Python, and no time to us.
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise NotSignedIn(fault)
    return value


def _require(holds: bool, fault: Fault) -> None:
    if not holds:
        raise NotSignedIn(fault)
