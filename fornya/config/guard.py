"""Keeps the sandbox and reality apart: a start that would mix them ends with one sentence."""

import ipaddress
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from fornya.config import settings

FOREIGN = (
    "BANKID_URL",
    "BANKID_APP_URL",
    "STAFF_ISSUER",
    "STORE_URL",
    "HIGH_COST_URL",
    "SMS_URL",
    "SMTP_URL",
)


def refuse_a_mixture() -> None:
    """Raise ImproperlyConfigured when a sandbox would call real systems, or a real service the sandbox."""
    for name in FOREIGN:
        host = urlsplit(getattr(settings, name)).hostname
        if host is not None and is_here(host) != settings.IS_SANDBOX:
            place = "127.0.0.1" if settings.IS_SANDBOX else "the real system"
            raise ImproperlyConfigured(f"{name} has to be at {place} when FORNYA_ENV={settings.ENVIRONMENT}.")
    if not settings.IS_SANDBOX and not settings.TLS:
        raise ImproperlyConfigured("PUBLIC_URL has to start with https:// when FORNYA_ENV=production.")


def is_here(host: str) -> bool:
    """Say whether a host is this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
