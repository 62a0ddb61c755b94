"""Waits until a service answers HTTP."""

import http.client
import time

from tooling.problem import Problem
from tooling.services import Services

SECONDS = 60


def wait(services: Services, host: str, port: int, path: str) -> None:
    """Return when the address answers; raises Problem if a service dies or it takes too long."""
    deadline = time.monotonic() + SECONDS
    while not answers(host, port, path):
        services.refuse_the_dead()
        if time.monotonic() > deadline:
            raise Problem(
                f"http://{host}:{port}{path} did not answer in {SECONDS} s; see the logs in {services.logs}"
            )
        time.sleep(0.05)


def answers(host: str, port: int, path: str) -> bool:
    """Does the address answer, with anything but a server error?"""
    connection = http.client.HTTPConnection(host, port, timeout=10)
    try:
        connection.request("GET", path)
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
