"""One way of calling foreign systems over HTTP: time-outs, a correlation id, quiet logs, two exceptions.

    Unavailable   it may work later; `.outcome_unknown` tells whether the work may have been done anyway
    Refused       it will not help to try again; `.code` says why

A log line holds method, host, path, status and time. It never holds a query, a header or a body: they may
carry a person's number.
"""

import logging
import ssl
import time
from collections.abc import Collection, Mapping
from enum import StrEnum
from http.cookiejar import CookieJar, DefaultCookiePolicy
from types import TracebackType
from typing import Any, Self
from uuid import uuid4

import httpx
import structlog

CONNECT_TIMEOUT = 2.0
READ_TIMEOUT = 5.0
REQUEST_ID = "x-request-id"
TRY_LATER = frozenset({408, 425, 429})

# httpx writes whole addresses, with their queries, at INFO. Our own line replaces it.
for _chatty in ("httpx", "httpcore"):
    logging.getLogger(_chatty).setLevel(logging.WARNING)

log = structlog.get_logger("fornya.integrations")


class Fault(StrEnum):
    """In which way a system was not there: people are told which."""

    DOWN = "down"
    SLOW = "slow"
    GARBLED = "garbled"


class Unavailable(Exception):
    """The foreign system did not do, or did not confirm, what it was asked; try later."""

    def __init__(
        self,
        service: str,
        reason: str,
        *,
        outcome_unknown: bool,
        status: int | None = None,
        retry_after: int | None = None,
        fault: Fault = Fault.DOWN,
    ) -> None:
        super().__init__(f"{service}: {reason}")
        self.service = service
        self.reason = reason
        self.outcome_unknown = outcome_unknown
        self.status = status
        self.retry_after = retry_after
        self.fault = fault


class Refused(Exception):
    """The foreign system said no, or answered something that makes no sense; trying again will not help."""

    def __init__(self, code: str, *, status: int | None = None, body: bytes = b"") -> None:
        super().__init__(code)
        self.code = code
        self.status = status
        # Kept apart from the message: a body may hold a person's data and must not reach a log with it.
        self.body = body


class Client:
    """A connection pool to one foreign system. Threads may share it; processes may not."""

    def __init__(
        self,
        service: str,
        base_url: str = "",
        *,
        verify: ssl.SSLContext | bool = True,
        auth: httpx.Auth | tuple[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        transport: httpx.BaseTransport | None = None,
        read_timeout: float = READ_TIMEOUT,
    ) -> None:
        self.service = service
        self._http = httpx.Client(
            base_url=base_url,
            verify=verify,
            auth=auth,
            headers=dict(headers or {}),
            transport=transport,
            timeout=httpx.Timeout(read_timeout, connect=CONNECT_TIMEOUT),
            # Answers to one person's call must leave nothing behind for the next person's.
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            # A proxy or a certificate named in somebody's environment must not redirect patient data.
            trust_env=False,
        )

    def get(self, path: str, **options: Any) -> httpx.Response:
        """Call with GET; options as in `request()`."""
        return self.request("GET", path, **options)

    def post(self, path: str, **options: Any) -> httpx.Response:
        """Call with POST; options as in `request()`."""
        return self.request("POST", path, **options)

    def request(
        self,
        method: str,
        path: str,
        *,
        accept: Collection[int] = (),
        request_id: str | None = None,
        attempts: int = 1,
        **options: Any,
    ) -> httpx.Response:
        """Call, and return an answer of 200–299 or one in `accept`.

        `request_id` is the correlation id: give the same one when a job tries again; without it, the id of
        the request being served is used. `attempts` above one repeats at once while unavailable, under the
        same id, and is for calls that may be repeated. Other options are httpx's: params, json, content,
        data, headers, auth.

        raises: Unavailable, Refused
        """
        known_as = request_id or _current_request_id()
        headers = {**dict(options.pop("headers", None) or {}), REQUEST_ID: known_as}
        for left in range(attempts - 1, -1, -1):
            try:
                return self._once(method, path, accept, headers, options)
            except Unavailable:
                if not left:
                    raise
        raise ValueError("attempts must be 1 or more")

    def close(self) -> None:
        """Close the pool."""
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _once(
        self,
        method: str,
        path: str,
        accept: Collection[int],
        headers: dict[str, str],
        options: dict[str, Any],
    ) -> httpx.Response:
        request = self._http.build_request(method, path, headers=headers, **_split(options))
        facts: dict[str, Any] = {
            "service": self.service,
            "method": method,
            "host": request.url.netloc.decode(),
            "path": request.url.path,
            "request_id": headers[REQUEST_ID],
        }
        started = time.monotonic()
        try:
            answer = self._http.send(request, **_auth(options))
        except httpx.RequestError as problem:
            reason = type(problem).__name__
            log.warning("foreign_call", **facts, error=reason, ms=_since(started))
            fault = Fault.SLOW if isinstance(problem, httpx.TimeoutException) else Fault.DOWN
            raise Unavailable(
                self.service, reason, outcome_unknown=_may_be_done(problem), fault=fault
            ) from None
        log.info("foreign_call", **facts, status=answer.status_code, ms=_since(started))
        if not answer.is_success and answer.status_code not in accept:
            raise self._problem(answer)
        return answer

    def _problem(self, answer: httpx.Response) -> Unavailable | Refused:
        status = answer.status_code
        if status in TRY_LATER or status >= 500:
            return Unavailable(
                self.service,
                f"HTTP {status}",
                # A server that failed may have failed after the work was done.
                outcome_unknown=status >= 500,
                status=status,
                retry_after=_seconds(answer.headers.get("retry-after")),
            )
        return Refused(str(status), status=status, body=answer.content)


def json_of(answer: httpx.Response) -> dict[str, Any]:
    """Return the answer's JSON object. raises: Refused("answer") when it is anything else."""
    try:
        content = answer.json()
    except ValueError:
        content = None
    if not isinstance(content, dict):
        raise Refused("answer", status=answer.status_code, body=answer.content)
    return content


def _may_be_done(problem: httpx.RequestError) -> bool:
    """Tell whether the request may have reached the other side before this happened."""
    never_sent = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)
    return not isinstance(problem, never_sent)


def _split(options: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in options.items() if name != "auth"}


def _auth(options: dict[str, Any]) -> dict[str, Any]:
    return {"auth": options["auth"]} if "auth" in options else {}


def _current_request_id() -> str:
    return str(structlog.contextvars.get_contextvars().get("request_id") or uuid4())


def _since(started: float) -> int:
    return round((time.monotonic() - started) * 1000)


def _seconds(value: str | None) -> int | None:
    return int(value) if value and value.isdecimal() else None
