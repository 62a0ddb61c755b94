"""Twelve people start, follow, approve, stop and come back in any order, to their own orders and to others'.

Whoever is let in is whoever approved the order that the very same browser had started.
"""

from collections import Counter
from dataclasses import dataclass
from http import HTTPStatus

import pytest
from django.conf import settings as configured
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from fornya.integrations.bankid.client import OrderGone
from fornya.integrations.bankid.messages import Complete, Failed, Pending
from tests import make
from tests.attacks.scenes import BankIdScene, who_by
from tests.attacks.test_bankid import COOKIE, NONCE
from tests.mutants import with_changes
from tests.people.scripted import ScriptedBankId, complete

PEOPLE, RUNS, STEPS = 12, 25, 50
OFTEN = ("start", "scan", "approve", "wait", "return") * 2
DEEDS = (*OFTEN, "poll", "guess", "stop", "kill", "sign_out", "later")
# Most is done by and to the same few, or nothing would ever meet.
PERSON = st.one_of(st.integers(0, 2), st.integers(0, PEOPLE - 1))
STEP = st.tuples(st.sampled_from(DEEDS), PERSON, st.integers(0, 3), PERSON)


@dataclass
class Started:
    """What the world knows of an order: who started it, how, and who has approved it."""

    by: int
    ref: str
    address: str
    way_back: str
    approver: int | None = None


class Phones(ScriptedBankId):
    """BankID with as many phones as there are people; a result is told once."""

    def __init__(self) -> None:
        super().__init__()
        self.results: dict[str, Complete | Failed] = {}
        self.gone: set[str] = set()

    def collect(self, order_ref: str) -> Pending | Complete | Failed:
        if order_ref in self.gone:
            raise OrderGone("invalidParameters")
        if order_ref not in self.results:
            return Pending("userSign")
        self.gone.add(order_ref)
        return self.results[order_ref]

    def cancel(self, order_ref: str) -> None:
        self.gone.add(order_ref)


class Town:
    """Twelve people with a browser each, and all orders that were ever started."""

    def __init__(self, scene: BankIdScene, phones: Phones) -> None:
        self.scene, self.phones = scene, phones
        self.numbers = [make.personnummer() for _person in range(PEOPLE)]
        self.browsers = [Client(REMOTE_ADDR=f"192.0.2.{person + 1}") for person in range(PEOPLE)]
        self.orders: list[Started] = []

    def do(self, deed: str, person: int, back: int, other: int) -> None:
        """Do one thing; where it is done to an order, in half of the cases by who started that."""
        if deed in ("start", "scan"):
            self._start(person, same_device=deed == "start")
        elif deed == "sign_out":
            self.browsers[person].post("/logga-ut")
        elif deed == "later":
            self.scene.pass_time()
        elif self.orders:
            order = self.orders[-1 - back % len(self.orders)]
            actor = order.by if other % 2 else person
            before = self._token(actor)
            self._to(order, deed, self.browsers[actor], other)
            after = self._token(actor)
            if after and after != before:
                self._look(order, actor, deed)

    def _start(self, person: int, *, same_device: bool) -> None:
        answer = self.browsers[person].post(
            "/logga-in/bankid", {"device": "same" if same_device else "other"}
        )
        if answer.status_code == HTTPStatus.TOO_MANY_REQUESTS:
            return
        address = answer["Location"]
        way_back = self.scene.way_back() if same_device else ""
        self.orders.append(Started(person, f"order-{len(self.phones.started)}", address, way_back))

    def _to(self, order: Started, deed: str, browser: Client, other: int) -> None:
        known = order.ref in self.phones.results or order.ref in self.phones.gone
        match deed:
            case "approve" if not known:
                order.approver = other
                self.phones.results[order.ref] = complete(self.numbers[other])
                self.scene.pass_time()
            case "kill" if not known:
                self.phones.results[order.ref] = Failed("expiredTransaction")
            case "return" if order.approver is not None:
                browser.get(order.way_back or order.address)
            case "wait":
                browser.get(order.address)
            case "poll":
                browser.get(f"{order.address}/lage")
            case "stop":
                browser.post(f"{order.address}/avbryt")
            case "guess":
                browser.get(order.address.replace("bankid/", "bankid/klar/"), {"nonce": "x" * 43})

    def _look(self, order: Started, person: int, deed: str) -> None:
        latest = [each for each in self.orders if each.by == person][-1:]
        assert latest == [order]
        assert deed == "return" or not order.way_back
        assert order.approver is not None
        assert who_by(self.browsers[person]) == self.numbers[order.approver]
        COUNTED["let in"] += 1

    def _token(self, person: int) -> str:
        cookie = self.browsers[person].cookies.get(configured.SESSION_COOKIE)
        return str(cookie.value) if cookie else ""


COUNTED: Counter[str] = Counter()


@pytest.fixture
def scene(undone, monkeypatch):
    """A BankID with many phones, in which nobody waits for anybody."""
    phones = Phones()
    monkeypatch.setattr("fornya.pages.login.bankid.bankid", lambda: phones)
    monkeypatch.setattr("time.sleep", lambda _seconds: None)
    return BankIdScene(phones)


def live(steps: list[tuple[str, int, int, int]], scene: BankIdScene) -> None:
    """Live through the steps in a new town."""
    phones = scene.told
    phones.__init__()
    town = Town(scene, phones)
    with transaction.atomic():
        for step in steps:
            town.do(*step)
            COUNTED["steps"] += 1
        transaction.set_rollback(True)


CALM = {"deadline": None, "suppress_health_check": list(HealthCheck), "database": None}
DAYS = st.lists(STEP, min_size=STEPS, max_size=STEPS)


def test_whoever_is_let_in_has_approved_the_order_of_that_very_browser(scene):
    COUNTED.clear()

    # The same days each time: of days drawn anew, few may happen to let anybody in.
    days = settings(max_examples=RUNS, phases=[Phase.generate], derandomize=True, **CALM)
    given(DAYS)(days(lambda steps: live(steps, scene)))()

    assert COUNTED["steps"] >= RUNS * STEPS
    assert COUNTED["let in"] > RUNS // 4


@pytest.mark.parametrize("guard", [NONCE, COOKIE], ids=["nonce", "cookie"])
def test_somebody_else_is_let_in_without_the_guard(scene, guard):
    days = settings(max_examples=RUNS, phases=[Phase.generate], derandomize=True, **CALM)

    with with_changes(guard), pytest.raises(AssertionError):
        given(DAYS)(days(lambda steps: live(steps, scene)))()
