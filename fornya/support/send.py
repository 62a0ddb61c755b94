"""Takes a case in: counts it, stores it, and puts the copy on the queue, all or nothing."""

import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from fornya.outbox import queue
from fornya.support import flood
from fornya.support.models import Case, Topic

# Without letters and digits that look or sound alike.
SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LENGTH = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What somebody wrote, tidied and checked by the page."""

    topic: Topic
    message: str
    name: str = ""
    email: str = ""
    phone: str = ""
    wants_copy: bool = False


def send_case(written: Written, *, address: str, now: datetime) -> str:
    """Store a case and give its reference; raises flood.TooMany, and then nothing is stored.

    `address` is the network address it came from; only a hash of it is kept, for an hour.
    """
    reference = _reference()
    with transaction.atomic(durable=True):
        flood.count("address", address, most=flood.FROM_ONE_ADDRESS, now=now)
        if written.wants_copy:
            flood.count("copy", written.email, most=flood.COPIES_TO_ONE, now=now)
        case_id = uuid.uuid4()
        Case.objects.create(
            id=case_id,
            reference=reference,
            topic=written.topic.value,
            name=written.name,
            email=written.email,
            phone=written.phone,
            message=written.message,
            wants_copy=written.wants_copy,
            sent_at=now,
        )
        if written.wants_copy:
            queue.put("support.copy", key=f"support:{case_id}", subject=case_id, now=now)
    return reference


def _reference() -> str:
    signs = "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
    return f"{signs[:4]}-{signs[4:]}"
