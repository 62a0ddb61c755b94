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

# A text in the languages that the whole portal is in.
Told = dict[str, str]
LANGUAGES = {"sv", "sv-simple", "en"}


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

    situation: Told
    text: Told
    why: Told


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """The parts that the law asks for, but for the operator's name, which is a setting."""

    service: Told
    conformity: Conformity
    shortcomings: tuple[Shortcoming, ...]
    assessed_on: date
    updated_on: date
    method: Method
    method_details: Told
    report_path: str
    authority: str
    authority_url: str
    burdensome: tuple[Told, ...]
    outside_the_law: tuple[Told, ...]


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
    made = Statement(
        **given  # type: ignore[arg-type]
        | {
            "conformity": Conformity(str(given.get("conformity"))),
            "method": Method(str(given.get("method"))),
            "shortcomings": tuple(Shortcoming(**each) for each in shortcomings),
        }
    )
    _refuse_half_told(made)
    return made


def _refuse_half_told(made: Statement) -> None:
    """Raise ValueError for a text that is not there in each of the languages."""
    told = [made.service, made.method_details, *made.burdensome, *made.outside_the_law]
    for lacking in made.shortcomings:
        told += [lacking.situation, lacking.text, lacking.why]
    for text in told:
        if set(text) != LANGUAGES or not all(text.values()):
            raise ValueError(f"not in every language: {text}")
