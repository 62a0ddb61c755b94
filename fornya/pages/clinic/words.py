"""Codes to words for staff: terse, and with the same nouns that the patient sees."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from fornya.design.formats import language_name, relative_day
from fornya.design.languages import LANGUAGES, SWEDISH

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


def language_word(code: str) -> str:
    """Name the language that a patient reads; nothing for Swedish, which most do."""
    if code == SWEDISH.code:
        return ""
    return _("Lätt svenska") if code == "sv-simple" else language_name(code)


def languages() -> list[tuple[str, str]]:
    """Give the languages that a request may have been sent in, with their names."""
    return [(each.code, language_word(each.code) or _("Svenska")) for each in LANGUAGES]


def status_word(status: str) -> tuple[str, str]:
    """Give the word and the tone for a request's or a line's state."""
    word, tone = _STATUS[status]
    return _(word), tone


def due_words(answer_by: date, *, today: date, is_late: bool) -> str:
    """Give the last day to answer, in words."""
    day = relative_day(answer_by, today)
    return _("Sen: skulle ha svarats %(day)s") % {"day": day} if is_late else day
