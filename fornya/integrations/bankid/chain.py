"""From the signer's certificate to the root that we trust, and what that certificate may be used for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.x509.oid import NameOID
from cryptography.x509.verification import ExtensionPolicy, PolicyBuilder, Store, VerificationError

from fornya.integrations.bankid.not_proven import Fault, NotProven, require


@dataclass(frozen=True)
class Trust:
    """Whom we believe about people's BankIDs: root certificates, and the kinds of BankID that will do."""

    roots: tuple[x509.Certificate, ...]
    policies: frozenset[str]


def read_trust(root_pem: Path, policies: Sequence[str]) -> Trust:
    """Read the roots of a PEM file, one at least. raises: OSError, ValueError"""
    return Trust(tuple(x509.load_pem_x509_certificates(root_pem.read_bytes())), frozenset(policies))


def check_chain(chain: Sequence[x509.Certificate], trust: Trust, at: datetime) -> x509.Certificate:
    """Follow the chain to a root, every link valid at the time; gives the signer's issuer.

    raises: NotProven
    """
    leaf, *between = chain
    try:
        policy = PolicyBuilder().store(Store(list(trust.roots))).time(at)
        # People's certificates have no alternative names and no extended usage; see below.
        policy = policy.extension_policies(
            ca_policy=ExtensionPolicy.webpki_defaults_ca(), ee_policy=ExtensionPolicy.permit_all()
        )
        found = policy.build_client_verifier().verify(leaf, between).chain
    except (VerificationError, ValueError):
        raise NotProven(Fault.CHAIN) from None
    _check_leaf(leaf, trust.policies)
    return found[1]


def person_of(leaf: x509.Certificate) -> str:
    """Give the personnummer that the certificate was issued to. raises: NotProven"""
    numbers = leaf.subject.get_attributes_for_oid(NameOID.SERIAL_NUMBER)
    require(len(numbers) == 1, Fault.PERSON)
    return str(numbers[0].value)


def _check_leaf(leaf: x509.Certificate, allowed: frozenset[str]) -> None:
    try:
        policies = leaf.extensions.get_extension_for_class(x509.CertificatePolicies).value
        usage = leaf.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        raise NotProven(Fault.POLICY) from None
    named = {policy.policy_identifier.dotted_string for policy in policies}
    require(bool(named & allowed), Fault.POLICY)
    require(usage.digital_signature and not usage.key_cert_sign, Fault.KEY_USAGE)
