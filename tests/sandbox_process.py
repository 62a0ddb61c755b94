"""The sandbox as a program of its own, on free ports, for as long as the tests run."""

import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

ROOT = Path(__file__).parents[1]
PATIENCE = 20


@dataclass(frozen=True)
class Sandbox:
    """One running sandbox. `web` is where it believes Förnya to be; nothing listens there."""

    port: int
    data: Path
    process: subprocess.Popen[bytes]

    @property
    def web(self) -> str:
        return f"http://127.0.0.1:{self.port - 1}"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def bankid_url(self) -> str:
        return f"https://127.0.0.1:{self.port + 1}/rp/v6.0/"

    @property
    def smtp_port(self) -> int:
        return self.port + 2

    @property
    def log(self) -> str:
        return (self.data / "sandbox.log").read_text()

    def control(self, path: str, **body: Any) -> Any:
        """Post to the control interface: `control("faults", service="store", mode="down")`."""
        answer = _http().post(f"{self.url}/_control/{path}", json=body)
        answer.raise_for_status()
        return answer.json()

    def seen(self, path: str) -> Any:
        """Read from the control interface: `seen("sms")`, `seen("emails")`."""
        answer = _http().get(f"{self.url}/_control/{path}")
        answer.raise_for_status()
        return answer.json()

    def stop(self) -> int:
        """Ask it to stop, and return its exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE)


def start(data: Path) -> Sandbox:
    """Start a sandbox with its data in a folder, and wait until all of it answers."""
    for _ in range(5):
        running = _spawn(data, free_ports())
        if _answers(running):
            return running
    raise RuntimeError(f"the sandbox does not start: {running.log}")


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    """One sandbox for the whole run; what a test breaks in it works again in the next test."""
    with tempfile.TemporaryDirectory(prefix="fornya-sandbox-") as folder:
        running = start(Path(folder))
        yield running
        running.stop()


@pytest.fixture(autouse=True)
def _works_again(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    if "sandbox" in request.fixturenames:
        request.getfixturevalue("sandbox").control("reset", only=["faults", "openid"])


def _spawn(data: Path, port: int) -> Sandbox:
    command = [sys.executable, "-m", "sandbox", "--port", str(port + 1), "--data", str(data)]
    command += ["--web", f"http://127.0.0.1:{port}"]
    data.mkdir(parents=True, exist_ok=True)
    with (data / "sandbox.log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=log, stderr=log, env={**os.environ, "PYTHONUNBUFFERED": "1"}
        )
    return Sandbox(port + 1, data, process)


def _answers(running: Sandbox) -> bool:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and running.process.poll() is None:
        try:
            if _http().get(f"{running.url}/ready").text == "ready":
                return True
        except httpx.TransportError:
            pass
        time.sleep(0.05)
    running.process.kill()
    running.process.wait()
    return False


def free_ports() -> int:
    """Find four neighbouring free ports, below those that the system hands out by itself."""
    while True:
        first = random.SystemRandom().randrange(20000, 32000)
        if all(_is_free(port) for port in range(first, first + 4)):
            return first


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _http() -> httpx.Client:
    # Nothing here is over TLS; reading the machine's certificates would take longer than the call.
    return httpx.Client(trust_env=False, verify=False, timeout=10)
