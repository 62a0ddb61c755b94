"""Public pages from memory: which looks count, what is held against the bound, and on which core."""

import os

import pytest

from bench import memory
from bench.memory import CONNECTIONS, Cost, Look, Pages, on_one_core
from bench.subjects import Subject
from bench.table import FROM_MEMORY, memory_table
from bench.verdict import memory_targets


def costs(*of_each: float, looks: int = 5) -> dict[tuple[str, int], Cost]:
    still = dict(zip(CONNECTIONS, of_each, strict=True))
    return {
        (name, connections): Cost([Look(cost, 9000.0, 22.0)] * looks, looks)
        for name in FROM_MEMORY
        for connections, cost in still.items()
    }


def test_only_looks_at_still_moments_count():
    pages = Pages(8000, 1, [Subject("clinic kept", lambda: iter([]), kept=True)], seconds=1.0)
    for looks in pages.looks.values():
        looks += [Look(40.0, 9000.0, 22.9), Look(42.0, 9000.0, 20.0), Look(90.0, 4000.0, 23.1)]
        looks += [Look(70.0, 5000.0, 20.0, others=0.2)]

    found = pages.costs()["clinic kept", 8]

    assert [look.cost for look in found.still] == [40.0, 42.0]
    assert (found.looks, found.middle()) == (4, 41.0)


def test_the_stillest_moment_is_that_of_the_whole_run():
    pages = Pages(8000, 1, [Subject("clinic kept", lambda: iter([]), kept=True)], seconds=1.0)
    for connections in CONNECTIONS:
        pages.looks["clinic kept", connections].append(Look(40.0, 9000.0, 20.0 if connections == 1 else 40.0))

    assert [len(cost.still) for cost in pages.costs().values()] == [1, 0, 0]


def test_it_is_enough_when_each_was_looked_at_in_five_still_moments():
    pages = Pages(8000, 1, [Subject("clinic kept", lambda: iter([]), kept=True)], seconds=1.0)
    for looks in pages.looks.values():
        looks += [Look(99.0, 9000.0, 20.0)] * 5
    assert pages.is_enough()

    pages.looks["clinic kept", 8][0] = Look(99.0, 9000.0, 30.0)

    assert not pages.is_enough()


def test_pages_that_are_drawn_are_not_looked_at():
    assert Pages(8000, 1, [Subject("clinic", lambda: iter([]))], seconds=1.0).looks == {}


@pytest.mark.parametrize(
    ("of_each", "said"),
    [
        ((49.0, 38.0, 25.0), "   met  Article, 304, CPU in µs: 49.0 at 1 conn. (at most 50)"),
        ((30.0, 50.1, 25.0), " BELOW  Article, 304, CPU in µs: 50.1 at 8 conn. (at most 50)"),
    ],
)
def test_the_dearest_number_of_connections_is_held_against_the_bound(of_each, said):
    assert list(memory_targets(costs(*of_each)))[-1] == said


def test_with_too_few_looks_there_is_no_verdict():
    lines = list(memory_targets(costs(40.0, 40.0, 40.0, looks=4)))

    assert [line.split()[0] for line in lines] == ["noisy"] * len(FROM_MEMORY)


def test_the_table_tells_how_many_looks_were_still():
    one_noisy = costs(46.0, 37.0, 24.0) | {("clinic kept", 1): Cost([], 3)}

    lines = memory_table(one_noisy)

    (row,) = [line for line in lines if "Clinic page, from memory" in line]
    assert [cell.strip() for cell in row.strip("|").split("|")] == [
        "Clinic page, from memory",
        "",
        "37 (37–37)",
        "24 (24–24)",
        "9000",
        "10 of 13",
    ]
    assert len({len(line) for line in lines}) == 1


def test_everything_is_on_one_core_and_is_let_go_whatever_happens(monkeypatch):
    allowed: list[tuple[int, set[int]]] = []
    monkeypatch.setattr(memory.os, "sched_setaffinity", lambda thread, cores: allowed.append((thread, cores)))
    before = os.sched_getaffinity(0)

    with pytest.raises(ZeroDivisionError), on_one_core():
        raise ZeroDivisionError

    assert {len(cores) for thread, cores in allowed[: len(allowed) // 2]} == {1}
    assert allowed[0][1] <= before
    assert allowed[-1] == (allowed[-1][0], before)
    assert os.getpid() in {thread for thread, _ in allowed}
