"""Reads settings from the environment; what is missing or odd stops the start with one sentence."""

import os
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from fornya.people.issuers import Issuer, NotAnIssuer, read
from fornya.renewals import decision_keys
from fornya.renewals.decision_keys import KeyRing, NotKeys


def text(name: str, default: str | None = None) -> str:
    """Give the variable's value; without a default it has to be set."""
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"Set the environment variable {name}; ./run does it for you.")
    return value


def choice(name: str, default: str, *, among: tuple[str, ...]) -> str:
    """Give the variable's value, which has to be one of `among`."""
    value = text(name, default)
    if value not in among:
        raise ImproperlyConfigured(f"{name} is {value!r}; it has to be one of {', '.join(among)}.")
    return value


def number(name: str, default: int) -> int:
    """Give the variable as a whole number."""
    value = text(name, str(default))
    if not value.isascii() or not value.isdigit():
        raise ImproperlyConfigured(f"{name} is {value!r}; it has to be a whole number.")
    return int(value)


def issuers(name: str) -> tuple[Issuer, ...]:
    """Give the patients' issuers, which are written as JSON; none when the variable is not set."""
    try:
        return read(text(name, "[]"))
    except NotAnIssuer as error:
        raise ImproperlyConfigured(f"{name} cannot be used: {error}.") from None


def keys(name: str) -> KeyRing:
    """Give the keys that decisions are sealed with, which are written as JSON; none when it is not set."""
    try:
        return decision_keys.read(text(name, "[]"))
    except NotKeys as error:
        raise ImproperlyConfigured(f"{name} cannot be used: {error}.") from None


def database(name: str, default: str | None = None) -> dict[str, object]:
    """Turn a PostgreSQL address such as postgresql://user@/name?host=/folder into Django's settings."""
    parts = urlsplit(text(name, default))
    if parts.scheme not in ("postgresql", "postgres"):
        raise ImproperlyConfigured(f"{name} has to be a PostgreSQL address that starts with postgresql://.")
    options: dict[str, object] = dict(parse_qsl(parts.query))
    host = str(options.pop("host", "") or unquote(parts.hostname or ""))
    return {
        "ENGINE": "fornya.config.database",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or options.pop("port", "")),
        "OPTIONS": options,
    }
