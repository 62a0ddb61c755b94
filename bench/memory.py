"""Public pages from memory, held to one core: what each costs with 1, 8 and 32 connections.

They take some tens of microseconds, most of it waking threads and putting them to sleep. Two virtual cores
that share a real one make each other up to twice as slow at it, so what a page costs would say more of the
machine than of us. Here the web server and the client take turns on one core. Beside each measurement a
fixed piece of Python is done on that core, and what others do is counted, so that a slow moment can be told
from slow code.
"""

import os
import random
import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from bench import client, meter
from bench.subjects import Subject
from tooling.problem import Problem

CONNECTIONS = (1, 8, 32)
MINUTE, TO_FILL, FIXED_TRIES = 60, 1.0, 5
# How much longer the fixed work may take than in the stillest moment, and what part of the cores others may
# use; of so many looks at still moments a median is made.
STILL, OTHERS, FEWEST = 0.15, 0.1, 5
FEWEST_ROUNDS, MOST_ROUNDS = 6, 15


@dataclass(frozen=True)
class Look:
    """One measurement: the web server's processor time for a request in µs.

    `fixed` is the processor time of the fixed work in ms, `others` the part of the cores that others used.
    """

    cost: float
    per_second: float
    fixed: float
    others: float = 0.0


@dataclass(frozen=True)
class Cost:
    """What a kind of page costs with so many connections: the looks of the still moments, and all of them."""

    still: list[Look]
    looks: int

    def middle(self) -> float:
        """Give the median in µs."""
        return statistics.median(look.cost for look in self.still)


class Pages:
    """The kinds of pages that are kept in memory, on one core, and what each look at them gave."""

    def __init__(self, port: int, web: int, subjects: Iterable[Subject], *, seconds: float) -> None:
        self.port, self.web, self.seconds = port, web, seconds
        self.subjects = {subject.name: subject for subject in subjects if subject.kept}
        self.shots = {name: subject.shots() for name, subject in self.subjects.items()}
        self.looks: dict[tuple[str, int], list[Look]] = {
            (name, connections): [] for name in self.subjects for connections in CONNECTIONS
        }

    def measure(self) -> None:
        """Look in rounds until there were enough still moments; what was measured has no say in it."""
        for number in range(1, MOST_ROUNDS + 1):
            self._round()
            if number >= FEWEST_ROUNDS and self.is_enough():
                break

    def _round(self) -> None:
        """Look once at each kind with each number of connections, in an order drawn anew."""
        with on_one_core():
            for name in random.sample(list(self.subjects), len(self.subjects)):
                self._fill_memory(name)
                for connections in random.sample(CONNECTIONS, len(CONNECTIONS)):
                    self.looks[name, connections].append(self._look(name, connections))

    def is_enough(self) -> bool:
        """Tell whether there is a median of still moments everywhere."""
        return all(len(cost.still) >= FEWEST for cost in self.costs().values())

    def costs(self) -> dict[tuple[str, int], Cost]:
        """Give what each costs, by the looks at still moments."""
        stillest = min(look.fixed for looks in self.looks.values() for look in looks)
        return {
            key: Cost(
                [look for look in looks if look.fixed <= stillest * (1 + STILL) and look.others <= OTHERS],
                len(looks),
            )
            for key, looks in self.looks.items()
        }

    def _look(self, name: str, connections: int) -> Look:
        """Ask for a while, with the fixed work before and after: the slower of the two counts."""
        fixed, everybody = _fixed(), meter.used()
        before = meter.cpu_seconds(self.web)
        answers = self._loop(name, connections, self.seconds)
        spent = meter.cpu_seconds(self.web) - before
        others = meter.others(everybody, meter.used())
        count = answers.count()
        return Look(spent / count * 1e6, count / answers.seconds, max(fixed, _fixed()), others)

    def _fill_memory(self, name: str) -> None:
        """Let every process draw the pages, in a minute that is long enough for what is measured then."""
        needed = len(CONNECTIONS) * (self.seconds + 1)
        while True:
            began = time.time() // MINUTE
            self._loop(name, 8, TO_FILL)
            left = MINUTE - time.time() % MINUTE
            if left < needed:
                time.sleep(left)
            elif time.time() // MINUTE == began:
                return

    def _loop(self, name: str, connections: int, seconds: float) -> client.Answers:
        wanted = self.subjects[name].wanted
        answers = client.closed_loop(
            self.port, self.shots[name], connections=connections, seconds=seconds, wanted=wanted
        )
        if answers.unwanted or not answers.latencies:
            raise Problem(f"“{name}” answered {answers.unwanted} instead of {wanted}.")
        return answers


@contextmanager
def on_one_core() -> Iterator[None]:
    """Hold ourselves and all that we have started to one core; let them have all of them again afterwards."""
    cores = os.sched_getaffinity(0)
    _allow({max(cores)})
    try:
        yield
    finally:
        _allow(cores)


def _allow(cores: set[int]) -> None:
    """Allow these cores to every thread there is; those that begin later take after who begins them."""
    for pid in meter.tree(os.getpid()):
        for thread in (meter.PROC / str(pid) / "task").glob("[0-9]*"):
            with suppress(ProcessLookupError):
                os.sched_setaffinity(int(thread.name), cores)


def _fixed() -> float:
    """Give how much processor time a fixed piece of work takes now, in ms: the middle of some tries."""
    return statistics.median(_timed(meter.fixed_work) for _ in range(FIXED_TRIES))


def _timed(work: Callable[[], object]) -> float:
    started = time.thread_time()
    work()
    return (time.thread_time() - started) * 1000
