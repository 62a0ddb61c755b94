"""A BankID that says what the test tells it to: the outermost call, and nothing of ours."""

import itertools
from threading import Lock
from typing import Any

from fornya.integrations.bankid.messages import Complete, Failed, Order, Pending
from fornya.integrations.bankid.not_proven import NotProven
from fornya.integrations.bankid.proof import Proof

AMINA = "198506149825"


def complete(personnummer: str = AMINA, *, name: str = "Amina Exempel", risk: str | None = "low") -> Complete:
    given_name, _, surname = name.partition(" ")
    return Complete(personnummer, given_name, surname, risk, "192.0.2.1", "signature", "ocsp")


class ScriptedBankId:
    """Answers `collect` with `answer`, which may be an exception, and counts how often it is asked."""

    def __init__(self, answer: Pending | Complete | Failed | Exception | None = None) -> None:
        self.answer = answer or Pending("outstandingTransaction")
        self.started: list[dict[str, Any]] = []
        self.collected: list[str] = []
        self.cancelled: list[str] = []
        self.proven: list[dict[str, Any]] = []
        self.proof: NotProven | None = None
        self._numbers = itertools.count(1)
        self._lock = Lock()

    def start(self, **asked: Any) -> Order:
        if isinstance(self.answer, Exception):
            raise self.answer
        self.started.append(asked)
        number = next(self._numbers)
        return Order(f"order-{number}", f"auto-{number}", f"qr-{number}", f"secret-{number}")

    def sign(self, **asked: Any) -> Order:
        return self.start(**asked)

    def prove(self, answer: Complete, **asked: Any) -> Proof:
        self.proven.append(asked)
        if self.proof is not None:
            raise self.proof
        return Proof(answer.personnummer, "CN=Bank", "1", asked["at"])

    def collect(self, order_ref: str) -> Pending | Complete | Failed:
        with self._lock:
            self.collected.append(order_ref)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    def cancel(self, order_ref: str) -> None:
        self.cancelled.append(order_ref)
