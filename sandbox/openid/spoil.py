"""Make an ID token wrong on purpose, for the tests of whoever reads it."""

import base64
import hmac
import json
import secrets
from typing import Any

from joserfc import jwt
from joserfc.jwk import RSAKey

# {"claims": {"nonce": "other", "exp": null}}   replaced or, with null, left out
# {"alg": "none"}                               no signature at all
# {"alg": "HS256"}                              signed with the public key used as a shared secret
# {"key": "foreign"}                            signed by a key that is not ours, under our key's name
PLANS = {"claims", "alg", "key"}


def spoil(id_token: str, plan: dict[str, Any], key: RSAKey) -> str:
    """Return the token as the plan wants it."""
    claims = json.loads(_decoded(id_token.split(".")[1]))
    for name, value in plan.get("claims", {}).items():
        if value is None:
            claims.pop(name, None)
        else:
            claims[name] = value
    kid = key.kid or ""
    if plan.get("alg") == "none":
        return f"{_encoded({'alg': 'none', 'typ': 'JWT'})}.{_encoded(claims)}."
    if plan.get("alg") == "HS256":
        # By hand: a sound library refuses to use a public key as a shared secret, and that is the attack.
        signed = f"{_encoded({'alg': 'HS256', 'kid': kid})}.{_encoded(claims)}"
        mac = hmac.digest(key.as_pem(private=False), signed.encode(), "sha256")
        return f"{signed}.{base64.urlsafe_b64encode(mac).decode().rstrip('=')}"
    if plan.get("key") == "foreign":
        key = RSAKey.generate_key(2048, {"kid": kid or secrets.token_hex(8)})
    return jwt.encode({"alg": "RS256", "kid": kid}, claims, key, ["RS256"])


def _decoded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def _encoded(value: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")
