"""What the checks are about: one medicine of one person, with what is known; None means that nobody has said.

Source: this service's own.
Reviewed: 2026-11-23
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from fornya.rules.adherence import Fill
from fornya.rules.renewal_policy import Outcome


@dataclass(frozen=True, slots=True)
class Prescribed:
    """A prescription, as much of it as checks need."""

    name: str
    atc: str | None
    substance: str
    strength: str
    version: str
    status: str
    left: int
    valid_until: date


@dataclass(frozen=True, slots=True)
class Medicines:
    """What the store says of the person: the medicine asked for as it stands there, and the others in use."""

    this: Prescribed | None
    others: tuple[Prescribed, ...]
    fills: tuple[Fill, ...]
    hides: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """What the clinic's record says, read there by a named person or given by a source of the clinic's own.

    `allergies` are words as they stand there; an empty tuple says that there are none.
    """

    last_visit_on: date | None = None
    last_check_on: date | None = None
    egfr: int | None = None
    egfr_on: date | None = None
    allergies: tuple[str, ...] | None = None
    pregnant: bool | None = None
    in_bags: bool | None = None
    bags_stop_on: date | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two groups of medicines that do not go well together."""

    one: str
    other: str
    stops: bool
    effect: str


@dataclass(frozen=True, slots=True)
class Products:
    """What the operator's source says of products until a day: out of stock, sold on licence, more pairs.

    Products are named as prescriptions name them, in small letters.
    """

    source: str
    holds_until: date
    short: Mapping[str, date | None] = field(default_factory=dict)
    licences: Mapping[str, date] = field(default_factory=dict)
    pairs: tuple[Pair, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """One medicine that is asked for. `medicines` is None when the store could not be read.

    `asked` is the prescription as the patient saw it; None when the patient wrote the medicine's name.
    """

    today: date
    name: str
    age: int
    is_woman: bool
    asked: Prescribed | None
    units_per_day: Decimal | None
    narcotic_class: str | None
    monitoring_group: str | None
    answers: Mapping[str, str]
    message: str
    policy: Outcome
    medicines: Medicines | None
    record: Record
    products: Products | None

    @property
    def atc(self) -> str | None:
        """The medicine's code, where it is known."""
        return self.asked.atc if self.asked else None
