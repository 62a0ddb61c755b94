"""Runs the jobs: `python -m fornya.config.manage work`, as the database role `fornya_worker`."""

from django.core.management.base import BaseCommand

from fornya.outbox import worker


class Command(BaseCommand):
    """The background worker."""

    help = "Carry out what the outbox holds, until told to stop."

    def handle(self, *_args: object, **_options: object) -> None:
        """Work until SIGTERM or SIGINT; what is under way is finished first."""
        worker.work()
