"""What crosses the border between us and the population register. Where people live never does."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Known:
    """A person as the register has them now. `deceased_on` is None for the living."""

    personnummer: str = field(repr=False)
    given_name: str
    surname: str
    is_protected: bool
    deceased_on: date | None


@dataclass(frozen=True, slots=True)
class Registered(Known):
    """The person who was asked about, with those in their custody, of whatever age."""

    guardian_of: tuple[Known, ...] = ()
