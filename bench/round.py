"""One run of the bench: everything measured once a round, in an order drawn anew, pgbench among it."""

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import psycopg

from bench import client, limit, meter, table
from bench.heard import Statement, heard
from bench.limit import Limit, Script
from bench.machine import Machine
from bench.memory import Pages
from bench.subjects import Subject, sender_of, subjects
from bench.table import Figures
from tooling.problem import Problem

CONNECTIONS = 8
SENDING = "send"
LIMITED = (SENDING, "worklist", "patient")


@dataclass(frozen=True)
class Size:
    """How much is done; `shots` and `sent`: forms that a round sends through us and through pgbench."""

    rounds: int
    seconds: float
    limit_seconds: int
    memory_seconds: float
    requests: int
    shots: int
    sent: int

    @property
    def senders(self) -> int:
        """How many forms have to be there."""
        return self.shots * (self.rounds + 1) + self.sent * self.rounds + 1


class Bench:
    """What is measured on one machine, and what came of it."""

    def __init__(self, running: Machine, connection: psycopg.Connection, size: Size) -> None:
        self.running, self.connection, self.size = running, connection, size
        every = subjects(connection, running.port)
        self.subjects = {name: subject for name, subject in every.items() if not subject.kept}
        self.pages = Pages(running.port, running.web, every.values(), seconds=size.memory_seconds)
        self.shots = {name: subject.shots() for name, subject in self.subjects.items()}
        self.trips: dict[str, int] = {}
        self.scripts: dict[str, Script] = {}
        # pgbench sends the forms that come after ours.
        self.first = itertools.count(size.shots * (size.rounds + 1), size.sent)
        self.figures: dict[str, list[Figures]] = {name: [] for name in self.subjects}
        self.limits: dict[str, list[Limit]] = {name: [] for name in LIMITED}

    def prepare(self) -> None:
        """Warm every thread up, then hear each page's statements and make pgbench's scripts of them."""
        for name, subject in self.subjects.items():
            self._loop(subject, itertools.islice(self.shots[name], self.size.shots // 2), seconds=1.0)
        for name in self.subjects:
            statements, shot = self._heard(name)
            self.trips[name] = sum(statement.text != "BEGIN" for statement in statements)
            if name == SENDING:
                self.scripts[name] = limit.sending(statements, number=sender_of(shot))
            elif name in LIMITED:
                self.scripts[name] = limit.reading(statements)

    def round(self) -> None:
        """Measure everything once."""
        deeds = [partial(self._measure, name) for name in self.subjects]
        deeds += [partial(self._limit, name) for name in LIMITED]
        random.shuffle(deeds)
        for deed in deeds:
            deed()

    def _measure(self, name: str) -> None:
        """One connection for a quarter of the time, then all of them."""
        shots = itertools.islice(self.shots[name], self.size.shots if name == SENDING else None)
        before = self._used()
        alone = self._loop(self.subjects[name], shots, seconds=self.size.seconds / 4, connections=1)
        between = self._used()
        answers = self._loop(self.subjects[name], shots, seconds=self.size.seconds)
        web, postgres = (now - then for now, then in zip(self._used(), between, strict=True))
        one = (between[0] - before[0]) / alone.count()
        self.figures[name].append(table.figures(answers.latencies, answers.seconds, web, postgres, one))

    def _loop(
        self, subject: Subject, shots: Iterator[bytes], *, seconds: float, connections: int = CONNECTIONS
    ) -> client.Answers:
        answers = client.closed_loop(
            self.running.port, shots, connections=connections, seconds=seconds, wanted=subject.wanted
        )
        if answers.unwanted or not answers.latencies:
            raise Problem(f"“{subject.name}” answered {answers.unwanted} instead of {subject.wanted}.")
        return answers

    def _limit(self, name: str) -> None:
        bounds = [f"--time={self.size.limit_seconds}"]
        if name == SENDING:
            stride = self.size.sent // limit.CLIENTS
            numbers = [f"--define=first={next(self.first)}", f"--define=stride={stride}"]
            bounds = [f"--transactions={stride}", *numbers]
        folder, sockets = self.running.services.logs, self.running.server.sockets
        found = limit.run(self.scripts[name], folder, sockets, self.running.postgres, *bounds)
        self.limits[name].append(found)

    def _heard(self, name: str) -> tuple[list[Statement], bytes]:
        shot = next(self.shots[name])
        if name != SENDING:
            # The first time in a minute also notes when the session was seen.
            client.once(self.running.port, shot)
        log = self.running.server.log
        return heard(self.connection, log, lambda: client.once(self.running.port, shot)), shot

    def _used(self) -> tuple[float, float]:
        return meter.cpu_seconds(self.running.web), meter.cpu_seconds(self.running.postgres)
