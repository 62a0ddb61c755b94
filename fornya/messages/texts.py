"""The words of SMS and e-mail notices. They never name a medicine, a clinic, a decision or the person.

Source: HSLF-FS 2016:40 ch. 3 §§ 15-16: what goes over open networks may not reveal anything about health.
"""

from fornya.messages.models import Kind

MAIL_SUBJECT = "Du har ett nytt meddelande i Förnya"

_WAITS = (
    "Förnya: Du har ett nytt meddelande. Logga in på Förnya för att läsa. "
    "Det går inte att svara på detta sms."
)
_ASKS = (
    "Förnya: Någon väntar på ditt svar. Logga in på Förnya för att läsa. Det går inte att svara på detta sms."
)
_MAIL = """Hej!

{what} Logga in på Förnya för att läsa.

Det går inte att svara på det här mejlet. Vi skickar aldrig länkar för inloggning i mejl.

Hälsningar
Förnya
"""


def sms(kind: Kind) -> str:
    """Give the SMS that tells of a message; at most 160 signs of the GSM alphabet, so one part."""
    return _ASKS if kind == Kind.QUESTION else _WAITS


def mail(kind: Kind) -> str:
    """Give the e-mail's text that tells of a message."""
    asks = kind == Kind.QUESTION
    return _MAIL.format(what="Någon väntar på ditt svar." if asks else "Du har ett nytt meddelande.")
