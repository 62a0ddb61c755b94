"""Walks through lives: whatever has just happened, nobody sees or does more than the table says.

The pages, the guard, the register's answers and the database are the real ones; only the clock is moved.
"""

import pytest

from fornya.medicines import high_cost, overview
from tests.access.walker import Town
from tests.access.world import PersonalShelf
from tests.mutants import Change, with_changes
from tests.people.registry import stand_in

STEPS = 140
RULE, PEOPLE, GUARDS = "fornya.rules.acting", "fornya.people.acting", "fornya.people.guards"
# Each is a guard that is gone, with the number of a walk that meets what it held off.
BROKEN = {
    "the birthday": (3, Change(RULE, "not _may(AgeRight.GUARDIAN_ACTS, child, today)", "False")),
    "the child's hiding": (1, Change(RULE, "child.is_protected and not guardian.is_protected", "False")),
    "custody": (2, Change(PEOPLE, "sides.known is not None", "True", "_verdict")),
    "the end of a mandate": (1, Change(RULE, "mandate.is_ended", "False")),
    "death": (3, Change(RULE, "subject and subject.is_deceased", "False")),
    "the guard": (1, Change(GUARDS, "not may_in_matter(verdict.abilities, whom)", "False")),
    "the scope": (1, Change(RULE, "gives[mandate.scope]", "gives[Scope.REQUEST]")),
}


@pytest.fixture
def town(database, monkeypatch):
    shelf = PersonalShelf()
    monkeypatch.setattr(overview, "prescription_store", lambda: shelf)
    monkeypatch.setattr(high_cost, "high_cost_account", lambda: shelf)
    registry = stand_in(monkeypatch)
    return lambda seed: Town(monkeypatch, registry, seed)


def walk(town: Town, steps: int = STEPS) -> Town:
    for _step in range(steps):
        town.something_happens()
        for _page in range(3):
            town.somebody_asks()
    return town


@pytest.mark.parametrize("seed", [2, 3, 5])
def test_nobody_ever_sees_or_does_more_than_the_table_says(town, seed):
    walked = walk(town(seed))

    # A walk on which nobody is refused, or everybody, shows nothing.
    assert walked.asked == 3 * STEPS
    assert walked.asked * 0.2 < walked.refused < walked.asked * 0.9


@pytest.mark.parametrize(("seed", "guard"), BROKEN.values(), ids=list(BROKEN))
def test_a_guard_that_is_gone_is_met_on_the_way(town, seed, guard):
    walked = town(seed)

    with with_changes(guard), pytest.raises(AssertionError):
        walk(walked)
