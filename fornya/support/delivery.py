"""Sends the writer a copy: the handler of the outbox topic `support.copy`.

Ordinary e-mail can be read on its way, so the page says so before somebody asks for a copy, and asks them to
leave out what is private. The copy goes only to who ticked the box, and holds only what that person wrote.
"""

from datetime import datetime
from functools import cache

from django.conf import settings
from django.utils.translation import gettext as _

from fornya.integrations.email.client import Mailer
from fornya.support.models import Case


def send_copy(*, subject: str, attempt: int, now: datetime) -> None:
    """Send one copy unless it has been sent, or the case is gone. Raises Unavailable when the mail server
    stumbles."""
    case = Case.objects.filter(pk=subject, copied_at=None).first()
    if case is None:
        return
    message_id = f"<support-{case.pk}@{settings.MAIL_DOMAIN}>"
    mailer().send(
        case.email, _("Kopia av ditt ärende %(number)s") % {"number": case.reference}, text(case), message_id
    )
    Case.objects.filter(pk=case.pk).update(copied_at=now)


def text(case: Case) -> str:
    """Give the words of the copy."""
    return "\n\n".join(
        [
            _("Hej!"),
            _("Det här är en kopia av ärende %(number)s, som skrevs till supporten för Förnya.")
            % {"number": case.reference},
            _unlinked(case.message),
            _("Har du inte skrivit det här? Då har någon angett din adress, och du behöver inte göra något."),
            _("Det går inte att svara på det här mejlet."),
            _("Hälsningar från Förnya"),
        ]
    )


def _unlinked(message: str) -> str:
    """Take addresses apart, so that nobody can send a stranger a link in our name."""
    return message.replace("://", ": //").replace("www.", "www .")


@cache
def mailer() -> Mailer:
    """Give the mail server of the settings."""
    return Mailer.from_url(settings.SMTP_URL, settings.MAIL_FROM)
