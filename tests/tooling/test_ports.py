"""A taken port is one plain sentence."""

import re
import socket

import pytest

from tooling.ports import is_free, refuse_taken
from tooling.problem import Problem


def test_a_taken_port_is_named_together_with_what_to_do():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]

        with pytest.raises(Problem) as refusal:
            refuse_taken(taken)

    sentence = str(refusal.value)
    assert re.fullmatch(
        rf"Port {taken} is taken by another program .*; choose others with --port\.", sentence
    )


def test_a_port_taken_by_the_sandbox_alone_is_found_too():
    with socket.socket() as other:
        # Of two free ports in a row: the one before might be another program's.
        first = next(port for port in range(20_000, 30_000) if is_free(port) and is_free(port + 1))
        taken = first + 1
        other.bind(("127.0.0.1", taken))
        other.listen()

        with pytest.raises(Problem, match=f"Port {taken} is taken"):
            refuse_taken(taken - 1)


@pytest.mark.parametrize("port", [-1, 0, 80, 65534])
def test_a_port_that_cannot_be_is_refused(port):
    with pytest.raises(Problem, match="choose one between"):
        refuse_taken(port)
