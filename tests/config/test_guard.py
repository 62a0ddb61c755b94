"""The sandbox and reality are kept apart at the start."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from fornya.config import guard, settings
from tests.contracts.patient_sign_in import issuers
from tooling.environment import freja

REAL, SANDBOX = issuers(freja("https://real.example/freja/")), issuers(freja("http://localhost:8001/freja/"))


def test_a_sandbox_that_only_calls_itself_starts():
    guard.refuse_a_mixture()


@pytest.mark.parametrize("name", guard.FOREIGN)
def test_a_sandbox_may_not_call_a_real_system(monkeypatch, name):
    monkeypatch.setattr(settings, name, "https://real.example/")

    with pytest.raises(ImproperlyConfigured, match=name):
        guard.refuse_a_mixture()


@pytest.mark.parametrize("name", guard.FOREIGN)
def test_a_real_service_may_not_call_the_sandbox(monkeypatch, name):
    be_real(monkeypatch)
    monkeypatch.setattr(settings, name, "http://localhost:8001/")

    with pytest.raises(ImproperlyConfigured, match=name):
        guard.refuse_a_mixture()


def test_a_sandbox_may_not_ask_a_real_issuer(monkeypatch):
    monkeypatch.setattr(settings, "PATIENT_ISSUERS", REAL)

    with pytest.raises(ImproperlyConfigured, match="issuer freja of PATIENT_ISSUERS"):
        guard.refuse_a_mixture()


def test_a_real_service_may_not_ask_the_sandboxs_issuer(monkeypatch):
    be_real(monkeypatch)
    guard.refuse_a_mixture()
    monkeypatch.setattr(settings, "PATIENT_ISSUERS", SANDBOX)

    with pytest.raises(ImproperlyConfigured, match="issuer freja of PATIENT_ISSUERS"):
        guard.refuse_a_mixture()


def test_staff_and_patients_have_different_issuers(monkeypatch):
    be_real(monkeypatch)
    monkeypatch.setattr(settings, "STAFF_ISSUER", REAL[0].issuer)

    with pytest.raises(ImproperlyConfigured, match="STAFF_ISSUER"):
        guard.refuse_a_mixture()


def test_a_real_service_needs_tls(monkeypatch):
    be_real(monkeypatch)
    monkeypatch.setattr(settings, "TLS", False)

    with pytest.raises(ImproperlyConfigured, match="https://"):
        guard.refuse_a_mixture()


@pytest.mark.parametrize("name", guard.NEEDED)
def test_a_real_service_has_what_proofs_are_made_of(monkeypatch, name):
    be_real(monkeypatch)
    monkeypatch.setattr(settings, name, "")

    with pytest.raises(ImproperlyConfigured, match=name):
        guard.refuse_a_mixture()


def be_real(monkeypatch):
    """Let every setting be that of a real service."""
    for name in guard.FOREIGN:
        monkeypatch.setattr(settings, name, "https://real.example/")
    monkeypatch.setattr(settings, "PATIENT_ISSUERS", REAL)
    monkeypatch.setattr(settings, "IS_SANDBOX", False)
    monkeypatch.setattr(settings, "TLS", True)
