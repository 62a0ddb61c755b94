"""Many at once: one approval is one session, and BankID is asked seldom, however many ask."""

import itertools
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import httpx
import pytest
from lxml import html

from fornya.people.sign_in import ASK_EVERY
from tests.attacks.scenes import BankIdScene, copy_of, who
from tests.attacks.test_bankid import ONCE
from tests.browser import Browser
from tests.committed import owner
from tests.mutants import Change, with_changes
from tests.people.scripted import AMINA
from tests.running import Service
from tests.threads import at_once

POLLS = 50
CLAIM = Change("fornya.people", "now - ASK_EVERY", "now")
# BankID's clock and the service's are looked at a moment after each other.
SLACK = timedelta(seconds=0.1)


@pytest.fixture
def committed(database, monkeypatch):
    """A BankID that is told what to answer, before a database that many may write in at once."""
    return BankIdScene.put_in(monkeypatch)


def fifty_follow(scene: BankIdScene, *, heard: bool = True) -> list[Browser]:
    """Let fifty tabs of one browser follow an approved order, of which we have heard or not yet.

    Gives those that got in.
    """
    order = scene.start(Browser(), same_device=False)
    scene.approve()
    if heard:
        order.poll()
    tabs = [copy_of(order.browser) for _tab in range(POLLS)]

    at_once(POLLS, lambda number: order.wait(tabs[number]).status_code)

    return [tab for tab in tabs if who(tab)]


@pytest.mark.parametrize("heard", [True, False])
def test_fifty_who_follow_an_approved_order_are_given_one_session(committed, heard):
    inside = fifty_follow(committed, heard=heard)

    assert [who(tab) for tab in inside] == [AMINA]
    assert owner("SELECT count(*) FROM people_session") == [(1,)]
    assert len(committed.told.collected) == 1


def test_fifty_who_follow_are_too_many_without_the_guard(committed):
    # On a busy machine all of them may happen to come one after the other.
    with with_changes(ONCE):
        assert any(len(fifty_follow(committed)) > 1 for _time in range(5))


def test_fifty_who_ask_become_one_question_in_two_seconds(committed):
    order = committed.start(Browser(), same_device=False)
    committed.pass_time()

    at_once(POLLS, lambda _number: order.poll(copy_of(order.browser)).status_code)

    assert len(committed.told.collected) == 1


def test_fifty_who_ask_are_as_many_questions_without_the_guard(committed):
    order = committed.start(Browser(), same_device=False)
    with with_changes(CLAIM):
        at_once(POLLS, lambda _number: order.poll(copy_of(order.browser)).status_code)

    assert len(committed.told.collected) > 1


@pytest.mark.xdist_group("journeys")
def test_two_web_processes_ask_bankid_once_in_two_seconds_between_them(service: Service):
    with httpx.Client(base_url=service.url, trust_env=False, verify=False, follow_redirects=True) as browser:
        path = started(browser)
        end = time.monotonic() + 2.5 * ASK_EVERY.total_seconds()
        with ThreadPoolExecutor(8) as pool:
            asked = sum(pool.map(lambda _worker: poll_until(browser, f"{path}/lage", end), range(8)))

        (order,) = service.seen("bankid/orders")[:1]

    moments = sorted(datetime.fromisoformat(moment) for moment in order["collectedAt"])
    gaps = [later - earlier for earlier, later in itertools.pairwise(moments)]
    assert asked > 10 * len(moments)
    assert 2 <= len(moments) <= 3
    assert [gap for gap in gaps if gap < ASK_EVERY - SLACK] == []


def started(browser: httpx.Client) -> str:
    """Press the button for another device; gives the address of the waiting page."""
    page = html.fromstring(browser.get("/logga-in").text)
    key = page.xpath("//input[@name='csrfmiddlewaretoken']/@value")[0]
    form = {"csrfmiddlewaretoken": key, "device": "other", "till": "/mina"}
    return str(browser.post("/logga-in/bankid", data=form).url.path)


def poll_until(browser: httpx.Client, path: str, end: float) -> int:
    """Ask how the order stands, again and again; gives how often."""
    count = 0
    while time.monotonic() < end:
        assert browser.get(path).status_code == 200
        count += 1
    return count
