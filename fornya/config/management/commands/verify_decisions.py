"""Looks at every decision's seal: `manage verify_decisions`; for each night, and when somebody wonders."""

from django.core.management.base import BaseCommand, CommandError

from fornya.renewals.models import Decision
from fornya.renewals.seal import faults


class Command(BaseCommand):
    """Every decision against what was sealed, read as the worker's role or the owner."""

    help = "Verify the seal of every decision, and name those that are not as they were signed."

    def handle(self, *_args: object, **_options: object) -> None:
        """Name each decision that was changed, and end with an error if there is any."""
        found = 0
        for decision_id, wrong in faults():
            found += 1
            self.stdout.write(f"{decision_id}  {wrong}")
        looked_at = Decision.objects.count()
        if found:
            raise CommandError(f"{found} of {looked_at} decisions are not as they were signed.")
        self.stdout.write(f"{looked_at} decisions are as they were signed.")
