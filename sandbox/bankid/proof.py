"""What an approved order leaves behind: the person's XML signature and the answer that her BankID is valid.

Shaped like BankID's signature profile, and really signed, so that whoever verifies it has only the trusted
root to exchange.
"""

import hashlib
import os
from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from lxml import etree

from sandbox.bankid import certificates
from sandbox.bankid.orders import PHONE_POLICY, Order
from sandbox.bankid.people import Person

DSIG = "http://www.w3.org/2000/09/xmldsig#"
BANKID = "http://www.bankid.com/signature/v1.0.0/types"
C14N = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"

FUNCTIONS = {"auth": "Identification", "sign": "Signing"}


@dataclass(frozen=True)
class Spoilt:
    """How a proof is to be wrong: whatever is not None differs from what a phone would make."""

    function: str | None = None
    visible: bytes | None = None
    hidden: bytes | None = None
    as_person: Person | None = None
    leaf: str = ""
    info: Callable[[etree._Element], None] | None = None
    data: Callable[[etree._Element], None] | None = None
    after: Callable[[bytes], bytes] | None = None
    status: ocsp.OCSPCertStatus = ocsp.OCSPCertStatus.GOOD
    vouch_for: Person | None = None
    vouch_for_text: str = ""
    late: timedelta = timedelta()
    responder: str = ""
    answer: Callable[[bytes], bytes] | None = None


WHOLE = Spoilt()


class Notary:
    """Everyone's BankID in one phone: issues the certificates, signs the orders, vouches for them."""

    def __init__(self, folder: Path) -> None:
        self._issuer = certificates.read_identity(folder / certificates.USER_ISSUER)
        self._chain = certificates.read_chain(folder / certificates.USER_ISSUER)
        self._responder = certificates.read_identity(folder / certificates.OCSP)
        # One key for all: the people share one phone, and making a key for each would take its time.
        key = load_pem_private_key((folder / certificates.PHONE_KEY).read_bytes(), password=None)
        if not isinstance(key, rsa.RSAPrivateKey):
            raise TypeError("the phone's key is not an RSA key")
        self._key = key
        self._issued: dict[tuple[Person, str], x509.Certificate] = {}

    def prove(self, order: Order, person: Person, at: datetime, spoilt: Spoilt = WHOLE) -> tuple[str, str]:
        """Give the signature and the revocation answer of an approved order, both in Base64."""
        leaf = self._certificate(spoilt.as_person or person, spoilt.leaf)
        xml = self._sign(order, leaf, spoilt)
        signature = b64encode(spoilt.after(xml) if spoilt.after else xml).decode("ascii")
        vouched = self._certificate(spoilt.vouch_for, "") if spoilt.vouch_for else leaf
        answer = self._vouch(vouched, spoilt.vouch_for_text or signature, at + spoilt.late, spoilt)
        return signature, b64encode(spoilt.answer(answer) if spoilt.answer else answer).decode("ascii")

    def _certificate(self, person: Person, leaf: str) -> x509.Certificate:
        """Give the person's certificate; `leaf` names what is wrong with it."""
        if (person, leaf) not in self._issued:
            issuer = impostor(self._issuer, self._key) if leaf == "foreign" else self._issuer
            made_at = certificates.utc_now() - (
                2 * certificates.VALID_FOR if leaf == "expired" else timedelta()
            )
            # No basicConstraints, extended usage or alternative name: the real ones have none either.
            policy = x509.PolicyInformation(
                x509.ObjectIdentifier(LEAF_POLICIES.get(leaf, PHONE_POLICY)), None
            )
            identity = certificates.sign_certificate(
                _subject(person, SOMEBODY_TOO if leaf == "two numbers" else ()),
                self._key,
                issuer,
                made_at,
                [
                    certificates.usage(*LEAF_USES.get(leaf, ("digital_signature",))),
                    (x509.CertificatePolicies([policy]), False),
                ],
            )
            self._issued[person, leaf] = identity.certificate
        return self._issued[person, leaf]

    def _sign(self, order: Order, leaf: x509.Certificate, spoilt: Spoilt) -> bytes:
        root = etree.Element(f"{{{DSIG}}}Signature", nsmap={None: DSIG})
        key_info = _key_info([leaf, *self._chain])
        signed_data = _signed_data(order, spoilt)
        if spoilt.data:
            spoilt.data(signed_data)
        signed_info = _signed_info(digest_of_data=_digest(signed_data), digest_of_key=_digest(key_info))
        if spoilt.info:
            spoilt.info(signed_info)
        value = self._key.sign(_canonical(signed_info), padding.PKCS1v15(), hashes.SHA256())
        root.append(signed_info)
        _add(root, DSIG, "SignatureValue", b64encode(value).decode("ascii"))
        root.append(key_info)
        _add(root, DSIG, "Object").append(signed_data)
        return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=False))

    def _vouch(self, leaf: x509.Certificate, signature: str, at: datetime, spoilt: Spoilt) -> bytes:
        responder = self._who_vouches(leaf, spoilt.responder)
        # The nonce ties the answer to this very signature.
        nonce = hashlib.sha1(signature.encode("utf-8"), usedforsecurity=False).digest() + os.urandom(12)
        revoked = spoilt.status is ocsp.OCSPCertStatus.REVOKED
        answer = (
            ocsp.OCSPResponseBuilder()
            .add_response(
                cert=leaf,
                issuer=self._issuer.certificate,
                algorithm=hashes.SHA1(),  # noqa: S303 - only names the certificate, as in BankID's own answers
                cert_status=spoilt.status,
                this_update=at,
                next_update=at + timedelta(minutes=5),
                revocation_time=at if revoked else None,
                revocation_reason=None,
            )
            .responder_id(ocsp.OCSPResponderEncoding.HASH, responder.certificate)
            .certificates([responder.certificate])
            .add_extension(x509.OCSPNonce(nonce), critical=False)
            .sign(responder.key, hashes.SHA256())
        )
        return answer.public_bytes(Encoding.DER)

    def _who_vouches(self, leaf: x509.Certificate, named: str) -> certificates.Identity:
        """Give who may vouch; or one who may not: the signer, one who only looks right, and two others."""
        if named == "":
            return self._responder
        if named == "the signer":
            return certificates.Identity(leaf, self._key)
        if named == "foreign":
            return impostor(self._responder, self._key)
        now, use = certificates.utc_now(), ExtendedKeyUsageOID.OCSP_SIGNING
        if named == "expired":
            now -= 2 * certificates.VALID_FOR
        else:
            use = ExtendedKeyUsageOID.CLIENT_AUTH
        subject = self._responder.certificate.subject
        return certificates.sign_certificate(
            subject, self._key, self._issuer, now, [(x509.ExtendedKeyUsage([use]), False)]
        )


SOMEBODY_TOO = (x509.NameAttribute(NameOID.SERIAL_NUMBER, "191212121212"),)
LEAF_POLICIES = {"another kind": "1.2.3.4.5"}
LEAF_USES = {"not for signing": ("key_agreement",)}


def impostor(of: certificates.Identity, key: rsa.RSAPrivateKey) -> certificates.Identity:
    """Make a certificate with another's name and uses that nobody but itself vouches for."""
    extensions = [
        (each.value, each.critical)
        for each in of.certificate.extensions
        if not isinstance(each.value, x509.SubjectKeyIdentifier | x509.AuthorityKeyIdentifier)
    ]
    now = certificates.utc_now()
    return certificates.sign_certificate(of.certificate.subject, key, None, now, extensions)


def _subject(person: Person, more: Sequence[x509.NameAttribute] = ()) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "SE"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Sandbox bank"),
            x509.NameAttribute(NameOID.SURNAME, person.surname or "-"),
            x509.NameAttribute(NameOID.GIVEN_NAME, person.given_name or "-"),
            x509.NameAttribute(NameOID.SERIAL_NUMBER, person.personnummer),
            x509.NameAttribute(NameOID.COMMON_NAME, person.name),
            *more,
        ]
    )


def _key_info(chain: list[x509.Certificate]) -> etree._Element:
    key_info = etree.Element(f"{{{DSIG}}}KeyInfo", Id="bidKeyInfo", nsmap={None: DSIG})
    data = _add(key_info, DSIG, "X509Data")
    for certificate in chain:
        der = certificate.public_bytes(Encoding.DER)
        _add(data, DSIG, "X509Certificate", b64encode(der).decode("ascii"))
    return key_info


def _signed_data(order: Order, spoilt: Spoilt) -> etree._Element:
    request = order.request
    data = etree.Element(f"{{{BANKID}}}bankIdSignedData", Id="bidSignedData", nsmap={None: BANKID})
    if request.visible_base64 is not None:
        visible = _add(data, BANKID, "usrVisibleData", _or(spoilt.visible, request.visible_base64))
        visible.set("charset", "UTF-8")
        visible.set("visible", "wysiwys")
        if request.visible_format != "plaintext":
            visible.set("format", request.visible_format)
    if request.hidden_base64 is not None or spoilt.hidden is not None:
        _add(data, BANKID, "usrNonVisibleData", _or(spoilt.hidden, request.hidden_base64 or ""))
    server = _add(data, BANKID, "srvInfo")
    _add(server, BANKID, "name", _text64(f"cn={order.relying_party},o=Sandbox,c=SE"))
    _add(server, BANKID, "nonce", b64encode(os.urandom(20)).decode("ascii"))
    _add(server, BANKID, "displayName", _text64(order.relying_party))
    _add_client(data, spoilt.function or FUNCTIONS[order.request.kind])
    return data


def _add_client(data: etree._Element, function: str) -> None:
    client = _add(data, BANKID, "clientInfo")
    _add(client, BANKID, "funcId", function)
    _add(client, BANKID, "version", _text64("7.0.0"))
    device = _add(_add(client, BANKID, "env"), BANKID, "ai")
    _add(device, BANKID, "type", _text64("SANDBOX"))
    _add(device, BANKID, "deviceInfo", _text64("sandbox"))
    _add(device, BANKID, "uhi", _text64("sandbox-phone"))
    _add(device, BANKID, "fsib", "0")
    _add(device, BANKID, "utb", "cs1")
    conditions = _add(_add(device, BANKID, "requirement"), BANKID, "condition")
    _add(conditions, BANKID, "type", "CertificatePolicies")
    _add(conditions, BANKID, "value", PHONE_POLICY)
    _add(device, BANKID, "uauth", "pw")


def _signed_info(*, digest_of_data: str, digest_of_key: str) -> etree._Element:
    info = etree.Element(f"{{{DSIG}}}SignedInfo", nsmap={None: DSIG})
    _add(info, DSIG, "CanonicalizationMethod").set("Algorithm", C14N)
    _add(info, DSIG, "SignatureMethod").set("Algorithm", RSA_SHA256)
    for uri, kind, digest in (
        ("#bidSignedData", BANKID, digest_of_data),
        ("#bidKeyInfo", None, digest_of_key),
    ):
        reference = _add(info, DSIG, "Reference")
        if kind:
            reference.set("Type", kind)
        reference.set("URI", uri)
        transforms = _add(reference, DSIG, "Transforms")
        _add(transforms, DSIG, "Transform").set("Algorithm", C14N)
        _add(reference, DSIG, "DigestMethod").set("Algorithm", SHA256)
        _add(reference, DSIG, "DigestValue", digest)
    return info


def _canonical(node: etree._Element) -> bytes:
    # Before the node is put into its document: there, lxml would add empty namespace declarations to the
    # children, and nobody else would come to the same bytes.
    return bytes(etree.tostring(node, method="c14n"))


def _digest(node: etree._Element) -> str:
    return b64encode(hashlib.sha256(_canonical(node)).digest()).decode("ascii")


def _add(parent: etree._Element, namespace: str, name: str, text: str | None = None) -> etree._Element:
    child = etree.SubElement(parent, f"{{{namespace}}}{name}")
    child.text = text
    return child


def _or(instead: bytes | None, asked: str) -> str:
    return asked if instead is None else b64encode(instead).decode("ascii")


def _text64(text: str) -> str:
    return b64encode(text.encode("utf-8")).decode("ascii")
