"""Words for where a request and each of its medicines stand, for answers, and for what has happened."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from fornya.people.session import Capacity, SignedInPatient
from fornya.rules.renewal_states import LineState, RequestStatus

_OPEN_AT_CLINIC = frozenset({RequestStatus.SENT, RequestStatus.OPENED})


_STATUS = {
    RequestStatus.SENT: (N_("Väntar på svar"), "info"),
    RequestStatus.OPENED: (N_("Läses av vården"), "info"),
    RequestStatus.QUESTION: (N_("Mottagningen har en fråga"), "warn"),
    RequestStatus.WRITING: (N_("Godkänt"), "info"),
    RequestStatus.RENEWED: (N_("Förnyat"), "ok"),
    RequestStatus.RENEWED_CHANGED: (N_("Förnyat med ändring"), "ok"),
    RequestStatus.PARTLY: (N_("Delvis förnyat"), "warn"),
    RequestStatus.MEET: (N_("Ni behöver träffas"), "warn"),
    RequestStatus.DECLINED: (N_("Förnyas inte"), "err"),
    RequestStatus.WITHDRAWN: (N_("Återtagen"), "neutral"),
}


def status_words(status: RequestStatus) -> tuple[str, str]:
    """Name where a whole request stands, and give the tag's tone."""
    word, tone = _STATUS[status]
    return _(word), tone


def line_words(state: LineState) -> tuple[str, str]:
    """Name where one medicine stands, and give the tag's tone."""
    if state is LineState.STORE_REFUSED:
        # The prescriber decides anew; to the patient the clinic is simply still at work.
        return status_words(RequestStatus.OPENED)
    return status_words(RequestStatus(state.value))


def is_late(status: RequestStatus, answer_by: date, today: date) -> bool:
    """Tell whether the clinic should have answered by now."""
    return status in _OPEN_AT_CLINIC and today > answer_by


_HAPPENED = {
    "sent": N_("Skickad"),
    "opened": N_("Mottagningen började läsa"),
    "forwarded": N_("Skickad vidare till en annan mottagning"),
    "ask": N_("Mottagningen ställde en fråga"),
    "answered": N_("Du svarade på frågan"),
    "approve": N_("Mottagningen svarade"),
    "meet": N_("Mottagningen svarade"),
    "decline": N_("Mottagningen svarade"),
    "renewed": N_("Receptet finns på apoteket"),
    "withdrawn": N_("Du tog tillbaka förfrågan"),
    "time_booked": N_("Du bokade en tid"),
    "time_changed": N_("Du bytte tid"),
    "time_cancelled": N_("Du avbokade tiden"),
    "time_withdrawn": N_("Mottagningen tog bort en tid"),
    "times_seen_to": N_("Mottagningen väntar inte längre på att en tid väljs"),
}


_DONE_BY = {
    "sent": N_("Skickad av %(name)s"),
    "answered": N_("%(name)s svarade på frågan"),
    "withdrawn": N_("%(name)s tog tillbaka förfrågan"),
    "time_booked": N_("%(name)s bokade en tid"),
    "time_changed": N_("%(name)s bytte tid"),
    "time_cancelled": N_("%(name)s avbokade tiden"),
}
FOR_ANOTHER = frozenset({"guardian", "agent"})


def happened_words(what: str, by_kind: str = "", by: str = "", *, names: bool = False) -> str:
    """Say what happened, and who did it for another; empty for what the patient need not see.

    With `names` the reader acts for the patient, who is not "you" to them.
    """
    word = _HAPPENED.get(what)
    if (names or by_kind in FOR_ANOTHER) and what in _DONE_BY:
        return _(_DONE_BY[what]) % {"name": by}
    return _(word) if word else ""


_TOLD = {
    (True, True): N_("Du får sms och e-post när svaret har kommit. De säger inget om hälsa eller läkemedel."),
    (True, False): N_("Du får ett sms när svaret har kommit. Det säger inget om hälsa eller läkemedel."),
    (False, True): N_("Du får e-post när svaret har kommit. Den säger inget om hälsa eller läkemedel."),
    (False, False): N_("Svaret kommer hit till Mina sidor. Du får inget sms och ingen e-post."),
}


def told(patient: SignedInPatient) -> str:
    """Say how the news that the answer has come will be heard, to whoever has sent."""
    if patient.acting is not None and patient.acting.capacity is Capacity.AGENT:
        names = {"name": patient.given_name}
        return _("%(name)s får besked på det sätt som är valt tidigare. Svaret läser du här.") % names
    return _(_TOLD[bool(patient.phone), bool(patient.email)])
