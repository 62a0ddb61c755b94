"""A limit lets in exactly as many as it says, in any window, from all processes together."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import OperationalError, ProgrammingError, transaction

from fornya.limits import count as counting
from fornya.limits.count import Lenient, TooMany, count
from fornya.limits.expiry import remove_old_counts
from fornya.rules.limits import LIMITS, Limit, Limited
from tests.committed import as_worker, owner, web
from tests.threads import at_once

pytestmark = pytest.mark.usefixtures("database")
NOW = datetime(2026, 11, 23, 9, 20, tzinfo=UTC)
BROWSER, ADDRESS = Limited.SIGN_IN_BY_BROWSER, Limited.SIGN_IN_BY_ADDRESS
SECOND = timedelta(seconds=1)


def is_full(*asked, now=NOW) -> datetime | None:
    """Count one more and say when there is room again; None when it was let in."""
    try:
        count(*asked, now=now)
    except TooMany as refused:
        return refused.again_at
    return None


def fill(what: Limited, who: object = "a", *, now=NOW) -> None:
    """Use up a limit, a millisecond apart."""
    for number in range(LIMITS[what].most):
        assert is_full((what, who), now=now + number * timedelta(milliseconds=1)) is None


@pytest.mark.parametrize("what", Limited)
def test_every_limit_lets_in_as_many_as_it_says_and_not_one_more(what):
    fill(what)
    full = NOW + timedelta(seconds=1)

    again_at = is_full((what, "a"), now=full)

    assert again_at == NOW + LIMITS[what].within
    assert is_full((what, "a"), now=again_at - timedelta(microseconds=1)) == again_at
    assert is_full((what, "a"), now=again_at) is None


def test_the_window_slides_with_each_that_was_let_in():
    moments = [NOW + number * 7 * SECOND for number in range(5)]
    for moment in moments:
        assert is_full((BROWSER, "a"), now=moment) is None

    # One leaves the window every seven seconds: one is let in each time, and one only.
    for first in moments:
        free = first + timedelta(minutes=1)
        assert is_full((BROWSER, "a"), now=free - SECOND) == free
        assert is_full((BROWSER, "a"), now=free) is None
        assert is_full((BROWSER, "a"), now=free) is not None


def test_no_window_wherever_it_begins_holds_more_than_the_limit():
    let_in = [
        moment
        for moment in (NOW + number * timedelta(milliseconds=730) for number in range(400))
        if is_full((BROWSER, "a"), now=moment) is None
    ]

    windows = [sum(begin <= each < begin + LIMITS[BROWSER].within for each in let_in) for begin in let_in]
    assert max(windows) == LIMITS[BROWSER].most
    assert len(let_in) > 3 * LIMITS[BROWSER].most


def test_who_is_refused_may_come_back_when_it_was_said_however_often_they_tried():
    fill(BROWSER)
    said = is_full((BROWSER, "a"), now=NOW + SECOND)

    for number in range(40):
        assert is_full((BROWSER, "a"), now=NOW + (2 + number) * SECOND) == said

    assert is_full((BROWSER, "a"), now=said) is None


def test_others_and_other_things_are_untouched():
    fill(BROWSER)

    assert is_full((BROWSER, "a"), now=NOW + SECOND)
    assert is_full((BROWSER, "b"), now=NOW + SECOND) is None
    assert is_full((ADDRESS, "a"), now=NOW + SECOND) is None


def test_a_browser_that_is_refused_uses_up_nothing_of_the_address_it_shares():
    both = ((BROWSER, "a"), (ADDRESS, "192.0.2.7"))
    for _number in range(30):
        is_full(*both)

    room = LIMITS[ADDRESS].most - LIMITS[BROWSER].most
    assert [is_full((ADDRESS, "192.0.2.7")) for _number in range(room)] == [None] * room
    assert is_full((ADDRESS, "192.0.2.7"))


def test_of_two_that_are_full_the_later_time_is_told():
    fill(Limited.SUPPORT_CASE_BY_ADDRESS)
    fill(Limited.SUPPORT_COPY_BY_RECEIVER, now=NOW + 5 * SECOND)

    both = ((Limited.SUPPORT_CASE_BY_ADDRESS, "a"), (Limited.SUPPORT_COPY_BY_RECEIVER, "a"))
    again_at = is_full(*both, now=NOW + 9 * SECOND)

    assert again_at == NOW + 5 * SECOND + timedelta(hours=1)


def test_the_window_slides_over_midnight_when_the_hashes_change():
    for midnight in (datetime(2026, 11, 24, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC)):
        before = midnight - 3 * SECOND
        fill(BROWSER, midnight, now=before)

        assert is_full((BROWSER, midnight), now=midnight + SECOND) == before + timedelta(minutes=1)
        assert is_full((BROWSER, midnight), now=before + timedelta(minutes=1)) is None


def test_a_limit_that_is_lowered_holds_at_once(monkeypatch):
    fill(BROWSER)
    monkeypatch.setattr(counting, "LIMITS", {**LIMITS, BROWSER: Limit(2, timedelta(minutes=1))})

    again_at = is_full((BROWSER, "a"), now=NOW + SECOND)

    # Three have to leave before one of two is free.
    assert again_at == NOW + timedelta(minutes=1, milliseconds=3)


def test_what_stands_for_a_sender_is_another_each_day_and_names_nobody():
    for number in range(3):
        count((ADDRESS, "192.0.2.7"), now=NOW + timedelta(days=number))
    keys = [bytes(key) for (key,) in owner("SELECT key FROM limits_count")]

    assert len(set(keys)) == 3
    assert all(len(key) == 16 and b"192" not in key for key in keys)


def test_another_secret_is_another_hash(settings):
    fill(BROWSER)
    settings.SECRET_KEY = "another"

    assert is_full((BROWSER, "a"), now=NOW + SECOND) is None


@pytest.mark.parametrize("sender", range(6))
def test_a_race_lets_in_no_more_than_the_limit(sender):
    # Both orders of the same two: whoever locked them as they came would wait crosswise.
    pair = ((BROWSER, sender), (ADDRESS, sender))
    outcomes = at_once(12, lambda place: count(*(pair if place % 2 else pair[::-1]), now=NOW))

    assert [each for each in outcomes if each is None] == [None] * LIMITS[BROWSER].most
    assert {type(each) for each in outcomes if each is not None} == {TooMany}


ONE_PROCESS = """
import os, sys, django
from datetime import datetime
django.setup()
from django.db import connections
from fornya.limits.count import TooMany, count
from fornya.rules.limits import Limited
connections["default"].settings_dict["OPTIONS"].pop("pool", None)
sys.stdin.readline()
let_in = 0
for _ in range(50):
    try:
        count((Limited.SEARCH_BY_ADDRESS, "a"), now=datetime.fromisoformat(sys.argv[1]))
        let_in += 1
    except TooMany:
        pass
print(let_in)
"""


def test_two_processes_count_together(settings):
    env = _environment(settings)
    both = [
        subprocess.Popen(
            [sys.executable, "-c", ONE_PROCESS, NOW.isoformat()],
            env=env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _process in range(2)
    ]
    with ThreadPoolExecutor(2) as pool:
        let_in = [int(told) for told, _ in pool.map(lambda process: process.communicate("go\n"), both)]

    assert sum(let_in) == LIMITS[Limited.SEARCH_BY_ADDRESS].most
    assert all(10 <= each <= 50 for each in let_in)


def _environment(settings) -> dict[str, str]:
    found = settings.DATABASES["default"]
    address = f"postgresql://{found['USER']}@/{found['NAME']}?host={found['HOST']}"
    return os.environ | {
        "DATABASE_URL": address,
        "SECRET_KEY": settings.SECRET_KEY,
        "DJANGO_SETTINGS_MODULE": "fornya.config.settings",
    }


def test_what_is_rolled_back_was_never_counted():
    for _number in range(10):
        with transaction.atomic():
            count((BROWSER, "a"), now=NOW)
            transaction.set_rollback(True)

    fill(BROWSER)


def test_the_web_can_count_and_neither_read_nor_forget():
    count((BROWSER, "a"), now=NOW)

    for statement in ("SELECT * FROM limits_count", "DELETE FROM limits_count", "TRUNCATE limits_count"):
        with pytest.raises(ProgrammingError, match="permission denied"):
            web(statement)


def test_a_count_costs_no_write_ahead_log():
    assert owner("SELECT relpersistence FROM pg_class WHERE relname = 'limits_count'") == [("u",)]


def test_what_is_over_is_taken_away_and_nothing_else():
    count((BROWSER, "a"), now=NOW)
    count((Limited.REQUEST_BY_PATIENT, 7), now=NOW)

    with as_worker():
        assert remove_old_counts(now=NOW + timedelta(seconds=59)) == 0
        assert remove_old_counts(now=NOW + timedelta(seconds=60)) == 1
        assert remove_old_counts(now=NOW + timedelta(hours=23)) == 0
        assert remove_old_counts(now=NOW + timedelta(hours=24)) == 1


def test_what_does_without_the_database_is_let_through_while_it_is_away(monkeypatch):
    clock, asked = [1000.0], []

    def away(*what, now):
        asked.append(what)
        raise OperationalError("gone")

    monkeypatch.setattr(counting, "count", away)
    monkeypatch.setattr(counting, "monotonic", lambda: clock[0])
    lenient = Lenient()

    for _number in range(100):
        lenient.count((ADDRESS, "a"), now=NOW)
    clock[0] += counting.REST
    lenient.count((ADDRESS, "a"), now=NOW)

    # Asked once, then not again until it has rested.
    assert len(asked) == 2


def test_a_lenient_count_refuses_as_any_other_while_the_database_answers():
    lenient = Lenient()
    for _number in range(LIMITS[ADDRESS].most):
        lenient.count((ADDRESS, "a"), now=NOW)

    with pytest.raises(TooMany):
        lenient.count((ADDRESS, "a"), now=NOW)
