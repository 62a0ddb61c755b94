"""bench/run: builds a machine, measures it in shuffled rounds, and prints one table with what it says."""

import argparse
import os
import platform
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from types import FrameType

import psycopg

from bench import meter, table, verdict
from bench.fill import fill
from bench.machine import Machine, machine
from bench.memory import Pages
from bench.meter import Memory, Stillness
from bench.round import Bench, Size
from bench.subjects import subjects
from tooling.bootstrap import ROOT
from tooling.problem import exit_plainly

WHOLE = Size(
    rounds=6, seconds=4.0, limit_seconds=2, memory_seconds=1.0, requests=100_000, shots=2700, sent=2400
)
QUICK = Size(
    rounds=3, seconds=1.2, limit_seconds=1, memory_seconds=0.5, requests=30_000, shots=1000, sent=800
)
PUBLIC_SECONDS = 1.0


def main() -> int:
    """Measure, print, and give 0: a slow machine is no fault."""
    chosen = _options(sys.argv[1:])
    signal.signal(signal.SIGTERM, _interrupt)
    print("\n".join(_heading()), flush=True)
    with machine() as running, running.as_superuser() as connection:
        if chosen.public:
            lines = _public(running, connection)
        else:
            lines = _all(running, connection, QUICK if chosen.quick else WHOLE)
        print("\n".join(lines))
    return 0


def _public(running: Machine, connection: psycopg.Connection) -> Iterator[str]:
    """Measure the public pages from memory and nothing else."""
    fill(connection, requests=1000, senders=1)
    running.start_web()
    kinds = subjects(connection, running.port).values()
    pages = Pages(running.port, running.web, kinds, seconds=PUBLIC_SECONDS)
    pages.measure()
    yield from _from_memory(pages)


def _all(running: Machine, connection: psycopg.Connection, size: Size) -> Iterator[str]:
    yield (
        f"{size.rounds} shuffled rounds, 8 connections, {size.requests:,} requests in the database;"
        " medians (lowest–highest)"
    )
    yield ""
    fill(connection, requests=size.requests, senders=size.senders)
    running.start_web()
    bench = Bench(running, connection, size)
    bench.prepare()
    before = meter.stillness(connection)
    for _ in range(size.rounds):
        bench.round()
    after = meter.stillness(connection)
    bench.pages.measure()
    memory = [meter.memory(pid) for pid in meter.tree(running.web)[1:]]
    yield from _report(bench, before, after, memory)


def _from_memory(pages: Pages) -> Iterator[str]:
    costs = pages.costs()
    yield from table.memory_table(costs)
    yield from verdict.memory_targets(costs)


def _report(bench: Bench, before: Stillness, after: Stillness, memory: list[Memory]) -> Iterator[str]:
    yield from table.table(bench.figures, bench.limits, bench.trips)
    yield ""
    yield from _from_memory(bench.pages)
    yield ""
    yield verdict.stillness(before, after)
    sizes = [f"{each.resident:.0f} MB ({each.proportional:.0f} its own share)" for each in memory]
    yield f"A web process has {', '.join(sizes)}."
    yield from verdict.targets(bench, memory, noisy=verdict.is_noisy(before, after))


def _heading() -> list[str]:
    commit = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True
    ).stdout.strip()
    model = next(
        (line for line in meter.PROC.joinpath("cpuinfo").read_text().splitlines() if "model name" in line), ""
    )
    return [
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, commit {commit or 'unknown'},"
        f" Python {platform.python_version()},"
        f" {meter.cores()} cores of {model.partition(': ')[2] or platform.machine()}",
        f"load {', '.join(f'{load:.1f}' for load in os.getloadavg())} when it began",
        "",
    ]


def _options(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench/run", description=__doc__)
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--quick", action="store_true", help="three short rounds over 30,000 requests")
    which.add_argument(
        "--public", action="store_true", help="only what public pages from memory cost: two minutes"
    )
    return parser.parse_args(words)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    exit_plainly(main)
