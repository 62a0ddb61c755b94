"""Codes to words for staff: terse, and with the same nouns that the patient sees."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from fornya.design.formats import relative_day

_STATUS = {
    "sent": (N_("Ny"), "info"),
    "opened": (N_("Läses"), "info"),
    "question": (N_("Väntar på patienten"), "warn"),
    "writing": (N_("Skickas till receptregistret"), "info"),
    "renewed": (N_("Förnyat"), "ok"),
    "renewed_changed": (N_("Förnyat med ändring"), "ok"),
    "partly": (N_("Delvis förnyat"), "warn"),
    "meet": (N_("Behöver träffas"), "warn"),
    "declined": (N_("Förnyas inte"), "err"),
    "withdrawn": (N_("Återtagen av patienten"), "neutral"),
    "store_refused": (N_("Receptregistret tog inte emot"), "err"),
}


def status_word(status: str) -> tuple[str, str]:
    """Give the word and the tone for a request's or a line's state."""
    word, tone = _STATUS[status]
    return _(word), tone


def due_words(answer_by: date, *, today: date, is_late: bool) -> str:
    """Give the last day to answer, in words."""
    day = relative_day(answer_by, today)
    return _("Sen: skulle ha svarats %(day)s") % {"day": day} if is_late else day
