"""The accessibility statement as data: read once from statement.toml, whole or not at all.

Source: lag (2018:1937) om tillgänglighet till digital offentlig service; the authority's list of what a
statement has to hold. Reviewed: 2026-11-23
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files


class Conformity(StrEnum):
    """How far the service follows the law."""

    FULL = "full"
    PARTIAL = "partial"
    NONE = "none"


class Method(StrEnum):
    """Who has assessed it."""

    SELF = "self"
    EXTERNAL = "external"


@dataclass(frozen=True, slots=True)
class Shortcoming:
    """Something that does not work for everyone, for whom, and why it is so."""

    situation: str
    text: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """The parts that the law asks for, but for the operator's name, which is a setting."""

    service: str
    conformity: Conformity
    shortcomings: tuple[Shortcoming, ...]
    assessed_on: date
    updated_on: date
    method: Method
    method_details: str
    report_path: str
    authority: str
    authority_url: str
    burdensome: tuple[str, ...]
    outside_the_law: tuple[str, ...]


@cache
def statement() -> Statement:
    """Give the statement; raises TypeError or ValueError when a part is missing or unknown."""
    text = files("fornya.pages.public.accessibility").joinpath("statement.toml").read_text(encoding="utf-8")
    return read(tomllib.loads(text))


def read(data: dict[str, object]) -> Statement:
    """Make a statement of the file's data; raises as `statement` does."""
    given = dict(data)
    shortcomings = given.pop("shortcomings", ())
    if not isinstance(shortcomings, list):
        raise TypeError("shortcomings is a list of tables")
    return Statement(
        **given  # type: ignore[arg-type]
        | {
            "conformity": Conformity(str(given.get("conformity"))),
            "method": Method(str(given.get("method"))),
            "shortcomings": tuple(Shortcoming(**each) for each in shortcomings),
        }
    )
