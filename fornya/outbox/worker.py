"""Runs the jobs until told to stop, and outlasts a database that goes away meanwhile.

procrastinate's worker ends with its connections. A new one is then begun as soon as the database answers.
The old one never goes on, not even when only one question failed: a job whose end could not be written down
would look as if it were under way for as long as that worker lives, and nobody would take it again.
"""

import asyncio
import signal
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import psycopg
import structlog
from django.conf import settings
from django.utils.module_loading import import_string
from procrastinate import App, JobContext
from procrastinate.contrib.django import app
from procrastinate.contrib.django.utils import connector_params
from procrastinate.exceptions import ConnectorException
from psycopg_pool import AsyncConnectionPool

from fornya.outbox.work import Patience

log = structlog.get_logger()

# Seconds without a worker's heartbeat before its jobs are given to another.
STALLED_AFTER = 10
CONNECT_SECONDS = 5.0
# Seconds between two workers; the last for as long as it takes.
PAUSES = (0.5, 1, 2, 5, 10)
# A worker that was thought dead, and pruned, may not claim jobs under its old number.
OUTLASTED = (psycopg.OperationalError, psycopg.InterfaceError, psycopg.errors.ForeignKeyViolation)


class Connections(AsyncConnectionPool[psycopg.AsyncConnection[Any]]):
    """A worker's connections, and whether one of them has failed it."""

    def __init__(self) -> None:
        super().__init__(
            kwargs=connector_params(),
            open=False,
            min_size=1,
            max_size=4,
            check=AsyncConnectionPool.check_connection,
            timeout=CONNECT_SECONDS,
            reconnect_timeout=CONNECT_SECONDS,
        )
        self.failed = asyncio.Event()

    @asynccontextmanager
    async def connection(self, timeout: float | None = None) -> AsyncIterator[psycopg.AsyncConnection[Any]]:
        """Lend a connection."""
        try:
            async with super().connection(timeout) as connection:
                yield connection
        except OUTLASTED:
            self.failed.set()
            raise


def work() -> None:
    """Work until SIGTERM or SIGINT; what is under way is finished first."""
    asyncio.run(_work())


async def _work() -> None:
    told = asyncio.Event()
    for how in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(how, told.set)
    failures = 0
    while not told.is_set():
        begun = asyncio.get_running_loop().time()
        fault = await _one_worker(told)
        if told.is_set():
            return
        lasted = asyncio.get_running_loop().time() - begun
        failures = 1 if lasted > STALLED_AFTER else failures + 1
        log.warning("the worker begins anew", fault=fault, after=round(lasted, 1))
        await _first_of(told.wait(), asyncio.sleep(PAUSES[min(failures, len(PAUSES)) - 1]))


async def _one_worker(told: asyncio.Event) -> str:
    """Work until told to stop or until the database fails; give the name of what failed."""
    connections = Connections()
    working = asyncio.create_task(_run(connections))
    try:
        await _first_of(working, told.wait(), connections.failed.wait())
        await asyncio.gather(working, return_exceptions=True)
        if not working.cancelled():
            working.result()
    except (ConnectorException, *OUTLASTED) as error:
        fault = error.__cause__ if isinstance(error, ConnectorException) else error
        if not isinstance(fault, OUTLASTED):
            raise
        return type(fault).__name__
    return "ended"


async def _run(connections: Connections) -> None:
    worker = worker_app()
    async with connections:
        await connections.wait(CONNECT_SECONDS)
        await worker.open_async(connections)
        await worker.run_worker_async(
            concurrency=4,
            fetch_job_polling_interval=1.0,
            update_heartbeat_interval=STALLED_AFTER / 3,
            stalled_worker_timeout=STALLED_AFTER,
            shutdown_graceful_timeout=20,
            delete_jobs="successful",
            install_signal_handlers=False,
        )


async def _first_of(*things: Awaitable[object]) -> None:
    """Wait until one of them is over, and cancel the others."""
    tasks = [asyncio.ensure_future(thing) for thing in things]
    _, others = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for other in others:
        other.cancel()


async def rescue(context: JobContext, timestamp: int) -> None:
    """Take again the jobs of workers that died: their heartbeat has stopped."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER):
        log.warning("job taken again", job=job.id)
        await manager.retry_job(job)


def nightly(timestamp: int) -> None:
    """Do what is done once a night: each handler takes away what has been kept long enough."""
    for handler in import_string(settings.OUTBOX_NIGHTLY):
        log.info("nightly", handler=handler, removed=import_string(handler)(now=datetime.now(UTC)))


def hourly(timestamp: int) -> None:
    """Do what is done once an hour: each handler does what is due by now."""
    for handler in import_string(settings.OUTBOX_HOURLY):
        log.info("hourly", handler=handler, done=import_string(handler)(now=datetime.now(UTC)))


def worker_app() -> App:
    """Give the app that a worker runs, with the timetable on it.

    The timetable is the worker's own: on Django's app it would take a connection from the deliveries' pool
    and never give it back.
    """
    worker = App(
        connector=app.connector.get_worker_connector(),  # type: ignore[attr-defined]
        worker_defaults=app.worker_defaults,
    )
    worker.tasks |= app.tasks
    # Ahead of everything that waits: what it takes again has waited longest.
    rescuing = worker.task(
        name="outbox.rescue", queue="outbox", queueing_lock="outbox.rescue", pass_context=True, priority=1
    )(rescue)
    worker.periodic(cron="* * * * * */10")(rescuing)
    at_night = worker.task(
        name="outbox.nightly", queue="outbox", queueing_lock="outbox.nightly", retry=Patience()
    )(nightly)
    worker.periodic(cron="20 3 * * *")(at_night)
    # The lock: one that takes longer than an hour is not joined by the next.
    each_hour = worker.task(
        name="outbox.hourly", queue="outbox", queueing_lock="outbox.hourly", lock="outbox.hourly"
    )(hourly)
    worker.periodic(cron="5 * * * *")(each_hour)
    return worker
