"""Where the provider's addresses and keys are kept between sign-ins."""

import threading
import time
from dataclasses import dataclass
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import Key, KeySet

from fornya.integrations.http import Client, json_of
from fornya.integrations.oidc.messages import Fault, NotSignedIn

# A provider moves an address or a policy seldom; an hour is soon enough to follow.
METADATA_LIFETIME = 3600.0


@dataclass(frozen=True)
class Metadata:
    """What the provider says about itself, as far as we use it."""

    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    names_itself: bool


class Provider:
    """One provider's metadata and keys, read when first needed. Threads may share it."""

    def __init__(self, issuer: str, client: Client) -> None:
        self._issuer = issuer
        self._client = client
        self._lock = threading.Lock()
        self._metadata: Metadata | None = None
        self._read_at = 0.0
        self._keys: KeySet | None = None

    def metadata(self) -> Metadata:
        """Return the provider's addresses. raises: NotSignedIn, Refused, Unavailable"""
        with self._lock:
            if self._metadata is None or time.monotonic() - self._read_at > METADATA_LIFETIME:
                self._metadata = self._read_metadata()
                self._read_at = time.monotonic()
                # A key that the provider has taken back is not trusted for longer than its addresses are.
                self._keys = None
            return self._metadata

    def key(self, kid: str | None) -> Key:
        """Return the key with this id; an unknown id makes us read the keys again, as an hour does.

        raises: NotSignedIn, Refused, Unavailable
        """
        uri = self.metadata().jwks_uri
        with self._lock:
            found = _find(self._keys, kid)
            if found is None:
                self._keys = self._read_keys(uri)
                found = _find(self._keys, kid)
        if found is None:
            raise NotSignedIn(Fault.SIGNATURE)
        return found

    def _read_metadata(self) -> Metadata:
        address = f"{self._issuer.rstrip('/')}/.well-known/openid-configuration"
        content = json_of(self._client.get(address, attempts=2))
        # Somebody else's metadata would send our secret to somebody else's token endpoint.
        if content.get("issuer") != self._issuer:
            raise NotSignedIn(Fault.METADATA)
        try:
            return Metadata(
                _text(content["authorization_endpoint"]),
                _text(content["token_endpoint"]),
                _text(content["jwks_uri"]),
                content.get("authorization_response_iss_parameter_supported") is True,
            )
        except KeyError:
            raise NotSignedIn(Fault.METADATA) from None

    def _read_keys(self, uri: str) -> KeySet:
        content = json_of(self._client.get(uri, attempts=2))
        try:
            return KeySet.import_key_set({"keys": _signing_keys(content)})
        except (JoseError, ValueError, TypeError, KeyError):
            raise NotSignedIn(Fault.KEYS) from None


def _signing_keys(content: dict[str, Any]) -> list[Any]:
    keys = content.get("keys")
    if not isinstance(keys, list):
        raise NotSignedIn(Fault.KEYS)
    # Only public-key kinds: a shared-secret key in a public list would let anyone sign.
    return [
        key
        for key in keys
        if isinstance(key, dict) and key.get("kty") in {"RSA", "EC"} and key.get("use", "sig") == "sig"
    ]


def _find(keys: KeySet | None, kid: str | None) -> Key | None:
    if keys is None:
        return None
    if kid is None:
        return keys.keys[0] if len(keys.keys) == 1 else None
    return next((key for key in keys.keys if key.kid == kid), None)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise KeyError
    return value
