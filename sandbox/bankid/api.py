"""The relying-party API on the wire: one WSGI application that reads JSON and answers JSON.

Plain WSGI, because the server has to hand over the certificate of the connection with every call.
"""

import errno
import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

from sandbox import life
from sandbox.bankid.orders import OrderBook
from sandbox.bankid.refusals import Refusal, invalid
from sandbox.bankid.start_request import read_order_ref, read_start
from sandbox.faults import Fault, Mode

BASE = "/rp/v6.0/"
LARGEST_BODY = 300_000
PROXY_PAGE = b"<html><title>Something between us went wrong</title></html>"
REASONS = {
    200: "OK",
    400: "Bad Request",
    401: "Unauthorized",
    404: "Not Found",
    405: "Method Not Allowed",
    413: "Content Too Large",
    415: "Unsupported Media Type",
    429: "Too Many Requests",
    500: "Internal Server Error",
}


@dataclass(frozen=True, slots=True)
class Caller:
    """The relying party at the other end of the connection, by its certificate."""

    fingerprint: str
    name: str


Method = Callable[[OrderBook, Caller, dict[str, Any]], dict[str, Any]]
TakeFault = Callable[[str], Fault | None]


def no_fault(method: str) -> Fault | None:
    """Let every call through: a service whose plug nobody pulls."""
    return None


class Api:
    """Answer auth, sign, collect and cancel; `take_fault` tells what is broken for a method right now."""

    def __init__(self, orders: OrderBook, take_fault: TakeFault = no_fault) -> None:
        self.orders = orders
        self._take_fault = take_fault

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Take one call."""
        name = environ["PATH_INFO"].removeprefix(BASE)
        fault = self._take_fault(name.upper())
        try:
            _suffer(fault)
            self.orders.refuse_if_told()
            status, answer = 200, self._answer(name, environ)
        except Refusal as refusal:
            status, answer = (
                refusal.status,
                {"errorCode": refusal.code, "details": refusal.details},
            )
        if fault is not None and fault.mode is Mode.DROP_ANSWER:
            _cut()
        # Without a code it is no answer of BankID's but a page of some proxy on the way.
        proxy = status != 200 and not answer["errorCode"]
        body = PROXY_PAGE if proxy else json.dumps(answer).encode("utf-8")
        headers = [
            ("Content-Type", "text/html" if proxy else "application/json"),
            ("Content-Length", str(len(body))),
        ]
        start_response(f"{status} {REASONS.get(status, 'Refused')}", headers)
        return [body]

    def _answer(self, name: str, environ: WSGIEnvironment) -> dict[str, Any]:
        method = METHODS.get(name)
        if method is None or environ["PATH_INFO"] != BASE + name:
            raise Refusal(404, "notFound", "No such method")
        if environ["REQUEST_METHOD"] != "POST":
            raise Refusal(405, "methodNotAllowed", "Only POST is allowed")
        if environ.get("CONTENT_TYPE", "") != "application/json":
            raise Refusal(415, "unsupportedMediaType", "The content type must be application/json")
        return method(self.orders, _caller(environ), _body(environ))


def _suffer(fault: Fault | None) -> None:
    if fault is None:
        return
    if fault.mode is Mode.SLOW:
        life.stopping.wait(fault.seconds)
    elif fault.mode is Mode.ERROR500:
        raise Refusal(500, "internalError", "The sandbox breaks this call on purpose")
    elif fault.mode is Mode.TOO_MANY:
        raise Refusal(429, "tooManyRequests", "The sandbox breaks this call on purpose")
    elif fault.mode is Mode.DOWN:
        _cut()


def _cut() -> None:
    # The server takes this error for a broken connection and closes it without a byte.
    raise ConnectionResetError(errno.ECONNRESET, "the sandbox cuts this connection on purpose")


def _caller(environ: WSGIEnvironment) -> Caller:
    certificate = environ.get("SSL_CLIENT_CERT")
    if not certificate:
        raise Refusal(401, "unauthorized", "No client certificate")
    fingerprint = hashlib.sha256(certificate.encode("ascii")).hexdigest()
    return Caller(fingerprint, environ.get("SSL_CLIENT_S_DN_CN", ""))


def _body(environ: WSGIEnvironment) -> dict[str, Any]:
    length = environ.get("CONTENT_LENGTH") or "0"
    if not length.isdigit() or int(length) > LARGEST_BODY:
        raise Refusal(413, "invalidParameters", "The body is too large")
    try:
        content = json.loads(environ["wsgi.input"].read(int(length)))
    except (ValueError, RecursionError):
        raise invalid("The body is not JSON") from None
    if not isinstance(content, dict):
        raise invalid("The body is not an object")
    return content


def _start(kind: str) -> Method:
    def start(orders: OrderBook, caller: Caller, body: dict[str, Any]) -> dict[str, Any]:
        order = orders.start(caller.fingerprint, caller.name, read_start(kind, body))
        return {
            "orderRef": order.order_ref,
            "autoStartToken": order.auto_start_token,
            "qrStartToken": order.qr_start_token,
            "qrStartSecret": order.qr_start_secret,
        }

    return start


def _collect(orders: OrderBook, caller: Caller, body: dict[str, Any]) -> dict[str, Any]:
    return orders.collect(caller.fingerprint, read_order_ref(body))


def _cancel(orders: OrderBook, caller: Caller, body: dict[str, Any]) -> dict[str, Any]:
    orders.cancel(caller.fingerprint, read_order_ref(body))
    return {}


METHODS: dict[str, Method] = {
    "auth": _start("auth"),
    "sign": _start("sign"),
    "collect": _collect,
    "cancel": _cancel,
}
