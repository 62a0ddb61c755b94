"""Decides where a PostgreSQL keeps its data and its socket, and as whom it runs.

PostgreSQL refuses to run as root, and a socket's path may have about a hundred characters. Both are answered
by a short folder under /var/tmp, named after the data folder and open to nobody else.
"""

import hashlib
import os
import pwd
import shutil
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tooling.problem import Problem

SHORT = Path("/var/tmp")  # noqa: S108  what is found there is checked
LONGEST_SOCKET = 100
SOCKET = ".s.PGSQL.5432"
UNPRIVILEGED = ("postgres", "nobody")


@dataclass(frozen=True)
class Place:
    """Where one PostgreSQL lives. `user` is None when it runs as whoever starts it."""

    data: Path
    sockets: Path
    user: pwd.struct_passwd | None
    folders: tuple[Path, ...]

    def tidy(self) -> None:
        """Delete the short folder if nothing but the socket was in it."""
        if self.sockets not in self.data.parents:
            with suppress(OSError):
                self.sockets.rmdir()

    def remove(self) -> None:
        """Delete everything that was made here."""
        for folder in self.folders:
            shutil.rmtree(folder, ignore_errors=True)


def choose(folder: Path) -> Place:
    """Give the place that belongs to the data folder; makes nothing."""
    own = folder.resolve() / "postgres"
    short = SHORT / f"fornya-{hashlib.sha256(os.fsencode(own)).hexdigest()[:12]}"
    if os.geteuid() == 0:
        return Place(short / "data", short, _unprivileged(), (short,))
    if len(os.fsencode(own / SOCKET)) <= LONGEST_SOCKET:
        return Place(own / "data", own, None, (own,))
    return Place(own / "data", short, None, (own, short))


def make(place: Place) -> None:
    """Make the place's folders, each open to its owner alone."""
    for folder in place.folders:
        try:
            folder.mkdir(mode=0o700, parents=True)
            if place.user:
                os.chown(folder, place.user.pw_uid, place.user.pw_gid)
        except FileExistsError:
            _refuse_unless_ours(folder, place)
        except OSError as error:
            raise Problem(
                f"The folder {folder} cannot be made: {error.strerror}; choose another with --data."
            ) from None


def _refuse_unless_ours(folder: Path, place: Place) -> None:
    """Refuse a folder under /var/tmp that somebody else put there first."""
    found = folder.lstat()
    owner = place.user.pw_uid if place.user else os.geteuid()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner or stat.S_IMODE(found.st_mode) & 0o077:
        raise Problem(
            f"The folder {folder} belongs to somebody else; remove it or choose another folder with --data."
        )


def _unprivileged() -> pwd.struct_passwd:
    for name in UNPRIVILEGED:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise Problem(
        "PostgreSQL does not run as root and no other user was found; start this as an ordinary user."
    )
