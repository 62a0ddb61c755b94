"""Binds an attack to the guards that hold it off."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.mutants import Change

Test = Callable[..., None]


class LetIn(AssertionError):
    """Somebody is signed in who ought not to be: what every attack here is after."""


@dataclass(frozen=True)
class HeldOff:
    """What stands in an attack's way. Without any one of `guards` its test is red.

    `behind` are guards that would still stop it: with those out as well, it has to succeed, or it is no
    attack.
    """

    guards: tuple[Change, ...]
    behind: tuple[Change, ...]
    lets_in: bool


def held_off_by(
    *guards: Change, behind: tuple[Change, ...] = (), lets_in: bool = True
) -> Callable[[Test], Test]:
    """Name the guards of an attack; `lets_in` is False where it is after something else than a session."""

    def mark(test: Test) -> Test:
        test.held_off = HeldOff(guards, behind, lets_in)  # type: ignore[attr-defined]
        return test

    return mark


def attacks_in(module: Any) -> list[Test]:
    """Give the attacks of a module."""
    return [each for each in vars(module).values() if hasattr(each, "held_off")]
