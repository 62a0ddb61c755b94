"""Puts a message in a patient's inbox, and its notices on the outbox, in its cause's transaction."""

import json
import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from fornya.messages.models import Kind, Notice
from fornya.outbox import queue
from fornya.people.contact import chosen_ways

_TELL_ONCE = """
INSERT INTO messages_message (id, patient_id, kind, about, source, facts, created_at)
VALUES (%s, %s, %s, %s, %s, %s::jsonb, %s) ON CONFLICT (source, kind) DO NOTHING
"""


@dataclass(frozen=True, slots=True)
class Ways:
    """Where notices go, empty where not at all, and the outbox topic whose handler sends them."""

    phone: str
    email: str
    topic: str = "message.notify"


def tell(
    *,
    patient_id: int,
    kind: Kind,
    about: uuid.UUID,
    source: object,
    facts: dict[str, object],
    now: datetime,
    notify: bool = True,
    ways: Ways | None = None,
    guardian_id: int | None = None,
) -> None:
    """Tell a patient once per (source, kind). The inbox has the message at commit; SMS and e-mail follow.

    `notify=False` puts it in the inbox only: what a person has just done they need not hear of by SMS.
    The notices go by `ways`, or else by those that the patient has chosen for answers; to the guardian, by
    the guardian's own, when one is named.
    """
    message_id = uuid.uuid4()
    with connection.cursor() as cursor:
        cursor.execute(
            _TELL_ONCE, [message_id, patient_id, kind.value, about, str(source), json.dumps(facts), now]
        )
        is_new = cursor.rowcount == 1
    if is_new and notify:
        ways = ways or Ways(*chosen_ways(patient_id=patient_id, guardian_id=guardian_id))
        _notify(Notice(message_id=message_id, patient_id=patient_id, guardian_id=guardian_id), ways, now)


def _notify(to: Notice, ways: Ways, now: datetime) -> None:
    for channel, address in ((Notice.Channel.SMS, ways.phone), (Notice.Channel.EMAIL, ways.email)):
        if address:
            notice = Notice.objects.create(
                message_id=to.message_id,
                patient_id=to.patient_id,
                guardian_id=to.guardian_id,
                channel=channel,
                address=address,
                put_at=now,
            )
            queue.put(ways.topic, key=f"notice:{notice.pk}", subject=notice.pk, now=now)
