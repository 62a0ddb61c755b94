"""A population register for tests, at the border where its client stands; lives change in it as tests say."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from fornya.integrations.http import Unavailable
from fornya.integrations.population import Known, Registered
from fornya.people import acting, registered
from fornya.people.session import SignedInPatient
from tests import make

DEAD_SINCE = date(2026, 11, 1)


@dataclass
class Registry:
    """Knows everybody as alive and unprotected, but for what a test has changed."""

    changed: dict[str, Known] = field(default_factory=dict)
    custody: dict[str, list[str]] = field(default_factory=dict)
    names: dict[str, tuple[str, str]] = field(default_factory=dict)
    silent: bool = False
    asked: list[str] = field(default_factory=list)

    def person(self, personnummer: str) -> Registered:
        """Answer as the register's client does."""
        self.asked.append(personnummer)
        if self.silent:
            raise Unavailable("population", "503", outcome_unknown=False)
        known = self._known(personnummer)
        children = tuple(map(self._known, self.custody.get(personnummer, [])))
        return Registered(
            personnummer,
            known.given_name,
            known.surname,
            known.is_protected,
            known.deceased_on,
            guardian_of=children,
        )

    def protect(self, personnummer: str) -> None:
        """Let somebody's identity be protected."""
        self.changed[personnummer] = replace(self._known(personnummer), is_protected=True)

    def bury(self, personnummer: str) -> None:
        """Let somebody be dead."""
        self.changed[personnummer] = replace(self._known(personnummer), deceased_on=DEAD_SINCE)

    def child_of(self, *guardians: SignedInPatient, years: int = 6, name: str = "Alma Exempel") -> str:
        """Let there be a child in their custody; gives its number."""
        number = make.personnummer(make.TODAY - timedelta(days=years * 366 + len(self.names)))
        given_name, _, surname = name.partition(" ")
        self.names[number] = (given_name, surname)
        for guardian in guardians:
            self.custody.setdefault(guardian.personnummer, []).append(number)
        return number

    def _known(self, personnummer: str) -> Known:
        given_name, surname = self.names.get(personnummer, ("Någon", "Exempel"))
        return self.changed.get(personnummer) or Known(personnummer, given_name, surname, False, None)


def stand_in(monkeypatch) -> Registry:
    """Put a registry where the rooms would call the register."""
    made = Registry()
    monkeypatch.setattr(acting, "population_register", lambda: made)
    monkeypatch.setattr(registered, "population_register", lambda: made)
    return made


def acting_for(person: SignedInPatient, name: str) -> tuple[SignedInPatient, str]:
    """Let somebody open the matter of a person of this name; gives it, and the new session's token."""
    (chosen,) = [other for other in acting.others(person=person, now=make.NOW) if other.given_name == name]
    token = acting.begin(person=person, key=chosen.key, now=make.NOW)
    found = make.signed_in(token)
    assert isinstance(found, SignedInPatient)
    return found, token
