"""./run: starts PostgreSQL, the sandbox, the web server and the job worker, and stops them all on Ctrl-C."""

import argparse
import os
import signal
import sys
from hashlib import sha256
from pathlib import Path

from tooling import databases, environment, ready
from tooling.assets import make_assets_ready
from tooling.bootstrap import PYTHON, ROOT
from tooling.data_folder import DataFolder
from tooling.databases import Addresses
from tooling.migrations import fingerprint
from tooling.ports import HOST, refuse_taken
from tooling.postgres import Postgres
from tooling.problem import exit_plainly
from tooling.services import Services

WEB_WORKERS = 2
# Each thread may hold one connection; more than about eight on two cores only queue up inside PostgreSQL.
WEB_THREADS = 4
HOW = "Sign in as Amina Exempel with the sandbox's BankID, at /personal as Eva Läkare; Ctrl-C stops it all."
MANAGE = [str(PYTHON), "-m", "fornya.config.manage"]


def main() -> int:
    """Serve until Ctrl-C, SIGTERM or the end of one of the processes."""
    chosen = options(sys.argv[1:])
    refuse_taken(chosen.port)
    data = DataFolder(chosen.data)
    if chosen.reset:
        data.reset()
    services = Services(data.logs, folder=ROOT)
    server = None if os.environ.get("DATABASE_URL") else Postgres(data.path)
    _end_on(signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    try:
        _serve(chosen.port, data, services, server)
    except KeyboardInterrupt:
        return 0
    finally:
        for how in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(how, signal.SIG_IGN)
        services.stop()
        if server:
            server.stop()
    return 0


def _serve(port: int, data: DataFolder, services: Services, server: Postgres | None) -> None:
    settings = _environment(port, data)
    # The slowest to start comes first; the rest is done while it wakes.
    services.start("sandbox", sandbox_command(port, data.path), settings)
    make_assets_ready()
    addresses = _database(server)
    which = server.identity() if server else sha256(addresses.owner.encode()).hexdigest()
    as_owner = settings | {"DATABASE_URL": addresses.owner}
    # Asking Django takes a second, so our own note is asked first.
    if data.is_to_do("migrate", f"{fingerprint()} {which}"):
        services.run("migrate", [*MANAGE, "migrate"], as_owner)
        data.note_done("migrate", f"{fingerprint()} {which}")
    if data.is_to_do("demo", which):
        # Demo requests are made from what the sandbox's store says.
        ready.wait(services, HOST, port + 1, "/ready")
        services.run("demo", [*MANAGE, "demo"], as_owner)
        data.note_done("demo", which)
    services.start("web", web_command(port), settings | {"DATABASE_URL": addresses.web})
    services.start("worker", [*MANAGE, "work"], settings | {"DATABASE_URL": addresses.worker})
    ready.wait(services, HOST, port + 1, "/ready")
    ready.wait(services, HOST, port, "/")
    print(f"Förnya: http://{HOST}:{port}", f"Sandbox: http://{HOST}:{port + 1}", HOW, sep="\n", flush=True)
    services.wait(server.refuse_the_dead if server else lambda: None)


def _database(server: Postgres | None) -> Addresses:
    if server is None:
        return databases.prepare_own(os.environ["DATABASE_URL"], os.environ)
    server.start()
    return databases.prepare_local(server.sockets)


def _environment(port: int, data: DataFolder) -> dict[str, str]:
    """Give all processes' environment: ours over the machine's, without addresses that only some may know."""
    hidden = ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_WEB_URL", "DATABASE_WORKER_URL")
    inherited = {name: value for name, value in os.environ.items() if name not in hidden}
    ours = environment.for_sandbox(port=port, data=data.path, secret_key=data.secret_key())
    return inherited | ours | {"PYTHONUNBUFFERED": "1"}


def sandbox_command(port: int, data: Path) -> list[str]:
    """Give the command that starts the sandbox beside a Förnya on `port`."""
    web = f"http://{HOST}:{port}"
    return [str(PYTHON), "-m", "sandbox", "--port", str(port + 1), "--data", str(data), "--web", web]


def web_command(port: int) -> list[str]:
    """Give the command that starts the web server."""
    address = ["--host", HOST, "--port", str(port)]
    size = ["--workers", str(WEB_WORKERS), "--blocking-threads", str(WEB_THREADS), "--no-ws"]
    return [
        str(PYTHON),
        "-m",
        "granian",
        "--interface",
        "wsgi",
        *address,
        *size,
        "fornya.config.wsgi:application",
    ]


def _end_on(*signals: signal.Signals) -> None:
    """Turn the first of the signals into KeyboardInterrupt; nohup's wish to survive a hang-up is kept.

    A second one, from somebody impatient, would interrupt the stopping and leave processes behind.
    """
    told = False

    def interrupt(_number: int, _frame: object) -> None:
        nonlocal told
        if not told:
            told = True
            raise KeyboardInterrupt

    for how in signals:
        if how != signal.SIGHUP or signal.getsignal(how) != signal.SIG_IGN:
            signal.signal(how, interrupt)


def options(words: list[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        prog="./run", description="Serve Förnya and its sandbox on this machine."
    )
    parser.add_argument(
        "--port", type=int, default=8000, help="the first of four ports in a row (default 8000)"
    )
    parser.add_argument(
        "--data", type=Path, default=ROOT / ".data", help="where data is kept (default .data)"
    )
    parser.add_argument("--reset", action="store_true", help="delete what is in the data folder first")
    return parser.parse_args(words)


if __name__ == "__main__":
    exit_plainly(main)
