"""Switches that break the sandbox's services on purpose, so that Förnya's patience can be tested.

A switch stands in the database, so every thread and both servers see it. A service puts itself under its
switch in one of three ways:

    faults.cover(blueprint, "sms")            every route of a blueprint
    view = faults.apply("store", view)        one view (also usable as a decorator with `switch`)
    fault = faults.take("email", "DATA")      anything that is not a Flask view
"""

import errno
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import partial, wraps
from typing import Any

from flask import Blueprint, Response, g, request

from sandbox import life, state

SERVICES = ("bankid", "store", "high_cost", "sms", "email", "idp", "freja", "population")
_CUT = "sandbox.cut"

state.schema(
    "faults",
    """
    CREATE TABLE IF NOT EXISTS faults (
        service TEXT PRIMARY KEY, mode TEXT NOT NULL, seconds REAL NOT NULL, times INTEGER, method TEXT
    );
    """,
)


class Mode(StrEnum):
    """What a broken service does."""

    OK = "ok"
    SLOW = "slow"
    ERROR500 = "error500"
    TOO_MANY = "429"
    DOWN = "down"
    DROP_ANSWER = "drop_answer"


@dataclass(frozen=True)
class Fault:
    """One switch. `times`: for so many calls only. `method`: for such calls only (POST, GET …)."""

    service: str
    mode: Mode
    seconds: float = 3.0
    times: int | None = None
    method: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the switch as plain JSON values."""
        return asdict(self)


class Unknown(Exception):
    """Raised for a service or mode that does not exist, or a number out of bounds."""


def put(
    service: str,
    mode: str,
    *,
    seconds: float | None = None,
    times: int | None = None,
    method: str | None = None,
) -> Fault:
    """Set a service's switch; mode "ok" takes it away. `seconds` is the delay, or the Retry-After of 429.

    raises: Unknown
    """
    if service not in SERVICES or mode not in set(Mode):
        raise Unknown(f"no service {service!r} or no mode {mode!r}")
    if (times is not None and times < 1) or (seconds is not None and not 0 <= seconds <= 120):
        raise Unknown("times must be 1 or more, seconds 0 to 120")
    wait = 3.0 if seconds is None else seconds
    fault = Fault(service, Mode(mode), wait, times, method.upper() if method else None)
    with state.transaction() as db:
        db.execute("DELETE FROM faults WHERE service = ?", (service,))
        if fault.mode is not Mode.OK:
            db.execute(
                "INSERT INTO faults (service, mode, seconds, times, method) VALUES (?, ?, ?, ?, ?)",
                (service, fault.mode, fault.seconds, fault.times, fault.method),
            )
    return fault


def standing() -> list[Fault]:
    """Return the switch of every service, also of those that work."""
    rows = {row["service"]: _fault(row) for row in state.connection().execute("SELECT * FROM faults")}
    return [rows.get(service, Fault(service, Mode.OK)) for service in SERVICES]


def take(service: str, method: str = "") -> Fault | None:
    """Return the fault that hits this call, or None; counts down a switch that holds for some calls only."""
    # Nearly every call finds nothing: look first without taking the write lock.
    if not _row(service, method):
        return None
    with state.transaction() as db:
        row = _row(service, method)
        if row is None:
            return None
        if row["times"] == 1:
            db.execute("DELETE FROM faults WHERE service = ?", (service,))
        elif row["times"]:
            db.execute("UPDATE faults SET times = times - 1 WHERE service = ?", (service,))
        return _fault(row)


def apply(service: str, view: Callable[..., Any]) -> Callable[..., Any]:
    """Return `view` under the switch of `service`.

    slow         waits, then does the work and answers
    error500     answers 500; the view is not called
    429          answers 429 with Retry-After; the view is not called
    down         closes the TCP connection without a byte; the view is not called
    drop_answer  calls the view, which commits its work, then closes the TCP connection without a byte
    """

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        fault = take(service, request.method)
        stopped = _before(fault)
        if stopped is not None:
            return stopped
        answer = view(*args, **kwargs)
        if fault is not None and fault.mode is Mode.DROP_ANSWER:
            cut()
        return answer

    return guarded


def switch(service: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Decorate a view with `apply()`; it goes below the route's decorator."""
    return partial(apply, service)


def cover(blueprint: Blueprint, service: str, *, exempt: Iterable[str] = ()) -> None:
    """Put every route of a blueprint under the switch, but for the named view functions (pages)."""
    free = {f"{blueprint.name}.{name}" for name in exempt}

    def before() -> Response | None:
        g.sandbox_fault = None if request.endpoint in free else take(service, request.method)
        return _before(g.sandbox_fault)

    def after(response: Response) -> Response:
        fault = g.get("sandbox_fault")
        if fault is not None and fault.mode is Mode.DROP_ANSWER:
            cut()
        return response

    blueprint.before_request(before)
    blueprint.after_request(after)


def cut(environ: dict[str, Any] | None = None) -> None:
    """Close the request's TCP connection instead of answering it; what was done stands.

    Without `environ` it is Flask's current request. A plain WSGI application needs a `Cutter` around it.
    """
    (request.environ if environ is None else environ)[_CUT] = True


class Cutter:
    """The outermost WSGI layer: turns `cut()` into a connection that is really closed.

    cheroot answers an OSError it knows as a broken connection by closing the socket without writing
    anything more, so raising one before `start_response` reaches it is all it takes, with TLS or without.
    """

    def __init__(self, app: Callable[..., Any]) -> None:
        self._app = app

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        """Run the application, then either hand on its answer or break the connection."""
        answer = self._app(environ, start_response)
        if not environ.get(_CUT):
            return answer
        if hasattr(answer, "close"):
            answer.close()
        raise ConnectionResetError(errno.ECONNRESET, "the sandbox cuts this connection on purpose")


def _before(fault: Fault | None) -> Response | None:
    if fault is None:
        return None
    if fault.mode is Mode.SLOW:
        life.stopping.wait(fault.seconds)
    elif fault.mode is Mode.ERROR500:
        return Response('{"error": "sandbox fault"}', 500, mimetype="application/json")
    elif fault.mode is Mode.TOO_MANY:
        wait = {"Retry-After": str(round(fault.seconds))}
        return Response('{"error": "too many requests"}', 429, wait, mimetype="application/json")
    elif fault.mode is Mode.DOWN:
        cut()
        return Response(status=503)
    return None


def _row(service: str, method: str) -> Any:
    sql = "SELECT * FROM faults WHERE service = ? AND (method IS NULL OR method = ?)"
    return state.connection().execute(sql, (service, method)).fetchone()


def _fault(row: Any) -> Fault:
    return Fault(row["service"], Mode(row["mode"]), row["seconds"], row["times"], row["method"])
