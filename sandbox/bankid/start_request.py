"""What a relying party may ask for: the members of auth and sign, checked before an order is made."""

import binascii
import ipaddress
import re
from base64 import b64decode
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from sandbox.bankid.people import is_personnummer
from sandbox.bankid.refusals import invalid

# Lengths are counted after Base64, as the real service counts them.
VISIBLE_LIMIT = {"auth": 1_500, "sign": 40_000}
HIDDEN_LIMIT = {"auth": 1_500, "sign": 200_000}
FORMATS = ("plaintext", "simpleMarkdownV1")
WEB_MEMBERS = ("referringDomain", "userAgent", "deviceIdentifier")
APP_MEMBERS = ("appIdentifier", "deviceOS", "deviceModelName", "deviceIdentifier")
LONGEST = {"userAgent": 256, "deviceIdentifier": 64}
POLICY = re.compile(r"\d+(\.\d+)*(\.\*)?")


@dataclass(frozen=True, slots=True)
class Requirement:
    """Conditions on how, and by whom, the order may be completed."""

    personnummer: str | None = None
    pin_code: bool = False
    mrtd: bool = False
    policies: tuple[str, ...] = ()

    def accepts_policy(self, policy: str) -> bool:
        """Tell whether a BankID of this kind may be used."""
        return not self.policies or any(
            policy == wanted or (wanted.endswith(".*") and policy.startswith(wanted[:-1]))
            for wanted in self.policies
        )


@dataclass(frozen=True, slots=True)
class StartRequest:
    """One well-formed call of auth or sign."""

    kind: str
    end_user_ip: str
    requirement: Requirement
    return_url: str | None
    return_risk: bool
    visible: str
    visible_format: str
    visible_base64: str | None
    hidden_base64: str | None
    web: dict[str, str]
    app: dict[str, str]


def read_start(kind: str, body: dict[str, Any]) -> StartRequest:
    """Check the body of auth or sign; members the API does not know are passed over.

    Raises Refusal when a member breaks a rule.
    """
    if "web" in body and "app" in body:
        raise invalid("web and app exclude each other")
    visible = _base64(body, "userVisibleData", VISIBLE_LIMIT[kind])
    try:
        text = b64decode(visible or "").decode("utf-8")
    except UnicodeDecodeError:
        raise invalid("userVisibleData is not UTF-8") from None
    if kind == "sign" and visible is None:
        raise invalid("userVisibleData is missing")
    return StartRequest(
        kind=kind,
        end_user_ip=_ip(body),
        requirement=_requirement(body),
        return_url=_return_url(body),
        return_risk=_flag(body, "returnRisk"),
        visible=text,
        visible_format=_format(body),
        visible_base64=visible,
        hidden_base64=_base64(body, "userNonVisibleData", HIDDEN_LIMIT[kind]),
        web=_device(body, "web", WEB_MEMBERS),
        app=_device(body, "app", APP_MEMBERS),
    )


def read_order_ref(body: dict[str, Any]) -> str:
    """Read the one member of collect and cancel. Raises Refusal when it is missing."""
    order_ref = body.get("orderRef")
    if not isinstance(order_ref, str) or not order_ref:
        raise invalid("orderRef is missing")
    return order_ref


def _ip(body: dict[str, Any]) -> str:
    try:
        return str(ipaddress.ip_address(_text(body, "endUserIp") or ""))
    except ValueError:
        raise invalid("endUserIp is not an IP address") from None


def _text(body: dict[str, Any], member: str) -> str | None:
    value = body.get(member)
    if value is not None and not isinstance(value, str):
        raise invalid(f"{member} is not a string")
    return value


def _flag(body: dict[str, Any], member: str) -> bool:
    value = body.get(member, False)
    if not isinstance(value, bool):
        raise invalid(f"{member} is not a boolean")
    return value


def _return_url(body: dict[str, Any]) -> str | None:
    address = _text(body, "returnUrl")
    if address is None:
        return None
    if not 1 <= len(address) <= 512:
        raise invalid("returnUrl must have 1 to 512 characters")
    parts = urlsplit(address)
    # The real service wants https or an app's own scheme. A relying party on this machine has no
    # certificate for its pages, so plain http to the loopback address is let through here.
    if not parts.scheme or (parts.scheme == "http" and parts.hostname not in ("127.0.0.1", "localhost")):
        raise invalid("returnUrl must be https or an app's scheme")
    return address


def _base64(body: dict[str, Any], member: str, limit: int) -> str | None:
    value = _text(body, member)
    if value is None:
        return None
    if not 1 <= len(value) <= limit:
        raise invalid(f"{member} must have 1 to {limit} characters")
    try:
        b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        raise invalid(f"{member} is not Base64") from None
    return value


def _format(body: dict[str, Any]) -> str:
    value = _text(body, "userVisibleDataFormat") or "plaintext"
    if value not in FORMATS:
        raise invalid("userVisibleDataFormat is unknown")
    return value


def _device(body: dict[str, Any], member: str, known: tuple[str, ...]) -> dict[str, str]:
    if member not in body:
        return {}
    given = body[member]
    if not isinstance(given, dict):
        raise invalid(f"{member} is not an object")
    device = {name: text for name in known if (text := _text(given, name)) is not None}
    if not device:
        raise invalid(f"{member} is empty")
    for name, text in device.items():
        if not 1 <= len(text) <= LONGEST.get(name, 2_048):
            raise invalid(f"{member}.{name} has the wrong length")
    if len(device.get("referringDomain", "xxx")) < 3 or not device.get("referringDomain", "x").isascii():
        raise invalid("web.referringDomain must be a domain name in ASCII of at least 3 characters")
    return device


def _requirement(body: dict[str, Any]) -> Requirement:
    given = body.get("requirement", {})
    if not isinstance(given, dict):
        raise invalid("requirement is not an object")
    personnummer = _text(given, "personalNumber")
    if personnummer is not None and not is_personnummer(personnummer):
        raise invalid("requirement.personalNumber is not a personal number")
    if given.get("cardReader", "class1") not in ("class1", "class2"):
        raise invalid("requirement.cardReader is unknown")
    return Requirement(personnummer, _flag(given, "pinCode"), _flag(given, "mrtd"), _policies(given))


def _policies(given: dict[str, Any]) -> tuple[str, ...]:
    policies = given.get("certificatePolicies", [])
    if not isinstance(policies, list) or not all(isinstance(item, str) for item in policies):
        raise invalid("requirement.certificatePolicies is not a list of strings")
    for policy in policies:
        # A wildcard may stand from the fifth place on, so that it never spans a whole country.
        if not POLICY.fullmatch(policy) or ("*" in policy and policy.count(".") < 4):
            raise invalid("requirement.certificatePolicies holds something else than a policy")
    return tuple(policies)
