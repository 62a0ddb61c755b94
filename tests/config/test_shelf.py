"""Pages are kept until the minute is over, a change is told of, or the room is needed for others."""

import pytest

from fornya.config.memory.page import Page
from fornya.config.memory.shelf import Shelf

ONE, TWO, THREE = ("one",), ("two",), ("three",)


class Clock:
    now = 600.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def shelf(clock):
    shelf = Shelf(clock=clock)
    shelf.open()
    return shelf


def page(words: str = "x") -> Page:
    return Page([], words.encode())


def test_what_is_put_there_is_found(shelf):
    kept = page()

    shelf.put(ONE, kept, shelf.ticket())

    assert shelf.find(ONE) is kept
    assert shelf.find(TWO) is None


def test_a_page_that_is_kept_for_one_region_is_found_by_those_who_chose_it(shelf):
    kept, for_all = page(), page()

    shelf.put((*ONE, "03"), kept, shelf.ticket())
    shelf.put(TWO, for_all, shelf.ticket())

    assert shelf.find(ONE, "03") is kept
    assert shelf.find(ONE, "20") is None
    assert shelf.find(ONE, "") is None
    assert shelf.find(TWO, "03") is for_all


def test_a_page_is_kept_to_the_end_of_its_minute(shelf, clock):
    clock.now = 659.0
    shelf.put(ONE, page(), shelf.ticket())

    clock.now = 659.9
    assert shelf.find(ONE)
    clock.now = 660.0
    assert shelf.find(ONE) is None


def test_a_clock_that_is_put_back_brings_no_old_page_back(shelf, clock):
    shelf.put(ONE, page(), shelf.ticket())
    clock.now = 660.0
    shelf.put(TWO, page(), shelf.ticket())

    clock.now = 600.0

    assert shelf.find(ONE) is None
    assert shelf.find(TWO) is None


def test_a_page_that_was_begun_in_the_last_minute_is_not_kept(shelf, clock):
    ticket = shelf.ticket()

    clock.now = 660.0
    shelf.put(ONE, page(), ticket)

    assert shelf.find(ONE) is None


def test_a_change_drops_what_is_kept_and_what_is_being_drawn(shelf):
    shelf.put(ONE, page(), shelf.ticket())
    ticket = shelf.ticket()

    shelf.shut()
    shelf.open()
    shelf.put(TWO, page(), ticket)

    assert shelf.find(ONE) is None
    assert shelf.find(TWO) is None
    shelf.put(TWO, page(), shelf.ticket())
    assert shelf.find(TWO)


def test_nothing_is_kept_while_nobody_tells_of_changes(clock):
    shelf = Shelf(clock=clock)

    assert shelf.ticket() is None
    shelf.open()
    ticket = shelf.ticket()
    shelf.shut()
    shelf.put(ONE, page(), ticket)
    assert shelf.find(ONE) is None
    assert shelf.ticket() is None


def test_the_page_that_was_asked_for_longest_ago_makes_room(clock):
    size = page("a" * 500).size
    shelf = Shelf(most_bytes=2 * size, clock=clock)
    shelf.open()
    shelf.put(ONE, page("a" * 500), shelf.ticket())
    shelf.put(TWO, page("a" * 500), shelf.ticket())

    shelf.find(ONE)
    shelf.put(THREE, page("a" * 500), shelf.ticket())

    assert [shelf.find(key) is not None for key in (ONE, TWO, THREE)] == [True, False, True]


def test_a_page_that_nobody_has_asked_for_again_makes_room_in_its_turn(clock):
    size = page("a" * 500).size
    shelf = Shelf(most_bytes=2 * size, clock=clock)
    shelf.open()

    shelf.put(ONE, page("a" * 500), shelf.ticket())
    shelf.find(ONE)
    for key in (TWO, THREE, TWO, THREE):
        shelf.put(key, page("a" * 500), shelf.ticket())

    assert shelf.find(ONE) is None
    assert shelf.find(THREE)


def test_a_page_that_is_drawn_twice_takes_its_room_once(clock):
    size = page("a" * 500).size
    shelf = Shelf(most_bytes=2 * size, clock=clock)
    shelf.open()
    shelf.put(ONE, page("a" * 500), shelf.ticket())

    for _ in range(5):
        shelf.put(TWO, page("a" * 500), shelf.ticket())

    assert shelf.find(ONE)
    assert shelf.find(TWO)


def test_a_page_larger_than_all_the_room_is_not_kept(clock):
    shelf = Shelf(most_bytes=100, clock=clock)
    shelf.open()

    shelf.put(ONE, page("a" * 500), shelf.ticket())

    assert shelf.find(ONE) is None
