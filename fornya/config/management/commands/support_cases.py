"""Shows the support desk what waits: `manage support_cases`, and `--answered ABCD-2345` when it is done."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from fornya.support import desk


class Command(BaseCommand):
    """The support desk's list, read as the worker's role or the owner."""

    help = "List the support cases that wait for an answer, or mark one as answered."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the reference of a case that is answered."""
        parser.add_argument("--answered", metavar="REFERENCE", help="mark this case as answered")

    def handle(self, *_args: object, **options: str | None) -> None:
        """List, or mark."""
        reference = options["answered"]
        if reference is None:
            self._list()
        else:
            self._mark(reference)

    def _mark(self, reference: str) -> None:
        try:
            desk.mark_answered(reference, now=timezone.now())
        except desk.NoSuchCase:
            raise CommandError(f"No waiting case has the reference {reference}.") from None
        self.stdout.write(f"{reference} is answered.")

    def _list(self) -> None:
        for case in desk.waiting():
            who = ", ".join(part for part in (case.name, case.email, case.phone) if part) or "wants no answer"
            self.stdout.write(f"{case.reference}  {case.sent_at:%Y-%m-%d %H:%M}  {case.topic}  {who}")
            self.stdout.write(f"{case.message}\n")
