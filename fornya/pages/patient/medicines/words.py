"""Words for what is known of a prescription: its state, what is left, how long it lasts."""

import re
from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_
from django.utils.translation import ngettext

from fornya.design import formats
from fornya.rules.dose_text import Dose, DoseWhy
from fornya.rules.eligibility import BY_POLICY, Note, Reason
from fornya.rules.high_cost import ORE_IN_KRONA
from fornya.rules.next_cost import AtMost
from fornya.rules.next_withdrawal import NextWhy, NextWithdrawal
from fornya.rules.withdrawals import PrescriptionState, RunOut, Why

EASY_SWEDISH = "sv-simple"
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
    Why.NOTHING_COLLECTED: N_("Inget är uthämtat på receptet ännu."),
    Why.HISTORY_UNCLEAR: N_("Vi vet inte hur länge det räcker, eftersom uttagen är oklara."),
    Why.LESS_THAN_A_DAY: N_("Det som är uthämtat räcker mindre än en dag."),
    Why.TOO_LONG: N_("Vi vet inte hur länge det räcker, eftersom mängden är ovanligt stor."),
}


def lasts_words(on: date | None, why: str, today: date) -> str:
    """Say until when the collected amount lasts, or why that cannot be said."""
    if on is not None:
        said = _("Räcker till ungefär %(day)s") if on >= today else _("Räckte till ungefär %(day)s")
        return said % {"day": formats.short_day(on, today)}
    return _(_WHY[Why(why)])


_DOSE_WHY = {
    DoseWhy.AS_NEEDED: N_("Läkemedlet tas vid behov, så vi kan inte räkna ut hur länge det räcker."),
    DoseWhy.VARIES: N_("Dosen är inte densamma varje dag, så vi kan inte räkna ut hur länge det räcker."),
    DoseWhy.OTHER_UNIT: N_(
        "Dosen går inte att räkna om till förpackningar, så vi vet inte hur länge det räcker."
    ),
    DoseWhy.NOT_UNDERSTOOD: N_("Vi kan inte läsa dosen säkert, så vi vet inte hur länge det räcker."),
    DoseWhy.CONTRADICTED: N_(
        "Dosen står på två sätt som inte stämmer överens. Fråga mottagningen vad som gäller."
    ),
}


def run_out_words(run_out: RunOut, dose: Dose, today: date) -> str:
    """Say until when the collected amount lasts, or why that cannot be said, by the dose too."""
    if run_out.why is Why.DOSE_NOT_COUNTABLE and dose.why in _DOSE_WHY:
        return _(_DOSE_WHY[dose.why])
    return lasts_words(run_out.on, run_out.why, today)


_NEXT = {
    NextWhy.LAPSES_FIRST: N_("Inte innan receptet går ut"),
    NextWhy.DOSE_NOT_COUNTABLE: N_("Fråga apoteket vilken dag"),
    NextWhy.PARTLY_COLLECTED: N_("En del av uttaget är kvar att hämta"),
}


def next_words(following: NextWithdrawal, today: date) -> str:
    """Say from which day the pharmacy may dispense again within the benefit; empty when it says itself."""
    if following.why in _NEXT:
        return _(_NEXT[following.why])
    if following.on is None:
        return ""
    if following.on <= today:
        return _("Från i dag")
    return _("Från %(day)s") % {"day": formats.short_day(following.on, today)}


def cost_words(cost: AtMost, today: date) -> str:
    """Say what the next withdrawal costs at most."""
    if cost.ore == 0:
        return _("Nästa uttag kostar inget, om det hämtas senast %(day)s.") % {
            "day": formats.short_day(cost.until, today)
        }
    return _("Nästa uttag kostar högst %(amount)s, om det hämtas senast %(day)s.") % {
        "amount": formats.money(whole_kronor_up(cost.ore)),
        "day": formats.short_day(cost.until, today),
    }


def whole_kronor_up(ore: int) -> int:
    """Round up to whole kronor: at most is still at most."""
    return -(-ore // ORE_IN_KRONA) * ORE_IN_KRONA


def valid_words(until: date, today: date) -> str:
    """Say until when the prescription is valid."""
    said = _("Giltigt till %(day)s") if until >= today else _("Gällde till %(day)s")
    return said % {"day": formats.short_day(until, today)}


_REASONS = {
    Reason.CLINIC_DOES_NOT_RENEW: N_("Mottagningen förnyar inte recept på nätet. Ring mottagningen."),
    Reason.PRESCRIBED_ELSEWHERE: N_("Receptet är skrivet av %(clinic)s. Be dem om ett nytt."),
    Reason.ALREADY_ASKED: N_("Ett nytt recept är redan begärt. Följ förfrågan på Mina sidor."),
    Reason.ENDED_BY_PRESCRIBER: N_("En läkare har avslutat receptet. Ring om du tror att det är fel."),
    Reason.BLOCKED: N_("Receptet är pausat. Ring mottagningen och fråga varför."),
    Reason.ENDED_LONG_AGO: N_("Receptet slutade gälla för mer än ett år sedan. Ring och boka en tid."),
    Reason.DOSE_DISPENSED: N_("Läkemedlet kommer i dospåsar. Ring mottagningen om det tar slut."),
    Reason.NARCOTIC: N_("Läkemedlet är narkotikaklassat och förnyas inte på nätet. Ring mottagningen."),
    Reason.ANTIBIOTIC: N_("Antibiotika förnyas inte på nätet. Ring om du har besvär igen."),
    Reason.VISIT_REQUIRED: N_("Mottagningen vill ha ett besök först. Ring och boka en tid."),
    Reason.NOT_OFFERED_HERE: N_("Mottagningen förnyar inte det här läkemedlet på nätet. Ring dem."),
}


def reason_words(reasons: Iterable[str], *, clinic: str, own: str = "", own_simple: str = "") -> list[str]:
    """Say why a prescription cannot be asked for here, and what to do.

    `own` are the words of whoever decided so, which stand for several of the reasons; `own_simple` says the
    same in Easy Swedish. `clinic` has prescribed it.
    """
    easy = {EASY_SWEDISH: own_simple} if own_simple else {}
    said: dict[str, None] = {}
    for reason in map(Reason, reasons):
        if own and reason in BY_POLICY:
            said[formats.in_readers_language({"sv": own, **easy})] = None
        else:
            said[_(_REASONS[reason]) % {"clinic": clinic}] = None
    return list(said)


_NOTES = {
    Note.EXPIRED: N_("Receptet har gått ut, men du kan be om ett nytt."),
    Note.MANY_LEFT: N_("Du kan hämta ut läkemedlet utan att förnya receptet."),
    Note.EARLY: N_("Receptet gäller länge till."),
    Note.NEEDS_REVIEW: N_("Mottagningen går igenom det här läkemedlet extra noga."),
}


def note_words(note: str) -> str:
    """Say what to know about a prescription that may be asked for."""
    return _(_NOTES[Note(note)])
