"""What an approved order leaves behind can be verified by anyone who trusts the right root, and only then."""

import hashlib
import re
from base64 import b64decode, b64encode
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from cryptography.x509.verification import ExtensionPolicy, PolicyBuilder, Store, VerificationError
from lxml import etree
from signxml import SignatureConfiguration, XMLVerifier
from signxml.exceptions import InvalidDigest, InvalidSignature

from fornya.integrations.bankid.messages import Complete
from tests.contracts import bankid_parties as parties
from tests.contracts.bankid_parties import AMINA
from tests.sandbox_process import Sandbox

NAMES = {"d": "http://www.w3.org/2000/09/xmldsig#", "b": "http://www.bankid.com/signature/v1.0.0/types"}
TEXT = "Jag förnyar ett recept."


@pytest.fixture(autouse=True)
def _no_orders_left(sandbox: Sandbox) -> Iterator[None]:
    yield
    sandbox.control("reset", only=["bankid"])


@pytest.fixture
def signed(sandbox: Sandbox) -> Complete:
    party = parties.ours(sandbox)
    order = parties.sign(party, visible=TEXT, hidden=b"\x00\xff digest of the decision")
    parties.approve(sandbox, order)
    answer = party.collect(order.order_ref)
    assert isinstance(answer, Complete)
    return answer


def chain_of(xml: bytes) -> list[x509.Certificate]:
    found = etree.fromstring(xml).findall(".//d:X509Certificate", NAMES)
    return [x509.load_der_x509_certificate(b64decode(each.text or "")) for each in found]


def verify(xml: bytes) -> None:
    verifier = XMLVerifier()
    # Without this, a signature made over nodes canonicalised on their own never verifies.
    verifier.excise_empty_xmlns_declarations = True
    expected = SignatureConfiguration(require_x509=True, expect_references=2, location="./")
    verifier.verify(xml, x509_cert=chain_of(xml)[0], id_attribute="Id", expect_config=expected)


def test_the_signature_verifies(signed: Complete) -> None:
    xml = b64decode(signed.signature)

    verify(xml)

    references = etree.fromstring(xml).findall(".//d:Reference", NAMES)
    assert [each.get("URI") for each in references] == ["#bidSignedData", "#bidKeyInfo"]
    assert references[0].get("Type") == NAMES["b"]


def test_the_signature_verifies_by_hand_too(signed: Complete) -> None:
    document = etree.fromstring(b64decode(signed.signature))
    key = chain_of(b64decode(signed.signature))[0].public_key()

    def canonical(path: str) -> bytes:
        alone = etree.fromstring(etree.tostring(document.find(path, NAMES), with_tail=False))
        return bytes(etree.tostring(alone, method="c14n"))

    digests = [b64decode(each.text or "") for each in document.findall(".//d:DigestValue", NAMES)]
    assert digests[0] == hashlib.sha256(canonical("d:Object/b:bankIdSignedData")).digest()
    assert digests[1] == hashlib.sha256(canonical("d:KeyInfo")).digest()
    value = b64decode(document.findtext("d:SignatureValue", namespaces=NAMES) or "")
    assert isinstance(key, rsa.RSAPublicKey)
    key.verify(value, canonical("d:SignedInfo"), padding.PKCS1v15(), hashes.SHA256())


def test_a_changed_text_does_not_verify(signed: Complete) -> None:
    xml = b64decode(signed.signature)
    changed = b64encode("Jag förnyar alla recept.".encode())

    with pytest.raises((InvalidDigest, InvalidSignature)):
        verify(xml.replace(b64encode(TEXT.encode()), changed))


def test_somebody_elses_certificate_does_not_verify(signed: Complete, sandbox: Sandbox) -> None:
    xml = b64decode(signed.signature).decode()
    stranger = b64encode(root_of(sandbox, "ocsp.pem").public_bytes(Encoding.DER)).decode()

    with pytest.raises((InvalidDigest, InvalidSignature)):
        verify(re.sub(r"(<X509Certificate>)[^<]+", rf"\g<1>{stranger}", xml, count=1).encode())


def test_the_signature_holds_what_was_shown_and_what_was_not(signed: Complete) -> None:
    document = etree.fromstring(b64decode(signed.signature))

    def text(path: str) -> str:
        return document.findtext(f".//{path}", namespaces=NAMES) or ""

    assert b64decode(text("b:usrVisibleData")).decode() == TEXT
    assert b64decode(text("b:usrNonVisibleData")) == b"\x00\xff digest of the decision"
    assert text("b:clientInfo/b:funcId") == "Signing"
    assert b64decode(text("b:srvInfo/b:displayName")).decode() == "Förnya"


def test_a_sign_in_says_that_it_is_one(sandbox: Sandbox) -> None:
    party = parties.ours(sandbox)
    order = parties.start(party)
    parties.approve(sandbox, order)
    answer = party.collect(order.order_ref)

    assert isinstance(answer, Complete)
    xml = b64decode(answer.signature)
    verify(xml)
    assert etree.fromstring(xml).findtext(".//b:funcId", namespaces=NAMES) == "Identification"


def verify_chain(leaf: x509.Certificate, between: list[x509.Certificate], root: x509.Certificate) -> None:
    policy = PolicyBuilder().store(Store([root])).time(datetime.now(UTC))
    policy = policy.extension_policies(
        ca_policy=ExtensionPolicy.webpki_defaults_ca(), ee_policy=ExtensionPolicy.permit_all()
    )
    policy.build_client_verifier().verify(leaf, between)


def root_of(sandbox: Sandbox, name: str) -> x509.Certificate:
    return x509.load_pem_x509_certificate((parties.folder_of(sandbox) / name).read_bytes())


def test_the_persons_certificate_leads_to_the_root_and_names_her(signed: Complete, sandbox: Sandbox) -> None:
    leaf, *between = chain_of(b64decode(signed.signature))

    verify_chain(leaf, between, root_of(sandbox, "user-ca.pem"))

    assert len(between) == 2
    assert [part.value for part in leaf.subject.get_attributes_for_oid(NameOID.SERIAL_NUMBER)] == [AMINA]
    policies = leaf.extensions.get_extension_for_class(x509.CertificatePolicies).value
    assert [policy.policy_identifier.dotted_string for policy in policies] == ["1.2.3.4.25"]
    assert leaf.extensions.get_extension_for_class(x509.KeyUsage).value.digital_signature is True
    with pytest.raises(VerificationError):
        verify_chain(leaf, between, root_of(sandbox, "root.pem"))


def test_the_revocation_answer_vouches_for_this_certificate_and_this_signature(
    signed: Complete, sandbox: Sandbox
) -> None:
    answer = ocsp.load_der_ocsp_response(b64decode(signed.ocsp))
    leaf, issuer, _ = chain = chain_of(b64decode(signed.signature))
    responder = answer.certificates[0]
    key = responder.public_key()

    assert answer.certificate_status is ocsp.OCSPCertStatus.GOOD
    assert (answer.serial_number, answer.issuer_key_hash) == (leaf.serial_number, key_hash(issuer))
    nonce = answer.extensions.get_extension_for_class(x509.OCSPNonce).value.nonce
    assert len(nonce) == 32
    assert nonce[:20] == hashlib.sha1(signed.signature.encode(), usedforsecurity=False).digest()
    assert isinstance(key, rsa.RSAPublicKey)
    key.verify(answer.signature, answer.tbs_response_bytes, padding.PKCS1v15(), hashes.SHA256())
    verify_chain(responder, chain[1:], root_of(sandbox, "user-ca.pem"))
    uses = responder.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert ExtendedKeyUsageOID.OCSP_SIGNING in uses


def key_hash(certificate: x509.Certificate) -> bytes:
    return x509.SubjectKeyIdentifier.from_public_key(certificate.public_key()).digest
