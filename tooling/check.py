"""./check: format, lint, types, import contracts, migrations and the house rules; the fast part of ./test."""

import os
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass

from tooling.assets import make_assets_ready
from tooling.bootstrap import PYTHON, ROOT, VENV
from tooling.environment import for_sandbox
from tooling.problem import exit_plainly

PACKAGES = ("fornya", "sandbox", "tooling")
COMMANDS = ("run", "test", "check")
HOUSE = "tests/house"
# The command of import-linter has no module to start it by, and its script breaks when the checkout is moved.
CONTRACTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"


@dataclass(frozen=True)
class Check:
    """One check: what it is called and how it is run."""

    name: str
    command: tuple[str, ...]


CHECKS = (
    Check("types", ("-m", "mypy", *PACKAGES)),
    Check("format", ("-m", "ruff", "format", "--check", "--quiet", ".", *COMMANDS)),
    Check("lint", ("-m", "ruff", "check", "--quiet", ".", *COMMANDS)),
    Check("import contracts", ("-c", CONTRACTS, "--no-logo")),
    Check("migrations", ("-m", "fornya.config.manage", "makemigrations", "--check", "--dry-run")),
    Check("house rules", ("-m", "pytest", "-q", HOUSE)),
)


def main() -> int:
    """Run every check, say how each went, and give 1 if any failed."""
    make_assets_ready()
    environment = settings_for_checks()
    # Types take longest: they run beside the others.
    started = [_start(check, environment) for check in CHECKS[:1]]
    failed = [check.name for check in CHECKS[1:] if not _went_well(_start(check, environment))]
    failed += [running.check.name for running in started if not _went_well(running)]
    print(f"check: {', '.join(failed)} failed" if failed else "check: all is well", flush=True)
    return 1 if failed else 0


def settings_for_checks() -> dict[str, str]:
    """Give settings with which Django can be loaded, though nothing is there to talk to."""
    settings = for_sandbox(port=8000, data=VENV, secret_key="only-to-load-the-settings")  # noqa: S106
    return os.environ | settings | {"DATABASE_URL": "postgresql://nobody@/nothing?host=/nowhere"}


@dataclass(frozen=True)
class _Running:
    check: Check
    process: "subprocess.Popen[str]"
    since: float


def _start(check: Check, environment: Mapping[str, str]) -> _Running:
    process = subprocess.Popen(
        [str(PYTHON), *check.command],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return _Running(check, process, time.monotonic())


def _went_well(running: _Running) -> bool:
    output, _ = running.process.communicate()
    took = time.monotonic() - running.since
    well = running.process.returncode == 0
    print(f"{'ok    ' if well else 'FAILED'} {running.check.name} ({took:.1f} s)", flush=True)
    if not well:
        print(output, flush=True)
    return well


if __name__ == "__main__":
    exit_plainly(main)
