"""A closed loop over HTTP: each connection sends its next request when the last one is answered.

One thread over plain sockets, because the client shares the cores with what it measures: it costs some 40
microseconds a request, an HTTP library ten times that.
"""

import re
import selectors
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from tooling.ports import HOST
from tooling.problem import Problem

PATIENCE = 30.0
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)\r\n", re.IGNORECASE)
CHUNKED = re.compile(rb"\r\ntransfer-encoding: *chunked\r\n", re.IGNORECASE)


@dataclass
class Answers:
    """What came back: the seconds each answer took, the statuses that were not wanted, the bytes of one."""

    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)
    unwanted: dict[int, int] = field(default_factory=dict)
    last: bytes = b""

    def count(self) -> int:
        """Give how many answers came."""
        return len(self.latencies)


class _Line:
    """One connection, kept alive, with the answer it is waiting for."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.socket = self._opened()
        self.received = b""
        self.sent_at = 0.0

    def _opened(self) -> socket.socket:
        opened = socket.create_connection((HOST, self.port), timeout=PATIENCE)
        opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return opened

    def send(self, request: bytes) -> None:
        self.received = b""
        self.sent_at = time.perf_counter()
        self.socket.sendall(request)

    def receive(self) -> bytes | None:
        """Give the whole answer, or None as long as more of it is to come."""
        part = self.socket.recv(262_144)
        if not part:
            raise Problem("The web server closed a connection in the middle of an answer.")
        self.received += part
        return self.received if is_whole(self.received) else None


def is_whole(answer: bytes) -> bool:
    """Has all of an HTTP answer come?"""
    head_end = answer.find(b"\r\n\r\n")
    if head_end < 0:
        return False
    head = answer[: head_end + 2]
    length = LENGTH.search(head)
    if length:
        return len(answer) >= head_end + 4 + int(length[1])
    if CHUNKED.search(head):
        return answer.endswith(b"\r\n0\r\n\r\n")
    return answer[9:12] in (b"204", b"304")


def closed_loop(
    port: int, shots: Iterator[bytes], *, connections: int, seconds: float, wanted: int
) -> Answers:
    """Keep all connections busy until the seconds are over or the shots have run out."""
    answers = Answers()
    lines = [_Line(port) for _ in range(connections)]
    with selectors.DefaultSelector() as selector:
        started = time.perf_counter()
        busy = 0
        for line in lines:
            busy += _next(selector, line, shots, fresh=True)
        while busy:
            ready = selector.select(PATIENCE)
            if not ready:
                raise Problem(f"The web server has not answered for {PATIENCE:.0f} s.")
            for key, _ in ready:
                busy -= _take(selector, key.data, shots, answers, wanted, started + seconds)
        answers.seconds = time.perf_counter() - started
    for line in lines:
        line.socket.close()
    return answers


def once(port: int, request: bytes) -> bytes:
    """Send one request on a connection of its own and give the whole answer."""
    line = _Line(port)
    try:
        line.send(request)
        while (answer := line.receive()) is None:
            pass
        return answer
    finally:
        line.socket.close()


def status_of(answer: bytes) -> int:
    """Give the status of an HTTP answer."""
    return int(answer[9:12])


def _next(selector: selectors.BaseSelector, line: _Line, shots: Iterator[bytes], *, fresh: bool) -> bool:
    request = next(shots, None)
    if request is None:
        return False
    if fresh:
        selector.register(line.socket, selectors.EVENT_READ, line)
    line.send(request)
    return True


def _take(
    selector: selectors.BaseSelector,
    line: _Line,
    shots: Iterator[bytes],
    answers: Answers,
    wanted: int,
    end: float,
) -> bool:
    """Read what has come on a line; True when the line has nothing more to do."""
    answer = line.receive()
    if answer is None:
        return False
    now = time.perf_counter()
    answers.latencies.append(now - line.sent_at)
    answers.last = answer
    status = status_of(answer)
    if status != wanted:
        answers.unwanted[status] = answers.unwanted.get(status, 0) + 1
    if now < end and _next(selector, line, shots, fresh=False):
        return False
    selector.unregister(line.socket)
    return True
