"""Tells a clinic outside its worklist that something has been left lying: the worker's job, each hour.

A mailbox of the clinic's hears of it, once a day for each kind, in words that tell nothing of anybody.
"""

from datetime import date, datetime

from django.conf import settings
from django.db import connection, transaction

from fornya.clinics.alarm_table import AlarmBox
from fornya.messages import texts
from fornya.messages.delivery import mailer
from fornya.outbox import queue
from fornya.rules.escalation import Alarm, alarms_at
from fornya.rules.swedish_time import swedish_day

TOPIC = "message.alarm"
# From the counts that the worklist shows (ADR 0027). What waits for the patient is not the clinic's to do.
_PRESSING = """
SELECT b.clinic_id, bool_or(c.answer_by < %(today)s), bool_or(c.taken_by_id IS NULL)
FROM clinics_alarmbox b JOIN (
    SELECT clinic_id, answer_by, taken_by_id FROM renewals_opencount
    WHERE status <> 'question' AND answer_by <= %(today)s
    GROUP BY clinic_id, answer_by, taken_by_id HAVING sum(number) > 0
) c ON c.clinic_id = b.clinic_id
WHERE b.is_on GROUP BY b.clinic_id ORDER BY b.clinic_id
"""


def sound(*, now: datetime) -> int:
    """Put an e-mail on its way for each clinic and kind; gives how many there were to tell of.

    One that has gone out today does not go again: the outbox knows it by its key.
    """
    kinds, today = alarms_at(now), swedish_day(now)
    if not kinds:
        return 0
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_PRESSING, {"today": today})
        told = [
            f"{clinic_id}:{kind.value}:{today.isoformat()}"
            for clinic_id, is_late, is_nobodys in cursor.fetchall()
            for kind, holds in ((Alarm.LATE, is_late), (Alarm.NOBODYS, is_nobodys))
            if holds and kind in kinds
        ]
        for each in told:
            queue.put(TOPIC, key=f"alarm:{each}", subject=each, now=now)
    return len(told)


def send(*, subject: str, attempt: int, now: datetime) -> None:
    """Send one, unless its day is over or the clinic has said no. Raises Unavailable when the mail server
    stumbles.

    A crash between sending and being done sends once more at most; the Message-ID is the same.
    """
    clinic_id, kind, day = subject.split(":")
    box = AlarmBox.objects.filter(clinic_id=int(clinic_id), is_on=True).first()
    if box is None or date.fromisoformat(day) != swedish_day(now):
        return
    message_id = f"<alarm-{clinic_id}-{kind}-{day}@{settings.MAIL_DOMAIN}>"
    mailer().send(box.address, texts.alarm_subject(), texts.alarm(Alarm(kind)), message_id)
