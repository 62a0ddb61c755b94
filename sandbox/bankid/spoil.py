"""The ways in which a proof may be wrong, by name: each is a trick that a verifier has to see through."""

import re
from base64 import b64encode
from collections.abc import Callable
from datetime import timedelta

from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from lxml import etree

from sandbox.bankid.people import Person
from sandbox.bankid.proof import BANKID, DSIG, Spoilt

SOMEBODY = Person("191212121212", "Tolvan", "Tolvansson")
OTHER_TEXT = b"Jag ger bort allt."
EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#"
SHA1 = "http://www.w3.org/2000/09/xmldsig#sha1"
XSLT = "http://www.w3.org/TR/1999/REC-xslt-19991116"
LAUGHS = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))


def _replaced(old: str, new: str, *, times: int = 1) -> Callable[[bytes], bytes]:
    """Change the finished document, which has to hold the place."""

    def change(xml: bytes) -> bytes:
        changed, count = re.subn(old.encode(), new.encode(), xml, count=times, flags=re.DOTALL)
        assert count, old  # noqa: S101 - a trick that changes nothing is none
        return changed

    return change


def _before_root(text: bytes) -> Callable[[bytes], bytes]:
    return lambda xml: xml.replace(b"<Signature ", text + b"<Signature ", 1)


def _set(path: str, name: str, value: str) -> Callable[[etree._Element], None]:
    def change(info: etree._Element) -> None:
        info.find(path, {"d": DSIG}).set(name, value)

    return change


def _third_reference(info: etree._Element) -> None:
    info.append(etree.fromstring(etree.tostring(info[-1], with_tail=False)))


def _one_reference(info: etree._Element) -> None:
    info.remove(info[-1])


def _no_transform(info: etree._Element) -> None:
    transforms = info.find("d:Reference/d:Transforms", {"d": DSIG})
    transforms.getparent().remove(transforms)


def _second(name: str) -> Callable[[etree._Element], None]:
    """Write a second value beside the first one, in what is signed."""

    def change(data: etree._Element) -> None:
        copy = etree.SubElement(data, f"{{{BANKID}}}{name}")
        copy.text = b64encode(OTHER_TEXT).decode()

    return change


def _wrapped(xml: bytes) -> bytes:
    """Keep what was signed where nobody looks, and put something else where it stood."""
    root = etree.fromstring(xml)
    kept = root.find(f"{{{DSIG}}}Object")
    (data,) = kept
    forged = etree.fromstring(etree.tostring(data, with_tail=False))
    forged.find(f"{{{BANKID}}}usrVisibleData").text = b64encode(OTHER_TEXT).decode()
    forged.set("Id", "forged")
    kept.replace(data, forged)
    etree.SubElement(root, f"{{{DSIG}}}Object").append(data)
    return bytes(etree.tostring(root))


def _nested(xml: bytes) -> bytes:
    """Hide the signed data within the forged one, under the same Id."""
    root = etree.fromstring(xml)
    kept = root.find(f"{{{DSIG}}}Object")
    (data,) = kept
    forged = etree.fromstring(etree.tostring(data, with_tail=False))
    forged.find(f"{{{BANKID}}}usrVisibleData").text = b64encode(OTHER_TEXT).decode()
    kept.replace(data, forged)
    etree.SubElement(forged, f"{{{BANKID}}}extra").append(data)
    return bytes(etree.tostring(root))


def _other_signature(der: bytes) -> bytes:
    signature = ocsp.load_der_ocsp_response(der).signature
    return der.replace(signature, signature[::-1])


def _in_a_wrapper(xml: bytes) -> bytes:
    return b"<all>" + xml[xml.index(b"<Signature") :] + b"</all>"


CERTIFICATE = r"(<X509Certificate>)[^<]+"
VALUE = r"(<SignatureValue>).*?(</SignatureValue>)"
VISIBLE = r"(<usrVisibleData[^>]*>)[^<]*"

SPOILS = {
    # Signed by the person, but something else than was asked.
    "another_text": Spoilt(visible=OTHER_TEXT),
    "no_text": Spoilt(visible=b""),
    "another_hidden": Spoilt(hidden=b"another"),
    "for_signing": Spoilt(function="Signing"),
    "for_identification": Spoilt(function="Identification"),
    "two_texts": Spoilt(data=_second("usrVisibleData")),
    "two_functions": Spoilt(
        data=lambda data: data.find(f"{{{BANKID}}}clientInfo").append(
            etree.fromstring(f'<funcId xmlns="{BANKID}">Signing</funcId>')
        )
    ),
    # Signed by another, or with a certificate that is not good enough.
    "another_person": Spoilt(as_person=SOMEBODY),
    "foreign_issuer": Spoilt(leaf="foreign"),
    "expired_certificate": Spoilt(leaf="expired"),
    "another_kind_of_bankid": Spoilt(leaf="another kind"),
    "two_numbers": Spoilt(leaf="two numbers"),
    "certificate_not_for_signing": Spoilt(leaf="not for signing"),
    # Changed after it was signed.
    "changed_text": Spoilt(after=_replaced(VISIBLE, rf"\g<1>{b64encode(OTHER_TEXT).decode()}")),
    "changed_value": Spoilt(after=_replaced(VALUE, rf"\g<1>{'A' * 342}==\g<2>")),
    "swapped_certificate": Spoilt(after=_replaced(CERTIFICATE + "(.*?)(<X509Certificate>)", r"\g<1>")),
    "certificate_of_nobody": Spoilt(after=_replaced(CERTIFICATE, r"\g<1>AAAA")),
    "no_certificate": Spoilt(after=_replaced(r"<X509Certificate>.*</X509Certificate>", "")),
    "many_certificates": Spoilt(after=_replaced(r"(<X509Certificate>[^<]+</X509Certificate>)", r"\g<1>" * 9)),
    "key_beside": Spoilt(after=_replaced("<X509Data>", "<KeyName>x</KeyName><X509Data>")),
    "element_in_value": Spoilt(after=_replaced("</SignatureValue>", "<KeyName/></SignatureValue>")),
    "no_signature_value": Spoilt(after=_replaced("<SignatureValue>.*</SignatureValue>", "")),
    "no_signed_info": Spoilt(after=_replaced("<SignedInfo>.*</SignedInfo>", "")),
    "no_key_info": Spoilt(after=_replaced("<KeyInfo .*</KeyInfo>", "")),
    "no_data": Spoilt(after=_replaced("<Object>.*</Object>", "<Object/>")),
    "other_data": Spoilt(after=_replaced("bankIdSignedData", "bankIdOtherData", times=2)),
    # What the signature says that it covers.
    "third_reference": Spoilt(info=_third_reference),
    "one_reference": Spoilt(info=_one_reference),
    "whole_document": Spoilt(info=_set("d:Reference", "URI", "")),
    "reference_elsewhere": Spoilt(info=_set("d:Reference", "URI", "http://127.0.0.1:9/")),
    "another_type": Spoilt(info=_set("d:Reference", "Type", "urn:x")),
    "exclusive_c14n": Spoilt(info=_set("d:CanonicalizationMethod", "Algorithm", EXCLUSIVE)),
    "sha1": Spoilt(info=_set("d:Reference/d:DigestMethod", "Algorithm", SHA1)),
    "hmac": Spoilt(info=_set("d:SignatureMethod", "Algorithm", f"{DSIG}hmac-sha1")),
    "stylesheet": Spoilt(info=_set("d:Reference/d:Transforms/d:Transform", "Algorithm", XSLT)),
    "no_transform": Spoilt(info=_no_transform),
    # Ids and wrapping.
    "wrapped": Spoilt(after=_wrapped),
    "nested": Spoilt(after=_nested),
    "moved_id": Spoilt(after=_replaced(' Id="bidSignedData"', "")),
    "two_ids": Spoilt(after=_replaced("<X509Data>", '<X509Data Id="bidSignedData">')),
    "id_in_capitals": Spoilt(after=_replaced("<Object>", '<Object ID="bidSignedData">')),
    "id_in_other_letters": Spoilt(after=_replaced(' Id="bidKeyInfo"', ' ID="bidKeyInfo"')),
    "other_root": Spoilt(after=_replaced(r"<Signature (.*)</Signature>", r"<Manifest \g<1></Manifest>")),
    "in_a_wrapper": Spoilt(after=_in_a_wrapper),
    "signature_within": Spoilt(after=_replaced("<srvInfo>", f'<srvInfo><Signature xmlns="{DSIG}"/>')),
    # XML itself.
    "doctype": Spoilt(after=_before_root(b"<!DOCTYPE Signature>")),
    "outer_entity": Spoilt(after=_before_root(b'<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/hostname">]>')),
    "laughs": Spoilt(after=_before_root(b'<!DOCTYPE x [<!ENTITY l0 "ha">' + LAUGHS + b"]>")),
    "comment_in_text": Spoilt(after=_replaced(VISIBLE, r"\g<0><!-- -->")),
    "characters_section": Spoilt(
        after=_replaced(r"(<usrVisibleData[^>]*>)([^<]*)", r"\g<1><![CDATA[\g<2>]]>")
    ),
    "instruction": Spoilt(after=_replaced("<srvInfo>", "<?x y?><srvInfo>")),
    "instruction_before": Spoilt(after=_before_root(b"<?x y?>")),
    "hidden_encoding": Spoilt(after=lambda xml: xml.decode().replace("UTF-8", "UTF-16").encode("utf-16")),
    "foreign_namespace": Spoilt(after=_replaced("<srvInfo>", '<x:y xmlns:x="urn:x"/><srvInfo>')),
    "prefixed": Spoilt(after=_replaced("<srvInfo>", f'<b:y xmlns:b="{BANKID}"/><srvInfo>')),
    "element_in_text": Spoilt(after=_replaced(VISIBLE, r"\g<0><name/>")),
    "not_base64_within": Spoilt(after=_replaced(VISIBLE, r"\g<1>inte base64!")),
    "not_well_formed": Spoilt(after=lambda xml: xml[:-5]),
    "not_xml": Spoilt(after=lambda _xml: b"\x00\x01"),
    "nothing": Spoilt(after=lambda _xml: b""),
    "huge": Spoilt(after=_replaced("<srvInfo>", f"<name>{'A' * 400_000}</name><srvInfo>")),
    # What is said about the certificate.
    "revoked": Spoilt(status=ocsp.OCSPCertStatus.REVOKED),
    "unknown": Spoilt(status=ocsp.OCSPCertStatus.UNKNOWN),
    "vouched_for_another": Spoilt(vouch_for=SOMEBODY),
    "vouched_long_ago": Spoilt(late=timedelta(minutes=-11)),
    "vouched_tomorrow": Spoilt(late=timedelta(hours=24)),
    "vouched_for_another_signature": Spoilt(vouch_for_text="another"),
    "vouched_by_the_signer": Spoilt(responder="the signer"),
    "vouched_by_a_stranger": Spoilt(responder="foreign"),
    "vouched_by_another_service": Spoilt(responder="for something else"),
    "vouched_by_one_of_old": Spoilt(responder="expired"),
    "vouching_changed": Spoilt(answer=_other_signature),
    "vouching_refused": Spoilt(
        answer=lambda _der: ocsp.OCSPResponseBuilder.build_unsuccessful(
            ocsp.OCSPResponseStatus.TRY_LATER
        ).public_bytes(Encoding.DER)
    ),
    "no_vouching": Spoilt(answer=lambda _der: b""),
    "huge_vouching": Spoilt(answer=lambda der: der + b"\x00" * 40_000),
}
