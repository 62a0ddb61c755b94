"""Keeps the sandbox and reality apart: a start that would mix them ends with one sentence."""

import ipaddress
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from fornya.config import settings

FOREIGN = (
    "BANKID_URL",
    "BANKID_APP_URL",
    "BANKID_COMPUTER_APP_URL",
    "STAFF_ISSUER",
    "STORE_URL",
    "HIGH_COST_URL",
    "POPULATION_URL",
    "SMS_URL",
    "SMTP_URL",
)


# What a real service cannot be without; the sandbox's own come with ./run.
NEEDED = ("BANKID_USER_ROOT_PEM", "DECISION_KEYS")


def refuse_a_mixture() -> None:
    """Raise ImproperlyConfigured when a sandbox would call real systems, or a real service the sandbox."""
    for name, address in _addresses():
        host = urlsplit(address).hostname
        if host is not None and is_here(host) != settings.IS_SANDBOX:
            place = "127.0.0.1" if settings.IS_SANDBOX else "the real system"
            raise ImproperlyConfigured(f"{name} has to be at {place} when FORNYA_ENV={settings.ENVIRONMENT}.")
    if settings.STAFF_ISSUER in {one.issuer for one in settings.PATIENT_ISSUERS}:
        raise ImproperlyConfigured("STAFF_ISSUER may not be one of PATIENT_ISSUERS too.")
    missing = [name for name in NEEDED if not settings.IS_SANDBOX and not getattr(settings, name)]
    if missing:
        raise ImproperlyConfigured(f"{missing[0]} has to be set when FORNYA_ENV=production.")
    if not settings.IS_SANDBOX and not settings.TLS:
        raise ImproperlyConfigured("PUBLIC_URL has to start with https:// when FORNYA_ENV=production.")


def _addresses() -> Iterator[tuple[str, str]]:
    for name in FOREIGN:
        yield name, getattr(settings, name)
    for one in settings.PATIENT_ISSUERS:
        yield f"The issuer {one.key} of PATIENT_ISSUERS", one.issuer


def is_here(host: str) -> bool:
    """Say whether a host is this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
