"""What each part of the worklist costs: `python -m bench.worklist [--requests 1000000] [--open 100000]`.

First a year of requests with 1,500 open at one clinic; then with very many open there, which no clinic has.
One connection: what is told is the time and the work of a single page. A figure of this machine and no test:
tests/renewals/test_open_counts.py and test_plans.py hold how many pages PostgreSQL looks at.
"""

import argparse
import itertools
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

import psycopg

from bench import client, fill, meter, verdict
from bench.machine import Machine, machine
from bench.subjects import CSRF, SECRET, SESSION, get, post
from tooling.problem import Problem

SCRIPTS = Path(__file__).parent
MOST_MS = 25.0
ROUNDS, A_ROUND = 8, 25
OPEN_AT_FIRST = 1500
LIST, SEARCH = "/personal", "/personal/sok"
PAGES = {
    "Nya": LIST,
    "Mina": f"{LIST}?visa=mine",
    "Väntar på patienten": f"{LIST}?visa=patient",
    "Sena": f"{LIST}?visa=late",
    "Tar slut": f"{LIST}?visa=front",
    "Läses": f"{LIST}?visa=opened",
    "Klara": f"{LIST}?visa=done",
    "Nya, livsviktiga": f"{LIST}?visa=new&bara=critical",
    "Läses, patienten har svarat": f"{LIST}?visa=opened&bara=answered",
    "Nya, på arabiska": f"{LIST}?visa=new&sprak=ar",
}
FURTHER = {"Nya, andra sidan": "Nya", "Klara, andra sidan": "Klara"}
SEARCHES = {"Sök, namn": "anna björkström", "Sök, nummer": ""}


@dataclass
class Took:
    """What each answer to one kind of request took, in ms: by the clock, of the web, of PostgreSQL."""

    shot: bytes
    clock: list[float] = field(default_factory=list)
    web: list[float] = field(default_factory=list)
    postgres: list[float] = field(default_factory=list)


def main(requests: int, most_open: int) -> None:
    """Fill, measure, fill up with open ones and measure again."""
    with machine() as running, running.as_superuser() as connection:
        started = time.perf_counter()
        _run(connection, "worklist.sql", requests=requests)
        _run(connection, "worklist_open.sql", open=OPEN_AT_FIRST)
        connection.execute("VACUUM ANALYZE")
        print(f"Filled in {time.perf_counter() - started:.0f} s.", flush=True)
        running.start_web()
        _measure(running, connection)
        _run(connection, "worklist_open.sql", open=most_open - OPEN_AT_FIRST)
        connection.execute("VACUUM ANALYZE")
        _measure(running, connection)


def _run(connection: psycopg.Connection, script: str, **values: int) -> None:
    for name, value in values.items():
        connection.execute("SELECT set_config(%s, %s, false)", [f"bench.{name}", str(value)])
    connection.execute((SCRIPTS / script).read_bytes())


def _measure(running: Machine, connection: psycopg.Connection) -> None:
    """Ask for all pages in turn, round by round, and print a row for each and how still it was."""
    print(f"\n{_heading(connection)}\n", flush=True)
    kinds = {name: Took(shot) for name, shot in _shots(running.port, connection).items()}
    for took in kinds.values():
        client.closed_loop(
            running.port, itertools.repeat(took.shot, A_ROUND), connections=1, seconds=60, wanted=200
        )
    before = meter.stillness(connection)
    for _round in range(ROUNDS):
        for name, took in kinds.items():
            _ask(running, name, took)
    after = meter.stillness(connection)
    print("| Part | p50 ms | p95 | p99 | web CPU p50 | p95 | PG CPU p50 | p95 |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for name, took in kinds.items():
        figures = [*(_at(took.clock, part) for part in (50, 95, 99))]
        figures += [_at(times, part) for times in (took.web, took.postgres) for part in (50, 95)]
        print(f"| {name} | {' | '.join(f'{figure:.1f}' for figure in figures)} |")
    print(
        f"\n{_meaning(kinds, noisy=verdict.is_noisy(before, after))}\n{verdict.stillness(before, after)}",
        flush=True,
    )


def _ask(running: Machine, name: str, took: Took) -> None:
    """Ask a round of times; the processor time is read between two requests, when nobody waits for it."""
    web, postgres = meter.tree(running.web), meter.tree(running.postgres)
    spent: list[tuple[float, float]] = []

    def shots() -> Iterator[bytes]:
        for number in range(A_ROUND + 1):
            spent.append((meter.milliseconds(web), meter.milliseconds(postgres)))
            if number < A_ROUND:
                yield took.shot

    answers = client.closed_loop(running.port, shots(), connections=1, seconds=60, wanted=200)
    if answers.unwanted:
        raise Problem(f"{name} was answered with {answers.unwanted}.")
    took.clock += [1000 * seconds for seconds in answers.latencies]
    for then, now in itertools.pairwise(spent):
        took.web.append(now[0] - then[0])
        took.postgres.append(now[1] - then[1])


def _shots(port: int, connection: psycopg.Connection) -> dict[str, bytes]:
    token = fill.token_of("staff")
    shots = {name: get(port, path, token) for name, path in PAGES.items()}
    for name, first in FURTHER.items():
        shots[name] = get(port, _following(client.once(port, shots[first]).decode()), token)
    row = connection.execute(
        "SELECT p.personnummer FROM people_patient p JOIN renewals_renewalrequest r ON r.patient_id = p.id"
        " JOIN clinics_clinic c ON c.id = r.clinic_id"
        " WHERE c.slug = 'bjorkens-vardcentral' AND p.id > 1000000 LIMIT 1"
    ).fetchone()
    cookies = f"{SESSION}={token}; {CSRF}={SECRET}"
    for name, text in SEARCHES.items():
        asked = text or (row[0] if row else "")
        shots[name] = post(port, SEARCH, cookies, {"csrfmiddlewaretoken": SECRET, "vem": asked})
    return shots


def _following(page: str) -> str:
    """Give the address of the list's next page."""
    found = re.search(r'href="([^"]*efter=[^"]*)"', page)
    if found is None:
        raise Problem("The list has no second page.")
    return unescape(found[1])


def _heading(connection: psycopg.Connection) -> str:
    row = connection.execute(
        "SELECT (SELECT count(*) FROM renewals_renewalrequest),"
        " count(*), count(*) FILTER (WHERE ended_at IS NULL),"
        " (SELECT count(*) FROM renewals_opencount n WHERE n.clinic_id = min(r.clinic_id))"
        " FROM renewals_renewalrequest r JOIN clinics_clinic c ON c.id = r.clinic_id"
        " WHERE c.slug = 'bjorkens-vardcentral'"
    ).fetchone()
    every, here, are_open, rows = row or (0, 0, 0, 0)
    return f"{every:,} requests, {here:,} at the clinic, {are_open:,} of them open, counted in {rows:,} rows"


def _meaning(kinds: dict[str, Took], *, noisy: bool) -> str:
    """Say whether each part keeps the bound, by the clock and by the work."""
    above = [name for name, took in kinds.items() if _at(took.clock, 95) >= MOST_MS]
    works = max(
        _at([sum(both) for both in zip(took.web, took.postgres, strict=True)], 95) for took in kinds.values()
    )
    word = f"above it: {', '.join(above)}" if above else "all parts are below it"
    doubt = " (no verdict: the machine was not still)" if noisy else ""
    held = f"p95 by the clock against {MOST_MS:.0f} ms: {word}{doubt}"
    return f"{held}. The work at p95 is at most {works:.1f} ms."


def _at(times: list[float], part: int) -> float:
    return sorted(times)[len(times) * part // 100]


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--requests", type=int, default=1_000_000)
    options.add_argument("--open", type=int, default=100_000)
    chosen = options.parse_args()
    main(chosen.requests, chosen.open)
