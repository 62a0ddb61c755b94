"""Förnya's own processes, started on the test's database so that they can be killed without warning."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from django.db import connections

ROOT = Path(__file__).parents[2]
PATIENCE = 60


class Process:
    """One process, in a group of its own, born in a nursery."""

    def __init__(self, nursery: "Nursery", pid: int) -> None:
        self.nursery, self.pid = nursery, pid
        self.code: int | None = None

    def kill(self) -> None:
        """End it and its children at once, as a power cut would."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Ask it to end."""
        self._end(signal.SIGTERM)

    def lives(self) -> bool:
        """Tell whether it has not ended by itself."""
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return False
        return True

    def wait_until(self, is_so: Callable[[], bool], what: str, *, pause: float = 0.02) -> None:
        """Wait until something is so, while the process lives."""
        deadline = time.monotonic() + PATIENCE
        while not is_so():
            assert self.lives(), f"it has ended: {self.nursery.said()}"
            assert time.monotonic() < deadline, f"{what} did not happen: {self.nursery.said()}"
            time.sleep(pause)

    def _end(self, how: signal.Signals) -> None:
        if self.code is None:
            try:
                os.killpg(self.pid, how)
            except ProcessLookupError:
                pass
            self.code = self.nursery.read()


class Nursery:
    """Bears processes of one kind; see nursery.py."""

    def __init__(self, command: list[str], environment: dict[str, str], log: Path) -> None:
        self.log = log
        self.latest: Process | None = None
        with log.open("ab") as output:
            self.popen = subprocess.Popen(
                [sys.executable, "-m", "tests.faults.nursery", *command],
                cwd=ROOT,
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=output,
                text=True,
                start_new_session=True,
            )

    def bear(self) -> Process:
        """Start one more; the one before has ended."""
        assert self.popen.stdin
        self.popen.stdin.write("\n")
        self.popen.stdin.flush()
        self.latest = Process(self, self.read())
        return self.latest

    def read(self) -> int:
        """Give the next number it says: a pid, or how that one ended."""
        assert self.popen.stdout
        line = self.popen.stdout.readline()
        assert line, self.said()
        return int(line)

    def said(self) -> str:
        """Give the end of the log."""
        return self.log.read_text()[-3000:]

    def close(self) -> None:
        """End, and with it whoever still lives."""
        if self.latest:
            self.latest.kill()
        self.popen.communicate(timeout=PATIENCE)


@contextmanager
def workers(store_url: str, sandbox_url: str, log: Path, *, mistake: str = "") -> Iterator[Nursery]:
    """Bear workers: the real ones, or with a module that makes a mistake of them."""
    settings = _environment(
        "DATABASE_WORKER_URL", STORE_URL=store_url, SMS_URL=f"{sandbox_url}/sms/a1/sms", IMPORT_TOO=mistake
    )
    nursery = Nursery(["work"], settings, log)
    try:
        yield nursery
    finally:
        nursery.close()


@contextmanager
def webs(port: int, log: Path) -> Iterator[Nursery]:
    """Bear web servers on a port."""
    command = ["granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--workers", "1", "--blocking-threads", "4", "fornya.config.wsgi:application"]
    nursery = Nursery(command, _environment("DATABASE_URL"), log)
    try:
        yield nursery
    finally:
        nursery.close()


def _environment(role_url: str, **more: str) -> dict[str, str]:
    """Give the environment of a process that uses the test's database as the role of this address."""
    name = connections["default"].settings_dict["NAME"]
    address = urlunsplit(urlsplit(os.environ[role_url])._replace(path=f"/{name}"))
    return {**os.environ, "DATABASE_URL": address, "LOG_LEVEL": "WARNING", **more}
