"""Somebody else's thing and none cost the database the same, so that no clock tells them apart."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.access import walk
from tests.access.test_forged_forms import who_may
from tests.access.walk import PAGES, Page
from tests.access.world import World

PAGES_OF_SOMEBODY = [page for page in PAGES if "others" in walk.relations(page)]


def test_somebody_elses_and_nobodys_take_as_many_statements(database):
    world, unlike = World(), []
    for page in PAGES_OF_SOMEBODY:
        for role in who_may(page):
            for method in page.methods:
                # The first answer of a kind may fill what is kept in memory.
                statements(page, world, role, method, "absent")
                absent = statements(page, world, role, method, "absent")
                unlike += [
                    (page.name, role, method, relation, absent, found)
                    for relation in sorted(set(walk.relations(page)) - {"own", "absent"})
                    if (found := statements(page, world, role, method, relation)) != absent
                ]

    assert unlike == []
    assert len(PAGES_OF_SOMEBODY) > 8


def test_ones_own_takes_more(database):
    # Else the counting would notice nothing.
    world, (page,) = World(), [page for page in PAGES_OF_SOMEBODY if page.name == "patient:message"]

    assert statements(page, world, "patient", "GET", "own") > statements(
        page, world, "patient", "GET", "absent"
    )


def statements(page: Page, world: World, role: str, method: str, relation: str) -> int:
    """Count what one request asks of the database."""
    with CaptureQueriesContext(connection) as asked:
        walk.ask(page, world, role, method, relation)
    return len(asked)
