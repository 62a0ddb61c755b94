"""Looks at every decision's seal: `manage verify_decisions`; for each night, and when somebody wonders."""

from argparse import ArgumentParser
from datetime import UTC, datetime
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from fornya.renewals import chain
from fornya.renewals.models import Decision
from fornya.renewals.seal import faults


class Command(BaseCommand):
    """Every decision against what was sealed, and each clinic's chain of them, as the worker or the owner."""

    help = "Verify every decision's seal, and each clinic's chain of them; name what is not as it was signed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take where the chains' ends are written, and those of an earlier time."""
        parser.add_argument(
            "--heads", type=Path, help="write the ends of the chains there; keep it elsewhere"
        )
        parser.add_argument("--since", type=Path, help="compare with the ends that were written there")

    def handle(self, *_args: object, heads: Path | None, since: Path | None, **_options: object) -> None:
        """Name each decision that was changed or is gone, and end with an error if there is any."""
        known = _known(since) if since else []
        wrong = [*faults(), *chain.breaks(now=datetime.now(UTC), known=known)]
        for where, what in wrong:
            self.stdout.write(f"{where}  {what}")
        looked_at = Decision.objects.count()
        if wrong:
            raise CommandError(
                f"{len(wrong)} faults: not all of {looked_at} decisions are as they were signed."
            )
        if heads:
            _write(heads)
        self.stdout.write(f"{looked_at} decisions are as they were signed.")


def _known(path: Path) -> list[chain.Head]:
    try:
        return chain.read_heads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise CommandError(f"{path} is not a file of ends: {fault}") from fault


def _write(path: Path) -> None:
    path.write_text("".join(f"{head}\n" for head in chain.heads()), encoding="utf-8")
