"""Puts a message in a patient's inbox, and its notices on the outbox, in its cause's transaction."""

import json
import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from fornya.messages.models import Kind, Notice
from fornya.outbox import queue
from fornya.people.models import Patient

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
) -> None:
    """Tell a patient once per (source, kind). The inbox has the message at commit; SMS and e-mail follow.

    `notify=False` puts it in the inbox only: what a person has just done they need not hear of by SMS.
    The notices go by `ways`, or else by those that the patient has chosen for answers.
    """
    message_id = uuid.uuid4()
    with connection.cursor() as cursor:
        cursor.execute(
            _TELL_ONCE, [message_id, patient_id, kind.value, about, str(source), json.dumps(facts), now]
        )
        is_new = cursor.rowcount == 1
    if is_new and notify:
        _notify(message_id, patient_id, ways or _of_patient(patient_id), now)


def _of_patient(patient_id: int) -> Ways:
    patient = Patient.objects.only("phone", "email").get(pk=patient_id)
    return Ways(patient.phone, patient.email)


def _notify(message_id: uuid.UUID, patient_id: int, ways: Ways, now: datetime) -> None:
    for channel, address in ((Notice.Channel.SMS, ways.phone), (Notice.Channel.EMAIL, ways.email)):
        if address:
            notice = Notice.objects.create(
                message_id=message_id, patient_id=patient_id, channel=channel, address=address, put_at=now
            )
            queue.put(ways.topic, key=f"notice:{notice.pk}", subject=notice.pk, now=now)
