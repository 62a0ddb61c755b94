"""When a request has to be looked at for the sake of what is left at home, whatever was promised.

Seven days before the supply ends a request comes to the front of the worklist. About a life-critical
medicine it is there from the day it was sent, and so is one of which neither the medicine's group nor its
supply is known: what nobody can say to be harmless may not fall out.

Source: tables/life_critical.toml (the groups await the clinical owner); the days are our own choice.
Reviewed: 2026-11-23
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from fornya.rules.dated import read_table

_TABLE = read_table("life_critical")
GROUPS = tuple(_TABLE["groups"])
DAYS_LEFT = timedelta(days=_TABLE["days_left"])


@dataclass(frozen=True, slots=True)
class Supply:
    """One medicine of a request: its ATC code, and the day its supply ends. "" and None: not known."""

    atc: str
    runs_out_on: date | None


@dataclass(frozen=True, slots=True)
class Watch:
    """How a request stands: when the first supply ends, from when it is at the front, what it is about.

    None: not known; of `at_front_from`, that nothing says it will be pressing.
    """

    runs_out_on: date | None
    at_front_from: date | None
    is_critical: bool


def is_critical(atc: str) -> bool:
    """Tell whether nobody may be without this medicine for a day."""
    return atc.startswith(GROUPS)


def watch(supplies: Iterable[Supply], *, sent_on: date) -> Watch:
    """Say from when a request that was sent on this day is at the front of the worklist."""
    supplies = tuple(supplies)
    known = [supply.runs_out_on for supply in supplies if supply.runs_out_on]
    fronts = [front for supply in supplies if (front := _at_front_from(supply, sent_on))]
    return Watch(
        runs_out_on=min(known, default=None),
        at_front_from=min(fronts, default=None),
        is_critical=any(is_critical(supply.atc) for supply in supplies),
    )


def _at_front_from(supply: Supply, sent_on: date) -> date | None:
    if supply.runs_out_on is None:
        # A critical one may be gone already: as pressing as one that ends on the day it was sent.
        return sent_on - DAYS_LEFT if is_critical(supply.atc) else None if supply.atc else sent_on
    by_supply = supply.runs_out_on - DAYS_LEFT
    return min(by_supply, sent_on) if is_critical(supply.atc) else by_supply
