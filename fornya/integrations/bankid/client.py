"""Start, follow and cancel BankID orders over mutual TLS.

Unavailable          BankID does not answer now
AlreadyInProgress    the person already has an order running; that one was stopped, none was made
OrderGone            there is no such order any more: fetched before, too old, or not ours
NotProven            what BankID answered does not prove itself
Refused              anything else BankID says no to: a fault of ours, or our certificate
"""

import json
import ssl
from base64 import b64encode
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import structlog

from fornya.integrations.bankid.chain import Trust
from fornya.integrations.bankid.messages import Complete, Failed, Order, Pending
from fornya.integrations.bankid.proof import Function, Proof, verify
from fornya.integrations.http import Client, Refused, Unavailable

SERVICE = "bankid"
READ_TIMEOUT = 5.0
LONGEST_USER_AGENT = 256
LONGEST_DEVICE_ID = 64
# Lengths after Base64.
VISIBLE_LIMIT = {"auth": 1_500, "sign": 40_000}
# "Took too long" and "down for maintenance": nothing was done, and asking once more is often enough.
ASK_ONCE_MORE = (408, 503)
STARTING = ("auth", "sign")

log = structlog.get_logger("fornya.integrations")


class AlreadyInProgress(Refused):
    """The person has another order running; BankID has stopped it and made no new one."""


class OrderGone(Refused):
    """BankID has no such order: its result was fetched before, or it is too old, or it was never ours."""


def connect(base_url: str, *, client_pem: Path, root_pem: Path) -> Client:
    """Make the connection pool: our certificate and key in one file, and the one root that is trusted."""
    return Client(SERVICE, base_url, verify=tls(client_pem, root_pem), read_timeout=READ_TIMEOUT)


def tls(client_pem: Path, root_pem: Path) -> ssl.SSLContext:
    """Make the TLS settings: show our certificate, and trust BankID's own root instead of the machine's."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_verify_locations(root_pem)
    context.load_cert_chain(client_pem)
    return context


class BankId:
    """BankID's relying-party API. Threads may share one."""

    def __init__(self, client: Client, *, domain: str, trust: Trust | None = None) -> None:
        """`domain` is the site the person sees, in ASCII: BankID weighs it in its judgement of risk.

        `trust` is whom to believe about people's certificates; without it nothing can be proven.
        """
        self._client = client
        self._domain = domain
        self._trust = trust or Trust((), frozenset())

    def start(
        self, *, user_ip: str, return_url: str | None, user_agent: str, device_id: str, visible: str
    ) -> Order:
        """Start a sign-in. Not repeatable: after Unavailable, start another one.

        `return_url` for an order opened on the same device, None for a QR code. `device_id` is a lasting
        cookie of the browser, not the session.

        raises: Unavailable, AlreadyInProgress, Refused
        """
        body = self._context(user_ip, return_url, user_agent, device_id)
        return self._order("auth", body | {"userVisibleData": _visible("auth", visible)})

    def sign(
        self,
        *,
        personnummer: str,
        user_ip: str,
        return_url: str | None,
        user_agent: str,
        device_id: str,
        visible: str,
        hidden: bytes | None = None,
    ) -> Order:
        """Start a signature that only this person can give, with the security code and not by fingerprint.

        `hidden` is signed but not shown. raises: as `start`
        """
        body = self._context(user_ip, return_url, user_agent, device_id)
        body["requirement"] = {"personalNumber": personnummer, "pinCode": True}
        body["userVisibleData"] = _visible("sign", visible)
        if hidden is not None:
            body["userNonVisibleData"] = b64encode(hidden).decode("ascii")
        return self._order("sign", body)

    def collect(self, order_ref: str) -> Pending | Complete | Failed:
        """Ask how an order stands, at most every other second. A result is told once, then the order is gone.

        raises: Unavailable, OrderGone, Refused
        """
        try:
            answer = self._call("collect", {"orderRef": order_ref})
        except Unavailable as problem:
            if problem.status not in ASK_ONCE_MORE:
                raise
            answer = self._call("collect", {"orderRef": order_ref})
        try:
            return _outcome(answer)
        except (KeyError, TypeError, AttributeError):
            raise _unreadable() from None

    def prove(
        self, answer: Complete, *, function: Function, visible: str, hidden: bytes | None, at: datetime
    ) -> Proof:
        """Verify that the person of the answer did this, with exactly these texts. raises: NotProven"""
        return verify(
            answer.signature,
            answer.ocsp,
            trust=self._trust,
            personnummer=answer.personnummer,
            function=function,
            visible=visible,
            hidden=hidden,
            at=at,
        )

    def cancel(self, order_ref: str) -> None:
        """Stop an order. raises: Unavailable, OrderGone, Refused"""
        self._call("cancel", {"orderRef": order_ref})

    def _context(
        self, user_ip: str, return_url: str | None, user_agent: str, device_id: str
    ) -> dict[str, Any]:
        if not 1 <= len(device_id) <= LONGEST_DEVICE_ID:
            raise ValueError(f"a device id has 1 to {LONGEST_DEVICE_ID} characters")
        web = {"referringDomain": self._domain, "deviceIdentifier": device_id}
        if user_agent:
            web["userAgent"] = user_agent[:LONGEST_USER_AGENT]
        body: dict[str, Any] = {"endUserIp": user_ip, "returnRisk": True, "web": web}
        if return_url is not None:
            body["returnUrl"] = return_url
        return body

    def _order(self, method: str, body: dict[str, Any]) -> Order:
        answer = self._call(method, body)
        names = ("orderRef", "autoStartToken", "qrStartToken", "qrStartSecret")
        tokens = [answer.get(name) for name in names]
        if not all(isinstance(token, str) and token for token in tokens):
            raise _unreadable()
        return Order(*map(str, tokens))

    def _call(self, method: str, body: dict[str, Any]) -> dict[str, Any]:
        try:
            answer = self._client.post(method, json=body)
        except Refused as refusal:
            raise _named(method, refusal) from None
        return _object(answer)


def _visible(method: str, text: str) -> str:
    encoded = b64encode(text.encode("utf-8")).decode("ascii")
    if not 1 <= len(encoded) <= VISIBLE_LIMIT[method]:
        raise ValueError(f"the text to show has 1 to {VISIBLE_LIMIT[method]} characters after Base64")
    return encoded


def _object(answer: httpx.Response) -> dict[str, Any]:
    try:
        content = answer.json()
    except ValueError:
        raise _unreadable() from None
    if not isinstance(content, dict):
        raise _unreadable()
    return content


def _outcome(answer: dict[str, Any]) -> Pending | Complete | Failed:
    if answer["status"] == "pending":
        return Pending(str(answer.get("hintCode", "")))
    if answer["status"] != "complete":
        # A status from the future is no identity, so it is a failure.
        return Failed(str(answer.get("hintCode", "")))
    completion = answer["completionData"]
    user = completion["user"]
    return Complete(
        personnummer=str(user["personalNumber"]),
        given_name=str(user["givenName"]),
        surname=str(user["surname"]),
        risk=completion.get("risk"),
        device_ip=str(completion["device"]["ipAddress"]),
        signature=str(completion["signature"]),
        ocsp=str(completion["ocspResponse"]),
    )


def _named(method: str, refusal: Refused) -> Refused:
    """Give the refusal its own class and BankID's error code, when the body holds one."""
    code = _error_code(refusal.body) or refusal.code
    if refusal.status in (401, 403):
        # Nobody can sign in until somebody looks at the certificate.
        log.error("bankid_certificate_refused", status=refusal.status)
    elif code != "alreadyInProgress" and method in STARTING:
        # What we have sent is wrong, or sent to the wrong place: a fault of this program's.
        log.error("bankid_refuses_to_start", status=refusal.status, code=code)
    if code == "alreadyInProgress":
        return AlreadyInProgress(code, status=refusal.status)
    if code == "invalidParameters" and method in ("collect", "cancel"):
        return OrderGone(code, status=refusal.status)
    return Refused(code, status=refusal.status)


def _error_code(body: bytes) -> str | None:
    # A proxy on the way answers with a page of its own.
    try:
        content = json.loads(body)
    except ValueError:
        return None
    code = content.get("errorCode") if isinstance(content, dict) else None
    return code if isinstance(code, str) and code else None


def _unreadable() -> Unavailable:
    return Unavailable(SERVICE, "an answer that cannot be read", outcome_unknown=True)
