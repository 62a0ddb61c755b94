"""The whole service as `./run` starts it, a browser, and a look at every page on the way."""

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.service import Service

ROOT = Path(__file__).parents[2]
START_SECONDS = 120
SERVICE_PORTS = 4
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """Give the running service with demo data, on free ports and in a folder of its own."""
    port = _free_ports()
    data = tmp_path_factory.mktemp("journeys")
    settings = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE_")}
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


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give Debian's Chromium."""
    with sync_playwright() as playwright:
        chromium = shutil.which("chromium")
        started = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        yield started
        started.close()


def _free_ports() -> int:
    """Find four ports in a row that nobody listens on."""
    # Others may be looking at the same moment; each begins at a place of its own.
    for first in range(18000 + os.getpid() % 900 * 10, 28000, 10):
        if all(_is_free(first + offset) for offset in range(SERVICE_PORTS)):
            return first
    raise RuntimeError("no four free ports in a row")


def _is_free(port: int) -> bool:
    with socket.socket() as trial:
        return trial.connect_ex(("127.0.0.1", port)) != 0
