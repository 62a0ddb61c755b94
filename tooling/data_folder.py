"""The folder that one ./run keeps its data in: its lock, its secret, what was done in it, and its reset."""

import fcntl
import json
import os
import secrets
import shutil
from pathlib import Path

from tooling import postgres_place
from tooling.orphans import clear_away
from tooling.problem import Problem

SECRET, DONE, LOCK = "secret-key", "done.json", "lock"
PARTS = ("postgres", "sandbox", "logs")


class DataFolder:
    """One data folder, held by this process alone for as long as it lives."""

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._lock = os.open(self.path / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise Problem(
                f"The data folder {path} cannot be used: {error.strerror}; choose another with --data."
            ) from None
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Problem(
                f"Förnya already runs with the data folder {path}; choose another with --data."
            ) from None

    @property
    def logs(self) -> Path:
        """Where each process writes its log."""
        return self.path / "logs"

    def secret_key(self) -> str:
        """Give the key that signs cookies: random, made once."""
        kept = self.path / SECRET
        if not kept.exists():
            descriptor = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w") as file:
                file.write(secrets.token_urlsafe(48))
        return kept.read_text()

    def is_to_do(self, deed: str, version: str) -> bool:
        """Is this deed, in this version, still to be done in this folder?"""
        return self._done().get(deed) != version

    def note_done(self, deed: str, version: str) -> None:
        """Keep that the deed was done, so that a later start can skip it."""
        (self.path / DONE).write_text(json.dumps(self._done() | {deed: version}))

    def reset(self) -> None:
        """Delete all that ./run made in the folder, and nothing else that may lie there."""
        place = postgres_place.choose(self.path)
        clear_away(place.data)
        place.remove()
        for part in PARTS:
            shutil.rmtree(self.path / part, ignore_errors=True)
        for part in (SECRET, DONE):
            (self.path / part).unlink(missing_ok=True)

    def _done(self) -> dict[str, str]:
        kept = self.path / DONE
        done: dict[str, str] = json.loads(kept.read_text()) if kept.exists() else {}
        return done
