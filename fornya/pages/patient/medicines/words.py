"""Words for what is known of a prescription: its state, what is left, how long it lasts."""

import re
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_
from django.utils.translation import ngettext

from fornya.design import formats
from fornya.renewals.choice import Choice
from fornya.rules.eligibility import Note, Reason
from fornya.rules.withdrawals import PrescriptionState, Why

_BEFORE_UNIT = re.compile(r"(?<=\d) (?=[^\W\d])")


def medicine_name(product: str, strength: str = "") -> str:
    """Name a medicine with its strength, the number and its unit kept on one line."""
    return _BEFORE_UNIT.sub(formats.NO_BREAK, f"{product} {strength}".strip())


_STATES = {
    PrescriptionState.HAS_WITHDRAWALS: (N_("Finns kvar"), "ok"),
    PrescriptionState.SOON_OUT: (N_("Snart slut"), "warn"),
    PrescriptionState.NONE_LEFT: (N_("Inga uttag kvar"), "warn"),
    PrescriptionState.EXPIRED: (N_("Har gått ut"), "warn"),
    PrescriptionState.ENDED: (N_("Avslutat"), "neutral"),
    PrescriptionState.BLOCKED: (N_("Pausat"), "neutral"),
}


def state_words(state: str) -> tuple[str, str]:
    """Name a prescription's state, and give the tag's tone."""
    word, tone = _STATES[PrescriptionState(state)]
    return _(word), tone


def left_words(left: int, total: int) -> str:
    """Say how many withdrawals are left."""
    return ngettext("%(num)s av %(total)s uttag kvar", "%(num)s av %(total)s uttag kvar", total) % {
        "num": left,
        "total": total,
    }


_WHY = {
    Why.DOSE_NOT_COUNTABLE: N_("Vi vet inte hur länge det räcker, eftersom dosen inte går att räkna."),
    Why.NOTHING_COLLECTED: N_("Du har inte hämtat ut något på receptet ännu."),
    Why.HISTORY_UNCLEAR: N_("Vi vet inte hur länge det räcker, eftersom uttagen är oklara."),
    Why.LESS_THAN_A_DAY: N_("Det du har hämtat ut räcker mindre än en dag."),
    Why.TOO_LONG: N_("Vi vet inte hur länge det räcker, eftersom mängden är ovanligt stor."),
}


def lasts_words(on: date | None, why: str, today: date) -> str:
    """Say until when the collected amount lasts, or why that cannot be said."""
    if on is not None:
        said = _("Räcker till ungefär %(day)s") if on >= today else _("Räckte till ungefär %(day)s")
        return said % {"day": formats.short_day(on, today)}
    return _(_WHY[Why(why)])


def valid_words(until: date, today: date) -> str:
    """Say until when the prescription is valid."""
    said = _("Giltigt till %(day)s") if until >= today else _("Gällde till %(day)s")
    return said % {"day": formats.short_day(until, today)}


_REASONS = {
    Reason.CLINIC_DOES_NOT_RENEW: N_("Mottagningen förnyar inte recept på nätet. Ring mottagningen."),
    Reason.PRESCRIBED_ELSEWHERE: N_("Receptet är skrivet av %(clinic)s. Be dem om ett nytt."),
    Reason.ALREADY_ASKED: N_("Du har redan bett om ett nytt recept. Följ din förfrågan på Mina sidor."),
    Reason.ENDED_BY_PRESCRIBER: N_("En läkare har avslutat receptet. Ring om du tror att det är fel."),
    Reason.BLOCKED: N_("Receptet är pausat. Ring mottagningen och fråga varför."),
    Reason.ENDED_LONG_AGO: N_("Receptet slutade gälla för mer än ett år sedan. Ring och boka en tid."),
    Reason.DOSE_DISPENSED: N_("Du får läkemedlet i dospåsar. Ring mottagningen om det tar slut."),
    Reason.SUPPLY: N_("Hjälpmedel förnyas på ett annat sätt. Ring mottagningen."),
    Reason.NARCOTIC: N_("Läkemedlet är narkotikaklassat och förnyas inte på nätet. Ring mottagningen."),
    Reason.ANTIBIOTIC: N_("Antibiotika förnyas inte på nätet. Ring om du har besvär igen."),
    Reason.VISIT_REQUIRED: N_("Mottagningen vill träffa dig först. Ring och boka en tid."),
    Reason.NOT_OFFERED_HERE: N_("Mottagningen förnyar inte det här läkemedlet på nätet. Ring dem."),
}


def reason_words(reason: str, choice: Choice) -> str:
    """Say why a prescription cannot be asked for here, and what to do instead."""
    return _(_REASONS[Reason(reason)]) % {"clinic": choice.clinic_name}


_NOTES = {
    Note.EXPIRED: N_("Receptet har gått ut, men du kan be om ett nytt."),
    Note.MANY_LEFT: N_("Du kan hämta ut läkemedlet utan att förnya receptet."),
    Note.EARLY: N_("Receptet gäller länge till."),
    Note.NEEDS_REVIEW: N_("Mottagningen går igenom det här läkemedlet extra noga."),
}


def note_words(note: str) -> str:
    """Say what to know about a prescription that may be asked for."""
    return _(_NOTES[Note(note)])
