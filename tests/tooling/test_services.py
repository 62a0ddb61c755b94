"""Processes are started, watched and stopped, with all their children."""

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from tests.house.tree import ROOT
from tooling.problem import Problem
from tooling.services import Services

PARENT_AND_CHILD = """
import subprocess, time
child = subprocess.Popen(["sleep", "60"])
print(child.pid, flush=True)
time.sleep(60)
"""
DEAF = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("deaf", flush=True)
time.sleep(60)
"""


@pytest.fixture
def services(tmp_path):
    started = Services(tmp_path, folder=ROOT)
    yield started
    started.stop()


def test_stopping_takes_the_children_along(services):
    services.start("parent", [sys.executable, "-c", PARENT_AND_CHILD], os.environ)
    child = int(_first_line(services.logs / "parent.log"))

    services.stop()

    assert _is_gone(child)


def test_one_that_does_not_listen_is_killed(services, monkeypatch):
    monkeypatch.setattr("tooling.services.STOP_SECONDS", 0.2)
    services.start("deaf", [sys.executable, "-c", DEAF], os.environ)
    _first_line(services.logs / "deaf.log")
    process = services.running[0].process

    services.stop()

    assert process.returncode == -signal.SIGKILL


def test_one_that_ends_is_named_with_the_end_of_its_log(services):
    services.start(
        "worker", [sys.executable, "-c", "print('no bread left'); raise SystemExit(3)"], os.environ
    )
    services.running[0].process.wait()

    with pytest.raises(Problem) as refusal:
        services.wait()

    assert "worker stopped by itself (exit code 3)" in str(refusal.value)
    assert "no bread left" in str(refusal.value)


def test_a_command_that_fails_is_named_with_the_end_of_its_log(services):
    with pytest.raises(Problem, match=r"migrate did not succeed \(exit code 2\)[^$]*no table"):
        services.run("migrate", [sys.executable, "-c", "print('no table'); raise SystemExit(2)"], os.environ)


def test_a_command_that_succeeds_is_not_waited_for_any_longer(services):
    services.run("migrate", [sys.executable, "-c", "pass"], os.environ)

    assert services.refuse_the_dead() is None


def _first_line(log: Path) -> str:
    return _until(lambda: log.read_text().partition("\n")[0])


def _is_gone(pid: int) -> bool:
    return _until(lambda: not Path(f"/proc/{pid}").exists() or "Z" in Path(f"/proc/{pid}/stat").read_text())


def _until(found):
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        value = found()
        if value:
            return value
        time.sleep(0.02)
    raise AssertionError("it did not happen within ten seconds")
