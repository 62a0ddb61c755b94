"""What the kernel says of our processes: processor time, memory, and how still the machine is."""

import os
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psycopg

TICK = os.sysconf("SC_CLK_TCK")
PROC = Path("/proc")


@dataclass(frozen=True)
class Memory:
    """One process in MB: all it has in memory, and its fair share of what it shares with others."""

    resident: float
    proportional: float


@dataclass(frozen=True)
class Stillness:
    """How long a fixed piece of work took, in ms; and how many seconds of the cores went where so far."""

    python: float
    sql: float
    busy: float
    stolen: float
    ours: float
    total: float


@dataclass(frozen=True)
class Used:
    """How many seconds of the cores were used so far: by anybody, stolen, by us; and how many there were."""

    busy: float
    stolen: float
    ours: float
    total: float


def cpu_seconds(root: int) -> float:
    """Give the processor time that a process and all below it have used, the ended ones included."""
    return sum(_ticks(pid, with_ended=True) for pid in tree(root)) / TICK


def milliseconds(pids: list[int]) -> float:
    """Give the processor time that processes have used, of the threads they have now, to the microsecond."""
    spent = 0
    for pid in pids:
        for entry in (PROC / str(pid) / "task").glob("[0-9]*"):
            try:
                spent += int((entry / "schedstat").read_text().split()[0])
            except OSError:
                continue
    return spent / 1_000_000


def tree(root: int) -> list[int]:
    """Give a process and all its descendants that are alive."""
    children: dict[int, list[int]] = {}
    for entry in PROC.glob("[0-9]*"):
        fields = _stat(int(entry.name))
        if fields:
            children.setdefault(int(fields[1]), []).append(int(entry.name))
    found, waiting = [], [root]
    while waiting:
        found.append(waiting.pop())
        waiting += children.get(found[-1], [])
    return found


def cores() -> int:
    """Give how many cores we may use."""
    return len(os.sched_getaffinity(0))


def memory(pid: int) -> Memory:
    """Give what one process has in memory."""
    values = dict.fromkeys(("Rss", "Pss"), 0.0)
    for line in (PROC / str(pid) / "smaps_rollup").read_text().splitlines():
        name, _, rest = line.partition(":")
        if name in values:
            values[name] = int(rest.split()[0]) / 1000
    return Memory(values["Rss"], values["Pss"])


def stillness(connection: psycopg.Connection) -> Stillness:
    """Do a fixed piece of Python and of SQL and see how long it takes: the middle of nine tries."""
    python = statistics.median(_timed(fixed_work) for _ in range(9))
    sql = statistics.median(_timed(lambda: connection.execute(_SUM)) for _ in range(9))
    now = used()
    return Stillness(python, sql, now.busy, now.stolen, now.ours, now.total)


def used() -> Used:
    """Read what the kernel has counted since it started; whatever the bench started is below it and ours."""
    words = [int(word) / TICK for word in (PROC / "stat").read_text().splitlines()[0].split()[1:9]]
    idle = words[3] + words[4]
    return Used(sum(words) - idle - words[7], words[7], cpu_seconds(os.getpid()), sum(words))


def others(before: Used | Stillness, after: Used | Stillness) -> float:
    """Give the part of the cores that others than we have used in between."""
    busy, ours = after.busy - before.busy, after.ours - before.ours
    return max(0.0, (busy - ours) / max(1.0, after.total - before.total))


_SUM = "SELECT sum(n * n) FROM generate_series(1::bigint, 150000) AS n"


def fixed_work() -> int:
    """Do a piece of work that says how fast the machine is at the moment."""
    return sum(n * n % 7 for n in range(400_000))


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def _ticks(pid: int, *, with_ended: bool) -> int:
    fields = _stat(pid)
    return sum(int(ticks) for ticks in fields[11 : 15 if with_ended else 13]) if fields else 0


def _stat(pid: int) -> list[str]:
    """Give the fields after the name, which may hold spaces; [] for a process that is gone."""
    try:
        return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []
