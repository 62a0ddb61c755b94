"""A proof is believed only when all of it holds; every trick is seen through, and by its own guard."""

import hashlib
from base64 import b64decode
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from lxml import etree

from fornya.integrations.bankid.chain import Trust
from fornya.integrations.bankid.document import read, signed_by_first
from fornya.integrations.bankid.not_proven import Fault, NotProven
from fornya.integrations.bankid.proof import Function
from sandbox.bankid import certificates
from sandbox.bankid.spoil import SPOILS
from tests.integrations.bankid.mutants import Guard, guards, without
from tests.integrations.bankid.proofs import AMINA, HIDDEN, TEXT, folder, look, proof, trust

CAUGHT = {
    "another_text": Fault.VISIBLE,
    "no_text": Fault.VISIBLE,
    "another_hidden": Fault.HIDDEN,
    "for_identification": Fault.FUNCTION,
    "two_texts": Fault.SHAPE,
    "two_functions": Fault.SHAPE,
    "another_person": Fault.PERSON,
    "foreign_issuer": Fault.CHAIN,
    "expired_certificate": Fault.CHAIN,
    "another_kind_of_bankid": Fault.POLICY,
    "two_numbers": Fault.PERSON,
    "certificate_not_for_signing": Fault.KEY_USAGE,
    "changed_text": Fault.SIGNATURE,
    "changed_value": Fault.SIGNATURE,
    "swapped_certificate": Fault.POLICY,
    "certificate_of_nobody": Fault.CHAIN,
    "no_certificate": Fault.SHAPE,
    "many_certificates": Fault.SHAPE,
    "key_beside": Fault.SHAPE,
    "element_in_value": Fault.SHAPE,
    "no_signature_value": Fault.SHAPE,
    "no_signed_info": Fault.SHAPE,
    "no_key_info": Fault.SHAPE,
    "no_data": Fault.SHAPE,
    "other_data": Fault.SHAPE,
    "third_reference": Fault.REFERENCES,
    "one_reference": Fault.REFERENCES,
    "whole_document": Fault.REFERENCES,
    "reference_elsewhere": Fault.REFERENCES,
    "another_type": Fault.REFERENCES,
    "exclusive_c14n": Fault.ALGORITHM,
    "sha1": Fault.ALGORITHM,
    "hmac": Fault.ALGORITHM,
    "stylesheet": Fault.ALGORITHM,
    "no_transform": Fault.SHAPE,
    "wrapped": Fault.SHAPE,
    "nested": Fault.IDS,
    "moved_id": Fault.IDS,
    "two_ids": Fault.IDS,
    "id_in_capitals": Fault.IDS,
    "id_in_other_letters": Fault.IDS,
    "other_root": Fault.SHAPE,
    "in_a_wrapper": Fault.SHAPE,
    "signature_within": Fault.SHAPE,
    "doctype": Fault.MARKUP,
    "outer_entity": Fault.MARKUP,
    "laughs": Fault.MARKUP,
    "comment_in_text": Fault.MARKUP,
    "characters_section": Fault.MARKUP,
    "instruction": Fault.MARKUP,
    "instruction_before": Fault.MARKUP,
    "hidden_encoding": Fault.XML,
    "foreign_namespace": Fault.SHAPE,
    "prefixed": Fault.SHAPE,
    "element_in_text": Fault.SIGNATURE,
    "not_base64_within": Fault.SIGNATURE,
    "not_well_formed": Fault.XML,
    "not_xml": Fault.XML,
    "nothing": Fault.XML,
    "huge": Fault.SIZE,
    "revoked": Fault.OCSP_STATUS,
    "unknown": Fault.OCSP_STATUS,
    "vouched_for_another": Fault.OCSP_CERTIFICATE,
    "vouched_long_ago": Fault.OCSP_TIME,
    "vouched_tomorrow": Fault.OCSP_TIME,
    "vouched_for_another_signature": Fault.OCSP_NONCE,
    "vouched_by_the_signer": Fault.OCSP_RESPONDER,
    "vouched_by_a_stranger": Fault.OCSP_RESPONDER,
    "vouched_by_another_service": Fault.OCSP_RESPONDER,
    "vouched_by_one_of_old": Fault.OCSP_RESPONDER,
    "vouching_changed": Fault.OCSP_SIGNATURE,
    "vouching_refused": Fault.OCSP_ANSWER,
    "no_vouching": Fault.OCSP_ANSWER,
    "huge_vouching": Fault.SIZE,
}
# A signature that says that it signs is right where one is asked for, and wrong in a sign-in.
RIGHT_HERE = {"for_signing"}


def caught(spoil: str, **changes: object) -> str:
    """Say what a proof was refused for; "" when it was believed."""
    try:
        look(proof(spoil), **changes)
    except NotProven as refusal:
        return refusal.fault
    return ""


def test_a_proof_says_who_approved_and_by_whose_certificate():
    made = proof()

    found = look(made)

    assert (found.personnummer, found.issuer) == (AMINA, "CN=Sandbox bank customers,O=Sandbox,C=SE")
    assert int(found.certificate, 16) == read(made.signature).chain[0].serial_number
    assert found.good_at == made.at.replace(microsecond=0)


def test_the_same_proof_holds_years_later_for_the_time_when_it_was_made():
    made = proof()

    assert look(made, at=made.at + timedelta(minutes=5)) == look(made)
    with pytest.raises(NotProven):
        look(made, at=made.at + timedelta(days=6 * 365))


@pytest.mark.parametrize("spoil", CAUGHT)
def test_a_spoilt_proof_is_refused_for_what_is_wrong_with_it(spoil):
    assert caught(spoil) == CAUGHT[spoil]


def test_every_way_to_spoil_a_proof_is_tried():
    assert set(SPOILS) == CAUGHT.keys() | RIGHT_HERE


def test_a_sign_in_is_no_signature_and_a_signature_no_sign_in():
    sign_in = proof(kind="auth", hidden=None)

    look(sign_in, function=Function.IDENTIFY, hidden=None)
    with pytest.raises(NotProven, match="function"):
        look(sign_in, hidden=None)
    with pytest.raises(NotProven, match="function"):
        look(proof(), function=Function.IDENTIFY)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"personnummer": "191212121212"}, Fault.PERSON),
        ({"visible": TEXT + " "}, Fault.VISIBLE),
        ({"visible": ""}, Fault.VISIBLE),
        ({"hidden": None}, Fault.HIDDEN),
        ({"hidden": HIDDEN + b"\n"}, Fault.HIDDEN),
    ],
)
def test_a_right_proof_of_something_else_is_refused(changes, fault):
    assert caught("", **changes) == fault


def test_roots_that_are_not_the_people_s_own_are_not_trusted():
    servers = certificates.read_identity(folder() / certificates.SERVER).certificate

    for roots in ((), (servers,)):
        assert caught("", trust=Trust(roots, trust().policies)) == Fault.CHAIN


@pytest.mark.parametrize("text", ["", "x", "PD94", "%%%%", "å" * 8, "A" * 500_000, "AAAA\x00AAA"])
def test_what_is_no_proof_at_all_is_refused(text):
    made = proof()

    for signature, ocsp in ((text, made.ocsp), (made.signature, text)):
        with pytest.raises(NotProven):
            look(type(made)(signature, ocsp, made.at))


def test_base64_in_lines_is_read_and_other_signs_are_not():
    made = proof()
    lines = "\r\n".join(made.signature[at : at + 76] for at in range(0, len(made.signature), 76))

    assert read(lines).chain == read(made.signature).chain
    with pytest.raises(NotProven, match="base64"):
        read(made.signature[:40] + "!" + made.signature[40:])


def test_signxml_and_a_verification_by_hand_agree():
    # Mutant of theirs and of ours: nodes canonicalised where they stand, with empty namespaces in them.
    for spoil in ("", "changed_text", "changed_value"):
        document = read(proof(spoil).signature)
        try:
            signed_by_first(document, proof(spoil).at)
            by_library = True
        except NotProven:
            by_library = False

        assert by_library == by_hand(document.root, document.chain[0]) == (spoil == ""), spoil


def by_hand(root: etree._Element, leaf: x509.Certificate) -> bool:
    names = {"d": "http://www.w3.org/2000/09/xmldsig#", "b": "http://www.bankid.com/signature/v1.0.0/types"}

    def canonical(path: str) -> bytes:
        alone = etree.fromstring(etree.tostring(root.find(path, names), with_tail=False))
        return bytes(etree.tostring(alone, method="c14n"))

    said = [b64decode(each.text) for each in root.findall(".//d:DigestValue", names)]
    found = [
        hashlib.sha256(canonical(path)).digest() for path in ("d:Object/b:bankIdSignedData", "d:KeyInfo")
    ]
    key = leaf.public_key()
    assert isinstance(key, rsa.RSAPublicKey)
    value = b64decode(root.findtext("d:SignatureValue", namespaces=names))
    try:
        key.verify(value, canonical("d:SignedInfo"), padding.PKCS1v15(), hashes.SHA256())
    except InvalidSignature:
        return False
    return said == found


def differs(spoil: str, fault: Fault) -> bool:
    made = proof(spoil)
    try:
        look(made)
    except NotProven as refusal:
        return refusal.fault is not fault
    except Exception:  # noqa: BLE001 - a guard that is gone may also show as a crash
        return True
    return True


def test_signxml_is_told_the_time():
    # It looks at the certificate's dates too: without our time it would use the clock's.
    made = proof()

    assert signed_by_first(read(made.signature), made.at).visible == TEXT.encode()
    with pytest.raises(NotProven, match="signature"):
        signed_by_first(read(made.signature), made.at + timedelta(days=6 * 365))


def likely(guard: Guard) -> list[tuple[str, Fault]]:
    """Give the spoilt proofs, first those that this kind of guard refuses: one that notices is enough."""
    return sorted(CAUGHT.items(), key=lambda each: each[1].name.lower() not in guard.fault)


@pytest.mark.parametrize("guard", guards(), ids=str)
def test_no_guard_can_be_taken_out_unnoticed(guard):
    with without(guard):
        noticed = any(differs(spoil, fault) for spoil, fault in likely(guard))

    assert noticed, f"nothing notices that line {guard.line} of {guard.module} is gone"
