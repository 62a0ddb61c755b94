"""A public page that is kept in memory is never an old one, in any web process, also when nobody can tell."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.db import connections

from fornya.config.memory.ear import NAME
from tests.committed import owner
from tests.sandbox_process import free_ports
from tooling.postgres_settings import SUPERUSER

ROOT = Path(__file__).parents[2]
PAGE = "/mottagning/strandgatans-vardcentral"
PROCESSES, LINES = 2, 12
PATIENCE = 60
# What a notice may take on a machine that is busy with other tests; a minute is what it would be without.
AT_ONCE = 0.25


class Web:
    """The real web server with its processes, and connections that stay open to all of them."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.lines: list[HTTPConnection] = []

    def ask(self, line: HTTPConnection) -> tuple[str, str]:
        """Give a page's tag and what it says that a renewal costs."""
        line.request("GET", PAGE)
        answer = line.getresponse()
        found = re.search(r"Kostar.*?(\d+)\skr", answer.read().decode(), re.DOTALL)
        assert answer.status == 200
        assert found
        return answer.headers["ETag"], found[1]

    def all(self) -> set[tuple[str, str]]:
        """Give what all processes say, twice."""
        return {self.ask(line) for line in self.lines * 2}

    def open_lines(self) -> None:
        """Connect until every process has been met: then it listens."""
        wait_until(self.answers, "the web server")
        wait_until(lambda: self.connect() and listeners() == PROCESSES, "every process")
        while len(self.lines) < LINES:
            self.connect()

    def connect(self) -> bool:
        line = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        self.ask(line)
        self.lines.append(line)
        return True

    def answers(self) -> bool:
        try:
            HTTPConnection("127.0.0.1", self.port, timeout=1).connect()
        except OSError:
            return False
        return True


@pytest.fixture
def superuser(database) -> Iterator[psycopg.Connection]:
    settings = connections["default"].settings_dict
    with psycopg.connect(
        host=settings["HOST"], dbname=settings["NAME"], user=SUPERUSER, autocommit=True
    ) as connection:
        yield connection


@pytest.fixture
def fees(database) -> Iterator[None]:
    before = owner("SELECT id, amount_ore FROM clinics_fee")
    yield
    for number, amount in before:
        owner("UPDATE clinics_fee SET amount_ore = %s WHERE id = %s", amount, number)


@pytest.fixture
def web(database, fees, tmp_path) -> Iterator[Web]:
    with served(tmp_path / "web.log") as web:
        web.open_lines()
        yield web


@contextmanager
def served(log: Path) -> Iterator[Web]:
    port = free_ports()
    address = urlsplit(os.environ["DATABASE_URL"])._replace(
        path=f"/{connections['default'].settings_dict['NAME']}"
    )
    command = ["-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--workers", str(PROCESSES), "--blocking-threads", "4", "fornya.config.wsgi:application"]
    with log.open("wb") as output:
        server = subprocess.Popen(
            [sys.executable, *command],
            cwd=ROOT,
            env={**os.environ, "DATABASE_URL": urlunsplit(address), "LOG_LEVEL": "WARNING"},
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        yield Web(port)
        # The thread that listens keeps no process from ending.
        server.terminate()
        assert server.wait(10) == 0
        assert "Traceback" not in log.read_text()
    finally:
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def wait_until(is_so, what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline, f"{what} did not come"
        time.sleep(0.02)


def listeners() -> int:
    return int(owner("SELECT count(*) FROM pg_stat_activity WHERE application_name = %s", NAME)[0][0])


def charge(kronor: int) -> None:
    """Change the fee, as whoever keeps the directory does; it is committed when this returns."""
    owner("UPDATE clinics_fee SET amount_ore = %s WHERE region_id = '20'", kronor * 100)


def silence(superuser: psycopg.Connection) -> None:
    """Cut the connections on which the processes are told of changes."""
    superuser.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = %s", (NAME,)
    )


def test_every_process_shows_a_change_at_once_and_none_an_old_page(web):
    tags = set()
    for kronor in (111, 222, 333, 444):
        charge(kronor)
        time.sleep(AT_ONCE)

        ((tag, said),) = web.all()
        assert said == str(kronor)
        tags.add(tag)

    assert len(tags) == 4
    with pytest.raises(psycopg.errors.CheckViolation):
        owner("UPDATE clinics_fee SET amount_ore = CASE region_id WHEN '20' THEN 22200 ELSE 99999999 END")
    time.sleep(AT_ONCE)
    assert {said for _, said in web.all()} == {"444"}


def test_no_old_page_is_given_while_nobody_tells_of_changes(web, superuser):
    silence(superuser)
    charge(111)
    time.sleep(AT_ONCE)
    assert {said for _, said in web.all()} == {"111"}
    wait_until(lambda: listeners() == PROCESSES, "listening again")

    # Of this database and not of the role, which other tests are using on databases of their own.
    ours = superuser.info.dbname
    superuser.execute(f"ALTER DATABASE {ours} CONNECTION LIMIT 0")
    try:
        silence(superuser)
        for kronor in (222, 333):
            charge(kronor)
            time.sleep(AT_ONCE)
            assert {said for _, said in web.all()} == {str(kronor)}
        assert listeners() == 0
        charge(444)
    finally:
        superuser.execute(f"ALTER DATABASE {ours} CONNECTION LIMIT -1")

    wait_until(lambda: listeners() == PROCESSES, "listening again")
    for kronor in (444, 555):
        charge(kronor)
        time.sleep(AT_ONCE)
        assert {said for _, said in web.all()} == {str(kronor)}
