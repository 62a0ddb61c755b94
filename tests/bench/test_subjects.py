"""The bench asks as a browser does that has been there before."""

import re
from itertools import islice

import pytest

from bench import subjects
from fornya.limits.sender import network
from tooling.problem import Problem


class Pages:
    """A web server whose pages change when it is told."""

    def __init__(self) -> None:
        self.edition, self.asked = 1, 0

    def once(self, _port: int, _request: bytes) -> bytes:
        self.asked += 1
        return f'HTTP/1.1 200 OK\r\netag: "{self.edition}-gzip"\r\ncontent-length: 0\r\n\r\n'.encode()


@pytest.fixture
def pages(monkeypatch):
    pages = Pages()
    monkeypatch.setattr(subjects, "once", pages.once)
    return pages


def test_who_has_the_pages_says_which_and_looks_again_each_minute(pages, monkeypatch):
    monkeypatch.setattr(subjects.time, "time", lambda: 60.0 * pages.edition)
    shots = subjects._known(8000, ["/a", "/b"])()

    first = list(islice(shots, 3))
    pages.edition = 2
    second = next(shots)

    assert [shot.split()[1] for shot in first] == [b"/a", b"/b", b"/a"]
    assert all(b'\r\nIf-None-Match: "1-gzip"\r\n' in shot for shot in first)
    assert b'\r\nIf-None-Match: "2-gzip"\r\n' in second
    assert pages.asked == 4


def test_a_page_without_a_tag_stops_the_bench(monkeypatch):
    monkeypatch.setattr(subjects, "once", lambda _port, _request: b"HTTP/1.1 200 OK\r\n\r\n")

    with pytest.raises(Problem, match="/a has no tag"):
        next(subjects._known(8000, ["/a"])())


def test_each_search_is_of_another_household_in_whichever_round():
    row = subjects.searching(8000)
    shots = [*islice(row(), 20), *islice(row(), 20)]
    senders = [re.search(rb"\r\nX-Forwarded-For: (\S+)\r\n\r\n$", shot)[1].decode() for shot in shots]

    assert len({network(sender) for sender in senders}) == 40
    assert shots[0].split()[1] == b"/hitta-vard?q=Bj%C3%B6rkens"
