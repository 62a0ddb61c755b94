"""Takes a case in: counts it, stores it, and puts the copy on the queue, all or nothing."""

import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from fornya.limits.count import count
from fornya.limits.sender import network
from fornya.outbox import queue
from fornya.rules.limits import Limited
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
    """Store a case and give its reference; raises TooMany, and then nothing is stored.

    `address` is the network address it came from; it is counted, and not kept.
    """
    reference = _reference()
    with transaction.atomic(durable=True):
        count(*_limited(written, address), now=now)
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


def _limited(written: Written, address: str) -> list[tuple[Limited, str]]:
    by_address = (Limited.SUPPORT_CASE_BY_ADDRESS, network(address))
    if not written.wants_copy:
        return [by_address]
    return [by_address, (Limited.SUPPORT_COPY_BY_RECEIVER, written.email.casefold())]


def _reference() -> str:
    signs = "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
    return f"{signs[:4]}-{signs[4:]}"
