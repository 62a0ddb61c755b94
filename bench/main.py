"""bench/run: builds a machine, measures it in shuffled rounds, and prints one table with what it says."""

import argparse
import platform
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from types import FrameType

from bench import meter, table, verdict
from bench.fill import fill
from bench.machine import machine
from bench.meter import Memory, Stillness
from bench.round import Bench, Size
from tooling.bootstrap import ROOT
from tooling.problem import exit_plainly

WHOLE = Size(rounds=6, seconds=4.0, limit_seconds=2, requests=100_000, shots=2700, sent=2400)
QUICK = Size(rounds=3, seconds=1.2, limit_seconds=1, requests=30_000, shots=1000, sent=800)


def main() -> int:
    """Measure, print, and give 0: a slow machine is no fault."""
    chosen = _options(sys.argv[1:])
    size = QUICK if chosen.quick else WHOLE
    signal.signal(signal.SIGTERM, _interrupt)
    print("\n".join(_heading(size)), flush=True)
    with machine() as running, running.as_superuser() as connection:
        fill(connection, requests=size.requests, senders=size.senders)
        running.start_web()
        bench = Bench(running, connection, size)
        bench.prepare()
        before = meter.stillness(connection)
        for _ in range(size.rounds):
            bench.round()
        after = meter.stillness(connection)
        memory = [meter.memory(pid) for pid in meter.tree(running.web)[1:]]
        print("\n".join(_report(bench, before, after, memory)))
    return 0


def _report(bench: Bench, before: Stillness, after: Stillness, memory: list[Memory]) -> Iterator[str]:
    yield from table.table(bench.figures, bench.limits, bench.trips)
    yield ""
    yield verdict.stillness(before, after)
    sizes = [f"{each.resident:.0f} MB ({each.proportional:.0f} its own share)" for each in memory]
    yield f"A web process has {', '.join(sizes)}."
    yield from verdict.targets(bench, memory, noisy=verdict.is_noisy(before, after))


def _heading(size: Size) -> list[str]:
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
        f"{size.rounds} shuffled rounds, 8 connections, {size.requests:,} requests in the database;"
        " medians (lowest–highest)",
        "",
    ]


def _options(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench/run", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="three short rounds over 30,000 requests")
    return parser.parse_args(words)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    exit_plainly(main)
