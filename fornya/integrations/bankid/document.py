"""The XML of a BankID signature, read strictly: what is not shaped as BankID's profile says is refused.

Attacks on XML signatures live from what a verifier finds and what its caller then reads being two different
things. Here there is one place for each thing, and what is read is what the signature was found to cover.
"""

from base64 import b64decode
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from lxml import etree
from signxml import SignatureConfiguration, XMLVerifier
from signxml.algorithms import DigestAlgorithm, SignatureMethod
from signxml.exceptions import SignXMLException

from fornya.integrations.bankid.not_proven import Fault, NotProven, require

DSIG = "http://www.w3.org/2000/09/xmldsig#"
BANKID = "http://www.bankid.com/signature/v1.0.0/types"
C14N = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"
DATA_ID, KEY_ID = "bidSignedData", "bidKeyInfo"

# The longest text that may be signed (40 000) and hidden (200 000), certificates, and Base64 around it all.
LONGEST = 400_000
MOST_CERTIFICATES = 6
EXPECTED = {
    "location": "./",
    "expect_references": 2,
    "signature_methods": frozenset({SignatureMethod.RSA_SHA256}),
    "digest_algorithms": frozenset({DigestAlgorithm.SHA256}),
}


@dataclass(frozen=True)
class Document:
    """A signature of the right shape, not yet verified; `chain` begins with the signer's certificate."""

    root: etree._Element
    chain: tuple[x509.Certificate, ...]


@dataclass(frozen=True)
class SignedData:
    """What the signature covers. `visible` is None where no text was shown, `hidden` where none was sent."""

    function: str
    visible: bytes | None
    hidden: bytes | None


def read(signature: str) -> Document:
    """Read the Base64 that `collect` gave. raises: NotProven"""
    require(len(signature) <= LONGEST, Fault.SIZE)
    xml = decoded(signature)
    # Before the parser sees it: no document type, so no entities; no comment, no section of characters.
    require(b"<!" not in xml, Fault.MARKUP)
    root = _parsed(xml)
    _require_plain(root)
    info, value, key_info, kept = _children(root, "SignedInfo", "SignatureValue", "KeyInfo", "Object")
    _check_info(info)
    _base64(value)
    (data,) = _children(kept, "bankIdSignedData", space=BANKID)
    _check_ids(root, data, key_info)
    return Document(root, _chain(key_info))


def signed_by_first(document: Document, at: datetime) -> SignedData:
    """Verify that the first certificate's key signed the data, and give the data. raises: NotProven"""
    verifier = XMLVerifier()
    # BankID canonicalises each node on its own. Within the document libxml2 would write xmlns="" into each
    # child; the values are Base64, so these bytes cannot be anybody's text.
    verifier.excise_empty_xmlns_declarations = True
    expected = SignatureConfiguration(verification_time=at, **EXPECTED)  # type: ignore[arg-type]
    try:
        covered = verifier.verify(
            document.root,
            x509_cert=document.chain[0],
            id_attribute="Id",
            validate_schema=False,
            expect_config=expected,
        )
    except (SignXMLException, ValueError, etree.LxmlError):
        raise NotProven(Fault.SIGNATURE) from None
    return _data(covered[0].signed_xml)  # type: ignore[index]


def decoded(text: str) -> bytes:
    """Give what strict Base64 holds. raises: NotProven"""
    try:
        # Long texts may be written in lines; whatever else is not Base64 is no text of ours.
        return b64decode("".join(text.split()), validate=True)
    except ValueError:
        raise NotProven(Fault.BASE64) from None


def _parsed(xml: bytes) -> etree._Element:
    # The encoding is ours to say: in another one a document type could be written without its signs.
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise NotProven(Fault.XML) from None
    require(root.tag == f"{{{DSIG}}}Signature", Fault.SHAPE)
    return root


def _require_plain(root: etree._Element) -> None:
    """Elements only, each in the namespace of its part."""
    for node in root.iter():
        require(isinstance(node.tag, str), Fault.MARKUP)
        require(node.prefix is None and etree.QName(node).namespace in (DSIG, BANKID), Fault.SHAPE)
    require(len(root.findall(f".//{{{DSIG}}}Signature")) == 0, Fault.SHAPE)
    require(root.getprevious() is None and root.getnext() is None, Fault.MARKUP)


def _check_info(info: etree._Element) -> None:
    references = info.findall(f"{{{DSIG}}}Reference")
    named = [(one.get("URI"), one.get("Type")) for one in references]
    require(named == [(f"#{DATA_ID}", BANKID), (f"#{KEY_ID}", None)], Fault.REFERENCES)
    canonical, method, *_ = _children(
        info, "CanonicalizationMethod", "SignatureMethod", "Reference", "Reference"
    )
    _require_algorithm(canonical, C14N)
    _require_algorithm(method, RSA_SHA256)
    for reference in references:
        transforms, digest_method, digest = _children(reference, "Transforms", "DigestMethod", "DigestValue")
        (transform,) = _children(transforms, "Transform")
        _require_algorithm(transform, C14N)
        _require_algorithm(digest_method, SHA256)
        _base64(digest)


def _require_algorithm(node: etree._Element, algorithm: str) -> None:
    require(node.attrib == {"Algorithm": algorithm} and len(node) == 0, Fault.ALGORITHM)


def _check_ids(root: etree._Element, data: etree._Element, key_info: etree._Element) -> None:
    """Each Id stands once, and on the node that has to be signed: whatever a reference finds is that."""
    ids = [
        (node, value)
        for node in root.iter()
        for name, value in node.attrib.items()
        if etree.QName(name).localname.lower() == "id"
    ]
    require(ids == [(key_info, KEY_ID), (data, DATA_ID)], Fault.IDS)
    require(data.get("Id") == DATA_ID and key_info.get("Id") == KEY_ID, Fault.IDS)


def _chain(key_info: etree._Element) -> tuple[x509.Certificate, ...]:
    (data,) = _children(key_info, "X509Data")
    require(1 <= len(data) <= MOST_CERTIFICATES, Fault.SHAPE)
    nodes = _children(data, *["X509Certificate"] * len(data))
    try:
        return tuple(x509.load_der_x509_certificate(_base64(node)) for node in nodes)
    except ValueError:
        raise NotProven(Fault.CHAIN) from None


def _data(data: etree._Element | None) -> SignedData:
    if data is None:
        raise NotProven(Fault.SIGNATURE)
    client = _only(data, "clientInfo")
    function = None if client is None else _only(client, "funcId")
    return SignedData(
        function="" if function is None else function.text or "",
        visible=_value(data, "usrVisibleData"),
        hidden=_value(data, "usrNonVisibleData"),
    )


def _value(data: etree._Element, name: str) -> bytes | None:
    node = _only(data, name)
    return None if node is None else _base64(node)


def _only(parent: etree._Element, name: str) -> etree._Element | None:
    found = parent.findall(f"{{{BANKID}}}{name}")
    require(len(found) <= 1, Fault.SHAPE)
    return found[0] if found else None


def _children(parent: etree._Element, *names: str, space: str = DSIG) -> list[etree._Element]:
    """Give the children, which have to be exactly these, in this order."""
    require([child.tag for child in parent] == [f"{{{space}}}{name}" for name in names], Fault.SHAPE)
    return list(parent)


def _base64(node: etree._Element) -> bytes:
    require(len(node) == 0, Fault.SHAPE)
    return decoded(node.text or "")
