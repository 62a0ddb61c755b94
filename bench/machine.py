"""One whole Förnya for the bench: a PostgreSQL of its own, the sandbox and the web server, as in ./run.

Everything lives in a temporary folder and is gone afterwards.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tooling import databases, environment, ready
from tooling.assets import make_assets_ready
from tooling.bootstrap import ROOT
from tooling.databases import NAME, Addresses
from tooling.ports import HOST, TOGETHER, is_free
from tooling.postgres import Postgres
from tooling.postgres_settings import SUPERUSER
from tooling.problem import Problem
from tooling.run import MANAGE, sandbox_command, web_command
from tooling.services import Services

SECRET = "only-for-the-bench-" + "x" * 40
HIDDEN = ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_WEB_URL", "DATABASE_WORKER_URL")


@dataclass(frozen=True)
class Machine:
    """Everything that runs. `settings` is the web server's environment."""

    data: Path
    port: int
    server: Postgres
    services: Services
    addresses: Addresses
    settings: dict[str, str]

    @property
    def web(self) -> int:
        """The pid of the web server."""
        return self._pid("web")

    @property
    def sandbox(self) -> int:
        """The pid of the sandbox."""
        return self._pid("sandbox")

    @property
    def postgres(self) -> int:
        """The pid of PostgreSQL's postmaster."""
        if self.server.process is None:
            raise Problem("PostgreSQL has stopped.")
        # Where setpriv stood in front it has become the server itself.
        return self.server.process.pid

    def as_superuser(self) -> psycopg.Connection:
        """Open a connection that no wall holds back, to fill tables and to listen."""
        return psycopg.connect(
            host=str(self.server.sockets), user=SUPERUSER, dbname=NAME, autocommit=True, connect_timeout=3
        )

    def start_web(self) -> None:
        """Start the web server and return when it answers."""
        self.services.start("web", web_command(self.port), self.settings)
        ready.wait(self.services, HOST, self.port, "/")

    def _pid(self, name: str) -> int:
        return next(each.process.pid for each in self.services.running if each.name == name)


@contextmanager
def machine() -> Iterator[Machine]:
    """Start everything but the web server, with the directory loaded; stop and remove it all afterwards."""
    with tempfile.TemporaryDirectory(prefix="fornya-bench-") as folder:
        data = Path(folder)
        server = Postgres(data)
        services = Services(data / "logs", folder=ROOT)
        try:
            yield _started(data, server, services)
        finally:
            services.stop()
            server.remove()


def _started(data: Path, server: Postgres, services: Services) -> Machine:
    port = _free_port()
    inherited = {name: value for name, value in os.environ.items() if name not in HIDDEN}
    ours = environment.for_sandbox(port=port, data=data, secret_key=SECRET)
    # The bench is the proxy in front, so that it can ask as many households.
    settings = inherited | ours | {"PYTHONUNBUFFERED": "1", "TRUSTED_PROXIES": "1"}
    services.start("sandbox", sandbox_command(port, data), settings)
    make_assets_ready()
    server.start()
    addresses = databases.prepare_local(server.sockets)
    as_owner = settings | {"DATABASE_URL": addresses.owner}
    services.run("migrate", [*MANAGE, "migrate"], as_owner)
    ready.wait(services, HOST, port + 1, "/ready")
    services.run("demo", [*MANAGE, "demo"], as_owner)
    return Machine(data, port, server, services, addresses, settings | {"DATABASE_URL": addresses.web})


def _free_port() -> int:
    """Give the first of four free ports in a row, away from ./run's own."""
    for first in range(8400, 9400, TOGETHER):
        if all(is_free(port) for port in range(first, first + TOGETHER)):
            return first
    raise Problem("There are no four free ports in a row between 8400 and 9400.")
