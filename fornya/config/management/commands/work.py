"""Runs the jobs: `python -m fornya.config.manage work`, as the database role `fornya_worker`."""

from django.core.management.base import BaseCommand

from fornya.outbox.work import STALLED_AFTER, worker_app


class Command(BaseCommand):
    """The background worker."""

    help = "Carry out what the outbox holds, until told to stop."

    def handle(self, *_args: object, **_options: object) -> None:
        """Work until SIGTERM or SIGINT; what is under way is finished first."""
        worker_app().run_worker(
            concurrency=4,
            fetch_job_polling_interval=1.0,
            update_heartbeat_interval=STALLED_AFTER / 3,
            stalled_worker_timeout=STALLED_AFTER,
            shutdown_graceful_timeout=20,
            delete_jobs="successful",
        )
