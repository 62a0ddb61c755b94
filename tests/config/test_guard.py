"""The sandbox and reality are kept apart at the start."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from fornya.config import guard, settings


def test_a_sandbox_that_only_calls_itself_starts():
    guard.refuse_a_mixture()


@pytest.mark.parametrize("name", guard.FOREIGN)
def test_a_sandbox_may_not_call_a_real_system(monkeypatch, name):
    monkeypatch.setattr(settings, name, "https://real.example/")

    with pytest.raises(ImproperlyConfigured, match=name):
        guard.refuse_a_mixture()


@pytest.mark.parametrize("name", guard.FOREIGN)
def test_a_real_service_may_not_call_the_sandbox(monkeypatch, name):
    for other in guard.FOREIGN:
        monkeypatch.setattr(settings, other, "https://real.example/")
    monkeypatch.setattr(settings, "IS_SANDBOX", False)
    monkeypatch.setattr(settings, "TLS", True)
    monkeypatch.setattr(settings, name, "http://localhost:8001/")

    with pytest.raises(ImproperlyConfigured, match=name):
        guard.refuse_a_mixture()


def test_a_real_service_needs_tls(monkeypatch):
    for name in guard.FOREIGN:
        monkeypatch.setattr(settings, name, "https://real.example/")
    monkeypatch.setattr(settings, "IS_SANDBOX", False)

    with pytest.raises(ImproperlyConfigured, match="https://"):
        guard.refuse_a_mixture()
