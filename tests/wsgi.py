"""A request to a WSGI application, without a server."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any


@dataclass(frozen=True)
class Answer:
    """What a server would send."""

    status: int
    headers: dict[str, str]
    body: bytes


def ask(application: Callable[..., Any], address: str, *, method: str = "GET", **headers: str) -> Answer:
    """Ask for an address; headers as keyword arguments, such as `if_none_match`."""
    path, _, query = address.partition("?")
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "127.0.0.1:8000",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
        **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
    }
    said: list[Any] = []
    answer = application(environ, lambda *head: said.extend(head))
    try:
        body = b"".join(answer)
    finally:
        getattr(answer, "close", lambda: None)()
    status, pairs = said[:2]
    return Answer(int(status.split()[0]), {name.lower(): value for name, value in pairs}, body)
