"""Sends notices: the handler of the outbox topic `message.notify`."""

from datetime import datetime
from functools import cache

from django.conf import settings

from fornya.integrations.email.client import Mailer
from fornya.integrations.sms.client import SmsGateway
from fornya.messages import texts
from fornya.messages.models import Kind, Notice
from fornya.outbox.work import NotYet
from fornya.people.registered import may_hear
from fornya.rules.quiet_hours import waits_until


def notify(*, subject: str, attempt: int, now: datetime) -> None:
    """Send one notice unless it has been sent. Raises Unavailable when the gateway or mail server stumbles.

    An SMS that would come by night raises NotYet, with the morning.

    One to somebody who was the patient's guardian and is no longer stays unsent. A crash between sending and
    marking sends once more at most; the mail keeps its Message-ID so that readers fold it.
    """
    notice = Notice.objects.select_related("message").get(pk=int(subject))
    if notice.sent_at is not None:
        return
    if not may_hear(patient_id=notice.patient_id, guardian_id=notice.guardian_id, now=now):
        return
    kind = Kind(notice.message.kind)
    if notice.channel == Notice.Channel.SMS:
        morning = waits_until(now, from_hour=settings.SMS_FROM_HOUR, to_hour=settings.SMS_TO_HOUR)
        if morning is not None:
            raise NotYet(morning)
        gateway_id = sms_gateway().send(notice.address, texts.sms(kind), f"notice-{notice.pk}")
    else:
        gateway_id = f"<notice-{notice.message_id}@{settings.MAIL_DOMAIN}>"
        mailer().send(notice.address, texts.mail_subject(), texts.mail(kind), gateway_id)
    Notice.objects.filter(pk=notice.pk).update(sent_at=now, gateway_id=gateway_id)


@cache
def sms_gateway() -> SmsGateway:
    """Give the SMS gateway of the settings."""
    return SmsGateway(settings.SMS_URL, settings.SMS_USER, settings.SMS_PASSWORD)


@cache
def mailer() -> Mailer:
    """Give the mail server of the settings."""
    return Mailer.from_url(settings.SMTP_URL, settings.MAIL_FROM)
