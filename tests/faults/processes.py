"""Förnya's own processes, started on the test's database so that they can be killed without warning."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from django.db import connections

ROOT = Path(__file__).parents[2]
PATIENCE = 60


def environment(role_url: str, **more: str) -> dict[str, str]:
    """Give the environment of a process that uses the test's database as the role of this address."""
    name = connections["default"].settings_dict["NAME"]
    address = urlunsplit(urlsplit(os.environ[role_url])._replace(path=f"/{name}"))
    return {**os.environ, "DATABASE_URL": address, "LOG_LEVEL": "WARNING", **more}


class Process:
    """One process, in a group of its own."""

    def __init__(self, command: list[str], environment: dict[str, str], log: Path) -> None:
        self.log = log
        with log.open("ab") as output:
            self.popen = subprocess.Popen(
                command, cwd=ROOT, env=environment, stdout=output, stderr=output, start_new_session=True
            )

    def kill(self) -> None:
        """End it and its children at once, as a power cut would."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Ask it to end."""
        self._end(signal.SIGTERM)

    def wait_until(self, is_so: Callable[[], bool], what: str) -> None:
        """Wait until something is so, while the process lives."""
        deadline = time.monotonic() + PATIENCE
        while not is_so():
            assert self.popen.poll() is None, f"it has ended: {self.log.read_text()[-3000:]}"
            assert time.monotonic() < deadline, f"{what} did not happen: {self.log.read_text()[-3000:]}"
            time.sleep(0.02)

    def _end(self, how: signal.Signals) -> None:
        try:
            os.killpg(self.popen.pid, how)
        except ProcessLookupError:
            pass
        self.popen.wait(PATIENCE)


def worker(store_url: str, sandbox_url: str, log: Path, *script: str) -> Process:
    """Start the real worker, or a script in its place."""
    command = list(script) or ["-m", "fornya.config.manage"]
    settings = environment(
        "DATABASE_WORKER_URL", STORE_URL=store_url, SMS_URL=f"{sandbox_url}/sms/a1/sms", PYTHONPATH=str(ROOT)
    )
    return Process([sys.executable, *command, "work"], settings, log)


def web(port: int, log: Path) -> Process:
    """Start the real web server."""
    command = ["-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--workers", "1", "--blocking-threads", "4", "fornya.config.wsgi:application"]
    return Process([sys.executable, *command], environment("DATABASE_URL"), log)
