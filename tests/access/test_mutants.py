"""Each permission check is taken out in turn, with PostgreSQL's wall down, and somebody has to notice."""

import re

import pytest

from tests.access import walk
from tests.access.mutants import Mutant, mutants, open_door, without
from tests.access.strangers import let_through
from tests.access.walk import PAGES, Page
from tests.access.world import World
from tests.conftest import connect_as
from tooling.postgres_settings import OWNER, WEB

DOORS = [page for page in PAGES if page.door != "anyone"]
CHECKS = mutants()
# No check of anybody's right: the worker asks for the clinic that the decision itself names, and of whoever
# sends it is counted how many requests wait. It links a decision to the chain of the clinic it names. What is
# marked elsewhere is refused by the decision itself, and has a trial there. *Ta nästa* chooses from a view
# that holds the clinic's own. The worker gives back at the clinic whose row it has just read, and an alarm
# goes to the mailbox of the clinic that it names.
NO_RIGHT = (
    "renewals.delivery:clinic_id:0",
    "renewals.send:patient_id:2",
    "renewals.chain:clinic_id:0",
    "renewals.batch:clinic_id:2",
    "renewals.take_next:clinic_id:0",
    "renewals.escalate:clinic_id:0",
    "renewals.alarm:clinic_id:0",
)
# What tells of each look is another after it. What they show of others is tried in tests/journal.
TELL_OF_LOOKS = ("patient:access_log", "patient:own_json", "patient:own_fhir")
# Pages say when their sources were read, a calendar when it was made; between two looks the time may change,
# and BankID's code does.
CLOCK = re.compile(r"\d\d[.:]\d\d|DTSTAMP:\w+|data:image/svg[^\"]+")
READERS = ("patient", "prescriber")


@pytest.fixture
def wall_down(database):
    """Run the pages as the owner of the tables, for whom row-level security does not hold."""
    connect_as(OWNER)
    yield
    connect_as(WEB)


def test_there_are_checks_to_take_out():
    assert len(CHECKS) > 20
    assert {str(check) for check in CHECKS} >= set(NO_RIGHT)


def test_nothing_gets_through_with_all_checks_in_place(wall_down):
    world = World()
    before = _settled(world)

    assert _seen(world) == before
    assert let_through(world) == ""


@pytest.mark.parametrize("page", DOORS, ids=lambda page: page.name)
def test_a_door_that_is_open_is_noticed(database, page: Page):
    world = World()
    with open_door(walk.address(page, world, "patient", "own")):
        met = [walk.met(page, world, role, page.methods[0], "own") for role in walk.DOORS[page.door]]

    assert any(each.outcome != walk.expected(page, each.role, each.method, "own") for each in met)


@pytest.mark.parametrize("check", [check for check in CHECKS if str(check) not in NO_RIGHT], ids=str)
def test_a_check_that_is_gone_is_noticed(wall_down, check: Mutant):
    world = World()
    before = _settled(world)
    with without(check):
        noticed = _seen(world) != before or let_through(world)

    assert noticed


def _settled(world: World) -> list[str]:
    """Give the pages as they are once they have been looked at: a message is read, a form has been begun."""
    _seen(world)
    return _seen(world)


def _seen(world: World) -> list[str]:
    """Give every page that shows somebody something of their own, as the readers see it."""
    return [
        CLOCK.sub("", walk.plain(walk.ask(page, world, role, "GET", relation))[1])
        for page in DOORS
        if "GET" in page.methods and page.name not in TELL_OF_LOOKS
        for relation in (("own", "elsewhere") if page.object == "clinic" else ("own",))
        for role in READERS
        if walk.DOORS[page.door][role] == "in"
    ]
