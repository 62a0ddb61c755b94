"""Runs one PostgreSQL for a data folder: unix socket only, checksums on, only whoever started it let in."""

import os
import pwd
import shutil
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

from tooling import postgres_binaries, postgres_place
from tooling.orphans import clear_away
from tooling.postgres_binaries import Binaries
from tooling.postgres_settings import CONF, HBA, SUPERUSER, ident, settings
from tooling.problem import Problem
from tooling.services import dies_with_us, end_of

START_SECONDS = 30
STOP_SECONDS = 20


class Postgres:
    """One server. `durable=False` is for throw-away data: nothing waits for the disk."""

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        self.place = postgres_place.choose(folder)
        self.durable = durable
        self.log = folder.resolve() / "logs" / "postgres.log"
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def sockets(self) -> Path:
        """The folder of the socket: `host` in a connection's address."""
        return self.place.sockets

    def start(self) -> None:
        """Start the server, making its data first where there is none, and return when it answers.

        The data folder has to be ours alone: a server that still works in it is stopped.
        """
        binaries = self._reachable(postgres_binaries.find())
        if not self.place.data.exists():
            self._initialise(binaries)
        clear_away(self.place.data)
        self._configure()
        deadline = time.monotonic() + START_SECONDS
        # After a crash the kernel may hold the old server's shared memory for a moment.
        while not self._try_to_start(binaries):
            if time.monotonic() > deadline:
                raise Problem(f"PostgreSQL did not start; its log says why: {self.log}")
            time.sleep(0.2)

    def stop(self) -> None:
        """Stop the server: open transactions are rolled back; if that takes too long, at once."""
        if self.process is None:
            return
        for how, seconds in ((signal.SIGINT, STOP_SECONDS), (signal.SIGQUIT, 5), (signal.SIGKILL, None)):
            self.process.send_signal(how)
            try:
                self.process.wait(seconds)
                break
            except subprocess.TimeoutExpired:
                continue
        self.process = None
        self.place.tidy()

    def refuse_the_dead(self) -> None:
        """Raise a Problem with the last lines of its log if the started server has ended."""
        if self.process is not None and self.process.poll() is not None:
            code = self.process.returncode
            raise Problem(f"PostgreSQL stopped by itself (exit code {code}); {end_of(self.log)}")

    def identity(self) -> str:
        """Give something that changes when the data is made anew."""
        return str((self.place.data / "PG_VERSION").stat().st_mtime_ns)

    def remove(self) -> None:
        """Stop the server and delete its data."""
        self.stop()
        self.place.remove()

    def _reachable(self, binaries: Binaries) -> Binaries:
        """Give programs that the server's user can run: copies, where the checkout is closed to it."""
        postgres_place.make(self.place)
        if self._runs(binaries):
            return binaries
        copies = binaries.copied_under(self.place.folders[0])
        if not self._runs(copies):
            raise Problem(
                f"PostgreSQL's programs cannot be run from {copies.folder}; is that disk mounted noexec?"
            )
        return copies

    def _runs(self, binaries: Binaries) -> bool:
        try:
            return self._run([str(binaries.folder / "postgres"), "--version"]).returncode == 0
        except OSError:
            return False

    def _initialise(self, binaries: Binaries) -> None:
        """Make the data beside its place and move it there when whole, so that half of it is never used."""
        unfinished = self.place.data.with_suffix(".new")
        shutil.rmtree(unfinished, ignore_errors=True)
        locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        if binaries.version < 17:
            locale = ["--locale=C.UTF-8"]
        initdb = [str(binaries.folder / "initdb"), f"--pgdata={unfinished}", f"--username={SUPERUSER}"]
        options = ["--data-checksums", "--encoding=UTF8", "--auth=peer", *locale]
        done = self._run([*initdb, *options, *([] if self.durable else ["--no-sync"])])
        if done.returncode:
            raise Problem(f"PostgreSQL's data could not be made in {unfinished}: {done.stderr.strip()}")
        with (unfinished / "postgresql.conf").open("a") as conf:
            conf.write(f"include '{CONF}'\n")
        unfinished.rename(self.place.data)

    def _configure(self) -> None:
        """Write our settings anew at each start, so that none is left from an older version of this file."""
        starter = pwd.getpwuid(os.geteuid()).pw_name
        self._write(CONF, settings(self.place.sockets, durable=self.durable))
        self._write("pg_hba.conf", HBA)
        self._write("pg_ident.conf", ident({starter, "root"}))

    def _write(self, name: str, text: str) -> None:
        path = self.place.data / name
        path.write_text(text, encoding="utf-8")
        if self.place.user:
            os.chown(path, self.place.user.pw_uid, self.place.user.pw_gid)

    def _try_to_start(self, binaries: Binaries) -> bool:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        command = [
            *dies_with_us(signal.SIGINT),
            str(binaries.folder / "postgres"),
            "-D",
            str(self.place.data),
        ]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                **self._as_user(),
            )
        while self.process.poll() is None:
            if self._says_ready():
                return True
            time.sleep(0.01)
        self.process = None
        return False

    def _says_ready(self) -> bool:
        """Does the server's own pid file call it ready? Asking that is cheaper than connecting."""
        try:
            lines = (self.place.data / "postmaster.pid").read_text().splitlines()
        except OSError:
            return False
        return len(lines) > 7 and lines[7].strip() == "ready"

    def _run(self, command: list[str]) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, **self._as_user()
        )

    def _as_user(self) -> dict[str, Any]:
        """Give Popen's arguments: the server's user, and nothing of our environment that could change it."""
        common: dict[str, Any] = {"cwd": "/", "umask": 0o077, "env": {"PATH": os.defpath, "LC_ALL": "C"}}
        if not self.place.user:
            return common
        return common | {"user": self.place.user.pw_uid, "group": self.place.user.pw_gid, "extra_groups": []}
