"""The numbers over the worklist are those of a plain count, whatever has happened to the requests."""

import random
from datetime import timedelta
from time import sleep

import pytest
from django.db import transaction

from fornya.renewals.open_counts import gather_open_counts
from fornya.renewals.worklist import Shown, for_clinic
from tests import make
from tests.committed import as_worker, owner
from tests.make import NOW, TODAY
from tests.renewals.test_plans import copied, counted
from tests.threads import at_once

ALIKE = "clinic_id, status, answer_by, taken_by_id, at_front_from"
PLAIN = f"SELECT {ALIKE}, count(*) FROM renewals_renewalrequest WHERE ended_at IS NULL GROUP BY {ALIKE}"
KEPT = f"SELECT {ALIKE}, sum(number) FROM renewals_opencount GROUP BY {ALIKE} HAVING sum(number) <> 0"
# What can happen to some requests: all that the counts are by, and what they are not.
CHANCES = (
    "status = 'opened', taken_by_id = {staff}, taken_at = now() WHERE status = 'sent'",
    "status = 'question' WHERE status = 'opened'",
    "status = 'opened' WHERE status = 'question'",
    "status = 'writing' WHERE status = 'opened'",
    "status = 'sent', taken_by_id = NULL, taken_at = NULL, clinic_id = {clinic} WHERE status = 'opened'",
    "status = 'renewed', ended_at = now() WHERE status = 'writing'",
    "status = 'withdrawn', ended_at = now() WHERE status = 'sent'",
    "answer_by = answer_by + 1 WHERE ended_at IS NULL",
    "at_front_from = '2026-11-20'::date + {number} WHERE ended_at IS NULL",
    "at_front_from = NULL WHERE ended_at IS NULL",
    "version = version + 1, language = 'en' WHERE true",
)
SOME = " AND (hashtext(id::text) % 7 + 7) % 7 < {number}"


def happen(chance: random.Random, facts: dict[str, list[int]]) -> None:
    """Let one thing happen to some of the requests, or make a few more, or remove a few."""
    values = {name: chance.choice(choices) for name, choices in facts.items()}
    what = chance.randrange(len(CHANCES) + 3)
    if what < len(CHANCES):
        owner(f"UPDATE renewals_renewalrequest SET {CHANCES[what]}{SOME}".format(**values))  # noqa: S608
    elif what == len(CHANCES):
        owner(f"DELETE FROM renewals_renewalrequest WHERE true{SOME}".format(number=1))  # noqa: S608
    else:
        copied(make.request(make.patient()), values["number"])


def alone() -> None:
    """Leave the requests without what belongs to them, so that they can go. Not `by_hand`, which counts."""
    for table in ("renewalevent", "renewalline"):
        owner(f"DELETE FROM renewals_{table}")


@pytest.mark.parametrize("seed", range(2))
def test_after_random_lives_they_are_a_plain_count(database, seed):
    # Mutants: a column left out of the trigger's condition; no row taken away; a sum of gathered rows only.
    chance = random.Random(seed)  # noqa: S311 - the same each time is wanted
    copied(make.request(), 20)
    alone()
    facts = {
        "staff": [make.staff(who).staff_id for who in (make.EVA, make.JOHAN)],
        "clinic": [make.page(which).id for which in (make.BJORKEN, make.EKBACKEN)],
        "number": [2, 4, 6],
    }
    for _step in range(25):
        happen(chance, facts)
        alone()
        assert set(owner(KEPT)) == set(owner(PLAIN))
        if chance.random() < 0.3:
            with as_worker():
                gather_open_counts(now=NOW)
            assert set(owner(KEPT)) == set(owner(PLAIN))


def test_a_deed_that_is_taken_back_counts_nothing(database):
    make.request()
    owner("BEGIN")
    owner("DELETE FROM renewals_renewalline")
    owner("UPDATE renewals_renewalrequest SET answer_by = answer_by + 1")
    owner("ROLLBACK")

    assert owner(KEPT) == owner(PLAIN)
    assert owner("SELECT count(*) FROM renewals_opencount") == [(1,)]


def test_gathering_makes_one_row_of_what_is_alike_and_none_of_nothing(database):
    copied(make.request(), 14)
    owner(
        "UPDATE renewals_renewalrequest SET answer_by = %s, at_front_from = NULL", TODAY + timedelta(days=2)
    )

    with as_worker():
        gather_open_counts(now=NOW)

    assert owner("SELECT answer_by, number FROM renewals_opencount") == [(TODAY + timedelta(days=2), 15)]


def test_several_who_gather_while_others_write_count_each_once(database):
    # Mutant: the sums read before the rows are taken away, in a statement of its own.
    request_id = make.request()

    def deed(place: int) -> None:
        if place < 4:
            copied(request_id, 5)
        else:
            gather_open_counts(now=NOW)

    with as_worker():
        faults = [fault for fault in at_once(8, deed) if isinstance(fault, Exception)]

    assert faults == []
    assert set(owner(KEPT)) == set(owner(PLAIN))


def tidied() -> None:
    """Leave only the rows there are; while autovacuum looks on, those that are gone stay for a moment."""
    for _try in range(100):
        owner("VACUUM FULL ANALYZE renewals_opencount")
        if owner("SELECT pg_relation_size('renewals_opencount') <= 8192") == [(True,)]:
            return
        sleep(0.1)
    raise AssertionError("rows that are gone were never cleared away")


def test_five_thousand_cost_the_worklist_what_one_thousand_do(database):
    # Mutant: counting the requests themselves. In an empty part nothing is read but the counts.
    request_id, eva = make.request(), make.staff()
    cost = []
    for more in (1000, 4000):
        copied(request_id, more)
        with as_worker():
            gather_open_counts(now=NOW)
        tidied()
        cost.append(counted(Shown.SENDING))

    shown = for_clinic(by=eva, shown=Shown.NEW, after=None, today=TODAY, now=NOW)
    assert shown.counts[Shown.NEW] == 5001
    assert cost[1] <= cost[0] + 5


def test_what_is_counted_is_seen_by_the_moment_not_by_when_it_was_gathered(database):
    eva, request_id = make.staff(), make.request(answer_by=TODAY)
    later = TODAY + timedelta(days=1)

    def late(today) -> int:
        return for_clinic(by=eva, shown=Shown.NEW, after=None, today=today, now=NOW).counts[Shown.LATE]

    assert (late(TODAY), late(later)) == (0, 1)
    with transaction.atomic():
        owner("UPDATE renewals_renewalrequest SET answer_by = %s WHERE id = %s", later, request_id)
    assert late(later) == 0
