"""What the gates tried when all of them last passed: read once from results.toml, which they write.

The gates are in tests/gates/; `python -m tests.gates.results` runs them and writes the file.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files


class Check(StrEnum):
    """What is tried on every public page; a file of tests/gates/ each."""

    DOCUMENTS = "documents"
    KEYBOARD = "keyboard"
    LIGHTHOUSE = "lighthouse"
    LOOKS = "looks"
    MARKUP = "markup"
    PAPER = "paper"
    ROOM = "room"
    SCRIPTLESS = "scriptless"
    WEIGHT = "weight"


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """A day on which every check passed, what was tried then, and with what."""

    tried_on: date
    pages: int
    languages: tuple[str, ...]
    templates: tuple[str, ...]
    checks: tuple[Check, ...]
    tools: tuple[str, ...]


@cache
def results() -> Results:
    """Give the latest results; raises TypeError or ValueError when a part is missing or unknown."""
    text = files("fornya.pages.public.accessibility").joinpath("results.toml").read_text(encoding="utf-8")
    return read(tomllib.loads(text))


def read(data: dict[str, object]) -> Results:
    """Make results of the file's data; raises as `results` does."""
    lists = {name: tuple(value) if isinstance(value, list) else value for name, value in data.items()}
    checks = lists.get("checks", ())
    if not isinstance(checks, tuple):
        raise TypeError("checks is a list")
    return Results(**lists | {"checks": tuple(Check(each) for each in checks)})  # type: ignore[arg-type]
