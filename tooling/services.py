"""Starts Förnya's processes and stops every one of them again; restarts nothing silently."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tooling.problem import Problem

STOP_SECONDS = 10
LAST_LINES = 12


@dataclass(frozen=True)
class Service:
    """One running process, with the log it writes."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path


class Services:
    """What one ./run has started, in the order it was started."""

    def __init__(self, logs: Path, *, folder: Path) -> None:
        self.logs = logs
        self.folder = folder
        self.running: list[Service] = []

    def start(self, name: str, command: Sequence[str], environment: Mapping[str, str]) -> None:
        """Start a process that serves until it is stopped."""
        self._start(name, command, environment)

    def _start(self, name: str, command: Sequence[str], environment: Mapping[str, str]) -> Service:
        """Start a process in a group of its own, so that Ctrl-C reaches us and we decide the order."""
        self.logs.mkdir(parents=True, exist_ok=True)
        log = self.logs / f"{name}.log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                [*dies_with_us(signal.SIGTERM), *command],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=environment,
                cwd=self.folder,
                start_new_session=True,
            )
        service = Service(name, process, log)
        self.running.append(service)
        return service

    def run(self, name: str, command: Sequence[str], environment: Mapping[str, str]) -> None:
        """Run a command to its end; a Problem with the last lines of its log if it does not succeed."""
        service = self._start(name, command, environment)
        code = service.process.wait()
        self.running.remove(service)
        if code:
            raise Problem(f"{name} did not succeed (exit code {code}); {end_of(service.log)}")

    def refuse_the_dead(self) -> None:
        """Raise a Problem with the last lines of its log if any process has ended."""
        for service in self.running:
            code = service.process.poll()
            if code is not None:
                raise Problem(f"{service.name} stopped by itself (exit code {code}); {end_of(service.log)}")

    def wait(self, refuse_another_dead: Callable[[], None] = lambda: None) -> None:
        """Wait until a process ends by itself, which is a Problem, or a signal interrupts.

        `refuse_another_dead` asks the same of what was not started here.
        """
        while True:
            refuse_another_dead()
            self.refuse_the_dead()
            time.sleep(0.25)

    def stop(self) -> None:
        """Stop all that was started, the last first; kill what does not listen."""
        for service in reversed(self.running):
            _signal(service, signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        for service in reversed(self.running):
            try:
                service.process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                pass
            # Its own children may outlive it.
            _signal(service, signal.SIGKILL)
            service.process.wait()
        self.running.clear()


def dies_with_us(how: signal.Signals) -> list[str]:
    """Give the start of a command that is sent a signal when we are killed without a chance to stop it."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", how.name.removeprefix("SIG"), "--"] if setpriv else []


def _signal(service: Service, how: signal.Signals) -> None:
    try:
        os.killpg(service.process.pid, how)
    except ProcessLookupError:
        pass


def end_of(log: Path) -> str:
    """Give the last lines of a log, to stand at the end of a sentence."""
    lines = log.read_text(errors="replace").splitlines()[-LAST_LINES:]
    return "\n".join([f"its log {log} ends:", *lines]) if lines else f"its log {log} is empty."
