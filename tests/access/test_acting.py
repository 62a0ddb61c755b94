"""Who acts for another, at every address of a patient's: what the table opens, in that one matter alone."""

import copy
import tomllib
from datetime import timedelta
from pathlib import Path

import pytest

from fornya.people.session import SignedInPatient
from fornya.rules.acting import Scope
from tests import make
from tests.access import walk
from tests.access.walk import PAGES, Page
from tests.access.world import Person, World
from tests.people import mandates
from tests.people.registry import acting_for, stand_in

TABLE = tomllib.loads((Path(__file__).parent / "acting.toml").read_text())
PARTS = {name: part for part, names in TABLE["parts"].items() for name in names}
OPEN = [page for page in PAGES if page.name in PARTS]
SIX_YEARS = make.TODAY - timedelta(days=6 * 366)


class Matter:
    """Somebody with another's matter open, as the world that the walk asks in: `anna` is whose it is."""

    def __init__(self, subject: Person, actor: Person, token: str, world: World) -> None:
        self.of_another = _world(world, subject, world.bert, token)
        self.of_oneself = _world(world, subject, actor, token)


def test_every_address_of_a_patients_is_in_the_table():
    assert set(PARTS) == {page.name for page in PAGES if page.door == "patient"}
    assert len(PARTS) == sum(len(names) for names in TABLE["parts"].values())


@pytest.mark.parametrize("role", TABLE["allowed"])
def test_whoever_acts_meets_what_the_table_says_and_nothing_of_anybody_elses(database, monkeypatch, role):
    matter = _matter(monkeypatch, role)
    wrong = []
    for page in OPEN:
        for method in sorted(page.methods):
            expected = "in" if PARTS[page.name] in TABLE["allowed"][role] else "forbidden"
            for world, relation in _trials(page, matter):
                met = walk.met(page, world, "patient", method, relation)
                is_hidden = relation != "own" and not _reads_why(role, page)
                hidden = "not_found" if expected == "in" and is_hidden else expected
                if met.outcome != hidden or met.leaked:
                    wrong.append((page.name, method, relation, met.outcome, hidden, met.leaked))

    assert wrong == []


def _reads_why(role: str, page: Page) -> bool:
    """A guardian reads that a child's medicines are not shown, before anything of them is looked for."""
    return role == "guardian" and page.object == "prescription"


def _trials(page: Page, matter: Matter) -> list[tuple[World, str]]:
    trials = [(matter.of_another, relation) for relation in walk.relations(page)]
    # What is one's own is somebody else's too, as long as another's matter is open.
    return trials + ([(matter.of_oneself, "others")] if "others" in walk.relations(page) else [])


def _matter(monkeypatch: pytest.MonkeyPatch, role: str) -> Matter:
    registry, world = stand_in(monkeypatch), World()
    actor = world._person("Maria", make.BJORKEN)
    subject = world.anna
    if role == "guardian":
        subject = world._person("Lova", make.BJORKEN, number=make.personnummer(SIX_YEARS))
        registry.custody[actor.number] = [subject.number]
        registry.names[subject.number] = ("Lova", "Exempel")
    else:
        scope = Scope.SEE if role == "agent_who_sees" else Scope.REQUEST
        mandates.accepted(subject.who, actor.who, scope=scope)
    found, token = acting_for(actor.who, subject.who.given_name)
    assert isinstance(found, SignedInPatient)
    return Matter(subject, actor, token, world)


def _world(world: World, subject: Person, other: Person, token: str) -> World:
    seen = copy.copy(world)
    seen.anna, seen.bert, seen.tokens = subject, other, {"patient": token}
    return seen
