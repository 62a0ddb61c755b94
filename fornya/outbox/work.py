"""Runs what was put: claims a delivery, calls its handler with no transaction open, records how it went."""

from datetime import UTC, datetime, timedelta

import structlog
from django.conf import settings
from django.db.models import F
from django.utils.module_loading import import_string
from procrastinate import BaseRetryStrategy, JobContext, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from fornya.integrations.http import Unavailable
from fornya.outbox.models import Delivery

log = structlog.get_logger()

# A store that stumbles is asked again at once; one that is down is not hammered.
WAITS = (1, 2, 5, 10, 30, 60, 300, 1800)
SLOWEST = 7200
STUCK_AFTER = len(WAITS)


class NotYet(Exception):
    """It is not the hour for a delivery. No fault: it is taken up again `at` a moment."""

    def __init__(self, at: datetime) -> None:
        super().__init__(at)
        self.at = at


class Patience(BaseRetryStrategy):
    """Tries again for as long as it takes: nothing that was acknowledged may be given up silently."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision:
        """Wait longer after each attempt, up to two hours; until its hour for what has come too early."""
        if isinstance(exception, NotYet):
            return RetryDecision(retry_at=exception.at)
        return RetryDecision(retry_in={"seconds": wait_after(job.attempts)})


def wait_after(attempts: int) -> int:
    """Give the seconds to wait after the given number of failed attempts (0 = the first has just failed)."""
    return WAITS[attempts] if attempts < len(WAITS) else SLOWEST


@app.task(name="outbox.deliver", retry=Patience(), pass_context=True)
def deliver(context: JobContext, delivery_id: int) -> None:
    """Carry out one delivery. Handlers look their subject up themselves and may be called again."""
    delivery = Delivery.objects.get(pk=delivery_id)
    if delivery.state == Delivery.State.DONE:
        return
    handler = import_string(import_string(settings.OUTBOX_TOPICS)[delivery.topic])
    Delivery.objects.filter(pk=delivery_id).update(attempts=F("attempts") + 1)
    try:
        handler(subject=delivery.subject, attempt=delivery.attempts + 1, now=datetime.now(UTC))
    except NotYet as early:
        Delivery.objects.filter(pk=delivery_id).update(
            state=Delivery.State.WAITING, next_try_at=early.at, last_fault=""
        )
        raise
    except Exception as fault:
        _record_fault(delivery, fault, attempts=context.job.attempts if context.job else 0)
        raise
    now = datetime.now(UTC)
    Delivery.objects.filter(pk=delivery_id).update(
        state=Delivery.State.DONE, done_at=now, next_try_at=None, last_fault=""
    )


def _record_fault(delivery: Delivery, fault: Exception, *, attempts: int) -> None:
    """Keep what people need to see; the fault's class only, since its text may hold a patient's words."""
    stuck = attempts >= STUCK_AFTER or not isinstance(fault, Unavailable)
    Delivery.objects.filter(pk=delivery.pk).update(
        state=Delivery.State.STUCK if stuck else Delivery.State.WAITING,
        last_fault=type(fault).__name__,
        next_try_at=datetime.now(UTC) + timedelta(seconds=wait_after(attempts)),
    )
    log.warning("delivery failed", topic=delivery.topic, delivery=delivery.pk, fault=type(fault).__name__)
