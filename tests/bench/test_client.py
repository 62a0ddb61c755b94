"""The client knows when an answer is whole, and the table says what was measured."""

import pytest

from bench.client import is_whole, status_of
from bench.limit import Limit
from bench.table import WORDS, Figures, figures, table

HEAD = b"HTTP/1.1 200 OK\r\nServer: x\r\n"


@pytest.mark.parametrize(
    ("answer", "whole"),
    [
        (HEAD, False),
        (HEAD + b"Content-Length: 3\r\n\r\nab", False),
        (HEAD + b"Content-Length: 3\r\n\r\nabc", True),
        (HEAD + b"content-length: 0\r\n\r\n", True),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", False),
        (HEAD + b"transfer-encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", True),
        (b"HTTP/1.1 304 Not Modified\r\n\r\n", True),
    ],
)
def test_an_answer_is_whole_when_all_of_it_has_come(answer, whole):
    assert is_whole(answer) is whole


def test_an_answer_has_a_status():
    assert status_of(HEAD) == 200


def test_a_round_gives_what_each_request_took():
    made = figures([0.001] * 90 + [0.1] * 10, seconds=2.0, web=0.3, postgres=0.05, alone=0.002)

    assert (made.per_second, made.p50, round(made.p95)) == (50, 1, 100)
    assert (round(made.web, 6), round(made.postgres, 6), made.alone) == (3, 0.5, 2)


def test_the_table_shows_medians_and_what_part_of_pgbench_they_are():
    rounds = [Figures(rate, 10.0, 20.0, 30.0, 2.0, 1.0, 1.5) for rate in (90.0, 100.0, 130.0)]
    beside = [Limit(1000.0, 8.0, 0.5)] * 3

    lines = table(dict.fromkeys(WORDS, rounds), {"send": beside}, dict.fromkeys(WORDS, 4))

    (row,) = [line for line in lines if "Skicka" in line]
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    assert cells[1] == "100 (90–130)"
    assert cells[-2:] == ["1000 (1000–1000)", "10.0%"]
    assert len({len(line) for line in lines}) == 1
