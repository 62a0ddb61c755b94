"""A PostgreSQL for one run of the tests: `python -m tooling.throwaway FOLDER`.

It is a process of its own, holding one end of a pipe: however the tests end, even by kill -9, the pipe
closes, and server and data are gone. It starts the server only when a test asks, by making the file `wanted`.
"""

import select
import shutil
import sys
from pathlib import Path

from tooling.databases import prepare_local
from tooling.postgres import Postgres
from tooling.problem import Problem

WANTED, READY, FAILED = "wanted", "ready", "failed"


def main(folder: Path) -> None:
    """Serve until standard input closes, then delete everything."""
    server = Postgres(folder, durable=False)
    try:
        while not _closed():
            if (folder / WANTED).exists() and server.process is None and not (folder / FAILED).exists():
                _start(server, folder)
    finally:
        server.remove()
        shutil.rmtree(folder, ignore_errors=True)


def _start(server: Postgres, folder: Path) -> None:
    try:
        server.start()
        prepare_local(server.sockets, may_create_databases=True)
    except Problem as problem:
        (folder / FAILED).write_text(str(problem))
    else:
        (folder / READY).touch()


def _closed() -> bool:
    readable, _, _ = select.select([sys.stdin], [], [], 0.05)
    return bool(readable) and not sys.stdin.readline()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
