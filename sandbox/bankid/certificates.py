"""The sandbox's own certificate authorities, made at the first start and thrown away with the data folder.

Three trees, as in reality: one for the service's TLS, one for relying parties, one for people's BankIDs.
"""

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey

VALID_FOR = timedelta(days=5 * 365)
# Made anew this long before the end, so that no certificate runs out under a running sandbox.
RENEW_BEFORE = timedelta(days=30)

ROOT, SERVER, RP_CA, CLIENT = "root.pem", "server.pem", "rp-ca.pem", "client.pem"
USER_CA, USER_ISSUER, OCSP, PHONE_KEY = (
    "user-ca.pem",
    "user-issuer.pem",
    "ocsp.pem",
    "phone-key.pem",
)
FILES = (ROOT, SERVER, RP_CA, CLIENT, USER_CA, USER_ISSUER, OCSP, PHONE_KEY)


@dataclass(frozen=True, slots=True)
class Identity:
    """A certificate and the key that belongs to it."""

    certificate: x509.Certificate
    key: Key


def prepare(folder: Path, *, now: datetime) -> None:
    """See to it that the folder holds a whole, unexpired set of certificates."""
    if _in_order(folder, now):
        return
    fresh = folder.with_name(folder.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True, mode=0o700)
    _make_tls(fresh, now)
    _make_people_tree(fresh, now)
    # The set changes as a whole: a start that is cut short leaves no mixture behind.
    shutil.rmtree(folder, ignore_errors=True)
    fresh.rename(folder)


def issue_relying_party(folder: Path, name: str, target: Path, *, now: datetime) -> Path:
    """Write a certificate and key for one more relying party, for tests with two of them."""
    issuer = read_identity(folder / RP_CA)
    _write(
        target,
        _issue(name, _new_ec(), issuer, now, [_use(ExtendedKeyUsageOID.CLIENT_AUTH)]),
    )
    return target


def read_identity(path: Path) -> Identity:
    """Read a PEM file with a certificate and its key."""
    content = path.read_bytes()
    key = load_pem_private_key(content, password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey):
        raise TypeError(f"{path.name} holds another kind of key")
    return Identity(x509.load_pem_x509_certificate(content), key)


def read_chain(path: Path) -> list[x509.Certificate]:
    """Read every certificate in a PEM file, in the order they stand."""
    return x509.load_pem_x509_certificates(path.read_bytes())


def sign_certificate(
    subject: x509.Name,
    key: Key,
    issuer: Identity | None,
    now: datetime,
    extensions: list[tuple[x509.ExtensionType, bool]],
) -> Identity:
    """Make a certificate, signed by the issuer or by itself."""
    own = issuer is None
    issuer_name = subject if issuer is None else issuer.certificate.subject
    issuer_key = key if issuer is None else issuer.key
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer_name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        # A minute back, for two clocks of one machine that disagree across a reboot.
        .not_valid_before(now - timedelta(minutes=1))
        .not_valid_after(now + VALID_FOR)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    if not own:
        parent = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key())
        builder = builder.add_extension(parent, critical=False)
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical=critical)
    return Identity(builder.sign(issuer_key, hashes.SHA256()), key)


def usage(*allowed: str) -> tuple[x509.KeyUsage, bool]:
    """Make the extension that says what a key may be used for."""
    every = (
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    )
    return x509.KeyUsage(**{name: name in allowed for name in every}), True


def _in_order(folder: Path, now: datetime) -> bool:
    if not all((folder / name).is_file() for name in FILES):
        return False
    certificates = [
        certificate for name in FILES if name != PHONE_KEY for certificate in read_chain(folder / name)
    ]
    return all(certificate.not_valid_after_utc > now + RENEW_BEFORE for certificate in certificates)


def _make_tls(folder: Path, now: datetime) -> None:
    root = _authority("Sandbox BankID server root", _new_ec(), None, now)
    _write_certificates(folder / ROOT, [root.certificate])
    names = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1")), x509.DNSName("localhost")])
    server = _issue(
        "127.0.0.1",
        _new_ec(),
        root,
        now,
        [(names, False), _use(ExtendedKeyUsageOID.SERVER_AUTH)],
    )
    _write(folder / SERVER, server)
    _write(
        folder / RP_CA,
        _authority("Sandbox BankID relying parties", _new_ec(), None, now),
    )
    issue_relying_party(folder, "Förnya", folder / CLIENT, now=now)


def _make_people_tree(folder: Path, now: datetime) -> None:
    root = _authority("Sandbox BankID root", _new_rsa(), None, now)
    bank = _authority("Sandbox bank", _new_rsa(), root, now, depth=1)
    issuer = _authority("Sandbox bank customers", _new_rsa(), bank, now, depth=0)
    _write_certificates(folder / USER_CA, [root.certificate])
    _write(folder / USER_ISSUER, issuer, [bank.certificate])
    answers = [_use(ExtendedKeyUsageOID.OCSP_SIGNING), (x509.OCSPNoCheck(), False)]
    _write(
        folder / OCSP,
        _issue("Sandbox bank revocation answers", _new_rsa(), issuer, now, answers),
    )
    _write_secret(folder / PHONE_KEY, _key_pem(_new_rsa()))


def _new_ec() -> Key:
    return ec.generate_private_key(ec.SECP256R1())


def _new_rsa() -> Key:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _name(common_name: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "SE"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Sandbox"),
            x509.NameAttribute(NameOID.COMMON_NAME, common_name),
        ]
    )


def _use(purpose: x509.ObjectIdentifier) -> tuple[x509.ExtensionType, bool]:
    return x509.ExtendedKeyUsage([purpose]), False


def _authority(
    name: str,
    key: Key,
    issuer: Identity | None,
    now: datetime,
    depth: int | None = None,
) -> Identity:
    extensions: list[tuple[x509.ExtensionType, bool]] = [
        (x509.BasicConstraints(ca=True, path_length=depth), True),
        usage("key_cert_sign", "crl_sign"),
    ]
    return sign_certificate(_name(name), key, issuer, now, extensions)


def _issue(
    name: str,
    key: Key,
    issuer: Identity,
    now: datetime,
    extensions: list[tuple[x509.ExtensionType, bool]],
) -> Identity:
    common: list[tuple[x509.ExtensionType, bool]] = [
        (x509.BasicConstraints(ca=False, path_length=None), True),
        usage("digital_signature"),
    ]
    return sign_certificate(_name(name), key, issuer, now, common + extensions)


def _key_pem(key: Key) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _write(path: Path, identity: Identity, chain: list[x509.Certificate] | None = None) -> None:
    certificates = [identity.certificate, *(chain or [])]
    pem = b"".join(certificate.public_bytes(Encoding.PEM) for certificate in certificates)
    _write_secret(path, pem + _key_pem(identity.key))


def _write_certificates(path: Path, certificates: list[x509.Certificate]) -> None:
    path.write_bytes(b"".join(certificate.public_bytes(Encoding.PEM) for certificate in certificates))


def _write_secret(path: Path, content: bytes) -> None:
    path.touch(mode=0o600)
    path.write_bytes(content)


def utc_now() -> datetime:
    """Give the machine's own time: certificates follow it even when the orders' clock is pushed."""
    return datetime.now(UTC)
