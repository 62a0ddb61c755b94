"""What the statistics cost at five million requests: `python -m bench.statistics [--clinics 12000]`.

A figure of this machine and no test: tests/statistics/test_cost.py holds how many pages PostgreSQL looks at.
"""

import argparse
import itertools
from pathlib import Path

import psycopg

from bench import client, fill, meter
from bench.machine import machine
from bench.subjects import get

SCRIPT = Path(__file__).with_name("statistics.sql")
PAGES = {
    "The clinic's year": "/personal/statistik",
    "A group's year": "/personal/statistik?ar=2025&grupp=A02",
    "The year as a file": "/personal/statistik.csv",
}
MOST_MS = 50.0
SECONDS = 10.0


def main(clinics: int) -> None:
    """Fill, measure each page with one connection, and print a row for each."""
    with machine() as running, running.as_superuser() as connection:
        fill.fill(connection, requests=1000, senders=1)
        connection.execute("SELECT set_config('bench.clinics', %s, false)", [str(clinics)])
        connection.execute(SCRIPT.read_bytes())
        connection.execute("VACUUM ANALYZE statistics_tally, statistics_answertime")
        print(_heading(connection, clinics), flush=True)
        running.start_web()
        print("| Page | p50 ms | p95 ms | web CPU ms | PG CPU ms |\n| --- | ---: | ---: | ---: | ---: |")
        token = fill.token_of("staff")
        for name, path in PAGES.items():
            shots = itertools.repeat(get(running.port, path, token))
            client.closed_loop(running.port, shots, connections=1, seconds=2.0, wanted=200)
            before = meter.cpu_seconds(running.web), meter.cpu_seconds(running.postgres)
            answers = client.closed_loop(running.port, shots, connections=1, seconds=SECONDS, wanted=200)
            after = meter.cpu_seconds(running.web), meter.cpu_seconds(running.postgres)
            took = sorted(answers.latencies)
            web, postgres = (1000 * (now - then) / len(took) for now, then in zip(after, before, strict=True))
            half, most = (1000 * took[len(took) * part // 100] for part in (50, 95))
            verdict = "" if half < MOST_MS else f" (more than {MOST_MS:.0f})"
            print(f"| {name} | {half:.1f}{verdict} | {most:.1f} | {web:.1f} | {postgres:.1f} |", flush=True)


def _heading(connection: psycopg.Connection, clinics: int) -> str:
    counts = "SELECT (SELECT count(*) FROM statistics_tally), (SELECT count(*) FROM statistics_answertime)"
    row = connection.execute(counts).fetchone()
    tallies, times = row or (0, 0)
    return f"{clinics:,} clinics, 36 months: {tallies:,} tallies, {times:,} answer times\n"


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--clinics", type=int, default=12_000)
    main(options.parse_args().clinics)
