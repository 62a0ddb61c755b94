"""The answer about the signer's certificate (OCSP): given by who may, about it, now, for this signature."""

import hashlib
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID

from fornya.integrations.bankid.document import decoded
from fornya.integrations.bankid.not_proven import Fault, NotProven, require

# An order lives for three minutes, and its result for three more.
OLDEST = timedelta(minutes=10)
SKEW = timedelta(seconds=60)
LONGEST = 40_000
NAMING = (hashes.SHA1, hashes.SHA256)
SIGNING = (hashes.SHA256, hashes.SHA384, hashes.SHA512)


def check_not_revoked(
    answer: str, *, signature: str, leaf: x509.Certificate, issuer: x509.Certificate, at: datetime
) -> datetime:
    """Give when the certificate was found good. raises: NotProven"""
    require(len(answer) <= LONGEST, Fault.SIZE)
    response = _read(decoded(answer))
    _check_signature(response, issuer, at)
    _check_certificate(response, leaf, issuer)
    require(response.certificate_status is ocsp.OCSPCertStatus.GOOD, Fault.OCSP_STATUS)
    _check_time(response, at)
    _check_nonce(response, signature)
    return response.this_update_utc


def _read(der: bytes) -> ocsp.OCSPResponse:
    try:
        response = ocsp.load_der_ocsp_response(der)
        # Only an answer that succeeded, and is about one certificate alone, has this.
        _number = response.serial_number
    except ValueError:
        raise NotProven(Fault.OCSP_ANSWER) from None
    return response


def _check_signature(response: ocsp.OCSPResponse, issuer: x509.Certificate, at: datetime) -> None:
    """The issuer itself signs, or whom it has certified for nothing but that (RFC 6960, 4.2.2.2)."""
    responder = response.certificates[0] if response.certificates else issuer
    if responder != issuer:
        _check_responder(responder, issuer, at)
    hashed = response.signature_hash_algorithm
    if not isinstance(hashed, SIGNING):
        raise NotProven(Fault.OCSP_SIGNATURE)
    key = responder.public_key()
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(response.signature, response.tbs_response_bytes, padding.PKCS1v15(), hashed)
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(response.signature, response.tbs_response_bytes, ec.ECDSA(hashed))
        else:
            raise NotProven(Fault.OCSP_SIGNATURE)
    except InvalidSignature:
        raise NotProven(Fault.OCSP_SIGNATURE) from None


def _check_responder(responder: x509.Certificate, issuer: x509.Certificate, at: datetime) -> None:
    try:
        responder.verify_directly_issued_by(issuer)
        uses = responder.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except (InvalidSignature, ValueError, TypeError, x509.ExtensionNotFound):
        raise NotProven(Fault.OCSP_RESPONDER) from None
    require(ExtendedKeyUsageOID.OCSP_SIGNING in uses, Fault.OCSP_RESPONDER)
    require(responder.not_valid_before_utc <= at <= responder.not_valid_after_utc, Fault.OCSP_RESPONDER)


def _check_certificate(response: ocsp.OCSPResponse, leaf: x509.Certificate, issuer: x509.Certificate) -> None:
    hashed = response.hash_algorithm
    if not isinstance(hashed, NAMING):
        raise NotProven(Fault.OCSP_CERTIFICATE)
    # The same question, put by us, names the certificate as the answer has to.
    asked = ocsp.OCSPRequestBuilder().add_certificate(leaf, issuer, hashed).build()
    about = (response.serial_number, response.issuer_name_hash, response.issuer_key_hash)
    require(
        about == (asked.serial_number, asked.issuer_name_hash, asked.issuer_key_hash), Fault.OCSP_CERTIFICATE
    )


def _check_time(response: ocsp.OCSPResponse, at: datetime) -> None:
    require(at - OLDEST <= response.this_update_utc <= at + SKEW, Fault.OCSP_TIME)


def _check_nonce(response: ocsp.OCSPResponse, signature: str) -> None:
    """The nonce begins with the digest of the signature: an answer to another signature is not for this."""
    try:
        nonce = response.extensions.get_extension_for_class(x509.OCSPNonce).value.nonce
    except x509.ExtensionNotFound:
        raise NotProven(Fault.OCSP_NONCE) from None
    own = hashlib.sha1(signature.encode(), usedforsecurity=False).digest()
    require(len(nonce) == len(own) + 12 and nonce.startswith(own), Fault.OCSP_NONCE)
