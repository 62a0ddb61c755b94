"""The one door to background work."""

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
        app.configure_task("outbox.deliver", queue=topic.partition(".")[0]).defer(delivery_id=row[0])
