"""Every address, for everybody, with every method, on own things and on others': as matrix.toml says."""

from functools import cache

import pytest

from tests.access import walk
from tests.access.walk import PAGES, URLS, Page
from tests.access.world import ROLES, World
from tests.committed import owner

WRITTEN = ("renewals", "messages", "people_patient", "people_staff", "people_mandate", "outbox", "support")


def test_every_address_is_in_the_matrix():
    assert set(walk.names()) == set(URLS)


def test_every_role_is_at_every_door():
    assert all(tuple(door) == ROLES for door in walk.DOORS.values())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_everybody_meets_what_the_matrix_says(database, page):
    world = World()
    # All that is refused comes first, so until then nothing may have been written at all.
    before = _written()
    wrong = []
    for visit in walk.every_visit(page):
        met = walk.met(page, world, *visit)
        if met.outcome != walk.expected(page, *visit) or met.leaked or met.careless:
            wrong.append((met, walk.expected(page, *visit)))
        if _is_refused_writing(page, visit) and _written() != before:
            wrong.append((met, "nothing written"))

    assert wrong == []


@pytest.mark.parametrize(
    "page", [page for page in PAGES if "others" in walk.relations(page)], ids=lambda page: page.name
)
def test_somebody_elses_and_nobodys_get_the_same_answer(database, page):
    world = World()
    for role in ROLES:
        for method in page.methods:
            absent = walk.plain(walk.ask(page, world, role, method, "absent"))
            for relation in set(walk.relations(page)) - {"own", "absent"}:
                assert walk.plain(walk.ask(page, world, role, method, relation)) == absent


def _is_refused_writing(page: Page, visit: tuple[str, str, str]) -> bool:
    return visit[1] in walk.WRITING and walk.expected(page, *visit) != "in"


def _written() -> list[tuple[str, int]]:
    """Give a digest of everything that is kept about people, however it got there."""
    digests = ", ".join(
        f"(SELECT coalesce(sum(hashtextextended(t::text, 0)), 0) FROM {name} t)" for name in _tables()
    )
    return owner(f"SELECT {digests}")


@cache
def _tables() -> list[str]:
    tables = owner(
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        " ORDER BY relname"
    )
    return [name for (name,) in tables if name.startswith(WRITTEN)]
