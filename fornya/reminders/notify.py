"""Sends the notices of reminders: the handler of the outbox topic `reminder.notify`."""

from datetime import datetime

from fornya.messages import delivery
from fornya.messages.models import Notice
from fornya.reminders.models import Wish


def notify(*, subject: str, attempt: int, now: datetime) -> None:
    """Send one notice, unless its patient has said no meanwhile, has another address, or is dead.

    Raises Unavailable when the gateway or mail server stumbles.
    """
    notice = Notice.objects.select_related("patient").get(pk=int(subject))
    wish = Wish.objects.filter(patient_id=notice.patient_id).first()
    if wish is None or notice.address not in (wish.phone, wish.email):
        return
    if notice.patient.deceased_on is not None or (notice.patient.is_protected and not wish.while_protected):
        return
    delivery.notify(subject=subject, attempt=attempt, now=now)
