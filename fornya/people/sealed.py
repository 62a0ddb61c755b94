"""Seals small secrets at rest in the database or a cookie: AES-256-GCM under a key from SECRET_KEY."""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

NONCE_LENGTH = 12


class BrokenSeal(ValueError):
    """What was sealed has been changed, or was sealed for another purpose."""


def seal(text: str, *, purpose: str) -> bytes:
    """Seal a text; only `unseal` with the same purpose gives it back."""
    nonce = os.urandom(NONCE_LENGTH)
    return nonce + _cipher(purpose).encrypt(nonce, text.encode(), purpose.encode())


def unseal(sealed: bytes, *, purpose: str) -> str:
    """Give the text that was sealed. Raises BrokenSeal."""
    nonce, body = bytes(sealed[:NONCE_LENGTH]), bytes(sealed[NONCE_LENGTH:])
    try:
        return _cipher(purpose).decrypt(nonce, body, purpose.encode()).decode()
    except (InvalidTag, ValueError) as error:
        raise BrokenSeal(purpose) from error


def _cipher(purpose: str) -> AESGCM:
    derive = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"fornya|" + purpose.encode())
    return AESGCM(derive.derive(settings.SECRET_KEY.encode()))
