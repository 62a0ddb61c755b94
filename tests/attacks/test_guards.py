"""Every guard is taken out in turn, and the attack that it holds off has to be noticed by its own test."""

import inspect
from dataclasses import dataclass
from typing import Any

import pytest

from tests.attacks import (
    test_bankid,
    test_confirming,
    test_failures,
    test_openid,
    test_secrets,
    test_sessions,
    test_signing,
)
from tests.attacks.held_off import LetIn, Test, attacks_in
from tests.mutants import Change, NoSuchCode, with_changes

ATTACKS = [
    attack
    for module in (
        test_bankid,
        test_failures,
        test_openid,
        test_secrets,
        test_sessions,
        test_signing,
        test_confirming,
    )
    for attack in attacks_in(module)
]
KINDS = ("freja", "staffs")


@dataclass(frozen=True)
class Trial:
    """An attack made once, with some guards out. `values` are what its test is given besides its scene."""

    attack: Test
    out: tuple[Change, ...]
    values: tuple[tuple[str, Any], ...]
    kind: str
    number: str
    must: type[AssertionError]

    def __str__(self) -> str:
        parts = (self.attack.__name__.removeprefix("test_"), self.kind, self.number)
        return "-".join(part for part in parts if part)

    def make(self, request: pytest.FixtureRequest) -> None:
        """Make the attack, in a scene of its own."""
        known = dict(self.values)
        names = [name for name in inspect.signature(self.attack).parameters if name not in known]
        scenes = {name: request.getfixturevalue(self.kind if name == "openid" else name) for name in names}
        with with_changes(*self.out):
            self.attack(**scenes, **known)


def trials() -> list[Trial]:
    """Give each guard of each attack alone, and then all that stand in its way at once."""
    found = []
    for attack in ATTACKS:
        held = attack.held_off
        kinds = KINDS if "openid" in inspect.signature(attack).parameters else ("",)
        sets = {str(number): ((guard,), AssertionError) for number, guard in enumerate(held.guards)}
        if held.lets_in:
            sets["all"] = ((*held.guards, *held.behind), LetIn)
        if sets.get("all", ((), LetIn))[0] == held.guards[:1]:
            del sets["0"]
        found += [
            Trial(attack, out, _first_values(attack), kind, number, must)
            for number, (out, must) in sets.items()
            for kind in kinds
        ]
    return found


def _first_values(attack: Test) -> tuple[tuple[str, Any], ...]:
    """Give the first of what the attack's own test is repeated with."""
    found: list[tuple[str, Any]] = []
    for mark in getattr(attack, "pytestmark", []):
        names, (first, *_others) = mark.args
        found += [(names, first)] if isinstance(names, str) else zip(names, first, strict=True)
    return tuple(found)


def test_each_attack_has_a_guard():
    assert len(ATTACKS) > 30
    assert all(attack.held_off.guards for attack in ATTACKS)


@pytest.mark.parametrize("trial", trials(), ids=str)
def test_an_attack_whose_guard_is_gone_is_noticed(request, undone, trial):
    # What pytest.raises says when nothing was raised is no AssertionError, but means the same.
    noticed = trial.must if trial.must is LetIn else (AssertionError, pytest.fail.Exception)

    with pytest.raises(noticed):
        trial.make(request)


@pytest.mark.parametrize("reads", ["rotate_token(answer)", "order.same_device"])
def test_a_guard_that_stands_nowhere_or_twice_is_no_guard(reads):
    lost = Change("fornya.people", reads, "None")

    with pytest.raises(NoSuchCode), with_changes(lost):
        pass
