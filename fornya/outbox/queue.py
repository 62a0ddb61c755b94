"""The one door to background work."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection
from procrastinate.contrib.django import app

from fornya.outbox.models import Delivery


class OutsideTransaction(RuntimeError):
    """Work was put on the queue with no transaction to stand or fall with."""


def put(topic: str, *, key: str, subject: object, now: datetime) -> None:
    """Put a delivery on the queue, inside the transaction of what caused it.

    `topic` names the handler (config/topics.py), `key` makes it unique: the same key a second time does
    nothing. `subject` is the id of the row that the handler will read. Raises OutsideTransaction outside a
    transaction.
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction(topic)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO outbox_delivery (topic, key, subject, state, attempts, last_fault, put_at)"
            " VALUES (%s, %s, %s, %s, 0, '', %s) ON CONFLICT (key) DO NOTHING RETURNING id",
            [topic, key, str(subject), Delivery.State.WAITING.value, now],
        )
        row = cursor.fetchone()
    if row:
        _defer(topic, row[0])


def try_again(deliveries: Sequence[int]) -> None:
    """Try deliveries now that wait for their next try; one whose job is gone gets a new one.

    Inside a transaction, as `put`. A delivery that is done stays done: handlers may be called again.
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction("try_again")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT d.id, d.topic FROM outbox_hasten(%s::bigint[]) AS again(id)"
            " JOIN outbox_delivery d ON d.id = again.id ORDER BY d.id",
            [list(deliveries)],
        )
        without_a_job = cursor.fetchall()
    for delivery_id, topic in without_a_job:
        _defer(topic, delivery_id)


def _defer(topic: str, delivery_id: int) -> None:
    app.configure_task("outbox.deliver", queue=topic.partition(".")[0]).defer(delivery_id=delivery_id)
