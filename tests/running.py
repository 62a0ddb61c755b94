"""The whole service as `./run` starts it, with demo data, and Debian's Chromium to look at it with.

One service for all that asks for it: such tests carry `xdist_group("journeys")`, to stay in one process.
Those of tests/gates/test_looks.py last as long as all the others and stay in another: `xdist_group("looks")`.
"""

import itertools
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext

from tests import seen
from tests.sandbox_process import free_ports

ROOT = Path(__file__).parents[1]
START_SECONDS = 120


@dataclass(frozen=True)
class Service:
    """Förnya and its sandbox, started by ./run."""

    url: str
    sandbox: str
    data: Path
    process: "subprocess.Popen[str]"

    def wait_until_ready(self, seconds: int) -> None:
        """Wait for the line that ./run prints when everything answers."""
        told: list[str] = []
        listening = threading.Thread(target=self._listen, args=(told,), daemon=True)
        listening.start()
        listening.join(seconds)
        assert told, "./run said nothing"
        assert told[-1].startswith("Förnya: "), f"./run said: {told}"
        threading.Thread(target=self._drain, daemon=True).start()

    def _listen(self, told: list[str]) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            told.append(line.strip())
            if line.startswith("Förnya: "):
                return

    def _drain(self) -> None:
        assert self.process.stdout
        for _line in self.process.stdout:
            pass

    def seen(self, what: str) -> list[dict]:
        """Give what the sandbox has received: "sms" or "emails"."""
        return httpx.get(f"{self.sandbox}/_control/{what}").json()

    def control(self, path: str, **body: object) -> None:
        """Tell the sandbox to do something, such as pulling a plug."""
        httpx.post(f"{self.sandbox}/_control/{path}", json=body).raise_for_status()


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """Give the running service with demo data, on free ports and in a folder of its own."""
    port, data = free_ports(), tmp_path_factory.mktemp("running")
    settings = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE_")}
    # As behind a proxy, which says where each reader comes from: see `household`.
    settings["TRUSTED_PROXIES"] = "1"
    running = subprocess.Popen(
        [sys.executable, str(ROOT / "run"), "--port", str(port), "--data", str(data)],
        env=settings,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
    )
    found = Service(f"http://127.0.0.1:{port}", f"http://127.0.0.1:{port + 1}", data, running)
    found.wait_until_ready(START_SECONDS)
    yield found
    running.send_signal(signal.SIGINT)
    assert running.wait(timeout=30) == 0, "Ctrl-C should stop everything and end well"


def household() -> dict[str, str]:
    """Give the head of a request from an address that nobody else in the tests has.

    How often one may search and sign in is counted by address; the tests are many people on one machine.
    """
    number = next(_households)
    return {"X-Forwarded-For": f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"}


_households = itertools.count(1)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give Debian's Chromium, each context of which is somebody else's."""
    with seen.chromium() as started:
        opened = started.new_context

        def new_context(**options: Any) -> BrowserContext:
            return opened(extra_http_headers=household(), **options)

        started.new_context = new_context  # type: ignore[method-assign]
        yield started
