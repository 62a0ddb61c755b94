"""What the figures are held against, and whether the machine was still enough to say so."""

import statistics
from collections.abc import Iterator, Mapping

from bench.memory import CONNECTIONS, FEWEST, OTHERS, Cost
from bench.meter import Memory, Stillness, others
from bench.round import SENDING, Bench
from bench.table import FROM_MEMORY

MOVED, STOLEN = 0.15, 0.02
SIGNED_IN = ("worklist", "staff", "patient")
MOST_FROM_MEMORY = 50


def is_noisy(before: Stillness, after: Stillness) -> bool:
    """Did the fixed piece of work take another time at the end, or did others use the cores?"""
    taken = _part(before, after, "stolen") > STOLEN or others(before, after) > OTHERS
    return taken or max(_moved(before, after)) > MOVED


def stillness(before: Stillness, after: Stillness) -> str:
    """Say how still the machine was."""
    python, sql = _moved(before, after)
    word = "NOISY, so this is no verdict" if is_noisy(before, after) else "still"
    return (
        f"The machine was {word}: fixed work moved by {python:.0%} (Python, {before.python:.0f} →"
        f" {after.python:.0f} ms) and {sql:.0%} (SQL, {before.sql:.0f} → {after.sql:.0f} ms); others used"
        f" {others(before, after):.0%} of the cores, {_part(before, after, 'stolen'):.1%} was stolen."
    )


def targets(bench: Bench, memory: list[Memory], *, noisy: bool) -> Iterator[str]:
    """Hold the medians against what the first version is to reach."""
    send, limits = bench.figures[SENDING], bench.limits[SENDING]
    share = statistics.median(
        ours.per_second / theirs.per_second for ours, theirs in zip(send, limits, strict=True)
    )
    held = [
        ("Skicka, requests a second", statistics.median(each.per_second for each in send), 300, True),
        ("Skicka, p95 in ms", statistics.median(each.p95 for each in send), 40, False),
        ("Skicka, percent of pgbench", share * 100, 10, True),
        ("Worklist, p95 in ms", statistics.median(each.p95 for each in bench.figures["worklist"]), 25, False),
        *((f"{name}, our own CPU in ms", _alone(bench, name), 3, False) for name in SIGNED_IN),
        ("A web process, MB", max(each.resident for each in memory), 120, False),
    ]
    for what, value, wanted, at_least in held:
        met = value >= wanted if at_least else value <= wanted
        yield _line(met, noisy, f"{what}: {value:.1f} ({'at least' if at_least else 'at most'} {wanted})")


def memory_targets(costs: Mapping[tuple[str, int], Cost]) -> Iterator[str]:
    """Hold each kind of page from memory to its bound, with the number of connections that makes it dearest.

    These tell for themselves how many still moments they had.
    """
    for name, word in FROM_MEMORY.items():
        of_it = {connections: costs[name, connections] for connections in CONNECTIONS}
        if any(len(cost.still) < FEWEST for cost in of_it.values()):
            yield _line(False, True, f"{word}: too few looks at still moments")
            continue
        dearest = max(of_it, key=lambda connections: of_it[connections].middle())
        value = of_it[dearest].middle()
        said = f"{word}, CPU in µs: {value:.1f} at {dearest} conn. (at most {MOST_FROM_MEMORY})"
        yield _line(value <= MOST_FROM_MEMORY, False, said)


def _line(met: bool, noisy: bool, said: str) -> str:
    return f"{'noisy' if noisy else 'met' if met else 'BELOW':>6}  {said}"


def _alone(bench: Bench, name: str) -> float:
    return statistics.median(each.alone for each in bench.figures[name])


def _moved(before: Stillness, after: Stillness) -> tuple[float, float]:
    return abs(after.python / before.python - 1), abs(after.sql / before.sql - 1)


def _part(before: Stillness, after: Stillness, what: str) -> float:
    return (getattr(after, what) - getattr(before, what)) / max(1.0, after.total - before.total)
