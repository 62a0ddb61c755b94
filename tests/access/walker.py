"""A little town in which lives change, and people who ask for pages all the while: for test_walks.py.

The town knows by itself who may do what: plain ifs over its own facts, and nothing of the service's rules.
"""

import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.test import Client

from fornya.people import guards
from fornya.people.acting import begin, others
from fornya.people.appoint import end_mandate
from fornya.people.registered import refresh
from fornya.rules.acting import Scope
from tests import make
from tests.access.world import shelf_mark
from tests.committed import as_worker, owner
from tests.people import mandates
from tests.people.registry import Registry

SEE, OVERVIEW, REQUEST, CONTACT, SETTINGS = "see", "overview", "request", "contact", "settings"
FORM = f"/mina/fornya/{make.BJORKEN}"
DEAD_SINCE = date(2026, 11, 1)


class Clock(datetime):
    """The guards' clock, moved by the walk."""

    at = make.NOW

    @classmethod
    def now(cls, tz: Any = None) -> datetime:
        """Give the town's time."""
        return cls.at


@dataclass(eq=False)
class Townsman:
    """Somebody with a number and one request; `born` is what the number says."""

    name: str
    born: date
    is_protected: bool = False
    is_dead: bool = False
    number: str = ""
    id: int = 0
    request: str = ""
    mark: str = ""
    children: "set[Townsman]" = field(default_factory=set)

    def age(self, today: date) -> int:
        """Give the age in whole years."""
        return today.year - self.born.year - ((today.month, today.day) < (self.born.month, self.born.day))


@dataclass(eq=False)
class Given:
    """A mandate as the town knows it."""

    giver: Townsman
    agent: Townsman
    scope: Scope
    id: Any
    is_over: bool = False


@dataclass(eq=False)
class Seat:
    """Somebody's browser, in their own matter or in another's."""

    who: Townsman
    whom: Townsman
    as_agent: bool
    client: Client


class Town:
    """Maria and Kim with two children, a teenager, Berit with her agent Bo, and what happens to them."""

    def __init__(self, monkeypatch: Any, registry: Registry, seed: int) -> None:
        self.registry, self.dice = registry, random.Random(seed)  # noqa: S311 - a walk, no secret
        Clock.at = make.NOW
        monkeypatch.setattr(guards, "datetime", Clock)
        self.people = {name: self._settles(name, born) for name, born in _born(make.TODAY).items()}
        maria, kim = self.people["Maria"], self.people["Kim"]
        maria.children |= {self.people["Alma"], self.people["Lo"]}
        kim.children |= {self.people["Alma"]}
        self.given: list[Given] = []
        self.silent = False
        self._tell_register()
        self.seats = [self._sits(person) for person in self.people.values()]
        self.asked = self.refused = 0

    def may(self, seat: Seat) -> set[str]:
        """Say what the table lets somebody do where they sit."""
        who, whom, today = seat.who, seat.whom, Clock.at.date()
        if who.is_dead or whom.is_dead:
            return set()
        if who is whom:
            alone = {SEE, REQUEST, CONTACT, SETTINGS} if who.age(today) >= 13 else set()
            return alone | {OVERVIEW} if who.age(today) >= 18 else alone
        if self.silent:
            return set()
        if seat.as_agent:
            return self._may_as_agent(who, whom, today)
        hides = whom.is_protected and not who.is_protected
        acts = whom in who.children and who.age(today) >= 18 and whom.age(today) < 13 and not hides
        return {SEE, REQUEST, CONTACT} if acts else set()

    def _may_as_agent(self, who: Townsman, whom: Townsman, today: date) -> set[str]:
        live = [each for each in self.given if (each.giver, each.agent) == (whom, who) and not each.is_over]
        adults = min(who.age(today), whom.age(today)) >= 18
        if not live or not adults or who.is_protected or whom.is_protected:
            return set()
        return {SEE, OVERVIEW} | ({REQUEST} if live[-1].scope is Scope.REQUEST else set())

    def something_happens(self) -> None:
        """Let one thing happen in somebody's life, and the register hear of it."""
        Clock.at += timedelta(seconds=1)
        self.dice.choice(
            (self._a_day_passes, self._custody_changes, self._somebody_hides, self._somebody_dies)
            + (self._a_mandate, self._a_mandate, self._the_register_stumbles)
            + (self._somebody_acts,) * 6
        )()

    def somebody_asks(self) -> None:
        """Let somebody ask for a page or press a button, and compare what they met with the table."""
        seat = self.dice.choice(self.seats)
        self.look(seat, *self.dice.choice(_pages(seat, self.dice.choice(list(self.people.values())))))

    def look(self, seat: Seat, method: str, path: str, needs: set[str], of: Townsman) -> None:
        """Ask once. Raises AssertionError for anything more, or less, than the table gives."""
        may, before = self.may(seat), _withdrawn()
        is_in = bool(may & needs)
        answer = seat.client.generic(method, path)
        text = answer.content.decode()
        told = f"{seat.who.name} for {seat.whom.name}, {method} {path}: {answer.status_code}, may {may}"
        seen = {each for each in self.people.values() if each.mark in text or shelf_mark(each.number) in text}
        self.asked, self.refused = self.asked + 1, self.refused + (not is_in)
        assert seen <= ({seat.whom} if is_in else set()), f"{told} shows {[each.name for each in seen]}"
        may_list = OVERVIEW in may or (path.startswith(FORM) and REQUEST in may)
        assert (shelf_mark(seat.whom.number) in text) <= may_list, f"{told} shows the list"
        if of is not seat.whom and is_in:
            assert answer.status_code == 404, told
        elif of is seat.whom:
            assert (answer.status_code in (200, 302, 303)) is is_in, told
        else:
            assert answer.status_code in (403, 503), told
        if not is_in or of is not seat.whom:
            assert _withdrawn() == before, f"{told} has done something"

    def _settles(self, name: str, born: date) -> Townsman:
        found = Townsman(name, born, number=make.personnummer(born), mark=f"Medikol{name}")
        self.registry.names[found.number] = (name, "Exempel")
        person = make.patient(found.number, name=f"{name} Exempel")
        found.id = person.patient_id
        found.request = str(make.request(person, [make.choice(found.mark)]))
        return found

    def _sits(self, person: Townsman) -> Seat:
        return self._seat(person, person, make.patient_token(person.number, name=f"{person.name} Exempel"))

    def _seat(self, who: Townsman, whom: Townsman, token: str, *, as_agent: bool = False) -> Seat:
        client = Client(raise_request_exception=False)
        client.cookies[settings.SESSION_COOKIE] = token
        self._stay_awake()
        return Seat(who, whom, as_agent, client)

    def _a_day_passes(self) -> None:
        tomorrow = Clock.at.date() + timedelta(days=1)
        Clock.at = datetime.combine(tomorrow, time(12), tzinfo=UTC)
        self._stay_awake()

    def _stay_awake(self) -> None:
        owner("UPDATE people_session SET started_at = %s, last_seen_at = %s", Clock.at, Clock.at)

    def _custody_changes(self) -> None:
        parent, child = (
            self.people[self.dice.choice(("Maria", "Kim"))],
            self.people[self.dice.choice(("Alma", "Lo"))],
        )
        parent.children ^= {child}
        self._tell_register()

    def _somebody_hides(self) -> None:
        self._changed(self.dice.choice(list(self.people.values())), "is_protected")

    def _somebody_dies(self) -> None:
        if self.dice.random() < 0.3:
            self._changed(self.dice.choice(list(self.people.values())), "is_dead")

    def _changed(self, person: Townsman, what: str) -> None:
        """Change it for the register, and let the job that asks about the person run."""
        if self.silent:
            return
        setattr(person, what, not getattr(person, what) if what == "is_protected" else True)
        self._tell_register()
        with as_worker():
            refresh(subject=str(person.id), attempt=1, now=Clock.at)
        for each in self.given:
            each.is_over |= person in (each.giver, each.agent) and (person.is_protected or person.is_dead)

    def _a_mandate(self) -> None:
        live = [each for each in self.given if not each.is_over]
        if live:
            over = self.dice.choice(live)
            side = make.patient(over.giver.number, name=f"{over.giver.name} Exempel")
            end_mandate(mandate_id=over.id, patient=side, now=Clock.at, today=Clock.at.date())
            over.is_over = True
            return
        giver, agent = (self.people[name] for name in self.dice.choice((("Berit", "Bo"), ("Kim", "Maria"))))
        if any(each.is_protected or each.is_dead for each in (giver, agent)):
            return
        sides = [make.patient(each.number, name=f"{each.name} Exempel") for each in (giver, agent)]
        scope = self.dice.choice(list(Scope))
        mandate_id = mandates.accepted(*sides, scope=scope)
        # Which of two is the newer one is told by when it was accepted.
        owner("UPDATE people_mandate SET accepted_at = %s WHERE id = %s", Clock.at, mandate_id)
        self.given.append(Given(giver, agent, scope, mandate_id))

    def _the_register_stumbles(self) -> None:
        self.silent = not self.silent and self.dice.random() < 0.5
        self.registry.silent = self.silent

    def _somebody_acts(self) -> None:
        """Let somebody open the matter of anybody whom they are offered; the old seat stays, and is dead."""
        who = self.dice.choice(list(self.people.values()))
        person = make.patient(who.number, name=f"{who.name} Exempel")
        if self.silent or not self.may(Seat(who, who, False, Client())):
            return
        offered = others(person=person, now=Clock.at)
        names = {other.given_name: other for other in offered}
        wanted = {
            each.name: as_agent
            for each in self.people.values()
            for as_agent in (False, True)
            if each is not who and self.may(Seat(who, each, as_agent, Client()))
        }
        assert set(names) == set(wanted), f"{who.name} is offered {set(names)} and may {set(wanted)}"
        if names:
            name = self.dice.choice(sorted(names))
            token = begin(person=person, key=names[name].key, now=Clock.at)
            self.seats.append(self._seat(who, self.people[name], token, as_agent=wanted[name]))

    def _tell_register(self) -> None:
        for each in self.people.values():
            known = self.registry._known(each.number)
            self.registry.changed[each.number] = type(known)(
                each.number, each.name, "Exempel", each.is_protected, DEAD_SINCE if each.is_dead else None
            )
            self.registry.custody[each.number] = [child.number for child in each.children]


def _born(today: date) -> dict[str, date]:
    """Give everybody's day: Alma is 13 in three days, Tove 18 in four, and one child is small."""
    return {
        "Maria": date(1985, 3, 1),
        "Kim": date(1984, 7, 9),
        "Berit": date(1949, 5, 5),
        "Bo": date(1951, 6, 6),
        "Alma": _years_before(today + timedelta(days=3), 13),
        "Tove": _years_before(today + timedelta(days=4), 18),
        "Lo": _years_before(today, 6),
    }


def _years_before(day: date, years: int) -> date:
    return day.replace(year=day.year - years, day=min(day.day, 28))


def _pages(seat: Seat, other: Townsman) -> list[tuple[str, str, set[str], Townsman]]:
    """Give what may be asked for: how, where, any one of what it needs, and whose thing it names."""
    mine, pages = seat.whom, {SEE, OVERVIEW}
    return [
        ("GET", "/mina", pages, mine),
        ("GET", "/mina/forfragningar", pages, mine),
        ("GET", "/mina/inkorg", pages, mine),
        ("GET", "/mina/lakemedel", pages, mine),
        ("GET", "/mina/uttag", pages, mine),
        ("GET", FORM, {REQUEST}, mine),
        ("GET", f"{FORM}/besked", {CONTACT}, mine),
        ("GET", "/mina/ombud", {SETTINGS}, mine),
        ("GET", "/mina/journal", {SETTINGS}, mine),
        ("GET", f"/mina/forfragan/{other.request}", pages, other),
        ("GET", f"/mina/forfragan/{mine.request}", pages, mine),
        ("POST", f"/mina/forfragan/{other.request}/ta-tillbaka", {REQUEST}, other),
        ("POST", f"/mina/forfragan/{mine.request}/ta-tillbaka", {REQUEST}, mine),
    ]


def _withdrawn() -> int:
    return int(owner("SELECT count(*) FROM renewals_renewalline WHERE state = 'withdrawn'")[0][0])
