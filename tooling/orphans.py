"""Clears away what a killed ./run left on PostgreSQL's data: processes, and the pid of one that is gone."""

import os
import signal
import time
from pathlib import Path

from tooling.problem import Problem


def clear_away(data: Path) -> None:
    """Stop every server process still working in the data folder and remove its pid file.

    Only called while the data folder is ours alone, so whatever still runs there has lost its master. A pid
    file without such a process is removed too: its number may by now be another program's, and PostgreSQL
    would then refuse to start.
    """
    for how, seconds in ((signal.SIGINT, 5.0), (signal.SIGQUIT, 5.0), (signal.SIGKILL, 5.0)):
        if not _stopped(data, how, seconds):
            continue
        (data / "postmaster.pid").unlink(missing_ok=True)
        return
    raise Problem(f"An older PostgreSQL still works in {data} and cannot be stopped.")


def _stopped(data: Path, how: signal.Signals, seconds: float) -> bool:
    for process in _masters(working_in(data)):
        try:
            os.kill(process, how)
        except ProcessLookupError:
            continue
    deadline = time.monotonic() + seconds
    while working_in(data):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def _masters(processes: list[int]) -> list[int]:
    """Leave out those whose parent is among them: a master stops its own children, and in the right order."""
    return [process for process in processes if _parent(process) not in processes]


def _parent(process: int) -> int:
    try:
        # The name before it is in brackets and may hold spaces.
        return int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def working_in(data: Path) -> list[int]:
    """Give the pids of PostgreSQL's processes whose data this is."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            name = (process / "comm").read_text().strip()
            if name == "postgres" and (process / "cwd").readlink() == data.resolve():
                found.append(int(process.name))
        except OSError:
            continue
    return found
