"""Both ends of the BankID connection know each other by certificate, and by nothing else."""

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from cryptography import x509

from fornya.integrations.bankid.client import BankId, OrderGone, connect
from fornya.integrations.http import Unavailable
from sandbox.bankid import certificates
from tests.contracts import bankid_parties as parties
from tests.sandbox_process import Sandbox


def test_a_caller_without_a_certificate_is_not_let_in(sandbox: Sandbox) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(parties.folder_of(sandbox) / "root.pem")

    with pytest.raises(httpx.TransportError):
        httpx.Client(verify=context, trust_env=False).get(sandbox.bankid_url + "auth")


def test_a_certificate_of_another_authority_is_not_let_in(sandbox: Sandbox, tmp_path: Path) -> None:
    certificates.prepare(tmp_path / "foreign", now=datetime.now(UTC))

    with pytest.raises(httpx.TransportError):
        parties.bare(sandbox, tmp_path / "foreign" / "client.pem").get("auth")


def test_our_client_refuses_a_server_outside_the_pinned_root(sandbox: Sandbox, tmp_path: Path) -> None:
    certificates.prepare(tmp_path / "foreign", now=datetime.now(UTC))
    own = parties.folder_of(sandbox) / "client.pem"
    pool = connect(sandbox.bankid_url, client_pem=own, root_pem=tmp_path / "foreign" / "root.pem")

    with pytest.raises(Unavailable) as refused:
        parties.start(BankId(pool, domain="fornya.example"))

    assert refused.value.outcome_unknown is False
    assert sandbox.seen("bankid/orders") == []


def test_our_client_trusts_nothing_but_the_pinned_root(sandbox: Sandbox) -> None:
    trusted = parties.context_of(sandbox).get_ca_certs(binary_form=True)

    root = x509.load_pem_x509_certificate((parties.folder_of(sandbox) / "root.pem").read_bytes())
    assert [x509.load_der_x509_certificate(der) for der in trusted] == [root]


def test_our_client_wants_the_servers_name_in_its_certificate(sandbox: Sandbox) -> None:
    context = parties.context_of(sandbox)

    assert context.check_hostname is True
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.minimum_version >= ssl.TLSVersion.TLSv1_2


def test_another_relying_party_can_neither_collect_nor_cancel(sandbox: Sandbox, tmp_path: Path) -> None:
    folder = parties.folder_of(sandbox)
    now = datetime.now(UTC)
    pem = certificates.issue_relying_party(folder, "Någon annan", tmp_path / "other.pem", now=now)
    pool = connect(sandbox.bankid_url, client_pem=pem, root_pem=folder / "root.pem")
    other, own = BankId(pool, domain="other.example"), parties.ours(sandbox)
    order = parties.start(own)

    with pytest.raises(OrderGone):
        other.collect(order.order_ref)
    with pytest.raises(OrderGone):
        other.cancel(order.order_ref)

    own.cancel(order.order_ref)


def test_certificates_are_kept_until_shortly_before_they_run_out(tmp_path: Path) -> None:
    folder, now = tmp_path / "bankid", datetime.now(UTC)
    certificates.prepare(folder, now=now)
    first = (folder / "client.pem").read_bytes()

    certificates.prepare(folder, now=now + timedelta(days=4 * 365))
    kept = (folder / "client.pem").read_bytes()
    certificates.prepare(folder, now=now + timedelta(days=5 * 365 - 10))
    renewed = (folder / "client.pem").read_bytes()

    assert kept == first
    assert renewed != first


def test_a_set_of_certificates_with_a_file_missing_is_made_anew(tmp_path: Path) -> None:
    folder, now = tmp_path / "bankid", datetime.now(UTC)
    certificates.prepare(folder, now=now)
    (folder / "ocsp.pem").unlink()

    certificates.prepare(folder, now=now)

    assert {path.name for path in folder.iterdir()} == set(certificates.FILES)


def test_keys_can_be_read_by_nobody_else(tmp_path: Path) -> None:
    certificates.prepare(tmp_path / "bankid", now=datetime.now(UTC))

    secret = [path for path in (tmp_path / "bankid").iterdir() if b"PRIVATE KEY" in path.read_bytes()]

    assert len(secret) == 6
    assert all(path.stat().st_mode & 0o077 == 0 for path in secret)
