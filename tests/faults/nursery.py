"""Bears Förnya's workers and web servers in a tenth of a second each, so that a great many can be killed.

    python -m tests.faults.nursery work
    python -m tests.faults.nursery granian --interface wsgi … fornya.config.wsgi:application

Everything is imported once; each process is a fork of that, in a group of its own, and does what the command
line says. A line on standard input asks for one more: its pid is the answer, and how it ended when it has.
Another module, imported besides, may be named in IMPORT_TOO.
"""

import gc
import os
import sys
import threading
from importlib import import_module

import django
from django.core.management import execute_from_command_line
from granian.cli import cli as granian

from fornya.medicines.sources import prescription_store

OURS = ("fornya.config.wsgi", "fornya.config.urls", "fornya.config.topics", "fornya.outbox.worker")


def main(command: list[str]) -> None:
    """Import everything, then bear a process for each line, one at a time."""
    django.setup()
    for name in (*OURS, *os.environ.get("IMPORT_TOO", "").split()):
        import_module(name)
    # Its certificates take as long to read as the rest of a short life.
    prescription_store()
    assert threading.active_count() == 1, "a fork would lose the other threads"
    gc.freeze()
    for _line in sys.stdin:
        born = os.fork()
        if not born:
            _live(command)
        print(born, flush=True)
        _, status = os.waitpid(born, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def _live(command: list[str]) -> None:
    """Be the process that the command line asks for, with standard error as its log."""
    os.setsid()
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    sys.argv = command
    if command[0] == "granian":
        granian(auto_envvar_prefix="GRANIAN")
    else:
        execute_from_command_line(["manage", *command])
    sys.exit()


if __name__ == "__main__":
    main(sys.argv[1:])
