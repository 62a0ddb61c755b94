"""The words of SMS and e-mail notices. They never name a medicine, a clinic, a decision or the person.

Source: HSLF-FS 2016:40 ch. 3 §§ 15-16: what goes over open networks may not reveal anything about health.
"""

from django.utils.translation import gettext as _

from fornya.messages.models import Kind
from fornya.rules.escalation import Alarm


def sms(kind: Kind) -> str:
    """Give the SMS that tells of a message; at most 160 signs of the GSM alphabet, so one part."""
    return _sentence(kind, _("Det går inte att svara på detta sms."), service=_("Förnya:"))


def mail_subject() -> str:
    """Give the e-mail's subject, the same for every message."""
    return _("Du har ett nytt meddelande i Förnya")


def mail(kind: Kind) -> str:
    """Give the e-mail's text that tells of a message."""
    return "\n\n".join(
        [
            _("Hej!"),
            _sentence(kind, _("Det går inte att svara på det här mejlet.")),
            _("Vi skickar aldrig länkar för inloggning i mejl."),
            _("Hälsningar från Förnya"),
        ]
    )


def alarm_subject() -> str:
    """Give the subject of what a clinic is told when something has been left lying."""
    return _("Något väntar i Förnya")


def alarm(kind: Alarm) -> str:
    """Give the text for a clinic: not which clinic, not how much, nothing of anybody."""
    waits = {
        Alarm.NOBODYS: _("Det finns ärenden i Förnya som behöver en ansvarig."),
        Alarm.LATE: _("Det finns ärenden i Förnya som har väntat för länge."),
    }
    return "\n\n".join(
        [
            _("Hej!"),
            f"{waits[kind]} {_('Logga in i Förnya för att se dem.')}",
            _("Mottagningens administratör väljer i inställningarna om det här mejlet ska komma."),
            _("Det går inte att svara på det här mejlet."),
            _("Vi skickar aldrig länkar för inloggning i mejl."),
            _("Hälsningar från Förnya"),
        ]
    )


def _sentence(kind: Kind, *after: str, service: str = "") -> str:
    waits = {
        Kind.QUESTION: _("Någon väntar på ditt svar."),
        Kind.REMINDER: _("En påminnelse väntar på dig."),
        Kind.TIME_NEAR: _("En påminnelse väntar på dig."),
    }.get(kind, _("Du har ett nytt meddelande."))
    return " ".join(part for part in (service, waits, _("Logga in på Förnya för att läsa."), *after) if part)
