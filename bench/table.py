"""One round's figures, their medians over all rounds, and the table that is printed."""

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bench.limit import Limit
from bench.memory import CONNECTIONS, Cost
from bench.meter import cores

WORDS = {
    "clinic": "Clinic page, drawn",
    "article": "Article, drawn",
    "search": "Search",
    "send": "Skicka (POST)",
    "worklist": "Worklist",
    "staff": "Request page, staff",
    "patient": "Request page, patient",
}
FROM_MEMORY = {
    "clinic kept": "Clinic page, from memory",
    "clinic known": "Clinic page, 304",
    "article kept": "Article, from memory",
    "article known": "Article, 304",
}


@dataclass(frozen=True)
class Figures:
    """One subject in one round: requests a second, latency and processor time in ms.

    `alone` is the web server's processor time with one connection, when the cores have little else to do.
    """

    per_second: float
    p50: float
    p95: float
    p99: float
    web: float
    postgres: float
    alone: float


def figures(latencies: Sequence[float], seconds: float, web: float, postgres: float, alone: float) -> Figures:
    """Make one round's figures from latencies and processor time in seconds; `alone` is of one request."""
    cuts = statistics.quantiles(latencies, n=100, method="inclusive")
    count = len(latencies)
    p50, p95, p99 = (cuts[at - 1] * 1000 for at in (50, 95, 99))
    return Figures(count / seconds, p50, p95, p99, web / count * 1000, postgres / count * 1000, alone * 1000)


HEADS = (
    *("", "req/s", "p50 ms", "p95 ms", "p99 ms", "web CPU ms", "alone", "PG CPU ms", "trips"),
    *("cores allow/s", "pgbench/s", "of pgbench"),
)


def table(
    measured: Mapping[str, list[Figures]], limits: Mapping[str, list[Limit]], trips: Mapping[str, int]
) -> list[str]:
    """Give the table's lines: medians, and in brackets the lowest and the highest round."""
    rows = [
        (word, *_own(measured[name]), str(trips[name]), *_beside(measured[name], limits.get(name)))
        for name, word in WORDS.items()
    ]
    return _aligned([HEADS, *rows])


def memory_table(costs: Mapping[tuple[str, int], Cost]) -> list[str]:
    """Give the lines for what comes from memory: medians in µs of the looks at still moments."""
    heads = [
        "µs of web CPU, on one core",
        *(f"{connections} conn." for connections in CONNECTIONS),
        "req/s, 8",
        "still looks",
    ]
    rows = []
    for name, word in FROM_MEMORY.items():
        of_it = [costs[name, connections] for connections in CONNECTIONS]
        cells = [_cell([look.cost for look in cost.still], 0) if cost.still else "" for cost in of_it]
        rates = [look.per_second for look in costs[name, 8].still]
        still = f"{sum(len(cost.still) for cost in of_it)} of {sum(cost.looks for cost in of_it)}"
        rows.append([word, *cells, f"{statistics.median(rates):.0f}" if rates else "", still])
    return _aligned([heads, *rows])


def _own(rounds: list[Figures]) -> list[str]:
    return [
        _cell([each.per_second for each in rounds], 0),
        f"{statistics.median(each.p50 for each in rounds):.1f}",
        _cell([each.p95 for each in rounds], 1),
        f"{statistics.median(each.p99 for each in rounds):.1f}",
        f"{statistics.median(each.web for each in rounds):.2f}",
        _cell([each.alone for each in rounds], 2),
        f"{statistics.median(each.postgres for each in rounds):.2f}",
    ]


def _beside(rounds: list[Figures], limits: list[Limit] | None) -> list[str]:
    allowed = statistics.median(cores() * 1000 / (each.web + each.postgres) for each in rounds)
    if limits is None:
        return [f"{allowed:.0f}", "", ""]
    ratios = [ours.per_second / theirs.per_second for ours, theirs in zip(rounds, limits, strict=True)]
    rates = _cell([each.per_second for each in limits], 0)
    return [f"{allowed:.0f}", rates, f"{statistics.median(ratios):.1%}"]


def _cell(values: list[float], digits: int) -> str:
    low, high = min(values), max(values)
    return f"{statistics.median(values):.{digits}f} ({low:.{digits}f}–{high:.{digits}f})"


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Write a Markdown table that is also easy to read as it is."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = []
    for number, row in enumerate(rows):
        cells = [
            cell.ljust(width) if at == 0 else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append(f"| {' | '.join(cells)} |")
        if number == 0:
            rules = ["-" * width if at == 0 else "-" * (width - 1) + ":" for at, width in enumerate(widths)]
            lines.append(f"| {' | '.join(rules)} |")
    return lines
