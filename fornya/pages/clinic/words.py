"""Codes to words for staff: terse, and with the same nouns that the patient sees."""

from datetime import date

from django.utils.translation import gettext as _

from fornya.design.formats import relative_day


def status_word(status: str) -> tuple[str, str]:
    """Give the word and the tone for a request's or a line's state."""
    return {
        "sent": (_("Ny"), "info"),
        "opened": (_("Läses"), "info"),
        "question": (_("Väntar på patienten"), "warn"),
        "writing": (_("Skickas till receptregistret"), "info"),
        "renewed": (_("Förnyat"), "ok"),
        "renewed_changed": (_("Förnyat med ändring"), "ok"),
        "partly": (_("Delvis förnyat"), "warn"),
        "meet": (_("Behöver träffas"), "warn"),
        "declined": (_("Förnyas inte"), "err"),
        "withdrawn": (_("Återtagen av patienten"), "neutral"),
        "store_refused": (_("Receptregistret tog inte emot"), "err"),
    }[status]


def due_words(answer_by: date, *, today: date, is_late: bool) -> str:
    """Give the last day to answer, in words."""
    day = relative_day(answer_by, today)
    return _("Sen: skulle ha svarats %(day)s") % {"day": day} if is_late else day
