"""A small model of a request's life, for test_life.py: what each deed ought to make of it, in plain lists."""

import itertools
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from fornya.integrations.http import Refused, Unavailable
from fornya.integrations.prescription_store import MedicineList, Stored
from fornya.renewals.history import HeldByAnother, NoSuchRequest
from fornya.renewals.withdraw import BeingRead
from fornya.rules.renewal_states import LineState, NotAllowed, request_status
from tests.make import NOW

HELD = timedelta(minutes=15)
DECIDED = {"renew": "writing", "ask": "question", "meet": "meet", "decline": "declined"}
NOTED = {"renew": "approve", "ask": "ask", "meet": "meet", "decline": "decline"}


class Store:
    """Keeps what is written by its key, and answers as it is told to."""

    def __init__(self) -> None:
        self.kept: dict = {}
        self.answer = "stored"
        self.numbers = itertools.count(1)

    def prescriptions(self, _personnummer: str, **_asked: bool) -> MedicineList:
        return MedicineList(NOW, (), hidden=False)

    def find(self, key):
        return self.kept.get(key)

    def create(self, _new, key):
        if self.answer == "down":
            raise Unavailable("store", "down", outcome_unknown=False)
        if self.answer == "refused" and key not in self.kept:
            raise Refused("no")
        stored = self.kept.setdefault(key, Stored(f"rx-{next(self.numbers)}", "1"))
        if self.answer == "lost":
            raise Unavailable("store", "cut", outcome_unknown=True)
        return stored


@dataclass
class Model:
    """Where a request ought to stand. Deeds that ought to fail raise what they ought to fail with."""

    clinic: str
    lines: list[str]
    now: datetime = NOW
    version: int = 1
    owner: int | None = None
    reader: int | None = None
    until: datetime = NOW
    history: list[str] = field(default_factory=lambda: ["sent"])
    told: Counter = field(default_factory=lambda: Counter(received=1))

    @property
    def status(self) -> str:
        return request_status(LineState(line) for line in self.lines).value

    @property
    def is_open(self) -> bool:
        return self.status in ("sent", "opened", "question", "writing")

    @property
    def waiting(self) -> list[int]:
        """The places of the lines that wait for a decision."""
        return [place for place, line in enumerate(self.lines) if line in ("opened", "store_refused")]

    def take(self, who: int, clinic: str, *, over: bool) -> None:
        self._at(clinic)
        if not over:
            self._free(who)
        if not set(self.lines) & {"sent", "opened", "store_refused"}:
            return
        unread = "sent" in self.lines
        if unread or self.owner != who:
            self.lines = ["opened" if line == "sent" else line for line in self.lines]
            self.owner = who
            self._settle("opened" if unread else "taken_over")
        self.reader, self.until = who, self.now + HELD

    def hand_over(self, who: int, clinic: str, to: int | None) -> None:
        self._at(clinic)
        self._free(who)
        self.owner, self.reader = to, None
        self.version += 1
        self.history.append("handed_over" if to else "handed_back")

    def send_on(self, who: int, clinic: str, to: str) -> None:
        self._at(clinic)
        self._free(who)
        if not set(self.lines) <= {"sent", "opened"}:
            raise NotAllowed
        self.lines = ["sent"] * len(self.lines)
        self.owner = self.reader = None
        self._settle("forwarded")
        self.clinic = to
        self.told["received"] += 1

    def decide(self, who: int, clinic: str, choices: list[str], *, prescribes: bool) -> None:
        self._at(clinic)
        self._free(who)
        if not prescribes and set(choices) - {"ask"}:
            raise NotAllowed
        for place, choice in zip(self.waiting, choices, strict=True):
            self.lines[place] = DECIDED[choice]
        self._settle(*(NOTED[choice] for choice in choices))
        self.told["question"] += "ask" in choices
        self.told["answered"] += bool(set(choices) & {"meet", "decline"})

    def answer(self, place: int) -> None:
        self.lines[place] = "opened"
        self._settle("answered")

    def withdraw(self) -> None:
        if set(self.lines) == {"withdrawn"}:
            return
        if set(self.lines) != {"sent"}:
            raise BeingRead
        self.lines = ["withdrawn"] * len(self.lines)
        self._settle("withdrawn")

    def write(self, place: int, *, answer: str, kept: bool) -> None:
        if kept or answer == "stored":
            self.lines[place] = "renewed"
            self._settle("renewed")
            self.told["renewed"] += "writing" not in self.lines
        elif answer == "refused":
            self.lines[place] = "store_refused"
            self._settle("refused_no")
        else:
            raise Unavailable("store", "down", outcome_unknown=False)

    def _at(self, clinic: str) -> None:
        if clinic != self.clinic:
            raise NoSuchRequest

    def _free(self, who: int) -> None:
        if self.reader not in (None, who) and self.until > self.now:
            raise HeldByAnother(by="", until=self.until)

    def _settle(self, *noted: str) -> None:
        self.version += 1
        self.history += noted
        if self.status not in ("sent", "opened"):
            self.reader = None
