"""Words for where a request and each of its medicines stand, for answers, and for what has happened."""

from datetime import date

from django.utils.translation import gettext as _

from fornya.rules.renewal_states import LineState, RequestStatus

_OPEN_AT_CLINIC = frozenset({RequestStatus.SENT, RequestStatus.OPENED})


def status_words(status: RequestStatus) -> tuple[str, str]:
    """Name where a whole request stands, and give the tag's tone."""
    return {
        RequestStatus.SENT: (_("Väntar på svar"), "info"),
        RequestStatus.OPENED: (_("Läses av vården"), "info"),
        RequestStatus.QUESTION: (_("Mottagningen har en fråga"), "warn"),
        RequestStatus.WRITING: (_("Godkänt"), "info"),
        RequestStatus.RENEWED: (_("Förnyat"), "ok"),
        RequestStatus.RENEWED_CHANGED: (_("Förnyat med ändring"), "ok"),
        RequestStatus.PARTLY: (_("Delvis förnyat"), "warn"),
        RequestStatus.MEET: (_("Ni behöver träffas"), "warn"),
        RequestStatus.DECLINED: (_("Förnyas inte"), "err"),
        RequestStatus.WITHDRAWN: (_("Återtagen"), "neutral"),
    }[status]


def line_words(state: LineState) -> tuple[str, str]:
    """Name where one medicine stands, and give the tag's tone."""
    if state is LineState.STORE_REFUSED:
        # The prescriber decides anew; to the patient the clinic is simply still at work.
        return status_words(RequestStatus.OPENED)
    return status_words(RequestStatus(state.value))


def is_late(status: RequestStatus, answer_by: date, today: date) -> bool:
    """Tell whether the clinic should have answered by now."""
    return status in _OPEN_AT_CLINIC and today > answer_by


def happened_words(what: str) -> str:
    """Say what happened; empty for what the patient need not see."""
    return {
        "sent": _("Skickad"),
        "opened": _("Mottagningen började läsa"),
        "ask": _("Mottagningen ställde en fråga"),
        "answered": _("Du svarade på frågan"),
        "approve": _("Mottagningen svarade"),
        "meet": _("Mottagningen svarade"),
        "decline": _("Mottagningen svarade"),
        "renewed": _("Receptet finns på apoteket"),
        "withdrawn": _("Du tog tillbaka förfrågan"),
    }.get(what, "")


def told_words(phone: str, email: str) -> str:
    """Say how the patient hears that the answer has come."""
    return {
        (True, True): _("Du får sms och e-post när svaret har kommit. De säger inget om din hälsa."),
        (True, False): _("Du får ett sms när svaret har kommit. Det säger inget om din hälsa."),
        (False, True): _("Du får e-post när svaret har kommit. Den säger inget om din hälsa."),
        (False, False): _("Svaret kommer hit till Mina sidor. Du får inget sms och ingen e-post."),
    }[bool(phone), bool(email)]
