"""The words of SMS and e-mail notices. They never name a medicine, a clinic, a decision or the person.

Source: HSLF-FS 2016:40 ch. 3 §§ 15-16: what goes over open networks may not reveal anything about health.
"""

from django.utils.translation import gettext as _

from fornya.messages.models import Kind


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


def _sentence(kind: Kind, *after: str, service: str = "") -> str:
    waits = {
        Kind.QUESTION: _("Någon väntar på ditt svar."),
        Kind.REMINDER: _("En påminnelse väntar på dig."),
        Kind.TIME_NEAR: _("En påminnelse väntar på dig."),
    }.get(kind, _("Du har ett nytt meddelande."))
    return " ".join(part for part in (service, waits, _("Logga in på Förnya för att läsa."), *after) if part)
